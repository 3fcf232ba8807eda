"""Work that many wait for and that is done once at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from contextvars import Context
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Result = TypeVar("Result")


class SingleFlight(Generic[Key, Result]):
    """Runs one piece of work per key at a time; all who ask meanwhile share its outcome.

    It is no cache: an outcome is shared by those who were waiting when it came, and then forgotten.
    A waiter that is cancelled leaves the work to the others.

    Args:
        detached: runs the work outside of the context of who began it, so that it is no part of
            that request's trace and log lines.
    """

    def __init__(self, *, detached: bool = False) -> None:
        self._detached = detached
        self._running: dict[Key, asyncio.Task[Result]] = {}

    async def run(self, key: Key, work: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        """The outcome of the work that runs under ``key``, or is begun here; raises what it raises."""
        return await asyncio.shield(self.begin(key, work))

    def begin(
        self, key: Key, work: Callable[[], Coroutine[Any, Any, Result]]
    ) -> asyncio.Task[Result]:
        """Begins the work unless some runs under ``key``; nobody has to wait for it."""
        task = self._running.get(key)
        if task is None:
            task = asyncio.create_task(work(), context=Context() if self._detached else None)
            self._running[key] = task
            task.add_done_callback(lambda done: self._end(key, done))
        return task

    def _end(self, key: Key, task: asyncio.Task[Result]) -> None:
        del self._running[key]
        if not task.cancelled():
            task.exception()  # seen, even where every waiter has gone
