"""A small HTTP/1.1 client on kept connections, so that little of what is measured is its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

_LARGEST_ANSWER = 2**26


class HttpConnection:
    """One kept connection to a server on loopback."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def post(self, body: bytes) -> bytes:
        """The body of the answer to a POST of JSON.

        Raises:
            RuntimeError: when the status is not 200.
        """
        self._writer.write(
            b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Accept: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
        )
        head = await self._reader.readuntil(b"\r\n\r\n")
        answer = await self._reader.readexactly(_content_length(head))
        if not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(answer[:1000].decode(errors="replace"))
        return answer


def _content_length(head: bytes) -> int:
    lower = head.lower()
    start = lower.index(b"content-length:") + len(b"content-length:")
    return int(lower[start : lower.index(b"\r", start)])


@asynccontextmanager
async def connect(port: int) -> AsyncIterator[HttpConnection]:
    """A connection for the length of the context."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=_LARGEST_ANSWER)
    try:
        yield HttpConnection(reader, writer)
    finally:
        writer.close()
        await writer.wait_closed()


async def drive(port: int, bodies: Sequence[bytes], clients: int, seconds: float) -> list[float]:
    """Sends requests for a while, each client its next one as soon as it has an answer.

    Args:
        port: of the server.
        bodies: sent in turn, over and over.
        clients: how many at once.
        seconds: for how long.

    Returns:
        The seconds that each answered request took.
    """
    end = time.perf_counter() + seconds
    turns = _in_turn(bodies)
    times: list[float] = []

    async def client() -> None:
        async with connect(port) as connection:
            while (start := time.perf_counter()) < end:
                await connection.post(next(turns))
                times.append(time.perf_counter() - start)

    async with asyncio.TaskGroup() as group:
        for _ in range(clients):
            group.create_task(client())
    return times


def _in_turn(bodies: Sequence[bytes]) -> Iterator[bytes]:
    while True:
        yield from bodies
