"""Loads a backup: its datasets one after the other, each as a folder of files would be loaded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from pathlib import Path

from loaders import statements
from loaders.backup import read_backup, references
from loaders.load import LoadReport, Step, fresh_loading, load, rehearse_all
from loaders.loading import Progress, silent
from loaders.reconciling.deciding import restore_verdict
from loaders.records import CheckedDataset, DatasetRows, LinkRow
from loaders.rehearsing import Look
from loaders.report import Rehearsal, together
from loaders.spooling import IdSet, Spool
from schema.cypher import GraphStore, Reader
from schema.dates import today_in_thailand

Showing = Callable[[str], Progress]
"""Gives what follows the steps of the load of a dataset."""


async def load_backup(
    store: GraphStore, path: Path, showing: Showing | None = None, *, confirm_removal: bool = False
) -> list[LoadReport]:
    """Loads every dataset in a backup; one that is loaded already becomes what the backup states.

    Its verdicts come first; those of the store on other pairs stay.

    Args:
        store: a store whose constraints and indexes have been made.
        path: the file.
        showing: called with a dataset's id, for the progress of its load.
        confirm_removal: as of :func:`~loaders.load.load_folder`.

    Raises:
        PhakhiError: as :func:`~loaders.load.load_folder`, for the first dataset that fails; those
            before it stay loaded.
    """
    backup = read_backup(path)
    showing = showing or _unseen
    ordered, whole = in_order(backup.datasets)
    for verdict in backup.verdicts:
        await restore_verdict(store, verdict, today_in_thailand())
    if not whole:
        await _begin(store, ordered)
    return [
        await load(store, dataset, showing(dataset.id), confirm_removal=confirm_removal)
        for dataset in ordered
    ]


def in_order(datasets: Sequence[DatasetRows]) -> tuple[list[DatasetRows], bool]:
    """Each dataset after those whose records it names; and whether there is such an order."""
    known = {dataset.id: dataset for dataset in datasets}
    needs = _needs(datasets) if len(datasets) > 1 else dict.fromkeys(known, ())
    try:
        return [known[ident] for ident in TopologicalSorter(needs).static_order()], True
    except CycleError:
        return list(datasets), False


def _needs(datasets: Sequence[DatasetRows]) -> dict[str, Sequence[str]]:
    """By dataset those others, in order, that are the first to have a record which it names and has not."""
    ids = {dataset.id: IdSet(node.id for node in dataset.nodes) for dataset in datasets}
    return {
        dataset.id: sorted(
            {
                owner
                for named in _distinct(references(dataset))
                if named not in ids[dataset.id]
                for owner in islice((other for other, own in ids.items() if named in own), 1)
            }
        )
        for dataset in datasets
    }


def _distinct(idents: Iterable[str]) -> Iterator[str]:
    seen = IdSet()
    return filter(seen.add, idents)


def _unseen(_dataset: str) -> Progress:
    return silent


async def rehearse_backup(
    store: GraphStore, path: Path, look: Look | None = None
) -> list[Rehearsal]:
    """What :func:`load_backup` would do, dataset by dataset; nothing is done.

    Raises:
        PhakhiError: as :func:`load_backup`, but for ``REMOVAL_NOT_CONFIRMED``, which is part of the
            answer; ``TOO_MUCH_MEMORY``, when the database cannot do it in one transaction.
    """
    ordered, whole = in_order(await asyncio.to_thread(_datasets, path))
    everything = _ids_of(ordered)
    begun = [] if whole else await _to_begin(store, ordered)
    steps = [_step(dataset, everything) for dataset in begun]
    steps += [_step(dataset, frozenset()) for dataset in ordered]
    if not steps:
        return []
    done = await rehearse_all(store, steps, look)
    first = {one.report.dataset: one for one in done[: len(begun)]}
    return [together(first.get(one.report.dataset), one) for one in done[len(begun) :]]


def _datasets(path: Path) -> list[DatasetRows]:
    return read_backup(path).datasets


def _step(dataset: DatasetRows, expected: AbstractSet[str]) -> Step:
    fresh = fresh_loading(dataset, None, None, confirmed=True)
    return fresh, CheckedDataset.of(dataset, expected)


async def _to_begin(store: Reader, datasets: Sequence[DatasetRows]) -> list[DatasetRows]:
    """Where datasets need each other: first the records and relationships that need nobody's.

    What is loaded already has its records, and would lose its relationships.
    """
    loaded = {row.id for row in await statements.DATASETS.read(store)}
    return [
        replace(dataset, links=Spool(_own_links(dataset)).settled())
        for dataset in datasets
        if dataset.id not in loaded
    ]


async def _begin(store: GraphStore, datasets: Sequence[DatasetRows]) -> None:
    everything = _ids_of(datasets)
    for dataset in await _to_begin(store, datasets):
        await load(store, dataset, expected=everything)


def _own_links(dataset: DatasetRows) -> Iterator[LinkRow]:
    own = IdSet(node.id for node in dataset.nodes)
    return (item for item in dataset.links if all(end in own for end in item.ends))


def _ids_of(datasets: Iterable[DatasetRows]) -> IdSet:
    return IdSet(node.id for dataset in datasets for node in dataset.nodes)
