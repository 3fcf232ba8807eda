"""One who follows the changes."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Protocol

from graph_api.feed.log import ChangeBatch, find_inside, read_log
from graph_api.feed.position import Position
from graph_api.feed.wanted import ChangeFilter
from graph_api.settings import Settings
from schema.cypher import Reader
from schema.errors import PhakhiError

EVENT = 100
"""Maximum number of changes of one batch."""


class Publisher(Protocol):
    """Whom a subscriber follows.

    Attributes:
        turns: held while the log is read.
    """

    turns: asyncio.Semaphore

    def join(self, subscriber: Subscriber) -> bool:
        """Whether what is new comes to the subscriber from now on."""
        ...

    def leave(self, subscriber: Subscriber) -> None:
        """Nothing comes any more."""
        ...


class Subscriber:
    """An iterator over batches of changes, none of them empty.

    Attributes:
        place: where it is in the log.
        settings: the settings in force.
    """

    def __init__(
        self, feed: Publisher, store: Reader, wanted: ChangeFilter, settings: Settings
    ) -> None:
        self.place = Position(0, 0)
        self.settings = settings
        self._feed = feed
        self._store = store
        self._wanted = wanted
        self._pending: deque[ChangeBatch] = deque()
        self._awake = asyncio.Event()
        self._joined = False
        self._error: PhakhiError | None = None

    @property
    def full(self) -> bool:
        """Whether as much waits for it as may."""
        return len(self._pending) >= self.settings.subscriber_buffer

    def receive(self, batch: ChangeBatch) -> None:
        """Gives it batch."""
        self._pending.append(batch)
        self._awake.set()

    def end(self, error: PhakhiError) -> None:
        """Sends it away; what waited for it is forgotten."""
        self._error = error
        self._pending.clear()
        self._awake.set()

    def __aiter__(self) -> Subscriber:
        """Itself."""
        return self

    async def __anext__(self) -> ChangeBatch:
        """The next batch with something in it; a database that is away is waited for.

        Raises:
            PhakhiError: SUBSCRIBER_TOO_SLOW; SERVICE_UNAVAILABLE, when the service stops;
                REVISION_UNKNOWN, when the log was begun anew; what else the store raises.
        """
        while True:
            if self._error is not None:
                raise self._error
            try:
                batch = await (self._next_published() if self._joined else self._next_logged())
            except PhakhiError as error:
                if not error.retryable:
                    raise
                await asyncio.sleep(self.settings.changes_interval)
                continue
            if batch.items:
                return batch

    async def aclose(self) -> None:
        """Ends following."""
        self._feed.leave(self)

    async def _next_logged(self) -> ChangeBatch:
        """The next of what the log has already."""
        async with self._feed.turns:
            batch = await read_log(self._store, self._wanted, self.place, EVENT)
        self.place = batch.end
        if not batch.more and self._error is None:
            self._joined = self._feed.join(self)
        return batch

    async def _next_published(self) -> ChangeBatch:
        """The next of what is told, as far as it is wanted and was not in the log before."""
        while self._pending and self._pending[0].end <= self.place:
            self._pending.popleft()
        if not self._pending:
            self._awake.clear()
            await self._awake.wait()
            return ChangeBatch([], self.place, more=True)
        # It stays there until its end is behind: where the database is away, it is looked at again.
        batch = self._pending[0]
        items = [
            item
            for item in batch.items
            if item.place >= self.place and self._wanted.names(item.kind, item.subjects)
        ]
        if items and self._wanted.area is not None:
            items = await find_inside(self._store, self._wanted.area, items)
        self.place = batch.end
        return ChangeBatch(items, batch.end, batch.more)
