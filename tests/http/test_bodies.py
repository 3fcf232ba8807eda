"""Bodies of requests: how long they may be, and how slow."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from graph_api.http import create_app
from graph_api.http.bodies import read_body
from graph_api.http.refusals import RefusedError
from tests.http.small import listening, small_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import Message, Receive

    from graph_api.settings import Settings
    from graph_api.store import Store


def _receiving(parts: Iterator[Message]) -> Receive:
    async def receive() -> Message:
        await asyncio.sleep(0)
        return next(parts)

    return receive


def _part(body: bytes, *, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def _scope(**headers: str) -> dict[str, Any]:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "headers": raw}


async def test_a_body_in_parts_is_put_together() -> None:
    """As long as it has no more bytes than it may have."""
    parts = iter([_part(b"ab", more=True), _part(b"cd", more=False)])
    assert await read_body(_scope(), _receiving(parts), 4, 1) == b"abcd"


async def test_an_announced_body_that_is_too_long_is_not_read() -> None:
    """The announcement is enough."""
    with pytest.raises(RefusedError) as caught:
        await read_body(_scope(content_length="5"), _receiving(iter([])), 4, 1)
    assert (caught.value.status, caught.value.error.code) == (413, "BODY_TOO_LARGE")


async def test_of_a_body_that_is_too_long_no_more_than_allowed_is_read() -> None:
    """Whoever sends on and on is refused at the first byte too many."""
    read = 0

    def endless() -> Iterator[Message]:
        nonlocal read
        while True:
            read += 1000
            yield _part(b"x" * 1000, more=True)

    with pytest.raises(RefusedError) as caught:
        await read_body(_scope(), _receiving(endless()), 5000, 1)
    assert (caught.value.status, read) == (413, 6000)


async def test_a_client_that_leaves_before_the_end_has_sent_nothing() -> None:
    """Half a body is none."""
    parts: Iterator[Message] = iter([_part(b"{}", more=True), {"type": "http.disconnect"}])
    assert await read_body(_scope(), _receiving(parts), 4, 1) is None


async def test_a_slow_body_is_refused_in_time(udon: Store, udon_engine: Settings) -> None:
    """408, and the connection is closed, as the rest of the body would be taken for a request."""
    settings = udon_engine.model_copy(update={"body_timeout": 0.3})
    async with listening(create_app(small_schema(), udon, settings)) as port:
        started = time.monotonic()
        answer = await _sent(port, "Content-Length: 100", b"{")
        assert time.monotonic() - started < 5
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in head.lower()
    assert json.loads(body) == {
        "errors": [
            {
                "message": "The request's body did not arrive within 0.3 seconds.",
                "extensions": {"code": "TIMEOUT", "retryable": True},
            }
        ]
    }


async def test_a_long_body_is_refused_before_it_is_sent(udon: Store, udon_engine: Settings) -> None:
    """A client that waits for the answer first learns that it need not send its body."""
    async with listening(create_app(small_schema(), udon, udon_engine)) as port:
        head = "Content-Length: 10000000\r\nConnection: close"
        answer = await _sent(port, head, b"")
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b'"code":"BODY_TOO_LARGE"' in answer


async def _sent(port: int, headers: str, body: bytes) -> bytes:
    """The whole answer to a request that is not finished."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /graphql HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n{headers}"
    writer.write(head.encode() + b"\r\n\r\n" + body)
    async with asyncio.timeout(20):
        answer = await reader.read()
    writer.close()
    return answer
