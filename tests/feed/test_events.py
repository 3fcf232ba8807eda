"""Server-sent events on a real server: what is sent, how it goes on, and how it ends."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from graph_api.access import keyring
from graph_api.access.keys import NewKey, create_key, revoke_key
from graph_api.feed.position import Position
from graph_api.feed.subscriber import EVENT
from graph_api.settings import Settings
from graph_api.store import Store
from loaders import load_folder
from loaders.changes import ChangeLog
from tests.feed.conftest import eventually, serving
from tests.feed.test_following import write
from tests.loaders.conftest import Folder

CHANGED = """subscription ($since: Int, $after: String) { changed(since: $since, after: $after) {
  revision changes { action recordId record { nameTh } } } }"""
EVENTS = {"accept": "text/event-stream"}


class Stream:
    """A stream of events, as a browser reads it."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def next(self) -> dict[str, str] | None:
        """The fields of the next event; ``None`` at the end."""
        found: dict[str, str] = {}
        async with asyncio.timeout(10):
            async for line in self._lines:
                if line and not line.startswith(":"):
                    name, _, value = line.partition(": ")
                    found[name.rstrip(":")] = value
                elif not line and found:
                    return found
        return None

    async def changed(self) -> tuple[str, Any]:
        """The id and the data of the next event."""
        event = await self.next()
        assert event is not None
        assert event["event"] == "next"
        return event["id"], json.loads(event["data"])["data"]["changed"]


@asynccontextmanager
async def streaming(
    address: str, headers: dict[str, str] | None = None, **variables: Any
) -> AsyncIterator[Stream]:
    """The events of a subscription, by GET as EventSource asks for them."""
    given = {"query": CHANGED, "variables": json.dumps(variables)}
    async with (
        httpx.AsyncClient(timeout=10) as client,
        client.stream(
            "GET", f"http://{address}/graphql", params=given, headers=EVENTS | (headers or {})
        ) as response,
    ):
        yield Stream(response)


@pytest.mark.usefixtures("three_loads")
async def test_a_browser_goes_on_where_it_was(
    empty_store: Store, folder: Folder, quick: Settings
) -> None:
    """The id of the last event, sent again, wins over the place that the document names."""
    async with serving(empty_store, quick) as (address, services):
        async with streaming(address, since=11) as stream:
            assert (stream.response.status_code, stream.response.headers["content-type"]) == (
                200,
                "text/event-stream",
            )
            last, event = await stream.changed()
            assert (last, event["revision"]) == ("13", 13)
            assert event["changes"] == [
                {"action": "REMOVED", "recordId": "agency:b", "record": None},
                {"action": "UPDATED", "recordId": "dataset:x", "record": {"nameTh": "ชุดทดสอบ"}},
            ]
            await load_folder(empty_store, folder("y", networks="id,name_th\nnetwork:m,ม"))
            last, event = await stream.changed()
            assert (last, event["revision"]) == ("15", 15)
        await eventually(lambda: services.feed.count == 0)
        await load_folder(empty_store, folder("z", networks="id,name_th\nnetwork:k,ค"))
        async with streaming(address, {"last-event-id": last}, since=11) as stream:
            _, event = await stream.changed()
            assert [item["recordId"] for item in event["changes"]] == ["dataset:z", "network:k"]


@pytest.mark.usefixtures("three_loads")
async def test_an_end_before_the_first_event_has_its_place(
    empty_store: Store, quick: Settings
) -> None:
    """A browser that comes back after it is told what was written meanwhile."""
    async with (
        serving(empty_store, quick) as (address, services),
        streaming(address) as stream,
    ):
        await eventually(lambda: services.feed.count == 1)
        services.feed.close()
        event = await stream.next()
        assert event is not None
        (error,) = json.loads(event["data"])["errors"]
        assert (event["id"], error["extensions"]["code"]) == ("13", "SERVICE_UNAVAILABLE")


@pytest.mark.usefixtures("three_loads")
async def test_a_stream_ends_when_its_reader_is_let_in_no_more(
    empty_store: Store, folder: Folder, quick: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key is revoked while somebody follows: the next event is the refusal, and the last."""
    monkeypatch.setattr(keyring, "FRESH_SECONDS", 0)
    made, secret = await create_key(empty_store, NewKey.checked("portal", (), 1))
    guarded = quick.model_copy(update={"api_keys": True})
    async with (
        serving(empty_store, guarded) as (address, services),
        streaming(address, {"x-api-key": secret}) as stream,
    ):
        await eventually(lambda: services.feed.count == 1)
        await load_folder(empty_store, folder("y", networks="id,name_th\nnetwork:m,ม"))
        _, event = await stream.changed()
        assert [item["recordId"] for item in event["changes"]] == ["dataset:y", "network:m"]
        await revoke_key(empty_store, made.id)
        await load_folder(empty_store, folder("z", networks="id,name_th\nnetwork:k,ค"))
        event = await stream.next()
        assert event is not None
        (error,) = json.loads(event["data"])["errors"]
        assert error["extensions"]["code"] == "UNAUTHENTICATED"
        assert await stream.next() == {"event": "complete", "data": ""}
        await eventually(lambda: services.feed.count == 0)


async def test_a_browser_goes_on_within_a_revision(empty_store: Store, quick: Settings) -> None:
    """The id of an event in the middle of a revision is a cursor."""
    await write(empty_store, 150)
    async with serving(empty_store, quick) as (address, _):
        async with streaming(address, since=0) as stream:
            last, event = await stream.changed()
            assert (last, event["revision"]) == (Position(1, 100).cursor, 0)
        async with streaming(address, {"last-event-id": last}, since=0) as stream:
            last, event = await stream.changed()
            assert (last, event["revision"], len(event["changes"])) == ("1", 1, 50)


async def test_a_subscription_may_be_posted(empty_store: Store, quick: Settings) -> None:
    """The same events come."""
    await write(empty_store, 1)
    async with (
        serving(empty_store, quick) as (address, _),
        httpx.AsyncClient(timeout=10) as client,
        client.stream(
            "POST",
            f"http://{address}/graphql",
            json={"query": CHANGED, "variables": {"since": 0}},
            headers=EVENTS,
        ) as response,
    ):
        _, event = await Stream(response).changed()
        assert event["changes"][0]["recordId"] == "agency:a0"


@pytest.mark.parametrize(
    ("document", "headers", "status", "code"),
    [
        ("subscription { changed { no } }", EVENTS, 400, "GRAPHQL_INVALID"),
        ("subscription { changed(since: 9) { revision } }", EVENTS, 400, "REVISION_UNKNOWN"),
        (
            "subscription { changed { revision } }",
            EVENTS | {"last-event-id": "nonsense"},
            400,
            "BAD_CURSOR",
        ),
        (
            "subscription { changed { changes { record { ... on Agency { contact } } } } }",
            EVENTS,
            403,
            "FORBIDDEN",
        ),
        (
            "subscription { changed { revision } }",
            {"accept": "application/json"},
            406,
            "GRAPHQL_INVALID",
        ),
    ],
)
async def test_what_is_refused_is_no_stream(
    empty_store: Store,
    quick: Settings,
    document: str,
    headers: dict[str, str],
    status: int,
    code: str,
) -> None:
    """It is an answer in JSON, with a status that tells."""
    async with serving(empty_store, quick) as (address, services):
        async with httpx.AsyncClient(timeout=10) as client:
            response = await client.post(
                f"http://{address}/graphql", json={"query": document}, headers=headers
            )
        assert response.status_code == status
        assert [item["extensions"]["code"] for item in response.json()["errors"]] == [code]
        assert services.feed.count == 0


async def test_too_many_subscriptions_are_refused(empty_store: Store, quick: Settings) -> None:
    """One more than was set is told to come back."""
    one = quick.model_copy(update={"max_subscribers": 1})
    async with (
        serving(empty_store, one) as (address, _),
        streaming(address) as stream,
        streaming(address) as other,
    ):
        assert stream.response.status_code == 200
        errors = json.loads(await other.response.aread())["errors"]
        assert [item["extensions"]["code"] for item in errors] == ["TOO_MANY_REQUESTS"]


async def test_an_end_from_which_a_reader_should_come_back_is_not_complete(
    empty_store: Store, quick: Settings
) -> None:
    """The service stops: the error says so, and the browser connects again by itself."""
    async with serving(empty_store, quick) as (address, services), streaming(address) as stream:
        await eventually(lambda: services.feed.count == 1)
        services.feed.close()
        event = await stream.next()
        assert event is not None
        (error,) = json.loads(event["data"])["errors"]
        assert error["extensions"] == {"code": "SERVICE_UNAVAILABLE", "retryable": True}
        assert await stream.next() is None


async def test_an_end_for_good_is_complete(empty_store: Store, quick: Settings) -> None:
    """The log was begun anew: who follows has to read everything first."""
    await write(empty_store, 1)
    async with serving(empty_store, quick) as (address, services), streaming(address) as stream:
        await eventually(lambda: services.feed.count == 1)
        await asyncio.sleep(0.1)
        await empty_store.run_schema("MATCH (m:Meta {id: 'revision'}) SET m.revision = 0")
        event = await stream.next()
        assert event is not None
        (error,) = json.loads(event["data"])["errors"]
        assert error["extensions"]["code"] == "REVISION_UNKNOWN"
        assert await stream.next() == {"event": "complete", "data": ""}


async def write_much(store: Store) -> None:
    """Writes a revision that makes one event of two million characters."""
    log = ChangeLog("test", dt.datetime.now(dt.UTC))
    for at in range(EVENT):
        log.updated("Agency", f"agency:a{at}", {"name_th": "a" * 10_000}, {"name_th": "b" * 10_000})
    await store.write(log.write)


async def test_who_does_not_read_does_not_hold_up_who_reads(
    empty_store: Store, quick: Settings
) -> None:
    """The one is sent away, its place is free, and the other hears everything."""
    narrow = quick.model_copy(update={"subscriber_buffer": 3, "changes_interval": 0.5})
    document = CHANGED.replace("action", "before after")
    body = json.dumps({"query": document, "variables": {"since": 0}})
    head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nContent-Length: {len(body)}"
    async with serving(empty_store, narrow) as (address, services):
        _, writer = await asyncio.open_connection(*address.split(":"), limit=1_000)
        try:
            writer.write(f"{head}\r\nContent-Type: application/json\r\n\r\n{body}".encode())
            await eventually(lambda: services.feed.count == 1)
            async with streaming(address, since=0) as stream:
                await eventually(lambda: services.feed.count == 2)
                for revision in range(1, 16):
                    await write_much(empty_store)
                    last, event = await stream.changed()
                    assert (last, len(event["changes"])) == (str(revision), EVENT)
                await eventually(lambda: services.feed.count == 1)
        finally:
            writer.close()
