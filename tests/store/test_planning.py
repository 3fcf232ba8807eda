"""A plan is made once: its time is no statement's, and it is finished though nobody waits."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING

import pytest

from graph_api.http.refusals import RefusedError
from graph_api.http.timing import deadline, until
from graph_api.store import planning
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_api.store import Store

pytestmark = pytest.mark.store

_ENDLESS = "UNWIND range(1, 10000000000) AS x RETURN count(x % 7) AS endless"
_ROOM_SECONDS = 90
_fresh = count()


def slow_to_plan(depth: int = 8) -> str:
    """A statement that the database has never seen; it takes long to plan, and no time to run."""
    ident = next(_fresh)
    text = "RETURN 1 AS x"
    for level in range(depth):
        start = f"MATCH (a{level}x{ident}:Nowhere)-[:NOTHING]->(b{level})"
        text = f"{start} RETURN [a{level}x{ident}.id, COLLECT {{ {text} }}] AS x"
    return text


async def test_the_time_of_a_plan_is_not_the_statements(store: Store) -> None:
    """A limit far below what planning takes, and there are rows."""
    assert await store.read(slow_to_plan(), timeout=0.05) == []


async def test_a_request_that_ran_out_of_time_on_a_plan_may_be_tried_again(store: Store) -> None:
    """The error says so; and soon the same is answered within the same time."""
    statement = slow_to_plan()
    with pytest.raises(RefusedError) as caught:
        async with until(deadline(0.05)):
            await store.read(statement)
    error = caught.value.error
    assert (error.code, error.retryable) == (ErrorCode.TIMEOUT, True)
    assert error.en.endswith("which it does once: please try again.")
    await _until(lambda: _is_planned(store))
    async with until(deadline(5)):
        assert await store.read(statement, timeout=0.5) == []


async def test_a_plan_that_takes_for_ever_is_given_up(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the same error; all limits together are far below what the plan takes."""
    monkeypatch.setattr("graph_api.store.store.PLANNING_SECONDS", 0.0)
    monkeypatch.setattr("graph_api.store.store._GRACE_SECONDS", 0.0)
    patient = store._settings
    monkeypatch.setattr(store, "_settings", patient.model_copy(update={"retry_time": 0.0}))
    with pytest.raises(PhakhiError) as caught:
        await store.read(slow_to_plan(), timeout=0.05)
    assert (caught.value.code, caught.value.retryable) == (ErrorCode.TIMEOUT, True)


async def test_what_runs_too_long_asks_for_too_much(store: Store) -> None:
    """Whatever its plan took; once and again."""
    for _ in range(2):
        with pytest.raises(PhakhiError) as caught:
            await store.read(_ENDLESS, timeout=0.3)
        assert (caught.value.code, caught.value.retryable) == (ErrorCode.TIMEOUT, False)
        assert caught.value.en.endswith("ask for less, or filter more.")
    with pytest.raises(RefusedError) as refused:
        async with until(deadline(0.5)):
            await store.read(_ENDLESS)
    assert refused.value.error.retryable is False


async def test_nothing_that_nobody_waits_for_runs_on(store: Store) -> None:
    """A statement that was left while it was planned ends as soon as it begins to run."""
    statement = f"{_ENDLESS} // {next(_fresh)}"
    with pytest.raises(RefusedError):
        async with until(deadline(0.0)):
            await store.read(statement)
    await _until(lambda: _is_planned(store))
    rows = await store.read("SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery")
    assert [statement] not in rows


async def test_clients_that_leave_do_not_take_all_connections(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a few, plans are given up."""
    monkeypatch.setattr(planning, "_MOST_GOING_ON", 1)
    for _ in range(3):
        with pytest.raises(RefusedError):
            async with until(deadline(0.0)):
                await store.read(slow_to_plan())
    await asyncio.sleep(0.5)  # those that are given up take a moment
    assert len(store._plans._going_on) <= 1
    await _until(lambda: _is_planned(store))


def _is_planned(store: Store) -> bool:
    return not store._plans._going_on


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(_ROOM_SECONDS):
        while not holds():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.05)
