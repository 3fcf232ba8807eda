"""``graphql-transport-ws`` on a real server: the protocol, who may connect, and what is followed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
import websockets
from websockets.exceptions import ConnectionClosed, InvalidStatus

from graph_api.access.keys import NewKey, create_key
from graph_api.settings import Settings
from graph_api.store import Store
from loaders import load_folder
from tests.feed.conftest import eventually, serving
from tests.loaders.conftest import Folder

PROTOCOL = "graphql-transport-ws"
CHANGED = """subscription ($since: Int, $after: String) { changed(since: $since, after: $after) {
  revision cursor changes { action recordId record { nameTh } } } }"""


class Client:
    """One connection."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket

    async def send(self, **message: Any) -> None:
        """Sends a message."""
        await self.socket.send(json.dumps(message))

    async def receive(self) -> Any:
        """The next message."""
        async with asyncio.timeout(10):
            return json.loads(await self.socket.recv())

    async def subscribe(self, ident: str, query: str, **variables: Any) -> None:
        """Sends an operation."""
        payload = {"query": query, "variables": variables}
        await self.send(type="subscribe", id=ident, payload=payload)

    async def closed(self) -> int | None:
        """The code with which the server closes the connection."""
        async with asyncio.timeout(10):
            with pytest.raises(ConnectionClosed):
                await self.socket.recv()
        return self.socket.close_code


@asynccontextmanager
async def connected(
    address: str,
    *,
    init: Mapping[str, Any] | None = None,
    begin: bool = True,
    **options: Any,
) -> AsyncIterator[Client]:
    """A connection, by default one that has begun."""
    options = {"subprotocols": [PROTOCOL]} | options
    async with websockets.connect(f"ws://{address}/graphql", **options) as socket:
        client = Client(socket)
        if begin:
            await client.send(type="connection_init", payload=dict(init or {}))
            assert await client.receive() == {"type": "connection_ack"}
        yield client


@pytest.fixture
async def address(empty_store: Store, quick: Settings) -> AsyncIterator[str]:
    """A server on what the test loads."""
    async with serving(empty_store, quick) as (address, _):
        yield address


@pytest.mark.usefixtures("three_loads")
async def test_changes_are_followed_until_the_client_has_enough(
    empty_store: Store, folder: Folder, quick: Settings
) -> None:
    """First what came after a revision, then what is loaded meanwhile; then it goes on elsewhere."""
    async with serving(empty_store, quick) as (address, services):
        async with connected(address) as client:
            await client.subscribe("one", CHANGED, since=11)
            first = await client.receive()
            event = first["payload"]["data"]["changed"]
            assert (first["id"], first["type"], event["revision"]) == ("one", "next", 13)
            assert event["changes"] == [
                {"action": "REMOVED", "recordId": "agency:b", "record": None},
                {"action": "UPDATED", "recordId": "dataset:x", "record": {"nameTh": "ชุดทดสอบ"}},
            ]
            await load_folder(empty_store, folder("y", networks="id,name_th\nnetwork:m,ม"))
            event = (await client.receive())["payload"]["data"]["changed"]
            assert event["changes"] == [
                {"action": "CREATED", "recordId": "dataset:y", "record": {"nameTh": "ชุดทดสอบ"}},
                {"action": "CREATED", "recordId": "network:m", "record": {"nameTh": "ม"}},
            ]
            await client.send(type="complete", id="one")
            await eventually(lambda: services.feed.count == 0)
        await load_folder(empty_store, folder("z", networks="id,name_th\nnetwork:k,ค"))
        async with connected(address) as client:
            await client.subscribe("two", CHANGED, after=event["cursor"])
            again = (await client.receive())["payload"]["data"]["changed"]
            assert [item["recordId"] for item in again["changes"]] == ["dataset:z", "network:k"]
        await eventually(lambda: services.feed.count == 0)


async def test_other_operations_are_answered_within_the_same_bounds(address: str) -> None:
    """A query has one answer; what is refused has an error with its code, and the socket stays."""
    async with connected(address) as client:
        await client.subscribe("a", "{ meta { revision } }")
        data = {"data": {"meta": {"revision": 0}}}
        assert await client.receive() == {"id": "a", "type": "next", "payload": data}
        assert await client.receive() == {"id": "a", "type": "complete"}
        for query, code in (
            ("{ meta {", "GRAPHQL_INVALID"),
            ("{ nothing }", "GRAPHQL_INVALID"),
            ("{ agencies(first: 1000) { nodes { contact } } }", "FORBIDDEN"),
            (f"{{ {'meta { revision } ' * 50} }}", "OPERATION_TOO_LONG"),
            ("subscription { changed(since: 5) { revision } }", "REVISION_UNKNOWN"),
        ):
            await client.subscribe("b", query)
            message = await client.receive()
            assert (message["id"], message["type"]) == ("b", "error")
            assert [item["extensions"]["code"] for item in message["payload"]] == [code]
        await client.send(type="ping")
        assert await client.receive() == {"type": "pong"}


async def test_messages_are_in_the_readers_language(address: str) -> None:
    """As the handshake says, or connection_init."""
    for options in (
        {"additional_headers": {"accept-language": "th"}},
        {"init": {"Accept-Language": "th"}},
    ):
        async with connected(address, **options) as client:
            await client.subscribe("a", "subscription { changed(since: 5) { revision } }")
            (error,) = (await client.receive())["payload"]
            assert error["message"].startswith("บันทึกการเปลี่ยนแปลง")


async def test_only_this_protocol_is_spoken(address: str) -> None:
    """Another one, or none, is closed with 4406."""
    for others in (["graphql-ws"], None):
        async with connected(address, begin=False, subprotocols=others) as client:
            assert await client.closed() == 4406


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"type": "subscribe", "id": "a", "payload": {"query": "{ meta { revision } }"}}, 4401),
        ({"type": "unknown"}, 4400),
        ({"type": "subscribe", "id": "a", "payload": "{ meta { revision } }"}, 4400),
        ({"type": "subscribe", "id": ["a"], "payload": {"query": "{ meta { revision } }"}}, 4400),
        ({"type": "connection_init", "payload": 1}, 4400),
    ],
)
async def test_what_does_not_belong_there_ends_the_connection(
    address: str, sent: dict[str, Any], code: int
) -> None:
    """With the code of the protocol."""
    async with connected(address, begin=False) as client:
        await client.send(**sent)
        assert await client.closed() == code


async def test_what_is_no_message_ends_the_connection(address: str) -> None:
    """Neither JSON, nor an object, nor of a size that is read."""
    for sent, code in (("{", 4400), ("[]", 4400), (b"\x00", 4400), ("x" * 1_000_001, 1009)):
        async with connected(address, begin=False) as client:
            await client.socket.send(sent)
            assert await client.closed() == code


async def test_two_beginnings_and_two_operations_of_one_name(address: str) -> None:
    """4429 and 4409."""
    async with connected(address) as client:
        await client.send(type="connection_init")
        assert await client.closed() == 4429
    async with connected(address) as client:
        await client.subscribe("a", CHANGED)
        await client.subscribe("a", CHANGED)
        assert await client.closed() == 4409


async def test_who_does_not_begin_is_closed(empty_store: Store, quick: Settings) -> None:
    """With 4408, after a while."""
    soon = quick.model_copy(update={"body_timeout": 0.2})
    async with (
        serving(empty_store, soon) as (address, _),
        connected(address, begin=False) as client,
    ):
        assert await client.closed() == 4408


async def test_who_connects_says_who_it_is(empty_store: Store, quick: Settings) -> None:
    """A key in connection_init, or in the handshake; without a good one it is closed with 4403."""
    _, key = await create_key(empty_store, NewKey("portal", ("contacts",), 1))
    guarded = quick.model_copy(update={"api_keys": True})
    contact = "{ agencies { nodes { contact } } }"
    async with serving(empty_store, guarded) as (address, _):
        for options in (
            {"init": {"Authorization": f"Bearer {key}"}},
            {"additional_headers": {"authorization": f"Bearer {key}"}},
        ):
            async with connected(address, **options) as client:
                await client.subscribe("a", contact)
                assert (await client.receive())["payload"] == {"data": {"agencies": {"nodes": []}}}
        for payload in ({}, {"authorization": "Bearer nonsense"}, {"authorization": 1}):
            async with connected(address, begin=False) as client:
                await client.send(type="connection_init", payload=payload)
                assert await client.closed() == 4403


async def test_pages_of_other_sites_may_not_connect(empty_store: Store, quick: Settings) -> None:
    """Unless their origin is set; who is no browser sends none."""
    portal = quick.model_copy(update={"cors_origins": ("https://portal.example.org",)})
    async with serving(empty_store, portal) as (address, _):
        for origin in ("https://portal.example.org", f"http://{address}"):
            async with connected(address, origin=origin):
                pass
        with pytest.raises(InvalidStatus) as caught:
            async with connected(address, origin="https://evil.example.org"):
                pass
        assert caught.value.response.status_code == 403


async def test_the_end_of_the_service_is_told(empty_store: Store, quick: Settings) -> None:
    """An error that says to come back, and not ``complete``."""
    async with serving(empty_store, quick) as (address, services), connected(address) as client:
        await client.subscribe("a", CHANGED)
        await eventually(lambda: services.feed.count == 1)
        services.feed.close()
        message = await client.receive()
        assert (message["id"], message["type"]) == ("a", "error")
        assert [item["extensions"] for item in message["payload"]] == [
            {"code": "SERVICE_UNAVAILABLE", "retryable": True}
        ]
