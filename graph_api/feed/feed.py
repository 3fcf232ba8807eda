"""The feed: everybody who follows the changes, and the one reader of the log for all of them.

A subscriber first reads the log by itself, from where it asked to begin; when it has reached what the
others have been told, it joins them. From then on the reader brings it what is new. Every change
has its place in the log, so what a subscriber has read already is passed over: nothing is lost
between the two, and nothing comes twice.

The reader works only while somebody follows. What waits for a subscriber is bounded: one that falls
too far behind is sent away, and can come back to where it was.
"""

from __future__ import annotations

import asyncio
import logging
from contextvars import Context
from weakref import WeakSet

from graph_api.feed.log import ChangeBatch, read_log
from graph_api.feed.position import Position
from graph_api.feed.subscriber import EVENT, Subscriber
from graph_api.feed.wanted import EVERYTHING, ChangeFilter
from graph_api.linkage.reading import read_revision
from graph_api.settings import Settings
from schema.cypher import Reader
from schema.errors import ErrorCode, PhakhiError

AT_ONCE = 4
"""Subscribers whose events are worked on at once, in the order in which they came."""

READ = 1_000
"""Changes that are read at once: an entry of thousands takes as long to read for a few of them."""

_COME_BACK_SECONDS = 10
"""For who finds no place: a subscription lasts."""

_log = logging.getLogger(__name__)


class Feed:
    """Whoever follows the changes of one store. All methods belong to its event loop.

    Args:
        store: where the log is.

    Attributes:
        turns: held while the log is read for one subscriber, or an event of it is made. Hundreds that
            begin at once, each with thousands of changes to catch up with, would else keep everybody
            waiting who asks something small.
    """

    def __init__(self, store: Reader) -> None:
        self._store = store
        # Weak: one that nobody reads any more is gone without having left.
        self._subscribers: WeakSet[Subscriber] = WeakSet()
        self._joined: WeakSet[Subscriber] = WeakSet()
        self._published = Position(0, 0)
        self._reading: asyncio.Task[None] | None = None
        self._closed = False
        self.turns = asyncio.Semaphore(AT_ONCE)

    @property
    def count(self) -> int:
        """How many follow."""
        return len(self._subscribers)

    async def follow(
        self, wanted: ChangeFilter, start: Position | None, settings: Settings
    ) -> Subscriber:
        """A new subscriber, from ``start`` or from now on.

        Raises:
            PhakhiError: TOO_MANY_REQUESTS; REVISION_UNKNOWN or NOT_FOUND; what the store raises.
        """
        if self._closed:
            raise _stopping()
        if self.count >= settings.max_subscribers:
            raise _too_many(settings.max_subscribers)
        subscriber = Subscriber(self, self._store, wanted, settings)
        self._subscribers.add(subscriber)  # before the first wait: many may come at once
        try:
            async with self.turns:
                if start is None:
                    start = Position.after(await read_revision(self._store))
                subscriber.place = start
                # Read for its refusals alone: a place that the log does not reach is told before any event.
                await read_log(self._store, wanted, start, 1, values=False)
        except BaseException:
            self.leave(subscriber)
            raise
        return subscriber

    def join(self, subscriber: Subscriber) -> bool:
        """Lets a subscriber that has read the log join the others; not while they are ahead of it."""
        if self._reading is not None and self._published > subscriber.place:
            return False
        self._joined.add(subscriber)
        if self._reading is None:
            self._published = subscriber.place
            # in a context of its own: it does not belong to the request of who came first
            self._reading = asyncio.create_task(
                self._read(subscriber.settings.changes_interval), context=Context()
            )
        return True

    def leave(self, subscriber: Subscriber) -> None:
        """Forgets a subscriber; the last one stops the reader."""
        self._subscribers.discard(subscriber)
        self._joined.discard(subscriber)
        if not self._joined:
            self._stop()

    def close(self) -> None:
        """Ends all subscribers, who learn that the service stops."""
        self._closed = True
        self._end(_stopping())

    def _stop(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _end(self, error: PhakhiError) -> None:
        for subscriber in list(self._subscribers):
            subscriber.end(error)
            self.leave(subscriber)

    async def _read(self, pause: float) -> None:
        """Tells what is new, again and again; a database that is away is waited for."""
        while self._joined:
            await asyncio.sleep(pause)
            try:
                await self._publish_new(pause)
            except PhakhiError as error:
                if error.code is ErrorCode.REVISION_UNKNOWN:
                    self._end(error)
                _log.info("the log of changes could not be read: %s", error)
            except Exception:  # noqa: BLE001  # subscribers would wait for ever
                _log.exception("the log of changes could not be read")
        self._reading = None

    async def _publish_new(self, pause: float) -> None:
        more = True
        while more:
            batch = await read_log(self._store, EVERYTHING, self._published, READ)
            self._published, more = batch.end, batch.more
            for piece in batch.pieces(EVENT):
                await self._publish(piece, pause)

    async def _publish(self, batch: ChangeBatch, pause: float) -> None:
        """Gives everybody the batch; whose buffer is full gets a moment, and is then sent away."""
        if any(subscriber.full for subscriber in self._joined):
            await asyncio.sleep(pause)
        for subscriber in list(self._joined):
            if subscriber.full:
                subscriber.end(_too_slow())
                self.leave(subscriber)
            else:
                subscriber.receive(batch)


def _too_many(most: int) -> PhakhiError:
    return PhakhiError(
        ErrorCode.TOO_MANY_REQUESTS,
        f"{most} subscriptions are open, which is the most at once; please try again later.",
        f"มีการติดตามพร้อมกันครบ {most} รายการแล้ว โปรดลองอีกครั้งภายหลัง",
        retryable=True,
        retry_after=_COME_BACK_SECONDS,
    )


def _too_slow() -> PhakhiError:
    return PhakhiError(
        ErrorCode.SUBSCRIBER_TOO_SLOW,
        "Events came faster than they were read; subscribe again after the last cursor that you "
        "have.",
        "อ่านเหตุการณ์ไม่ทัน ให้ติดตามใหม่ต่อจาก cursor สุดท้ายที่ได้รับ",
        retryable=True,
    )


def _stopping() -> PhakhiError:
    return PhakhiError(
        ErrorCode.SERVICE_UNAVAILABLE,
        "The service stops; subscribe again after the last cursor that you have.",
        "ระบบกำลังหยุดทำงาน ให้ติดตามใหม่ต่อจาก cursor สุดท้ายที่ได้รับ",
        retryable=True,
    )
