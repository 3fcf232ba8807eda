"""So many requests at once, so many that wait; the others are told to come back."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import pytest

from graph_api.http.admission import Admission
from graph_api.http.refusals import RefusedError
from graph_api.http.timing import deadline
from tests.http.small import small_client, until_running

if TYPE_CHECKING:
    from graph_api.settings import Settings
    from graph_api.store import Store


async def _hold(admission: Admission, end: asyncio.Event, *, seconds: float = 10) -> None:
    async with admission.place(deadline(seconds)):
        await end.wait()


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
