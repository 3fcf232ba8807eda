"""Who does not read what it has asked for is cut off, over HTTP and over a websocket."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
import uvicorn

from graph_api.http.connections import bounded_connections

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

_PART = b"x" * 100_000
_HEAD = b"GET / HTTP/1.1\r\nhost: x\r\n"
_UPGRADE = (
    b"connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n"
    b"sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)


class Endless:
    """An application that sends without end, and knows when its client has left."""

    def __init__(self) -> None:
        self.left = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or one websocket."""
        await receive()
        writing = asyncio.create_task(self._write(scope["type"], send))
        while not (await receive())["type"].endswith(".disconnect"):
            pass
        self.left.set()
        writing.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await writing

    @staticmethod
    async def _write(kind: str, send: Send) -> None:
        if kind == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            part: Message = {"type": "http.response.body", "body": _PART, "more_body": True}
        else:
            await send({"type": "websocket.accept"})
            part = {"type": "websocket.send", "bytes": _PART}
        while True:
            await send(dict(part))
            await asyncio.sleep(0)  # to a client that has left, sending returns at once


@pytest.mark.parametrize("head", [_HEAD, _HEAD + _UPGRADE], ids=["http", "websocket"])
@pytest.mark.parametrize("reads", [False, True])
async def test_who_does_not_read_is_cut_off(head: bytes, *, reads: bool) -> None:
    """After the time that is set; who reads, however much there is, is not."""
    app = Endless()
    http, websocket = bounded_connections(10.0, 0.3)
    config = uvicorn.Config(app, lifespan="off", log_config=None, http=http, ws=websocket)
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    serving = asyncio.create_task(server.serve([listener]))
    reader, writer = await asyncio.open_connection(*listener.getsockname())
    writer.write(head + b"\r\n")
    if reads:
        for _ in range(200):
            assert await reader.read(100_000)
        assert not app.left.is_set()
    else:
        await asyncio.wait_for(app.left.wait(), 20)
    writer.close()
    server.should_exit = True
    await asyncio.wait_for(serving, 20)
