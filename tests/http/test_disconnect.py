"""Nobody works on for a client that has gone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from starlette.responses import Response, StreamingResponse

from graph_api.http.disconnect import CancelOnDisconnect
from tests.http.small import ENDLESS, until_running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Message, Receive, Scope, Send

    from graph_api.store import Store

_SCOPE: Scope = {"type": "http", "headers": []}


@pytest.mark.store
async def test_a_statement_ends_when_the_client_leaves(store: Store) -> None:
    """The client closes the connection, and the statement ends in the database."""
    leaves = asyncio.Event()
    body = [{"type": "http.request", "body": b"{}", "more_body": False}]

    async def receive() -> Message:
        if body:
            return body.pop()
        await leaves.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        pytest.fail(f"nobody reads {message}")

    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await store.read(ENDLESS, timeout=60)

    watched = CancelOnDisconnect(app, 1000, 10)
    request = asyncio.create_task(watched(_SCOPE, receive, send))
    await until_running(store, count=1)
    leaves.set()
    await request
    await until_running(store, count=0)


async def test_the_body_arrives_whole_and_the_answer_is_sent() -> None:
    """A body in parts is put together for the application."""
    parts = [
        {"type": "http.request", "body": b"cd", "more_body": False},
        {"type": "http.request", "body": b"ab", "more_body": True},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return parts.pop() if parts else await asyncio.Future()

    async def send(message: Message) -> None:
        sent.append(message)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        message = await receive()
        await Response(message["body"] + b"!")(scope, receive, send)

    await CancelOnDisconnect(app, 4, 10)(_SCOPE, receive, send)
    assert [message.get("body") for message in sent] == [None, b"abcd!"]


async def test_a_stream_goes_on_while_its_reader_stays() -> None:
    """That there is no more body does not mean that the client has gone."""
    body = [{"type": "http.request", "body": b"", "more_body": False}]
    sent: list[Message] = []

    async def receive() -> Message:
        return body.pop() if body else await asyncio.Future()

    async def send(message: Message) -> None:
        sent.append(message)

    async def events() -> AsyncIterator[bytes]:
        for event in (b"a", b"b"):
            await asyncio.sleep(0.05)
            yield event

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await StreamingResponse(events())(scope, receive, send)

    await CancelOnDisconnect(app, 4, 10)(_SCOPE, receive, send)
    assert [message.get("body") for message in sent] == [None, b"a", b"b", b""]


async def test_a_failure_of_the_application_is_passed_on() -> None:
    """What the application raises reaches the server."""
    body = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        return body.pop() if body else await asyncio.Future()

    async def send(message: Message) -> None:
        pytest.fail(f"nobody sends {message}")

    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        message = "broken"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="broken"):
        await CancelOnDisconnect(app, 4, 10)(_SCOPE, receive, send)
