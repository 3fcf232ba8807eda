"""Loads a backup: its datasets one after the other, each as a folder of files would be loaded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from loaders import statements
from loaders.backup import read_backup, references
from loaders.load import LoadReport, Step, fresh_loading, load, rehearse_all
from loaders.loading import Progress, silent
from loaders.reconciling.deciding import restore_verdict
from loaders.records import CheckedDataset, DatasetRows, LinkRow
from loaders.rehearsing import Look
from loaders.report import Rehearsal, together
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
    owners: dict[str, str] = {}
    for dataset in datasets:
        for node in dataset.nodes:
            owners.setdefault(node.id, dataset.id)
    known = {dataset.id: dataset for dataset in datasets}
    needs = {
        dataset.id: sorted({owners[ident] for ident in references(dataset) if ident in owners})
        for dataset in datasets
    }
    try:
        return [known[ident] for ident in TopologicalSorter(needs).static_order()], True
    except CycleError:
        return list(datasets), False


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
    everything = frozenset(node.id for dataset in ordered for node in dataset.nodes)
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


def _step(dataset: DatasetRows, expected: frozenset[str]) -> Step:
    fresh = fresh_loading(dataset, None, None, confirmed=True)
    return fresh, CheckedDataset.of(dataset, expected)


async def _to_begin(store: Reader, datasets: Sequence[DatasetRows]) -> list[DatasetRows]:
    """Where datasets need each other: first the records and relationships that need nobody's.

    What is loaded already has its records, and would lose its relationships.
    """
    loaded = {row.id for row in await statements.DATASETS.read(store)}
    return [
        replace(dataset, links=tuple(_own_links(dataset)))
        for dataset in datasets
        if dataset.id not in loaded
    ]


async def _begin(store: GraphStore, datasets: Sequence[DatasetRows]) -> None:
    everything = frozenset(node.id for dataset in datasets for node in dataset.nodes)
    for dataset in await _to_begin(store, datasets):
        await load(store, dataset, expected=everything)


def _own_links(dataset: DatasetRows) -> Iterator[LinkRow]:
    own = {node.id for node in dataset.nodes}
    return (item for item in dataset.links if own.issuperset(item.ends))
