"""Nobody works on for a client that has gone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from starlette.responses import Response

from graph_api.http.leaving import StopsWhenClientLeaves

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

    from graph_api.store import Store

_ENDLESS = "UNWIND range(1, 10000000000) AS x RETURN count(x % 7) AS abandoned"


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
        await store.read(_ENDLESS, timeout=60)

    request = asyncio.create_task(StopsWhenClientLeaves(app, 1000)({"type": "http"}, receive, send))
    await _until_running(store, count=1)
    leaves.set()
    await request
    await _until_running(store, count=0)


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

    await StopsWhenClientLeaves(app, 4)({"type": "http", "headers": []}, receive, send)
    assert [message.get("body") for message in sent] == [None, b"abcd!"]


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
        await StopsWhenClientLeaves(app, 4)({"type": "http"}, receive, send)


async def _until_running(store: Store, count: int) -> None:
    async with asyncio.timeout(20):
        while True:
            rows = await store.read("SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery")
            if sum("AS abandoned" in query for [query] in rows) == count:
                return
            await asyncio.sleep(0.05)
