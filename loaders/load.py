"""load and clean up: brings the graph to what a dataset states, in one transaction.

Everything is compared with what is stored, and only what differs is written: loading the same
files again changes nothing, not even a time stamp, and makes no new revision.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from loaders import cleaning, focus
from loaders.asserting import assert_links, assert_nodes
from loaders.changes import ChangeLog
from loaders.get import get
from loaders.loading import Loading, Progress, silent
from loaders.merge import DatasetInfo
from loaders.protocol import GraphStore, Transaction
from loaders.records import Dataset
from loaders.references import check_references, check_single
from loaders.report import LoadReport, describe, report_of
from loaders.statements import DATASETS, TAKE_LOCK
from loaders.transform import transform
from schema.errors import ErrorCode, PhakhiError
from schema.ids import check_id

__all__ = ["LoadReport", "Progress", "describe", "load", "load_folder", "remove_dataset"]


async def load_folder(
    store: GraphStore,
    path: Path,
    progress: Progress | None = None,
    *,
    today: dt.date | None = None,
) -> LoadReport:
    """Loads the dataset in the folder ``path``: all of it, or nothing when anything is wrong.

    Args:
        store: a store whose constraints and indexes have been made.
        path: a folder with ``dataset.toml`` and CSV files.
        progress: told of every step.
        today: the day that derived relationships are about; by default today in Thailand.

    Raises:
        WrongRowsError: (``BAD_ROW``) when a row is wrong, or refers to what is not there.
        PhakhiError: ``NOT_FOUND``, when it is no dataset; and whatever the store raises.
    """
    return await load(store, transform(get(path)), progress, today=today)


async def load(
    store: GraphStore,
    dataset: Dataset,
    progress: Progress | None = None,
    *,
    today: dt.date | None = None,
) -> LoadReport:
    """Loads a checked dataset; as :func:`load_folder`."""
    day = today or focus.today_in_thailand()

    async def work(tx: Transaction) -> LoadReport:
        return await _bring(tx, dataset, day, progress or silent)

    return await store.write(work)


async def remove_dataset(
    store: GraphStore,
    dataset_id: str,
    progress: Progress | None = None,
    *,
    today: dt.date | None = None,
) -> LoadReport:
    """Takes a dataset out: what it alone asserts goes, what others assert shows their values.

    Raises:
        PhakhiError: ``BAD_ID``; ``NOT_FOUND``, when it is not loaded; ``BAD_ROW``, when another
            dataset needs one of its records.
    """
    check_id(dataset_id, "Dataset")
    nothing = Dataset(dataset_id, 0, synthetic=False, checksum="", nodes=(), links=())
    day = today or focus.today_in_thailand()

    async def work(tx: Transaction) -> LoadReport:
        if dataset_id not in {row[0] for row in await tx.run(DATASETS)}:
            raise PhakhiError(
                ErrorCode.NOT_FOUND,
                f"{dataset_id} is not loaded.",
                f"ยังไม่ได้นำเข้า {dataset_id}",
            )
        return await _bring(tx, nothing, day, progress or silent)

    return await store.write(work)


async def _bring(
    tx: Transaction, dataset: Dataset, today: dt.date, progress: Progress
) -> LoadReport:
    """All steps of a load. References may be checked only when no other load can interfere."""
    await tx.run(TAKE_LOCK)
    await check_references(tx, dataset)
    loading = Loading(
        tx=tx,
        dataset=dataset,
        infos=await _infos(tx, dataset),
        log=ChangeLog(f"load {dataset.id}", dt.datetime.now(dt.UTC)),
        progress=progress,
    )
    before = await cleaning.asserted_before(loading)
    await cleaning.clean_links(loading, before)
    await assert_nodes(loading, dataset.nodes)
    await assert_links(loading, dataset.links)
    await check_single(tx, dataset, loading.touched_links)
    unasserted = await cleaning.clean_nodes(loading, before)
    await cleaning.settle_claims(loading)
    await cleaning.delete_unasserted(loading, unasserted)
    await _refocus(loading, today)
    revision = await loading.log.write(tx)
    return report_of(dataset.id, loading.nodes, loading.links, len(loading.claims), revision)


async def _infos(tx: Transaction, dataset: Dataset) -> dict[str, DatasetInfo]:
    stored = {row[0]: DatasetInfo(row[1] or 0, row[2]) for row in await tx.run(DATASETS)}
    return stored | {dataset.id: DatasetInfo(dataset.precedence, dataset.synthetic)}


async def _refocus(loading: Loading, today: dt.date) -> None:
    """Only for organisations whose ways may have changed; for all of them on a new day."""
    tx = loading.tx
    everyone = await focus.focus_day(tx) != today.isoformat()
    if everyone:
        ids = await focus.all_organisations(tx)
    else:
        ids = await focus.reached(tx, loading.sources, sorted(loading.middles))
    await focus.refocus(tx, ids, today, everyone=everyone)
