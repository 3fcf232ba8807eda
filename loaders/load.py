"""load and clean up: brings the graph to what a dataset states.

Everything is compared with what is stored, and only what differs is written: loading the same
files again changes nothing, not even a time stamp, and makes no new revision.

All checks come before the first write. A load of up to :data:`ONE_TRANSACTION` rows is then written
in one transaction. A larger one would not fit the database's memory and is written in several, each
whole in itself with its own entries in the log; its dataset has no ``checksum`` until the last of
them, and loading it again completes one that was cut off.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from pathlib import Path

from loaders import focus, statements
from loaders.calibration import forget_calibrations
from loaders.calibration_statements import DatasetContent
from loaders.changes import ChangeLog
from loaders.cleaning import find_gone, settle_claims
from loaders.errors import MAX_ROWS, WrongRowsError, in_order
from loaders.forgetting import check_forgotten
from loaders.get import get
from loaders.guarding import check_removal
from loaders.loading import DatasetPart, Loading, Progress, silent
from loaders.merge import DatasetInfo
from loaders.rebuild import refresh_derived
from loaders.reconciling.redirecting import read_redirected
from loaders.records import CheckedDataset, DatasetRows, RawDataset
from loaders.references import check_references, check_unused
from loaders.rehearsing import Look, TransactionReader
from loaders.remembering import keep_reversal, prepare_reversal
from loaders.report import LoadReport, Rehearsal, describe, report_of
from loaders.staging import LoadStage, stages_of, with_following
from loaders.transform import check
from schema.cypher import GraphStore, Reader, Writer
from schema.dates import today_in_thailand
from schema.errors import ErrorCode, PhakhiError
from schema.ids import check_id

__all__ = ["LoadReport", "Progress", "describe", "load", "load_folder", "remove_dataset"]

ONE_TRANSACTION = 10_000
"""Rows, of files and of what goes, that are written in one transaction."""

_MOST_LOOKS = 5


async def load_folder(
    store: GraphStore,
    path: Path,
    progress: Progress | None = None,
    *,
    today: dt.date | None = None,
    confirm_removal: bool = False,
) -> LoadReport:
    """Loads the dataset in the folder ``path``: all of it, or nothing when anything is wrong.

    Args:
        store: a store whose constraints and indexes have been made.
        path: a folder with ``dataset.toml`` and CSV files.
        progress: told of every step.
        today: the day that derived relationships are about; by default today in Thailand.
        confirm_removal: whether it may take much of what it stated before away
            (:mod:`loaders.guarding`).

    Raises:
        WrongRowsError: (``BAD_ROW``) when a row is wrong, or refers to what is not there.
        PhakhiError: ``REMOVAL_NOT_CONFIRMED``, when it would take much away.
        PhakhiError: ``NOT_FOUND``, when it is no dataset; and whatever the store raises.
    """
    raw = get(path)
    checked = await asyncio.to_thread(check, raw)
    if checked.wrong:
        others = []
        if len(checked.wrong) < MAX_ROWS:
            others = await check_references(store.read, await read_redirected(store.read, checked))
        raise WrongRowsError(checked.dataset.id, in_order([*checked.wrong, *others], checked.files))
    fresh = fresh_loading(checked.dataset, progress, today, confirmed=confirm_removal)
    return await bring(store, checked, fresh)


async def rehearse(
    store: GraphStore,
    raw: RawDataset,
    *,
    today: dt.date | None = None,
    look: Look | None = None,
) -> Rehearsal:
    """Loads a dataset in one transaction that is taken back: what the load would do, and nothing done.

    Args:
        store: as :func:`load_folder`.
        raw: the dataset as it was read.
        today: as :func:`load_folder`.
        look: looks at the graph before it, and before it is taken back; what it gives is ``seen`` of
            the answer.

    Raises:
        PhakhiError: as :func:`load_folder`, but for ``REMOVAL_NOT_CONFIRMED``, which is part of the
            answer; ``TOO_MUCH_MEMORY``, when the database cannot do it in one transaction.
    """
    checked = await asyncio.to_thread(check, raw)
    if checked.wrong:
        raise WrongRowsError(checked.dataset.id, checked.wrong)
    fresh = fresh_loading(checked.dataset, None, today, confirmed=True)
    fresh.part = part_of(raw)
    (rehearsal,) = await rehearse_all(store, [(fresh, checked)], look)
    return rehearsal


def part_of(raw: RawDataset) -> DatasetPart | None:
    """What else than its rows a dataset states, as it was read."""
    return DatasetPart(adds=True) if raw.adds else None


Step = tuple[Loading, CheckedDataset]
"""A load that is to begin, and what it loads."""


async def rehearse_all(
    store: GraphStore, steps: Sequence[Step], look: Look | None = None
) -> list[Rehearsal]:
    """Loads datasets one after the other in one transaction that is taken back; as :func:`rehearse`.

    What ``look`` gives is ``seen`` of the last one.
    """
    for fresh, _ in steps:
        fresh.rehearsed = True
    for attempt in range(_MOST_LOOKS):
        if look:
            invented = await _counts_invented(store, [checked for _, checked in steps])
            steps[0][0].based_on = await look.before(invented=invented)
        try:
            await store.write(partial(_try, steps, look))
        except _TakenBackError as taken:
            return taken.rehearsals
        except PhakhiError as error:  # another load came between the two looks
            if error.code is not ErrorCode.REPORT_OUTDATED or attempt + 1 == _MOST_LOOKS:
                raise
    raise AssertionError  # the last attempt always ends so


async def _counts_invented(store: Reader, steps: Sequence[CheckedDataset]) -> bool:
    """Whether loads may touch what is invented: whether any dataset states such things."""
    return any(checked.dataset.synthetic for checked in steps) or any(
        dataset.synthetic for dataset in await statements.DATASETS.read(store)
    )


class _TakenBackError(Exception):
    """Ends the transaction of a rehearsal, so that nothing of it stays."""

    def __init__(self, rehearsals: list[Rehearsal]) -> None:
        super().__init__("rehearsed")
        self.rehearsals = rehearsals


async def _try(steps: Sequence[Step], look: Look | None, tx: Writer) -> None:
    done = [await _try_one(fresh, checked, tx) for fresh, checked in steps]
    changes = tuple(change for rehearsal in done for change in rehearsal.changes)
    seen = await look.look(TransactionReader(tx), changes) if look else None
    raise _TakenBackError([*done[:-1], replace(done[-1], seen=seen)])


async def _try_one(fresh: Loading, checked: CheckedDataset, tx: Writer) -> Rehearsal:
    loading = await _begin(fresh, checked, tx, whole=True)
    loading.confirmed = False
    warning = None
    try:
        check_removal(loading)
    except PhakhiError as error:
        warning = error
    names = {row.id: str(row.values.get("name_th", "")) for row in loading.dataset.nodes}
    changes = tuple(loading.log.noted())
    return Rehearsal(report_of(loading), changes, warning, names, base=loading.base)


async def load(
    store: GraphStore,
    dataset: DatasetRows,
    progress: Progress | None = None,
    *,
    today: dt.date | None = None,
    confirm_removal: bool = False,
    expected: AbstractSet[str] = frozenset(),
) -> LoadReport:
    """Loads a checked dataset; as :func:`load_folder`.

    ``expected`` are ids that its properties may name though they are yet to come.
    """
    fresh = fresh_loading(dataset, progress, today, confirmed=confirm_removal)
    fresh.unfinished = bool(expected)
    return await bring(store, CheckedDataset.of(dataset, expected), fresh)


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
    if dataset_id not in {dataset.id for dataset in await statements.DATASETS.read(store)}:
        raise PhakhiError(
            ErrorCode.NOT_FOUND, f"{dataset_id} is not loaded.", f"ยังไม่ได้นำเข้า {dataset_id}"
        )
    nothing = DatasetRows.nothing(dataset_id)
    fresh = fresh_loading(nothing, progress, today, confirmed=True)
    return await bring(store, CheckedDataset.of(nothing), fresh)


async def bring_within(tx: Writer, fresh: Loading) -> LoadReport:
    """Brings the graph to what a dataset states, within a transaction of somebody else.

    Args:
        tx: the transaction.
        fresh: the load of rows that were in the graph before, perhaps changed.

    Raises:
        WrongRowsError: another dataset needs what it no longer states.
    """
    return report_of(await _begin(fresh, CheckedDataset.of(fresh.dataset), tx, whole=True))


def fresh_loading(
    dataset: DatasetRows,
    progress: Progress | None,
    today: dt.date | None,
    *,
    confirmed: bool,
    by: str | None = None,
) -> Loading:
    """A load that is to begin (:func:`bring`)."""
    log = ChangeLog(by or f"load {dataset.id}", dt.datetime.now(dt.UTC))
    day = today or today_in_thailand()
    return Loading(dataset, progress or silent, day, log, confirmed=confirmed)


async def bring(store: GraphStore, checked: CheckedDataset, fresh: Loading) -> LoadReport:
    """All steps of a load, and then whatever else the day asks for."""
    loading = await store.write(partial(_begin, fresh, checked))
    if not loading.whole:
        store.check_room(loading.size)
        loading = await _in_stages(store, loading)
    await refresh_derived(store, today=fresh.today)
    return report_of(loading)


async def _begin(
    fresh: Loading, checked: CheckedDataset, tx: Writer, *, whole: bool = False
) -> Loading:
    """Checks everything; and writes everything, unless that is too much for one transaction.

    A rehearsal is ``whole``, however much it is: its transaction is taken back.
    """
    checked = await read_redirected(tx.run, checked)
    fresh = replace(fresh, dataset=checked.dataset)
    loading = await _attempt(fresh, tx)
    await prepare_reversal(loading)
    loading.gone = await find_gone(loading)
    if loading.part:  # it may name what the dataset states besides
        checked = replace(checked, ids=checked.ids | loading.gone.kept)
    wrong = [
        *await check_forgotten(tx.run, loading.dataset),
        *await check_references(tx.run, checked),
    ]
    if wrong:
        raise WrongRowsError(loading.dataset.id, wrong)
    await check_unused(tx, loading.dataset, loading.gone.own)
    check_removal(loading)
    await forget_calibrations(tx, DatasetContent(loading.dataset.id, loading.dataset.checksum))
    loading.whole = whole or loading.size <= ONE_TRANSACTION
    if loading.whole:
        for stage in stages_of(loading):
            await stage.work(loading)
        await _end_transaction(loading, last=True)
    return loading


async def _in_stages(store: GraphStore, loading: Loading) -> Loading:
    """A transaction for each stage."""
    try:
        for stage, following in with_following(stages_of(loading)):
            ahead = asyncio.create_task(following.look_ahead()) if following else None
            loading = await store.write(partial(_go_on, loading, stage, last=not following))
            if ahead:
                await ahead
    except PhakhiError as error:
        if error.code is not ErrorCode.DISK_FULL:
            raise
        raise _cut_off(loading.dataset, error) from error
    return loading


def _cut_off(dataset: DatasetRows, error: PhakhiError) -> PhakhiError:
    """The disk was filled by others, after there had been room enough for all of it."""
    return PhakhiError(
        error.code,
        f"{dataset.id} was loaded in part; load it again once there is space, and the rest is "
        f"added. {error.en}",
        f"นำเข้า {dataset.id} ได้เพียงบางส่วน เมื่อมีพื้นที่แล้วให้นำเข้าอีกครั้งเพื่อเติมส่วนที่เหลือ {error.th}",
    )


async def _go_on(before: Loading, stage: LoadStage, tx: Writer, *, last: bool) -> Loading:
    """One stage in a transaction of its own."""
    loading = await _attempt(before, tx)
    await stage.work(loading)
    await _end_transaction(loading, last=last)
    return loading


async def _attempt(before: Loading, tx: Writer) -> Loading:
    """A fresh state for a transaction; other loads may have been at work since the last one."""
    (taken,) = await statements.TAKE_LOCK.run(tx)
    loading = before.attempt(tx, taken.turn)
    own = DatasetInfo(loading.dataset.precedence, loading.dataset.synthetic)
    known = {
        row.id: DatasetInfo(row.precedence or 0, row.synthetic)
        for row in await statements.DATASETS.run(tx)
    }
    loading.infos = known | {loading.dataset.id: own}
    return loading


async def _end_transaction(loading: Loading, *, last: bool) -> None:
    """What follows from the facts that were written, and the log, which comes last."""
    await settle_claims(loading)
    if not loading.log.empty:
        await _refocus(loading)
    await keep_reversal(loading, last=last and not loading.unfinished)
    loading.revision = await loading.log.write(loading.tx)


async def _refocus(loading: Loading) -> None:
    """At once for a few organisations; otherwise the day is forgotten, so that a refresh follows."""
    if not loading.whole:
        if loading.sources or loading.middles:
            await focus.forget_day(loading.tx)
        return
    ids = await focus.reached(loading.tx, loading.sources, sorted(loading.middles))
    if len(ids) <= focus.AT_ONCE:
        await focus.refocus(loading.tx, ids, loading.today)
    elif ids:
        await focus.forget_day(loading.tx)
