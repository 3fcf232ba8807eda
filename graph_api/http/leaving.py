"""Ends the work for clients that have gone, and refuses bodies that are too long."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from graph_api.http.view import error_response
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send


_SOON_SECONDS = 0.02
"""Most answers are sent by then, and need nobody to watch the connection."""


class StopsWhenClientLeaves:
    """Runs ``app``, and cancels it when the client closes the connection before the answer.

    A cancelled read ends its statement in the database too, so nobody pays for an answer that
    nobody will read.

    Args:
        app: receives the whole body at once.
        max_body: most bytes of a body; longer ones are refused with status 413.
    """

    def __init__(self, app: ASGIApp, max_body: int) -> None:
        self._app = app
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = await self._body(receive)
        if body is None:
            refusal = error_response(_too_long(self._max_body), Headers(scope=scope), 413)
            await refusal(scope, receive, send)
            return
        await _unless_gone(self._app(scope, _replay(body), send), receive)

    async def _body(self, receive: Receive) -> bytes | None:
        parts: list[bytes] = []
        size = 0
        more = True
        while more:
            message = await receive()
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self._max_body:
                return None
            more = message.get("more_body", False)
        return b"".join(parts)


def _replay(body: bytes) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if messages:
            return messages.pop()
        return {"type": "http.disconnect"}

    return receive


async def _unless_gone(work: Awaitable[None], receive: Receive) -> None:
    """Does ``work``; ends it when the client leaves, which is looked for once work takes time."""
    task = asyncio.current_task()
    assert task is not None
    watch: asyncio.Task[None] | None = None
    left = False

    async def until_gone() -> None:
        nonlocal left
        while (await receive())["type"] != "http.disconnect":
            pass
        left = task.cancel()

    def begin() -> None:
        nonlocal watch
        watch = asyncio.create_task(until_gone())

    timer = asyncio.get_running_loop().call_later(_SOON_SECONDS, begin)
    try:
        await work
    except asyncio.CancelledError:
        if not left or task.uncancel():
            raise
    finally:
        timer.cancel()
        if watch is not None:
            watch.cancel()


def _too_long(limit: int) -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        f"The request is too long: at most {limit:,} bytes are read.",
        f"คำขอยาวเกินไป ระบบรับได้ไม่เกิน {limit:,} ไบต์",
    )
