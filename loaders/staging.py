"""The steps of a load, each small enough for one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise
from typing import TypeVar

from loaders.asserting import assert_links, assert_nodes, close_dataset, open_dataset
from loaders.cleaning import clean_links, clean_nodes
from loaders.loading import Loading
from loaders.records import NodeRow
from loaders.searching import search_fields
from loaders.upsert import in_batches

T = TypeVar("T")

_BATCHES = 2
"""Batches that a stage writes: a transaction costs something, whatever it holds."""


@dataclass(frozen=True, slots=True)
class LoadStage:
    """A step of a load.

    Attributes:
        work: what it does, in the transaction of the load.
        rows: records that it writes.
    """

    work: Callable[[Loading], Awaitable[None]]
    rows: Sequence[NodeRow] = ()

    async def look_ahead(self) -> None:
        """Works out the forms of its names, which are remembered, while the one before is written."""
        await asyncio.to_thread(self._look_ahead)

    def _look_ahead(self) -> None:
        for row in self.rows:
            search_fields(row.kind, row.values)


def stages_of(loading: Loading) -> Iterator[LoadStage]:
    """The steps of a load, in order."""
    dataset, gone = loading.dataset, loading.gone
    if dataset.nodes:
        yield LoadStage(open_dataset)
    for links in in_batches(gone.links):
        yield LoadStage(partial(clean_links, links=links))
    for rows, step in _in_steps("records", dataset.nodes, assert_nodes, first=1):
        yield LoadStage(step, rows)
    for _, step in _in_steps("relationships", dataset.links, assert_links):
        yield LoadStage(step)
    for ids in in_batches((*gone.shared, *gone.own)):
        yield LoadStage(partial(clean_nodes, ids=ids))
    if dataset.nodes:
        yield LoadStage(close_dataset)


def with_following(stages: Iterable[LoadStage]) -> Iterator[tuple[LoadStage, LoadStage | None]]:
    """Each stage with the one that comes after it, ``None`` after the last."""
    coming: Iterator[LoadStage | None] = chain(stages, [None])
    for stage, following in pairwise(coming):
        if stage is not None:
            yield stage, following


def _in_steps(
    name: str,
    rows: Sequence[T],
    work: Callable[[Loading, Sequence[T]], Awaitable[None]],
    first: int = 0,
) -> Iterator[tuple[Sequence[T], Callable[[Loading], Awaitable[None]]]]:
    """Rows of a stage, and what it does with them; it tells the progress when it is done."""
    done = 0
    for some in in_batches(rows, _BATCHES, first):
        done += len(some)
        yield some, partial(_step, work, some, (name, done, len(rows) - first))


async def _step(
    work: Callable[[Loading, Sequence[T]], Awaitable[None]],
    rows: Sequence[T],
    reported: tuple[str, int, int],
    loading: Loading,
) -> None:
    step, done, total = reported
    if done == len(rows):  # its beginning, from which the pace is counted
        loading.progress(step, 0, total)
    await work(loading, rows)
    loading.progress(step, done, total)
