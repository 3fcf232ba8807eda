"""The end of a service: what is in hand is finished, what is new goes elsewhere."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph_api.http.answers import refuse
from graph_api.http.refusals import RefusedError
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prometheus_client import Gauge
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SERVICE_RESTART = 1012  # a websocket's close code: come back, to this or another instance


class Draining:
    """Whether the service is ending, and how much is in hand.

    Args:
        seconds: that requests in hand have to end.
        in_hand: shows how many there are.
    """

    def __init__(self, seconds: float, in_hand: Gauge) -> None:
        self._seconds = seconds
        self._end: float | None = None
        self._in_hand = 0
        self._gauge = in_hand
        self._callbacks: list[Callable[[], object]] = []

    @property
    def begun(self) -> bool:
        """Whether the service is ending."""
        return self._end is not None

    @property
    def done(self) -> bool:
        """Whether nothing is in hand any more, or the time is over."""
        return self._end is not None and (not self._in_hand or time.monotonic() > self._end)

    def tell(self, end: Callable[[], object]) -> None:
        """Has ``end`` called when the service begins to end, for what would not end by itself."""
        self._callbacks.append(end)

    def begin(self) -> None:
        """Begins to end the service."""
        if self._end is None:
            self._end = time.monotonic() + self._seconds
            for end in self._callbacks:
                end()

    @contextmanager
    def one(self) -> Iterator[None]:
        """A request in hand."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def _count(self, change: int) -> None:
        self._in_hand += change
        self._gauge.set(self._in_hand)


class Drains:
    """Lets ``app`` finish what it has in hand, and nothing else, once the service is ending.

    Websockets that are open are closed by the server, with the same code as is given here to those
    that would be opened.
    """

    def __init__(self, app: ASGIApp, draining: Draining) -> None:
        self._app = app
        self._draining = draining

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request, or one websocket."""
        if scope["type"] == "websocket":
            if self._draining.begun:
                await send({"type": "websocket.close", "code": _SERVICE_RESTART})
            else:
                await self._app(scope, receive, send)
        elif self._draining.begun:
            headers = {"connection": "close"}
            await refuse(RefusedError(503, ending(), headers), scope, receive, send)
        else:
            with self._draining.one():
                await self._app(scope, receive, self._last(send))

    def _last(self, send: Send) -> Send:
        """``send``, which lets go of the connection once the service is ending."""

        async def closing(message: Message) -> None:
            if message["type"] == "http.response.start" and self._draining.begun:
                message["headers"] = [*message.get("headers", ()), (b"connection", b"close")]
            await send(message)

        return closing


def ending() -> PhakhiError:
    """The service is ending."""
    return PhakhiError(
        ErrorCode.SERVICE_UNAVAILABLE,
        "This instance of the service is stopping; please try again shortly.",
        "ระบบนี้กำลังจะหยุดทำงาน โปรดลองอีกครั้งในอีกสักครู่",
        retryable=True,
    )
