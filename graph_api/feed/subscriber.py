"""One who follows the changes."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from graph_api.feed.log import ChangeBatch, find_inside, read_log
from graph_api.feed.position import Position
from graph_api.feed.wanted import ChangeFilter
from graph_api.settings import Settings
from schema.cypher import Reader
from schema.errors import PhakhiError

if TYPE_CHECKING:
    from graph_api.feed.feed import Feed

EVENT = 100
"""Changes of one stretch at most."""


class Subscriber:
    """An iterator over stretches of the log, none of them empty.

    Attributes:
        place: where it is in the log.
        settings: the settings in force.
    """

    def __init__(self, feed: Feed, store: Reader, wanted: ChangeFilter, settings: Settings) -> None:
        self.place = Position(0, 0)
        self.settings = settings
        self._feed = feed
        self._store = store
        self._wanted = wanted
        self._news: deque[ChangeBatch] = deque()
        self._stirred = asyncio.Event()
        self._joined = False
        self._error: PhakhiError | None = None

    @property
    def full(self) -> bool:
        """Whether as much waits for it as may."""
        return len(self._news) >= self.settings.subscriber_buffer

    def hear(self, news: ChangeBatch) -> None:
        """Gives it news."""
        self._news.append(news)
        self._stirred.set()

    def end(self, error: PhakhiError) -> None:
        """Sends it away; what waited for it is forgotten."""
        self._error = error
        self._news.clear()
        self._stirred.set()

    def __aiter__(self) -> Subscriber:
        """Itself."""
        return self

    async def __anext__(self) -> ChangeBatch:
        """The next stretch with something in it; a database that is away is waited for.

        Raises:
            PhakhiError: SUBSCRIBER_TOO_SLOW; SERVICE_UNAVAILABLE, when the service stops;
                REVISION_UNKNOWN, when the log was begun anew; what else the store raises.
        """
        while True:
            if self._error is not None:
                raise self._error
            try:
                found = await (self._heard() if self._joined else self._caught_up())
            except PhakhiError as error:
                if not error.retryable:
                    raise
                await asyncio.sleep(self.settings.changes_interval)
                continue
            if found.items:
                return found

    async def aclose(self) -> None:
        """Ends following."""
        self._feed.leave(self)

    async def _caught_up(self) -> ChangeBatch:
        """The next of what the log has already."""
        async with self._feed.turns:
            found = await read_log(self._store, self._wanted, self.place, EVENT)
        self.place = found.end
        if not found.more and self._error is None:
            self._joined = self._feed.join(self)
        return found

    async def _heard(self) -> ChangeBatch:
        """The next of what is told, as far as it is wanted and was not in the log before."""
        while self._news and self._news[0].end <= self.place:
            self._news.popleft()
        if not self._news:
            self._stirred.clear()
            await self._stirred.wait()
            return ChangeBatch([], self.place, more=True)
        news = self._news[0]
        items = [
            item
            for item in news.items
            if item.place >= self.place and self._wanted.names(item.kind, item.subjects)
        ]
        if items and self._wanted.area is not None:
            items = await find_inside(self._store, self._wanted.area, items)
        self.place = news.end
        return ChangeBatch(items, news.end, news.more)
