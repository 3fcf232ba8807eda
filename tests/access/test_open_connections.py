"""Sockets and streams whose reader may read no longer: each is ended, also one that says nothing."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import strawberry

from graph_api.access import keyring, session, signers
from graph_api.access.keys import NewKey, create_key, revoke_key
from graph_api.graphql.schema import PhakhiSchema
from graph_api.http import create_app
from graph_api.settings import Settings
from graph_api.store import Store
from tests.access.issuers import Issuer, rsa_issuer
from tests.feed.conftest import eventually, serving
from tests.feed.test_events import streaming
from tests.feed.test_websocket import CHANGED, Client, connected
from tests.http.small import client_of_app

CONTACT = '{ agency(id: "agency:a") { contact } }'
TOLD = {"data": {"agency": {"contact": "042-000001"}}}
QUERIES = (CONTACT, "{ __typename }", "{ __schema { queryType { name } } }", CHANGED, "{ nothing }")

Spoil = Callable[[], Awaitable[object]]


@pytest.fixture
def quick(engine: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings that ask for keys; a service that asks its readers again ten times a second."""
    monkeypatch.setattr(keyring, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(session, "RECHECK_SECONDS", 0.1)
    return engine.model_copy(update={"api_keys": True, "changes_interval": 0.05})


async def _spoiled(store: Store, how: str) -> tuple[str, Spoil, str]:
    """A key with contacts, what will end its access, and the code of that end."""
    kept, key = await create_key(store, NewKey.checked("portal", ["contacts"], 1))
    if how == "revoked":
        return key, lambda: revoke_key(store, kept.id), "UNAUTHENTICATED"
    change = {
        "scopes": "SET k.scopes = []",
        "expired": "SET k.expires = datetime() - duration({seconds: 1})",
        "removed": "DETACH DELETE k",
    }[how]

    async def spoil() -> None:
        await store.run_schema(f"MATCH (k:ApiKey {{id: '{kept.id}'}}) {change}")

    return key, spoil, "FORBIDDEN" if how == "scopes" else "UNAUTHENTICATED"


HOWS = pytest.mark.parametrize("how", ["revoked", "removed", "expired", "scopes"])


@HOWS
async def test_an_idle_socket_is_closed(told: Store, quick: Settings, how: str) -> None:
    """With the code of a connection that is not let in."""
    key, spoil, _ = await _spoiled(told, how)
    async with (
        serving(told, quick) as (address, _),
        connected(address, init=_bearer(key)) as client,
    ):
        await spoil()
        assert await client.closed() == 4403


@HOWS
async def test_an_open_subscription_learns_why(told: Store, quick: Settings, how: str) -> None:
    """Then the socket is closed, and nobody follows any more."""
    key, spoil, code = await _spoiled(told, how)
    async with serving(told, quick) as (address, services):
        async with connected(address, init=_bearer(key)) as client:
            await client.subscribe("a", CHANGED)
            await eventually(lambda: services.feed.count == 1)
            await spoil()
            assert await _refusal(client, "a") == code
            assert await client.closed() == 4403
        await eventually(lambda: services.feed.count == 0)


@pytest.mark.parametrize("query", QUERIES)
async def test_each_operation_on_a_socket_asks_again(
    told: Store, quick: Settings, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """At once, whatever it is; nothing is answered, and the socket is closed."""
    monkeypatch.setattr(session, "RECHECK_SECONDS", 100.0)
    key, spoil, code = await _spoiled(told, "revoked")
    async with (
        serving(told, quick) as (address, _),
        connected(address, init=_bearer(key)) as client,
    ):
        await client.subscribe("a", CONTACT)
        assert (await client.receive())["payload"] == TOLD
        assert (await client.receive())["type"] == "complete"
        await spoil()
        await client.subscribe("b", query)
        assert await _refusal(client, "b") == code
        assert await client.closed() == 4403


@HOWS
async def test_an_idle_stream_is_ended(told: Store, quick: Settings, how: str) -> None:
    """By an event with the reason, and ``complete``: to come back with the same key is no use."""
    key, spoil, code = await _spoiled(told, how)
    async with (
        serving(told, quick) as (address, services),
        streaming(address, {"x-api-key": key}) as stream,
    ):
        await eventually(lambda: services.feed.count == 1)
        await spoil()
        event = await stream.next()
        assert event is not None
        (error,) = json.loads(event["data"])["errors"]
        assert (event["event"], error["extensions"]["code"]) == ("next", code)
        assert await stream.next() == {"event": "complete", "data": ""}
        await eventually(lambda: services.feed.count == 0)


async def test_what_is_open_ends_when_its_token_does(
    told: Store, with_tokens: Settings, issuer: Issuer
) -> None:
    """A socket and a stream, at ``exp``: nobody looks at them before."""
    exp = time.time() + 1.5
    headers = {"authorization": f"Bearer {issuer.token(exp=exp)}"}
    async with (
        serving(told, with_tokens) as (address, _),
        connected(address, additional_headers=headers) as client,
        streaming(address, headers) as stream,
    ):
        await client.subscribe("a", CONTACT)
        assert (await client.receive())["payload"] == TOLD
        assert (await client.receive())["type"] == "complete"
        assert await client.closed() == 4403
        event = await stream.next()
        assert event is not None
        assert "expired" in json.loads(event["data"])["errors"][0]["message"]
    assert 0 <= time.time() - exp < 20  # and not after the half minute that clocks may differ


async def test_an_issuers_key_that_is_taken_back_closes_what_it_opened(
    told: Store,
    with_tokens: Settings,
    issuer: Issuer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Once the keys are read again."""
    monkeypatch.setattr(signers, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(session, "RECHECK_SECONDS", 0.1)
    monkeypatch.setattr(signers, "PAUSE_SECONDS", 0.0)
    place = Path(str(with_tokens.jwt_jwks))
    async with (
        serving(told, with_tokens) as (address, _),
        connected(address, init=_bearer(issuer.token())) as client,
    ):
        await asyncio.to_thread(place.write_text, rsa_issuer("two").jwks(), "utf-8")
        assert await client.closed() == 4403


async def test_who_need_not_say_who_it_is_stays(told: Store, quick: Settings) -> None:
    """A reader without a key, where such are let in, is asked again and stays."""
    settings = quick.model_copy(update={"anonymous": True})
    async with serving(told, settings) as (address, services), connected(address) as client:
        await client.subscribe("a", CHANGED)
        await eventually(lambda: services.feed.count == 1)
        with pytest.raises(TimeoutError):
            await _within(client, 0.5)


async def test_an_answer_that_took_long_is_not_given_to_who_was_refused_meanwhile(
    told: Store, quick: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is what follows it in a batch."""
    monkeypatch.setattr(session, "RECHECK_SECONDS", 0.0)
    kept, key = await create_key(told, NewKey.checked("portal", [], 1))

    @strawberry.type
    class Query:
        @strawberry.field
        async def revoke(self) -> str:
            await revoke_key(told, kept.id)
            return "what was read"

    schema = PhakhiSchema(query=Query)
    sent: list[Any] = [
        {"query": "{ __typename }"},
        {"query": "{ revoke }"},
        {"query": "{ __typename }"},
    ]
    async with client_of_app(create_app(schema, told, quick)) as client:
        batch = await client.post("/graphql", json=sent, headers={"x-api-key": key})
        kept, key = await create_key(told, NewKey.checked("portal", [], 1))
        single = await client.post("/graphql", json=sent[1], headers={"x-api-key": key})
    codes = [
        answer.get("data") or answer["errors"][0]["extensions"]["code"] for answer in batch.json()
    ]
    assert codes == [{"__typename": "Query"}, "UNAUTHENTICATED", "UNAUTHENTICATED"]
    assert (single.status_code, single.headers["www-authenticate"]) == (401, "Bearer")
    assert "what was read" not in single.text


def _bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


async def _refusal(client: Client, ident: str) -> str:
    message = await client.receive()
    assert (message["id"], message["type"]) == (ident, "error")
    (error,) = message["payload"]
    return str(error["extensions"]["code"])


async def _within(client: Client, seconds: float) -> None:
    async with asyncio.timeout(seconds):
        await client.socket.recv()
