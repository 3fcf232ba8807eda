"""The steps of a load, each small enough for one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, pairwise
from typing import TypeVar

from loaders.asserting import (
    assert_links,
    assert_nodes,
    close_dataset,
    links_alone,
    nodes_alone,
    open_dataset,
)
from loaders.cleaning import clean_links, clean_nodes
from loaders.loading import Loading
from loaders.upsert import DesiredRecord, in_batches

T = TypeVar("T")

_BATCHES = 2
"""Batches that a stage writes: a transaction costs something, whatever it holds."""


@dataclass(frozen=True, slots=True)
class LoadStage:
    """A step of a load.

    Attributes:
        work: what it does, in the transaction of the load.
        ahead: works out what of it does not depend on what is stored; once.
    """

    work: Callable[[Loading], Awaitable[None]]
    ahead: Callable[[], object] = tuple

    async def look_ahead(self) -> None:
        """Works that out while the database writes the stage before."""
        await asyncio.to_thread(self.ahead)


def stages_of(loading: Loading) -> Iterator[LoadStage]:
    """The steps of a load, in order."""
    dataset, gone = loading.dataset, loading.gone
    if dataset.nodes:
        yield LoadStage(open_dataset)
    for links in in_batches(gone.links):
        yield LoadStage(partial(clean_links, links=links))
    yield from _in_steps("records", dataset.nodes, partial(nodes_alone, dataset), assert_nodes, 1)
    yield from _in_steps(
        "relationships", dataset.links, partial(links_alone, dataset), assert_links
    )
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
    ahead: Callable[[Sequence[T]], list[DesiredRecord]],
    work: Callable[[Loading, Sequence[T], Sequence[DesiredRecord]], Awaitable[None]],
    first: int = 0,
) -> Iterator[LoadStage]:
    """The steps that rows are written in; each tells the progress when it is done."""
    done = 0
    for some in in_batches(rows, _BATCHES, first):
        done += len(some)
        alone = cache(partial(ahead, some))
        yield LoadStage(partial(_step, work, some, alone, (name, done, len(rows) - first)), alone)


async def _step(
    work: Callable[[Loading, Sequence[T], Sequence[DesiredRecord]], Awaitable[None]],
    rows: Sequence[T],
    alone: Callable[[], list[DesiredRecord]],
    reported: tuple[str, int, int],
    loading: Loading,
) -> None:
    step, done, total = reported
    if done == len(rows):  # its beginning, from which the pace is counted
        loading.progress(step, 0, total)
    await work(loading, rows, alone())
    loading.progress(step, done, total)
