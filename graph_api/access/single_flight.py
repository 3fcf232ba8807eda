"""Work that many wait for and that is done once at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class SingleFlight:
    """Runs ``work`` for all who ask for it while it runs; they share its outcome.

    A waiter that is cancelled leaves the work to the others.
    """

    def __init__(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._work = work
        self._task: asyncio.Task[None] | None = None

    async def done(self) -> None:
        """Returns when the work that runs, or is begun here, is done; raises what it raises."""
        await asyncio.shield(self.begin())

    def begin(self) -> asyncio.Task[None]:
        """Begins the work unless it runs."""
        if self._task is None:
            self._task = asyncio.create_task(self._work())
            self._task.add_done_callback(self._forget)
        return self._task

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._task = None
        if not task.cancelled():
            task.exception()  # seen, even where every waiter has gone
