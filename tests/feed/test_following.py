"""The feed: everybody hears everything once, from anywhere in the log, whatever happens."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import time
from collections.abc import Mapping
from contextlib import aclosing
from typing import Any

import pytest
from strawberry.types import ExecutionResult

from graph_api.access.identity import Principal
from graph_api.context import RequestContext
from graph_api.domain.ids import reading_merged
from graph_api.feed.feed import Feed
from graph_api.feed.position import Position
from graph_api.feed.subscriber import Subscriber
from graph_api.feed.wanted import EVERYTHING, make_wanted
from graph_api.graphql.schema import PhakhiSchema, build_schema
from graph_api.http.services import Services, make_services
from graph_api.settings import Settings
from graph_api.store import Store
from graph_api.store.errors import unavailable
from loaders import load_folder
from loaders.changes import ChangeLog
from schema.errors import ErrorCode, PhakhiError
from tests.feed.conftest import PLACES, eventually, plain_log
from tests.loaders.conftest import Folder

NONE_YET = Position.after(0)
Heard = list[tuple[int, int, str, str]]


class Interrupted:
    """The store, which can be away for a while."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.away = False
        self.refused = 0

    async def read(
        self, statement: str, parameters: Mapping[str, object] | None = None
    ) -> list[list[Any]]:
        """Passes on, unless it is away."""
        if self.away:
            self.refused += 1
            raise unavailable()
        return await self._store.read(statement, parameters)


async def write(store: Store, number: int, first: int = 0) -> None:
    """Writes a revision with so many changes."""
    log = ChangeLog("test", dt.datetime.now(dt.UTC))
    for at in range(first, first + number):
        log.created("Agency", f"agency:a{at}")
    await store.write(log.write)


async def hear(follower: Subscriber, number: int) -> Heard:
    """The next changes: so many, or a few more."""
    heard: Heard = []
    async with asyncio.timeout(20):
        while len(heard) < number:
            stretch = await anext(follower)
            heard += [(*item.place, item.action, item.id) for item in stretch.items]
    return heard


async def logged(store: Store) -> Heard:
    """All changes, as the log has them."""
    return [(row[0], row[1], row[2], row[4]) for row in await plain_log(store)]


async def test_loads_that_meet_are_heard_in_order_and_once(
    empty_store: Store, folder: Folder, quick: Settings
) -> None:
    """By who began before them, in the middle of them, and from a place within a revision."""
    feed = Feed(empty_store)
    await load_folder(empty_store, folder("first", areas=PLACES))
    early = [await feed.follow(EVERYTHING, NONE_YET, quick) for _ in range(2)]
    early.append(await feed.follow(EVERYTHING, Position(2, 1), quick))
    listening = [asyncio.create_task(hear(item, 30)) for item in early]
    paths = [
        folder(f"d{at}", agencies=f"id,name_th\nagency:x{at},ก\nagency:y{at},ก") for at in range(9)
    ]
    loading = asyncio.gather(*(load_folder(empty_store, path) for path in paths))
    await asyncio.sleep(0.3)
    late = await feed.follow(EVERYTHING, NONE_YET, quick)
    listening.append(asyncio.create_task(hear(late, 31)))
    await loading
    heard = await asyncio.gather(*listening)
    log = await logged(empty_store)
    assert len(log) == 32
    assert log == sorted(log)
    begins = (0, 0, 2, 0)
    for told, begin in zip(heard, begins, strict=True):
        assert told == log[begin : begin + len(told)]
    await asyncio.gather(*(item.aclose() for item in (*early, late)))
    assert feed.count == 0


async def test_from_now_on_is_from_the_newest_revision_on(
    empty_store: Store, quick: Settings
) -> None:
    """Who names no place hears nothing of before."""
    await write(empty_store, 3)
    feed = Feed(empty_store)
    async with aclosing(await feed.follow(EVERYTHING, None, quick)) as follower:
        waiting = asyncio.create_task(hear(follower, 2))
        await asyncio.sleep(0.2)
        await write(empty_store, 2, first=3)
        assert await waiting == [(2, 0, "created", "agency:a3"), (2, 1, "created", "agency:a4")]


def test_an_id_that_was_merged_asks_for_both() -> None:
    """The log has what happened under either id."""
    with reading_merged({"agency:gone": "agency:stays"}):
        wanted = make_wanted(None, ["agency:gone", "agency:b"], None)
    assert wanted.ids == {"agency:gone", "agency:stays", "agency:b"}


async def test_who_follows_a_part_hears_that_part(
    empty_store: Store, folder: Folder, quick: Settings
) -> None:
    """From the log and as it is written: by kind, by id, by area."""
    files = {"areas": PLACES, "agencies": "id,name_th\nagency:a,ก\nagency:b,ข"}
    files["based_in"] = "from,to\nagency:a,area:4101\nagency:b,area:42"
    await load_folder(empty_store, folder("x", **files), confirm_removal=True)
    feed = Feed(empty_store)
    parts = [
        make_wanted(["Agency"], None, None),
        make_wanted(None, ["agency:b"], None),
        make_wanted(None, None, "area:41"),
    ]
    followers = [await feed.follow(part, Position.after(1), quick) for part in parts]
    heard = [[item for _, _, _, item in await hear(one, 1)] for one in followers]
    assert heard[0] == ["agency:a", "agency:b"]
    assert heard[1][0] == "agency:b"
    assert heard[2][:3] == ["agency:a", "area:41", "area:4101"]
    waiting = [asyncio.create_task(hear(one, 1)) for one in followers]
    await asyncio.sleep(0.2)
    files["agencies"] = "id,name_th,name_en\nagency:a,ก,A\nagency:b,ข,B"
    await load_folder(empty_store, folder("x", **files), confirm_removal=True)
    again = [[item for _, _, _, item in told] for told in await asyncio.gather(*waiting)]
    assert again == [["agency:a", "agency:b"], ["agency:b"], ["agency:a"]]


async def test_a_slow_one_is_sent_away_and_a_fast_one_goes_on(
    empty_store: Store, quick: Settings
) -> None:
    """What waits for it is never more than was set, and is forgotten; it can come back."""
    narrow = quick.model_copy(update={"subscriber_buffer": 3})
    feed = Feed(empty_store)
    await write(empty_store, 1)
    slow = await feed.follow(EVERYTHING, NONE_YET, narrow)
    fast = await feed.follow(EVERYTHING, NONE_YET, narrow)
    assert len(await hear(slow, 1) + await hear(fast, 1)) == 2
    place, waiting = slow.place, asyncio.create_task(hear(fast, 1_500))
    most = 0
    for at in range(15):
        await write(empty_store, 100, first=100 * at)
        most = max(most, len(slow._pending))
    assert len(await waiting) == 1_500
    assert most <= 3
    assert not slow._pending
    with pytest.raises(PhakhiError) as caught:
        await anext(slow)
    assert caught.value.code is ErrorCode.SUBSCRIBER_TOO_SLOW
    assert feed.count == 1
    again = await feed.follow(EVERYTHING, place, narrow)
    assert await hear(again, 1_500) == (await logged(empty_store))[1:]


async def test_a_bulk_load_is_heard_by_who_keeps_up(empty_store: Store, quick: Settings) -> None:
    """More events than may wait: the reader gives who is full a moment."""
    feed = Feed(empty_store)
    narrow = quick.model_copy(update={"subscriber_buffer": 2})
    follower = await feed.follow(EVERYTHING, NONE_YET, narrow)
    waiting = asyncio.create_task(hear(follower, 3_000))
    await asyncio.sleep(0.1)
    await write(empty_store, 3_000)
    assert await waiting == await logged(empty_store)


async def test_a_database_that_is_away_is_waited_for(empty_store: Store, quick: Settings) -> None:
    """By who has caught up, by who is reading the log, and by who follows an area."""
    store = Interrupted(empty_store)
    feed = Feed(store)
    await write(empty_store, 2)
    caught_up = await feed.follow(EVERYTHING, NONE_YET, quick)
    assert len(await hear(caught_up, 2)) == 2
    reading = await feed.follow(EVERYTHING, NONE_YET, quick)
    store.away = True
    waiting = [asyncio.create_task(hear(caught_up, 3)), asyncio.create_task(hear(reading, 5))]
    await eventually(lambda: store.refused > 5)
    await write(empty_store, 3, first=2)
    with pytest.raises(PhakhiError) as caught:
        await feed.follow(EVERYTHING, NONE_YET, quick)
    assert caught.value.code is ErrorCode.SERVICE_UNAVAILABLE
    store.away = False
    heard = await asyncio.gather(*waiting)
    log = await logged(empty_store)
    assert heard == [log[2:], log]


async def test_so_many_at_once(empty_store: Store, quick: Settings) -> None:
    """One more is told to come back; one that has gone, or was forgotten, leaves room."""
    feed = Feed(empty_store)
    two = quick.model_copy(update={"max_subscribers": 2})
    first, second = [await feed.follow(EVERYTHING, None, two) for _ in range(2)]
    with pytest.raises(PhakhiError) as caught:
        await feed.follow(EVERYTHING, None, two)
    assert (caught.value.code, caught.value.retryable) == (ErrorCode.TOO_MANY_REQUESTS, True)
    await first.aclose()
    third = await feed.follow(EVERYTHING, None, two)
    del second
    gc.collect()
    assert (feed.count, third.place) == (1, NONE_YET)


async def test_nobody_reads_when_nobody_follows(empty_store: Store, quick: Settings) -> None:
    """The log is read for all at once, and not at all when the last has gone."""
    store = Interrupted(empty_store)
    feed = Feed(store)
    followers = [await feed.follow(EVERYTHING, None, quick) for _ in range(5)]
    waiting = [asyncio.create_task(hear(one, 1)) for one in followers]
    await asyncio.sleep(0.1)
    store.away = True
    await asyncio.sleep(0.3)
    assert 2 <= store.refused <= 6
    store.away = False
    await write(empty_store, 1)
    assert len(await asyncio.gather(*waiting)) == 5
    for one in followers:
        await one.aclose()
    store.away, store.refused = True, 0
    await asyncio.sleep(0.2)
    assert store.refused == 0


async def test_who_follows_learns_that_the_service_stops(
    empty_store: Store, quick: Settings
) -> None:
    """Whoever waits is told at once, and nobody comes in any more."""
    feed = Feed(empty_store)
    follower = await feed.follow(EVERYTHING, None, quick)
    waiting = asyncio.create_task(anext(follower))
    await asyncio.sleep(0.1)
    feed.close()
    for attempt in (waiting, feed.follow(EVERYTHING, None, quick)):
        with pytest.raises(PhakhiError) as caught:
            await attempt
        assert (caught.value.code, caught.value.retryable) == (ErrorCode.SERVICE_UNAVAILABLE, True)
    assert feed.count == 0


async def test_a_log_begun_anew_ends_following(empty_store: Store, quick: Settings) -> None:
    """The revisions that were heard are not those that come."""
    await write(empty_store, 2)
    feed = Feed(empty_store)
    follower = await feed.follow(EVERYTHING, None, quick)
    waiting = asyncio.create_task(anext(follower))
    await asyncio.sleep(0.1)
    await empty_store.run_schema("MATCH (m:Meta {id: 'revision'}) SET m.revision = 0")
    with pytest.raises(PhakhiError) as caught:
        await waiting
    assert caught.value.code is ErrorCode.REVISION_UNKNOWN


# --- the subscription ---------------------------------------------------------------------------

CHANGED = """subscription ($since: Int, $after: String) { changed(since: $since, after: $after) {
  revision cursor changes { action recordId record { nameTh } properties before after } } }"""


async def subscribe(
    store: Any, settings: Settings, services: Services, document: str = CHANGED, **variables: Any
) -> Any:
    """The results of a subscription, or the result that says what is wrong with it."""
    context = RequestContext(store, settings, "en", services)
    return await phakhi_schema().events(document, variables, context, None)


def phakhi_schema() -> PhakhiSchema:
    """The schema."""
    schema = build_schema()
    assert isinstance(schema, PhakhiSchema)
    return schema


@pytest.mark.usefixtures("three_loads")
async def test_an_event_is_one_statement(empty_store: Store, quick: Settings) -> None:
    """The records of all its changes are read at once; what needs a scope is not told."""
    results = await subscribe(empty_store, quick, make_services(empty_store), since=7)
    reads: list[str] = []

    class Counted(Interrupted):
        async def read(
            self, statement: str, parameters: Mapping[str, object] | None = None
        ) -> list[list[Any]]:
            reads.append(statement)
            return await super().read(statement, parameters)

    counted = Counted(empty_store)
    results = await subscribe(counted, quick, make_services(empty_store), since=7)
    async with aclosing(results):
        result = await anext(results)
    assert len(reads) == 1
    event = result.data["changed"]
    assert (result.errors, event["revision"], event["cursor"]) == (
        None,
        13,
        Position.after(13).cursor,
    )
    assert [(item["action"], item["recordId"], item["record"]) for item in event["changes"]] == [
        ("UPDATED", "agency:a", {"nameTh": "ค"}),
        ("UPDATED", "dataset:x", {"nameTh": "ชุดทดสอบ"}),
        ("REMOVED", "based-in:a5781f0db9fe486c5535", None),
        ("REMOVED", "member-of:283f4dc7ddaf06a55c3d", None),
        ("REMOVED", "agency:b", None),
        ("UPDATED", "dataset:x", {"nameTh": "ชุดทดสอบ"}),
    ]
    assert event["changes"][0]["properties"] == ["nameTh"]
    assert "02-" not in str(event)


async def test_events_go_on_within_a_revision(empty_store: Store, quick: Settings) -> None:
    """A revision of many changes comes in several events; its number is told with the last."""
    await write(empty_store, 250)
    services = make_services(empty_store)
    results = await subscribe(empty_store, quick, services, since=0)
    async with aclosing(results):
        events = [(await anext(results)).data["changed"] for _ in range(3)]
    assert [(item["revision"], len(item["changes"])) for item in events] == [
        (0, 100),
        (0, 100),
        (1, 50),
    ]
    for event, rest in zip(events, (150, 50), strict=False):
        again = await subscribe(empty_store, quick, services, after=event["cursor"])
        async with aclosing(again):
            first = (await anext(again)).data["changed"]["changes"]
        assert first[0]["recordId"] == f"agency:a{250 - rest}"


async def test_events_are_charged(empty_store: Store, quick: Settings) -> None:
    """Beyond a client's budget they are waited for, and come."""
    await write(empty_store, 150)
    services = make_services(empty_store)
    context = RequestContext(
        empty_store,
        quick.model_copy(update={"minute_budget": 120_000}),
        "en",
        services,
        Principal("key:portal", frozenset(), anonymous=False),
    )
    services.budgets.charge("key:portal", 119_900, 120_000)
    results = await phakhi_schema().events(CHANGED, {"since": 0}, context, None)
    assert not isinstance(results, ExecutionResult)
    begun = time.monotonic()
    async with aclosing(results):
        events = [await anext(results) for _ in range(2)]
    assert [len(event.data["changed"]["changes"]) for event in events if event.data] == [100, 50]
    assert time.monotonic() - begun > 1.5  # each costs 5,000 at least; 2,000 come back in a second
    assert all(event.errors is None for event in events)


async def test_an_event_waits_for_the_database(empty_store: Store, quick: Settings) -> None:
    """Its records are read when the database is back; the event is not lost."""
    store = Interrupted(empty_store)
    await write(empty_store, 1)
    results = await subscribe(store, quick, make_services(empty_store), since=0)
    store.away = True
    async with aclosing(results):
        waiting = asyncio.create_task(anext(results))
        await eventually(lambda: store.refused > 2)
        store.away = False
        result = await waiting
    assert (result.errors, result.data["changed"]["revision"]) == (None, 1)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("subscription { changed { nothing } }", "GRAPHQL_INVALID"),
        ("subscription { changed { revision } more: changed { revision } }", "GRAPHQL_INVALID"),
        ("subscription { changed(since: 9) { revision } }", "REVISION_UNKNOWN"),
        ('subscription { changed(after: "x") { revision } }', "BAD_CURSOR"),
        ('subscription { changed(kinds: ["No"]) { revision } }', "BAD_ARGUMENT"),
        (
            "subscription { changed { changes { record { ... on Agency { contact } } } } }",
            "FORBIDDEN",
        ),
        (
            """subscription { changed { changes { record { ... on Network {
              agencies(first: 1000) { nodes { goodDeeds(first: 1000) { nodes { id } } } } } } } } }""",
            "OPERATION_TOO_COSTLY",
        ),
    ],
)
async def test_what_is_refused_is_refused_before_the_first_event(
    empty_store: Store, quick: Settings, document: str, code: str
) -> None:
    """Documents, arguments, scopes and bounds, as for a query."""
    services = make_services(empty_store)
    refused = await subscribe(empty_store, quick, services, document)
    assert isinstance(refused, ExecutionResult)
    assert refused.data is None
    assert [error.extensions.get("code", "GRAPHQL_INVALID") for error in refused.errors or []] == [
        code
    ]
    assert services.feed.count == 0
