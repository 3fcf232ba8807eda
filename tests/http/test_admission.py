"""Places for requests, shared fairly by clients; those that get none are told to come back."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import httpx
import pytest

from graph_api.access.keys import NewKey, create_key
from graph_api.http import create_app
from graph_api.http.admission import Admission
from graph_api.http.refusals import RefusedError
from graph_api.http.timing import deadline
from tests.http.small import listening, small_client, small_schema, until_running

if TYPE_CHECKING:
    from graph_api.settings import Settings
    from graph_api.store import Store

_RESPONSE = "application/graphql-response+json"


async def _hold(
    admission: Admission, end: asyncio.Event, *, seconds: float = 10, client: str = ""
) -> None:
    async with admission.place(deadline(seconds), client):
        await end.wait()


class Line:
    """Requests in the order in which they are worked on, each until it is let end."""

    def __init__(self, admission: Admission) -> None:
        self.admission = admission
        self.served: list[str] = []
        self.refused: list[str] = []
        self.ends: dict[str, asyncio.Event] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def send(self, *names: str) -> None:
        """Sends requests; the first letter of each is its client."""
        for name in names:
            self.ends[name] = asyncio.Event()
            self._tasks.append(asyncio.create_task(self._one(name)))
        await asyncio.sleep(0.01)

    async def end(self, *names: str) -> None:
        """Lets requests end, one after the other."""
        for name in names:
            self.ends[name].set()
            await asyncio.sleep(0.01)

    async def close(self) -> None:
        """Lets all end."""
        for event in self.ends.values():
            event.set()
        await asyncio.gather(*self._tasks)

    async def _one(self, name: str) -> None:
        try:
            async with self.admission.place(deadline(10), name[0]):
                self.served.append(name)
                await self.ends[name].wait()
        except RefusedError:
            self.refused.append(name)


async def test_one_client_cannot_take_all_places() -> None:
    """What it has no place for waits, though places are free; another one is served at once."""
    line = Line(Admission(4, 8, share=2))
    await line.send("a1", "a2", "a3", "a4", "b1")
    assert line.served == ["a1", "a2", "b1"]
    await line.end("a1")
    assert line.served == ["a1", "a2", "b1", "a3"]
    await line.close()
    assert sorted(line.served) == ["a1", "a2", "a3", "a4", "b1"]


async def test_a_free_place_goes_to_who_has_the_fewest() -> None:
    """Whoever came first; among equals to who has waited longest."""
    line = Line(Admission(2, 8, share=2))
    await line.send("a1", "a2", "a3", "a4", "a5", "b1", "b2", "c1")
    await line.end("a1", "a2", "b1", "c1", "a3")
    assert line.served == ["a1", "a2", "b1", "a3", "c1", "b2", "a4"]
    await line.close()
    assert line.refused == []


async def test_a_full_line_makes_way_for_who_has_less_in_it() -> None:
    """The last of the longest line is told to come back; a client of one's own gives way to nobody."""
    line = Line(Admission(1, 3, share=1))
    await line.send("a1", "a2", "a3", "a4", "a5")
    assert line.refused == ["a5"]
    await line.send("b1")
    assert line.refused == ["a5", "a4"]
    await line.send("c1")
    assert line.refused == ["a5", "a4", "a3"]
    await line.send("b2", "a6")
    assert line.refused == ["a5", "a4", "a3", "b2", "a6"]
    await line.close()
    assert line.served == ["a1", "a2", "b1", "c1"]


async def test_who_gives_up_in_the_moment_of_its_turn_loses_no_place() -> None:
    """Its place goes to the next one."""
    admission, end = Admission(1, 5, share=1), asyncio.Event()
    first = asyncio.create_task(_hold(admission, end))
    await asyncio.sleep(0)
    unlucky = asyncio.create_task(_hold(admission, asyncio.Event()))
    await asyncio.sleep(0)
    end.set()
    await asyncio.sleep(0)
    assert first.done()
    unlucky.cancel()
    await asyncio.gather(unlucky, return_exceptions=True)
    await asyncio.wait_for(_hold(admission, end, client="b"), 1)


async def test_a_light_client_is_served_while_another_floods(
    empty_store: Store, engine: Settings
) -> None:
    """Many connections of one key, each with a heavy query: a light query of another is answered."""
    settings = engine.model_copy(
        update={"api_keys": True, "max_concurrent": 4, "max_waiting": 8, "request_timeout": 20.0}
    )
    keys = [(await create_key(empty_store, NewKey.checked(name, [], 1)))[1] for name in "ab"]
    heavy, light = ({"x-api-key": key, "accept": _RESPONSE} for key in keys)
    limits = httpx.Limits(max_connections=None)
    async with (
        listening(create_app(small_schema(), empty_store, settings)) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30, limits=limits) as client,
    ):
        slow = {"query": "{ slow }"}
        flood = [
            asyncio.create_task(client.post("/graphql", json=slow, headers=heavy))
            for _ in range(64)
        ]
        await until_running(empty_store, count=2)
        done, _ = await asyncio.wait(flood, timeout=0.5)
        answers = [
            await client.post("/graphql", json={"query": "{ fine }"}, headers=light)
            for _ in range(8)
        ]
        for task in flood:
            task.cancel()
        await asyncio.gather(*flood, return_exceptions=True)
        await until_running(empty_store, count=0)
    assert [answer.status_code for answer in answers] == [200] * 8
    assert {task.result().status_code for task in done} == {503}


async def test_places_and_the_line_are_bounded_and_given_back() -> None:
    """Two work, one waits, the fourth is refused; when all have ended there are two places again."""
    admission, end = Admission(2, 1), asyncio.Event()
    working = [asyncio.create_task(_hold(admission, end)) for _ in range(3)]
    await asyncio.sleep(0.01)
    with pytest.raises(RefusedError) as caught:
        await _hold(admission, end)
    assert (caught.value.status, caught.value.error.code) == (503, "TOO_MANY_REQUESTS")
    assert caught.value.error.retry_after == 1
    end.set()
    await asyncio.gather(*working)
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await asyncio.wait_for(stack.enter_async_context(admission.place(deadline(1))), 1)


async def test_who_leaves_the_line_makes_room_in_it() -> None:
    """However many leave while they wait, nothing is lost."""
    admission, end = Admission(1, 2), asyncio.Event()
    first = asyncio.create_task(_hold(admission, end))
    await asyncio.sleep(0)
    for _ in range(50):
        waiting = [asyncio.create_task(_hold(admission, end)) for _ in range(2)]
        await asyncio.sleep(0)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    last = asyncio.create_task(_hold(admission, end))
    await asyncio.sleep(0)
    end.set()
    await asyncio.wait_for(asyncio.gather(first, last), 1)


async def test_nobody_waits_longer_than_a_request_may_take() -> None:
    """Who has waited for so long is told to come back, and has left the line."""
    admission, end = Admission(1, 1), asyncio.Event()
    first = asyncio.create_task(_hold(admission, end))
    await asyncio.sleep(0)
    for _ in range(3):
        with pytest.raises(RefusedError, match="More requests have come"):
            await _hold(admission, end, seconds=0.01)
    end.set()
    await first


async def test_the_service_says_that_it_is_busy_and_stays_well(
    udon: Store, udon_engine: Settings
) -> None:
    """503 with Retry-After as plain JSON too; health is asked past the line; a place comes back."""
    settings = udon_engine.model_copy(update={"max_concurrent": 1, "max_waiting": 0})
    async with small_client(udon, settings) as client:
        slow = asyncio.create_task(client.post("/graphql", json={"query": "{ slow }"}))
        await until_running(udon, count=1)
        refused = await client.post("/graphql", json={"query": "{ fine }"})
        health = [(await client.get(path)).status_code for path in ("/healthz", "/readyz")]
        slow.cancel()
        await asyncio.gather(slow, return_exceptions=True)
        answered = await client.post("/graphql", json={"query": "{ fine }"})
        await until_running(udon, count=0)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
    assert refused.json()["errors"][0]["extensions"] == {
        "code": "TOO_MANY_REQUESTS",
        "retryAfter": 1,
        "retryable": True,
    }
    assert (health, answered.json()) == ([200, 200], {"data": {"fine": 1}})
