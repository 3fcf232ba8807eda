"""So many requests at once, so many that wait; the others are told to come back."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from graph_api.http.refusals import RefusedError
from graph_api.observing.observer import waits
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_COME_BACK_SECONDS = 1


class Admission:
    """Places for requests that are worked on; who finds none waits in line.

    A client that leaves gives up its place, or its place in the line.

    Args:
        places: requests that are worked on at once.
        line: requests that wait at once.
    """

    def __init__(self, places: int, line: int) -> None:
        self._places = asyncio.Semaphore(places)
        self._line = line
        self._waiting = 0

    @asynccontextmanager
    async def place(self, moment: float) -> AsyncIterator[None]:
        """Holds a place.

        Args:
            moment: until when to wait for it, by the event loop's clock.

        Raises:
            RefusedError: 503, ``TOO_MANY_REQUESTS``.
        """
        if self._places.locked():
            await self._wait(moment)
        else:
            await self._places.acquire()
        try:
            yield
        finally:
            self._places.release()

    async def _wait(self, moment: float) -> None:
        if self._waiting >= self._line:
            raise _too_many()
        self._waiting += 1
        try:
            with waits():
                async with asyncio.timeout_at(moment):
                    await self._places.acquire()
        except TimeoutError:
            raise _too_many() from None
        finally:
            self._waiting -= 1


def _too_many() -> RefusedError:
    return RefusedError(
        503,
        PhakhiError(
            ErrorCode.TOO_MANY_REQUESTS,
            "More requests have come at once than this server works on: try again in a moment.",
            "มีคำขอพร้อมกันมากเกินกว่าที่เซิร์ฟเวอร์รับได้ โปรดลองใหม่ในอีกสักครู่",
            retryable=True,
            retry_after=_COME_BACK_SECONDS,
        ),
    )
