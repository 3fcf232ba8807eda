"""Connections whose requests have a head that is short, and comes soon, and whose answers are read.

Uvicorn bounds none of it: a client that sends a header a minute, or one header without end, would
hold a connection and its memory for ever, and so would one that never reads what it has asked for.
Bodies are bounded by the application.
"""

from __future__ import annotations

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

LONGEST_HEAD = 65_536
"""Most bytes of a request's first line and headers together."""

_TOO_LONG = "The head of the request is too long."


class _ReadInTime(asyncio.Protocol):
    """A connection that is cut when its client has not read what waits for it for too long.

    Uvicorn stops to write at 64 kilobytes; what follows is made only when there is room again. It is
    cut without a farewell, which would wait behind the rest.
    """

    send_seconds: ClassVar[float]
    transport: asyncio.Transport
    _stalled: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        """More waits to be read than is good."""
        super().pause_writing()
        loop = asyncio.get_running_loop()
        self._stalled = loop.call_later(self.send_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Most of it has been read."""
        self._read_on()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has left, or was cut off."""
        self._read_on()
        super().connection_lost(exc)

    def _read_on(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None


class BoundedSocket(_ReadInTime, WebSocketsSansIOProtocol):
    """One websocket; see :func:`bounded_connections`."""


class BoundedHead(_ReadInTime, HttpToolsProtocol):
    """One connection; see :func:`bounded_connections`."""

    seconds: ClassVar[float]
    _timer: asyncio.TimerHandle | None = None
    _size = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has come."""
        super().connection_made(transport)
        self._begin_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._end_head()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some bytes have come."""
        if self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._begin_head()
        if self._timer is not None and not self._rest_of_body():
            self._size += len(data)
        super().data_received(data)
        if self._timer is not None and self._size > LONGEST_HEAD:
            self._end_head()
            self.send_400_response(_TOO_LONG)

    def on_headers_complete(self) -> None:
        """The head is there; what follows is the body."""
        self._end_head()
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if size > LONGEST_HEAD:
            raise ValueError(_TOO_LONG)  # the parser stops, and Uvicorn answers 400
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The body is there, too, if one was still coming after the answer."""
        self._end_head()
        super().on_message_complete()

    def _rest_of_body(self) -> bool:
        """Whether what comes belongs to a request that was answered before all of it was read."""
        return self.cycle is not None and self.cycle.response_complete and self.cycle.more_body

    def _begin_head(self) -> None:
        self._size = 0
        self._timer = self.loop.call_later(self.seconds, self.timeout_keep_alive_handler)

    def _end_head(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def bounded_connections(
    head_seconds: float, send_seconds: float
) -> tuple[type[BoundedHead], type[BoundedSocket]]:
    """The classes of connections and of websockets with these bounds.

    Args:
        head_seconds: within which the head of a request has to be there.
        send_seconds: for which a client may leave unread what waits for it.
    """
    # Bounds of a class, since Uvicorn makes each protocol itself, with arguments of its own.
    bounds = {"seconds": head_seconds, "send_seconds": send_seconds}
    return type("BoundedHead", (BoundedHead,), bounds), type(
        "BoundedSocket", (BoundedSocket,), bounds
    )
