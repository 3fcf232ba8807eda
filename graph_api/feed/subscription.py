"""The subscription ``changed``."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing

import strawberry

from graph_api.feed.answers import ChangeEvent
from graph_api.feed.context import FeedInfo
from graph_api.feed.position import Position
from graph_api.feed.query import After, Ids, InArea, Kinds, Since, starting
from graph_api.feed.showing import show_event
from graph_api.feed.subscriber import Subscriber
from graph_api.feed.wanted import make_wanted
from graph_api.observing.observer import count_events


async def _events(info: FeedInfo, subscriber: Subscriber) -> AsyncGenerator[ChangeEvent, None]:
    async with aclosing(subscriber):
        async for batch in subscriber:
            info.context.event_id = batch.end.mark
            count_events(len(batch.items))
            yield show_event(batch, info.context.granted)


@strawberry.type(description="What can be followed (สิ่งที่ติดตามได้)")
class Subscription:
    """What can be followed."""

    @strawberry.subscription(  # type: ignore[untyped-decorator]  # as Strawberry has it
        description="What is created, changed or taken away: as it is written, or first what came after a revision or a "
        "cursor; in order, every change once (ติดตามการเปลี่ยนแปลง)"
    )
    async def changed(
        self,
        info: FeedInfo,
        *,
        kinds: Kinds = None,
        ids: Ids = None,
        area: InArea = None,
        since: Since = None,
        after: After = None,
    ) -> AsyncGenerator[ChangeEvent, None]:
        """What is written from now on, or from a place in the log on."""
        context = info.context
        start = starting(since, after)
        if context.event_id:
            start = Position.at_mark(context.event_id)
        wanted = make_wanted(kinds, ids, area)
        subscriber = await context.services.feed.follow(wanted, start, context.settings)
        context.event_id = subscriber.place.mark  # an end before the first event has its place, too
        return _events(info, subscriber)
