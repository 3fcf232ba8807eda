"""Ends the work for clients that have gone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from graph_api.http.answers import refuse
from graph_api.http.bodies import read_body
from graph_api.http.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send


_SOON_SECONDS = 0.02
"""Most answers are sent by then, and need nobody to watch the connection."""


class CancelOnDisconnect:
    """Runs ``app``, and cancels it when the client closes the connection before the answer.

    A cancelled read ends its statement in the database too, so nobody pays for an answer that
    nobody will read. To tell that the client has gone, the body must have been read.

    Args:
        app: receives the whole body at once.
        max_body: bytes that a body may have.
        body_timeout: seconds that a client may take to send it.
    """

    def __init__(self, app: ASGIApp, max_body: int, body_timeout: float) -> None:
        self._app = app
        self._max_body = max_body
        self._body_timeout = body_timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            body = await read_body(scope, receive, self._max_body, self._body_timeout)
        except RefusedError as error:
            await refuse(error, scope, receive, send)
            return
        if body is not None:
            await _until_disconnect(self._app(scope, _replay(body), send), receive)


def _replay(body: bytes) -> Receive:
    """Gives the body, and then nothing more: who leaves is cancelled, not told."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if messages:
            return messages.pop()
        await asyncio.Event().wait()
        raise AssertionError

    return receive


async def _until_disconnect(work: Awaitable[None], receive: Receive) -> None:
    """Does ``work``; ends it when the client leaves, which is looked for once work takes time."""
    task = asyncio.current_task()
    assert task is not None
    watch: asyncio.Task[None] | None = None
    disconnected = False

    async def cancel_on_disconnect() -> None:
        nonlocal disconnected
        while (await receive())["type"] != "http.disconnect":
            pass
        disconnected = task.cancel()

    def begin() -> None:
        nonlocal watch
        watch = asyncio.create_task(cancel_on_disconnect())

    timer = asyncio.get_running_loop().call_later(_SOON_SECONDS, begin)
    try:
        await work
    except asyncio.CancelledError:
        # Only our own cancellation ends here; a second one, as of a stop, goes on.
        if not disconnected or task.uncancel():
            raise
    finally:
        timer.cancel()
        if watch is not None:
            watch.cancel()
