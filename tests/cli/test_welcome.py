"""What ``phakhi serve`` prints is true of what it serves."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from graph_api.cli.in_process import answer_on
from graph_api.cli.welcome import find_asked, welcome
from graph_api.context import RequestContext
from graph_api.http.explorer import Explorer
from graph_api.http.services import make_services
from loaders import load_folder
from tests.loaders.conftest import Folder, folder

if TYPE_CHECKING:
    from graph_api.settings import Settings
    from graph_api.store import Store

__all__ = ["folder"]

_URL = "http://127.0.0.1:8000/graphql"


async def told(store: Store, settings: Settings) -> str:
    """The text."""
    return welcome(settings, _URL, await find_asked(store))


async def answer(store: Store, settings: Settings, text: str) -> dict[str, Any]:
    """What the printed curl asks, answered."""
    body = re.search(r"-d '(.*)'", text)
    assert body
    context = RequestContext(store, settings, "en", make_services(store))
    return await answer_on(context, json.loads(body[1])["query"], {})


async def test_the_explorer_comes_first(
    udon: Store, udon_engine: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its address; on a desktop, the command that opens it; where it is not built, what builds it."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    page = "http://127.0.0.1:8000/"
    first = {"built": (await told(udon, udon_engine)).strip().splitlines()[0]}
    monkeypatch.setenv("DISPLAY", ":0")
    first["on a desktop"] = (await told(udon, udon_engine)).strip().splitlines()[0]
    monkeypatch.setattr(Explorer, "is_built", False)
    first["not built"] = (await told(udon, udon_engine)).strip().splitlines()[0]
    assert first == {
        "built": f"Explorer: {page}",
        "on a desktop": f"Explorer: {page} (`{sys.executable} -m webbrowser {page}`)",
        "not built": "The explorer is not built: `uv sync --reinstall-package phakhi` builds it.",
    }


async def test_an_empty_store_is_said_to_be_empty(empty_store: Store, engine: Settings) -> None:
    """What is asked can be answered; nothing of the demo is named."""
    text = await told(empty_store, engine)
    assert "It holds no agencies yet: `" in text
    assert "culture-office" not in text
    assert "synthetic" not in text
    found = await answer(empty_store, engine, text)
    assert found["data"]["meta"]["datasets"] == []


async def test_other_data_is_asked_about_its_own(
    empty_store: Store, engine: Settings, folder: Folder
) -> None:
    """An agency that is there, and of which something is known."""
    await load_folder(
        empty_store,
        folder(
            "mine",
            agencies="id,name_th\nagency:a,หน่วย ก\nagency:b,หน่วย ข",
            networks="id,name_th\nnetwork:n,เครือข่าย",
            member_of="from,to\nagency:b,network:n",
        ),
    )
    text = await told(empty_store, engine)
    assert "Which agencies can work with หน่วย ข, and why?" in text
    assert "synthetic" not in text
    found = await answer(empty_store, engine, text)
    assert found["data"]["collaborators"] is not None


async def test_the_demo_is_said_to_be_invented(udon: Store, udon_engine: Settings) -> None:
    """Its well-known question, and that its answer is synthetic."""
    text = await told(udon, udon_engine)
    assert "The agency asked about is synthetic, and so is its answer." in text
    assert 'collaborators(agency: "agency:culture-office", first: 3)' in text


@pytest.mark.parametrize(
    ("flags", "line"),
    [
        ({}, f"curl -s {_URL} -H 'Content-Type: application/json' -d "),
        ({"api_keys": True, "anonymous": True}, f"curl -s {_URL} -H 'Content-Type: application/json' -d "),
        ({"api_keys": True}, f"curl -s {_URL} -H 'Content-Type: application/json' -H \"X-API-Key: $key\" -d "),
        ({"jwt_jwks": "/x"}, f"curl -s {_URL} -H 'Content-Type: application/json' -H \"Authorization: Bearer $token\" -d "),
    ],
)  # fmt: skip
async def test_who_has_to_say_who_they_are_is_told_how(
    udon: Store, udon_engine: Settings, flags: dict[str, Any], line: str
) -> None:
    """Where keys are asked for the printed lines make one and send it."""
    text = await told(udon, udon_engine.model_copy(update=flags))
    assert line in text
    store = f"--store {udon_engine.store}"
    assert (f"keys create --name me {store})\ncurl" in text) is ("$key" in line)
