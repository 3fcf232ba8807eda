"""``phakhi keys`` and ``serve --insecure`` as an operator uses them, beside a running service."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING

import pytest

from graph_api.access import keyring
from graph_api.store import Store
from tests.access.test_over_http import _TOLD, ask
from tests.cli.test_commands import phakhi, refusal
from tests.http.conftest import client_of

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings


async def keys(settings: Settings, *arguments: str, **variables: str) -> tuple[str, str]:
    """What the command prints, and what it says beside, on the store that this process runs."""
    done = await asyncio.to_thread(
        phakhi, "keys", *arguments, "--store", str(settings.store), **variables
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


async def test_a_key_is_made_listed_and_revoked_beside_the_service(
    told: Store, engine: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service takes it at once, and refuses it when it is revoked; the list never shows it."""
    monkeypatch.setattr(keyring, "FRESH_SECONDS", 0.0)
    settings = engine.model_copy(update={"api_keys": True})
    out, said = await keys(
        engine, "create", "--name", "พอร์ทัล", "--scope", "contacts", "--days", "90"
    )
    key = out.strip()
    found = re.fullmatch(r"phakhi_([0-9a-f]{12})_([0-9a-f]{64})", key)
    assert found, out
    assert "shown once" in said
    assert "PHAKHI_API_KEYS=true" in said
    async with client_of(told, settings) as client:
        assert await ask(client, key) == (200, _TOLD)
        table, _ = await keys(engine, "list")
        assert (found[1] in table, "valid" in table) == (True, True)
        assert found[2] not in table
        out, _ = await keys(engine, "revoke", found[1])
        assert out == f"Revoked: {found[1]} พอร์ทัล\n"
        assert await ask(client, key) == (401, "UNAUTHENTICATED")
    listed, _ = await keys(engine, "list", "--json")
    [told_of] = json.loads(listed)
    assert {**told_of, "created": "", "expires": ""} == {
        "id": found[1],
        "name": "พอร์ทัล",
        "scopes": ["contacts"],
        "created": "",
        "expires": "",
        "state": "revoked",
    }


async def test_a_key_in_json_is_whole(empty_store: Store, engine: Settings) -> None:
    """With the key, and without a word beside; it counts for a year unless another time is said."""
    out, said = await keys(engine, "create", "--name", "x", "--json")
    made = json.loads(out)
    assert said == ""
    assert made["key"].startswith(f"phakhi_{made['id']}_")
    assert (made["name"], made["scopes"], made["state"]) == ("x", [], "valid")
    [[days]] = await empty_store.read(
        "MATCH (k:ApiKey) RETURN duration.inDays(k.created, k.expires).days"
    )
    assert days == 365


@pytest.mark.usefixtures("empty_store")
async def test_it_speaks_thai(engine: Settings) -> None:
    """As the terminal is set."""
    _, said = await keys(engine, "create", "--name", "x", LC_ALL="th_TH.UTF-8")
    assert said.startswith("คีย์แสดงเพียงครั้งเดียว")


@pytest.mark.usefixtures("empty_store")
def test_what_makes_no_sense_is_one_line(engine: Settings, tmp_path: Path) -> None:
    """And nothing is started or made for it."""
    store = ("--store", str(engine.store))
    line = refusal(phakhi("keys", "revoke", "0" * 12, *store))
    assert line.startswith(f"phakhi: There is no API key {'0' * 12}")
    line = refusal(phakhi("keys", "create", "--name", "x", "--scope", "contact", *store))
    assert line == "phakhi: There is no scope contact: the scopes are contacts, load, metrics."
    nowhere = tmp_path / "none"
    line = refusal(phakhi("keys", "list", "--store", str(nowhere)))
    assert line.startswith(f"phakhi: There is no store at {nowhere}")
    assert not nowhere.exists()


def test_an_open_address_is_not_served_unless_told_to(tmp_path: Path) -> None:
    """One line before anything is started; with the flag the next step is taken."""
    store = ("--store", str(tmp_path / "s"))
    line = refusal(phakhi("serve", *store, "--host", "0.0.0.0"))  # noqa: S104 - refused
    assert line.startswith("phakhi: Others can reach 0.0.0.0, and nobody has said who may read")
    line = refusal(phakhi("serve", *store, "--host", "192.0.2.1", "--insecure"))
    assert line.startswith("phakhi: 192.0.2.1 is no address of this machine")
    assert not (tmp_path / "s").exists()


def test_wrong_settings_of_tokens_are_told_before_anything_is_started(tmp_path: Path) -> None:
    """One line that names the variable."""
    line = refusal(
        phakhi(
            "serve", "--store", str(tmp_path / "s"), PHAKHI_JWT_JWKS="https://id.example.org/jwks"
        )
    )
    assert line.startswith("phakhi: PHAKHI_JWT_JWKS needs PHAKHI_JWT_ISSUER, too")
    assert not (tmp_path / "s").exists()
