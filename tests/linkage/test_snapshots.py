"""Snapshots: made once, made again after a change, and only a few of them kept."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from graph_api.domain.scope import Scope, parse_scope
from graph_api.linkage import snapshots as module
from graph_api.linkage.features import Features
from graph_api.linkage.snapshots import CAPACITY, Snapshots
from graph_api.store import Store
from schema.dates import today_in_thailand
from schema.errors import ErrorCode, PhakhiError

SCOPE = Scope(dt.date(2026, 6, 1))


class Counted:
    """A store that counts what is read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.statements: list[str] = []

    async def read(
        self, statement: str, parameters: Mapping[str, object] | None = None
    ) -> list[list[Any]]:
        """Passes on, and remembers."""
        self.statements.append(statement)
        return await self._store.read(statement, parameters)


async def write(store: Store, statement: str) -> None:
    """Runs one statement."""

    async def work(tx: Any) -> None:
        await tx.run(statement)

    await store.write(work)


async def test_one_snapshot_serves_many_questions(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for at once by many, it is read once; asked for again, nothing is read."""
    monkeypatch.setattr(module, "CHECK_SECONDS", 60.0)
    counted = Counted(empty_store)
    snapshots = Snapshots(counted)
    first, *others = await asyncio.gather(*(snapshots.get(SCOPE) for _ in range(5)))
    assert all(item is first for item in others)
    reads = len(counted.statements)
    assert await snapshots.get(SCOPE) is first
    assert len(counted.statements) == reads


async def test_a_change_is_seen(empty_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The revision is looked at again, and the snapshot is made anew."""
    monkeypatch.setattr(module, "CHECK_SECONDS", 0.0)
    snapshots = Snapshots(empty_store)
    before = await snapshots.get(SCOPE)
    assert before.features.count == 0
    await write(
        empty_store,
        "CREATE (:Record:Agency {id: 'agency:a', datasets: [], synthetic: false}) "
        "MERGE (m:Meta {id: 'revision'}) SET m.revision = 7",
    )
    after = await snapshots.get(SCOPE)
    assert (after.revision, after.features.count) == (7, 1)
    assert await snapshots.get(SCOPE) is after


async def test_only_a_few_are_kept(empty_store: Store) -> None:
    """The one not used for longest is made again."""
    snapshots = Snapshots(empty_store)
    scopes = [Scope(dt.date(2026, 1, day)) for day in range(1, CAPACITY + 2)]
    first = await snapshots.get(scopes[0])
    for scope in scopes[1:]:
        await snapshots.get(scope)
    assert await snapshots.get(scopes[0]) is not first


async def test_a_failure_is_not_kept(empty_store: Store) -> None:
    """Once the store answers again, so does the service."""

    class Failing(Counted):
        failing = True

        async def read(
            self, statement: str, parameters: Mapping[str, object] | None = None
        ) -> list[list[Any]]:
            if self.failing:
                raise PhakhiError(ErrorCode.SERVICE_UNAVAILABLE, "away", "ไม่ว่าง", retryable=True)
            return await super().read(statement, parameters)

    store = Failing(empty_store)
    snapshots = Snapshots(store)
    with pytest.raises(PhakhiError):
        await snapshots.get(SCOPE)
    store.failing = False
    assert (await snapshots.get(SCOPE)).features.count == 0


def test_the_scope_of_no_arguments_is_today_and_everything() -> None:
    """Datasets are kept in order and once, so that equal scopes are equal."""
    assert parse_scope(None, None, include_synthetic=None) == Scope(
        today_in_thailand(), None, include_synthetic=True
    )
    scope = parse_scope(
        SCOPE.as_of, ["dataset:b", "dataset:a", "dataset:b"], include_synthetic=False
    )
    assert scope == Scope(SCOPE.as_of, ("dataset:a", "dataset:b"), include_synthetic=False)


def test_too_many_datasets_are_refused() -> None:
    """BAD_ARGUMENT above a hundred."""
    with pytest.raises(PhakhiError) as caught:
        parse_scope(None, [f"dataset:d{n}" for n in range(101)], include_synthetic=True)
    assert caught.value.code is ErrorCode.BAD_ARGUMENT


async def test_what_failed_is_computed_again(empty_store: Store) -> None:
    """An error is its asker's alone; the next one gets an answer."""
    snapshot = await Snapshots(empty_store).get(SCOPE)
    outcomes = iter([MemoryError("too large"), 7])

    def compute(_: Features) -> int:
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    with pytest.raises(MemoryError):
        await snapshot.once("x", compute)
    assert await snapshot.once("x", compute) == 7
    assert await snapshot.once("x", compute) == 7
