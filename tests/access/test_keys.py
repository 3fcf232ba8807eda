"""API keys: what is kept of them, how long they count, and what a flood of wrong ones costs."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import re
from typing import Any

import pytest

from graph_api.access import keyring
from graph_api.access.api_key import ApiKey
from graph_api.access.keyring import KeyRing
from graph_api.access.keys import NewKey, create_key, list_keys, revoke_key
from graph_api.store import Store
from schema.errors import ErrorCode, PhakhiError

_NOW = dt.datetime(2026, 1, 31, 12, 0, 0, tzinfo=dt.UTC)


def new(*scopes: str, days: int = 30) -> NewKey:
    """A key that is wanted."""
    return NewKey.checked("พอร์ทัล", scopes, days)


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that a store reads by, as they reach it."""
    seen: list[str] = []
    read = Store.read

    async def recorded(self: Store, statement: str, *rest: Any, **named: Any) -> Any:
        seen.append(statement)
        return await read(self, statement, *rest, **named)

    monkeypatch.setattr(Store, "read", recorded)
    return seen


async def refusal(ring: KeyRing, text: str) -> str:
    """The first words of what a key is refused with."""
    with pytest.raises(PhakhiError) as caught:
        await ring.find(text)
    assert caught.value.code is ErrorCode.UNAUTHENTICATED
    assert caught.value.th
    return re.split("[:,]", caught.value.en)[0]


async def test_the_database_never_holds_a_key(empty_store: Store) -> None:
    """What is kept is all there is: an id, a sum, and what is said about the key."""
    key, text = await create_key(empty_store, new("contacts"), _NOW)
    assert re.fullmatch(r"phakhi_[0-9a-f]{12}_[0-9a-f]{64}", text)
    secret = text.rpartition("_")[2]
    [[labels, kept]] = await empty_store.read("MATCH (k:ApiKey) RETURN labels(k), properties(k)")
    created, expires = kept.pop("created"), kept.pop("expires")
    assert labels == ["ApiKey"]
    assert kept == {
        "id": key.id,
        "name": "พอร์ทัล",
        "hash": hashlib.sha256(secret.encode()).hexdigest(),
        "scopes": ["contacts"],
    }
    assert (created.to_native(), expires.to_native()) == (_NOW, _NOW + dt.timedelta(days=30))
    assert await empty_store.read("MATCH (n:Record) RETURN n") == []


async def test_keys_are_listed_with_their_state(empty_store: Store) -> None:
    """The oldest first; revoking twice keeps the first moment."""
    old, _ = await create_key(empty_store, new(days=1), _NOW)
    gone, _ = await create_key(
        empty_store, new("metrics", "contacts", "contacts"), _NOW.replace(hour=13)
    )
    first = await revoke_key(empty_store, gone.id)
    assert await revoke_key(empty_store, gone.id) == first
    listed = await list_keys(empty_store)
    assert listed == [old, first]
    assert [key.state(_NOW + dt.timedelta(days=1)) for key in listed] == ["expired", "revoked"]
    assert [key.state(_NOW) for key in listed] == ["valid", "revoked"]
    assert first.scopes == ("contacts", "metrics")


async def test_only_a_key_that_is_there_can_be_revoked(empty_store: Store) -> None:
    """One sentence that says where the ids are."""
    with pytest.raises(PhakhiError) as caught:
        await revoke_key(empty_store, "0" * 12)
    assert caught.value.code is ErrorCode.NOT_FOUND
    assert "phakhi keys list" in caught.value.en


@pytest.mark.parametrize(
    ("name", "scopes", "code"),
    [
        (" ", [], ErrorCode.BAD_ARGUMENT),
        ("x\x00", [], ErrorCode.BAD_TEXT),
        ("x" * 101, [], ErrorCode.BAD_TEXT),
        ("x", ["contact"], ErrorCode.BAD_ARGUMENT),
    ],
)
def test_a_key_that_makes_no_sense_is_not_made(
    name: str, scopes: list[str], code: ErrorCode
) -> None:
    """Names are short and readable, scopes are those that there are."""
    with pytest.raises(PhakhiError) as caught:
        NewKey.checked(name, scopes, 1)
    assert caught.value.code is code


async def test_a_key_counts_until_it_is_revoked(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that knew it before finds out when it looks again."""
    key, text = await create_key(empty_store, new("contacts"))
    ring = KeyRing(empty_store)
    assert await ring.find(text) == key
    await revoke_key(empty_store, key.id)
    assert await ring.find(text) == key
    monkeypatch.setattr(keyring, "FRESH_SECONDS", 0.0)
    assert await refusal(ring, text) == "The key or token is not known here"


async def test_a_new_key_counts_within_a_second(empty_store: Store) -> None:
    """Though the server has just looked."""
    ring = KeyRing(empty_store)
    assert (
        await refusal(ring, f"phakhi_{'0' * 12}_{'0' * 64}") == "The key or token is not known here"
    )
    key, text = await create_key(empty_store, new())
    await asyncio.sleep(keyring.UNKNOWN_SECONDS + 0.1)
    assert await ring.find(text) == key


async def test_an_expired_key_is_told_only_to_whoever_has_it(empty_store: Store) -> None:
    """With a wrong secret it is as unknown as any other."""
    _, text = await create_key(empty_store, new(days=1), _NOW)
    ring = KeyRing(empty_store)
    assert await refusal(ring, text) == "The key or token has expired"
    wrong = f"{text[:-1]}{'1' if text[-1] == '0' else '0'}"
    assert await refusal(ring, wrong) == "The key or token is not known here"


@pytest.mark.parametrize("text", ["phakhi_", "phakhi_1_2", f"phakhi_{'0' * 12}_{'G' * 64}"])
async def test_what_has_not_the_form_of_a_key_is_malformed(
    empty_store: Store, statements: list[str], text: str
) -> None:
    """And costs no statement."""
    assert await refusal(KeyRing(empty_store), text) == "The key or token is malformed"
    assert statements == []


async def test_a_flood_of_made_up_keys_costs_one_statement(
    empty_store: Store, statements: list[str]
) -> None:
    """However many ids are made up, at once or one after the other; a good key still works."""
    key, text = await create_key(empty_store, new())
    ring = KeyRing(empty_store)
    flood = [f"phakhi_{number:012x}_{'0' * 64}" for number in range(500)]
    refused = await asyncio.gather(*(refusal(ring, made_up) for made_up in flood))
    assert set(refused) == {"The key or token is not known here"}
    assert await ring.find(text) == key
    assert len(statements) == 1


async def test_a_reader_that_leaves_does_not_leave_the_others_waiting(empty_store: Store) -> None:
    """They share one reading, which goes on."""
    key, text = await create_key(empty_store, new())
    ring = KeyRing(empty_store)
    first, second = (asyncio.create_task(ring.find(text)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == key


async def test_without_the_database_nobody_is_let_in(engine: Any) -> None:
    """It is not known who they are: SERVICE_UNAVAILABLE, for all who wait, at once."""
    settings = engine.model_copy(update={"retry_time": 0.3})
    async with Store.connect("bolt://127.0.0.1:1", None, settings) as away:
        ring = KeyRing(away)
        text = f"phakhi_{'0' * 12}_{'0' * 64}"
        async with asyncio.timeout(3):
            failed = await asyncio.gather(
                *(ring.find(text) for _ in range(20)), return_exceptions=True
            )
    codes = {error.code for error in failed if isinstance(error, PhakhiError)}
    assert (len(failed), codes) == (20, {ErrorCode.SERVICE_UNAVAILABLE})


def test_a_key_does_not_show_its_sum() -> None:
    """Not even where it is printed by mistake."""
    key = ApiKey("0" * 12, "x", "the sum", (), _NOW, _NOW)
    assert "the sum" not in repr(key)
