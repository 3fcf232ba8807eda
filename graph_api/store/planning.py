"""Plans, which the database makes once for each statement: they cost time, and are worth finishing.

A statement that has begun to run has been planned: until then its time is counted as planning. When
something runs out of time, this tells "ask for less" from "try again"; and trying again helps, as
a plan that was begun is finished though nobody waits for it any more. (The database throws away the
plan of a transaction that it has ended.)
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

PLANNING_SECONDS = 60.0
"""That a plan may take, beside the time that the statement may run."""

_MOST_SHARE = 0.5
_MOST_KNOWN = 2_000
_MOST_GOING_ON = 8


@dataclass(slots=True)
class Spent:
    """Time that something takes, and how much of it statements waited for their plans.

    Attributes:
        begun: when it began.
        planning: seconds until statements began to run, added up.
    """

    begun: float = field(default_factory=time.monotonic)
    planning: float = 0.0

    @property
    def mostly_planning(self) -> bool:
        """Whether more than half of it was planning."""
        return self.planning > _MOST_SHARE * (time.monotonic() - self.begun)


_MEASURED: ContextVar[tuple[Spent, ...]] = ContextVar("measured", default=())


@contextmanager
def measured() -> Iterator[None]:
    """Measures what happens inside, tasks that are begun there included."""
    token = _MEASURED.set((*_MEASURED.get(), Spent()))
    try:
        yield
    finally:
        _MEASURED.reset(token)


@contextmanager
def planned() -> Iterator[None]:
    """Counts what is awaited inside as planning: a statement is sent, and begins to run."""
    begun = time.monotonic()
    try:
        yield
    finally:
        for spent in _MEASURED.get():
            spent.planning += time.monotonic() - begun


def lost_on_plans() -> bool:
    """Whether what is measured here, at the innermost, was mostly planning."""
    measures = _MEASURED.get()
    return bool(measures) and measures[-1].mostly_planning


class Plans:
    """Statements that the database has planned for this process, and those that it is at."""

    def __init__(self) -> None:
        """None of them."""
        # A set that remembers its order: the oldest goes first.
        self._known: dict[str, None] = {}
        self._going_on: set[asyncio.Task[Any]] = set()

    async def read(
        self,
        statement: str,
        work: Callable[[Callable[[], bool]], Coroutine[Any, Any, list[list[Any]]]],
    ) -> list[list[Any]]:
        """What ``work`` returns; of a new statement the plan is made to its end in any case.

        Args:
            statement: the text.
            work: sends it; once it has begun to run, calls what it is given, which tells whether
                anybody still wants the rows.
        """
        if statement in self._known:
            return await work(lambda: True)
        begun = asyncio.Event()
        wanted = True

        def begins() -> bool:
            self._remember(statement)
            begun.set()
            return wanted

        task = asyncio.create_task(work(begins))
        # What fails before it begins to run must end the waiting as well.
        task.add_done_callback(lambda _: begun.set())
        try:
            with planned():
                await begun.wait()
        except asyncio.CancelledError:
            wanted = False
            self._leave(task)
            raise
        return await task

    async def close(self) -> None:
        """Gives up what is going on."""
        for task in self._going_on:
            task.cancel()
        await asyncio.gather(*self._going_on, return_exceptions=True)

    def _remember(self, statement: str) -> None:
        if len(self._known) >= _MOST_KNOWN:
            self._known.pop(next(iter(self._known)))
        self._known[statement] = None

    def _leave(self, task: asyncio.Task[Any]) -> None:
        """Lets a plan be finished; but clients cannot keep all connections busy by leaving."""
        if len(self._going_on) >= _MOST_GOING_ON:
            task.cancel()
        self._going_on.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._going_on.discard(task)
        if not task.cancelled():
            task.exception()  # nobody waits for it
