"""Undoes the last load of a dataset, or a verdict: what was stated before it is loaded again.

All that a load does follows from what its dataset states, so undoing is a load, too: of what is
remembered (:mod:`loaders.reversal`), and of nothing else. What others have stated since stays. Where
that cannot be, as they have come to need what would go, nothing is undone.

A merge is the last load of every dataset that it changed. These are undone together, in one
transaction, once the verdict is withdrawn: their ids would else be redirected again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from loaders import statements
from loaders.load import bring, bring_within, fresh_loading
from loaders.loading import DatasetPart, Loading, Progress
from loaders.rebuild import refresh_derived
from loaders.reconciling.deciding import withdraw
from loaders.reconciling.statements import READ_VERDICT, VERDICT_PREFIX, Verdict, verdict_of
from loaders.records import CheckedDataset, DatasetRows, LinkRow, NodeRow, RowLocation
from loaders.rehearsing import TransactionReader
from loaders.remembering import check_revision, overtaken
from loaders.report import LoadReport
from loaders.reversal import (
    FORGOTTEN,
    MOST_REMEMBERED,
    READY,
    TOO_LARGE,
    UNDONE,
    Remembered,
    dataset_before,
    end_reversal,
    first_of_each,
)
from loaders.reversal_statements import READ_PARTS, READ_REVERSALS, Reversal
from schema.cypher import GraphStore, Reader, Writer
from schema.dates import thai_moment, today_in_thailand
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError
from schema.ids import check_id
from schema.nearest import did_you_mean
from schema.registry import declaration


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What was undone.

    Attributes:
        reports: what that changed: of a load, one; of a verdict, one for each dataset of a merge.
        at: when the load began that was undone, or the verdict was given, as ISO text.
        base: the revision of the graph before it.
        verdict: the verdict that was undone; ``None`` where it was a load.
    """

    reports: tuple[LoadReport, ...]
    at: str
    base: int
    verdict: Verdict | None = None

    @property
    def what(self) -> Text:
        """What was undone, within a sentence; in Thai with the verb."""
        if self.verdict is None:
            dataset = self.report.dataset
            return Text(f"the load of {dataset}", f"ย้อนการนำเข้า {dataset}")
        one, other = self.verdict.one, self.verdict.other
        return Text(f"the verdict on {one} and {other}", f"ย้อนคำตัดสินเรื่อง {one} กับ {other}")

    @property
    def report(self) -> LoadReport:
        """What undoing a load changed."""
        (report,) = self.reports
        return report


async def undo(
    store: GraphStore,
    dataset: str | None = None,
    progress: Progress | None = None,
    *,
    today: dt.date | None = None,
    based_on: int | None = None,
) -> UndoReport:
    """Undoes the last load that changed anything, of a dataset or of all, or the last verdict.

    Where a merge was the last that changed the dataset, the verdict is undone, with the whole merge.

    Args:
        store: as of :func:`~loaders.load.load_folder`.
        dataset: the dataset's id; ``None`` for whatever was loaded or decided last.
        progress: told of every step.
        today: the day that derived relationships are about.
        based_on: the revision of the graph that it must find; ``None`` for any.

    Raises:
        PhakhiError: ``CANNOT_UNDO``, saying why; ``REPORT_OUTDATED``, when it finds another revision;
            ``BAD_ID``; ``NOT_FOUND``, when there is no such
            dataset; and whatever the store raises.
    """
    reversal = await _chosen(store, dataset)
    if reversal.verdict:
        return await _take_back(store, reversal, today or today_in_thailand(), based_on)
    fresh = await _loading(store, reversal, f"undo {reversal.dataset}", progress, today)
    fresh.based_on = based_on
    with _explaining(reversal):
        report = await bring(store, CheckedDataset.of(fresh.dataset), fresh)
    return UndoReport((report,), reversal.at, reversal.base)


async def _loading(
    store: Reader,
    reversal: Reversal,
    by: str,
    progress: Progress | None = None,
    today: dt.date | None = None,
) -> Loading:
    """The load that undoes one."""
    rows, gone = await _rows(store, reversal)
    fresh = fresh_loading(rows, progress, today, confirmed=True, by=by)
    fresh.undoes = reversal
    fresh.part = None if reversal.first else DatasetPart(gone)
    return fresh


async def _chosen(store: Reader, dataset: str | None) -> Reversal:
    if dataset is not None:
        check_id(dataset, "Dataset")
    known = [row.reversal for row in await READ_REVERSALS.read(store)]
    wanted = [one for one in known if dataset in {None, one.dataset}]
    if not wanted:
        raise _nothing(dataset, [one.dataset for one in known if not _is_verdict(one)])
    last = max(wanted, key=_moment)
    if last.state != READY:
        raise _no_more(last, dataset, known)
    return next((one for one in known if one.dataset == last.verdict), last)


def _moment(reversal: Reversal) -> tuple[int, str]:
    """A verdict that two records differ is no change, so it has the revision of the load after it."""
    return reversal.base, reversal.at


def _is_verdict(reversal: Reversal) -> bool:
    return reversal.dataset.startswith(VERDICT_PREFIX)


async def _take_back(
    store: GraphStore, reversal: Reversal, today: dt.date, based_on: int | None
) -> UndoReport:
    """Undoes a verdict, and the merge that it led to."""
    with _explaining(reversal):
        undone = await store.write(partial(_withdraw, reversal, today, based_on))
    await refresh_derived(store, today=today)
    return undone


async def _withdraw(
    reversal: Reversal, today: dt.date, based_on: int | None, tx: Writer
) -> UndoReport:
    await statements.TAKE_LOCK.run(tx)
    await check_revision(tx, based_on)
    known = {row.reversal.dataset: row.reversal for row in await READ_REVERSALS.run(tx)}
    if known[reversal.dataset] != reversal:
        raise overtaken(_what(reversal))
    parts = _parts(reversal, known)
    (row,) = await READ_VERDICT.run(tx, id=reversal.dataset)
    verdict = verdict_of(row.verdict)
    before = json.loads(reversal.before) if reversal.before else None
    await withdraw(tx, reversal.dataset, before)
    by = f"undo merge {verdict.other} into {verdict.one}"
    reports = []
    for part in parts:
        fresh = await _loading(TransactionReader(tx), part, by, today=today)
        reports.append(await bring_within(tx, fresh))
    await end_reversal(tx, reversal, UNDONE)
    return UndoReport(tuple(reports), reversal.at, reversal.base, verdict)


def _parts(reversal: Reversal, known: dict[str, Reversal]) -> list[Reversal]:
    """The loads that a merge consists of, the last one first; none may have another after it."""
    parts = [known[dataset] for dataset in reversed(reversal.datasets)]
    own = {part.dataset for part in parts if part.verdict == reversal.verdict}
    since = [
        one.dataset
        for one in known.values()
        if reversal.datasets and one.base > reversal.base and one.state != UNDONE
        if one.dataset not in own and not _is_verdict(one)
    ]
    if since:
        raise _loaded_since(reversal, sorted(since))
    wrong = next((part for part in parts if part.state != READY), None)
    if wrong is not None:
        raise _no_more(wrong, wrong.dataset, [])
    return parts


async def _rows(store: Reader, reversal: Reversal) -> tuple[DatasetRows, frozenset[str]]:
    """What the dataset is to state again, and ids of what it is not to state any more."""
    if reversal.first:
        return DatasetRows.nothing(reversal.dataset), frozenset()
    parts = [row.content for row in await READ_PARTS.read(store, dataset=reversal.dataset)]
    before = first_of_each(parts)
    own = dataset_before(reversal)
    node = Remembered(reversal.dataset, "Dataset", ("", ""), own.said, (reversal.dataset,))
    stated = [row for row in before if row.said is not None]
    rows = DatasetRows(
        reversal.dataset,
        int(str(own.said.values.get("precedence") or 0)),
        own.synthetic,
        own.checksum,
        (_node(node), *(_node(row) for row in stated if row.group in declaration().kinds)),
        tuple(_link(row) for row in stated if row.group in declaration().types),
    )
    return rows, frozenset(row.id for row in before if row.said is None)


_NOWHERE = RowLocation("", 0)


def _node(row: Remembered) -> NodeRow:
    assert row.said is not None
    return NodeRow(row.id, row.group, row.said.values, row.said.evidence, _NOWHERE, row.order)


def _link(row: Remembered) -> LinkRow:
    assert row.said is not None
    source, target = row.ends
    said = row.said
    return LinkRow(
        row.id, row.group, source, target, said.values, said.evidence, _NOWHERE, order=row.order
    )


def _nothing(dataset: str | None, known: Sequence[str]) -> PhakhiError:
    if dataset is None:
        return PhakhiError(
            ErrorCode.CANNOT_UNDO,
            "There is nothing to undo: no load is remembered in this store.",
            "ไม่มีสิ่งใดให้ย้อน เพราะคลังข้อมูลนี้ไม่ได้จำการนำเข้าใดไว้",
        )
    en, th = did_you_mean(dataset, known)
    return PhakhiError(
        ErrorCode.NOT_FOUND,
        f"No load of {dataset} is remembered in this store{en or '.'}",
        f"คลังข้อมูลนี้ไม่ได้จำการนำเข้า {dataset} ไว้{th}",
    )


_REASONS = {
    UNDONE: Text("it was undone already", "ย้อนไปแล้ว"),
    FORGOTTEN: Text(
        "a person of whom it told was forgotten since, and is not to come back; load an earlier "
        "version of its files instead",
        "มีบุคคลในข้อมูลนั้นถูกลบออกตามคำขอแล้ว และต้องไม่กลับมา ให้นำเข้าแฟ้มรุ่นก่อนแทน",
    ),
    TOO_LARGE: Text(
        f"it changed more than {MOST_REMEMBERED:,} records and relationships, which is more than is "
        "remembered; load an earlier version of its files or a backup instead",
        f"เปลี่ยนระเบียนและความสัมพันธ์เกิน {MOST_REMEMBERED:,} รายการ ซึ่งเกินกว่าที่จำไว้ "
        "ให้นำเข้าแฟ้มรุ่นก่อนหรือแฟ้มสำรองแทน",
    ),
}


def _no_more(last: Reversal, dataset: str | None, known: Sequence[Reversal]) -> PhakhiError:
    why = _REASONS[last.state]
    others = sorted(
        (one for one in known if one.state == READY and not _is_verdict(one)),
        key=_moment,
        reverse=True,
    )
    en = th = ""
    if dataset is None and others:
        other = others[0].dataset
        en = f" `phakhi undo {other}` undoes the last load of that dataset."
        th = f" ใช้ `phakhi undo {other}` เพื่อย้อนการนำเข้าครั้งล่าสุดของชุดข้อมูลนั้น"
    return PhakhiError(
        ErrorCode.CANNOT_UNDO,
        f"{_what(last).en} ({_when(last)}) cannot be undone: {why.en}.{en}",
        f"{_what(last).th} ({_when(last, 'th')}) ไม่ได้: {why.th}{th}",
    )


def _what(reversal: Reversal) -> Text:
    """What is to be undone, as the subject of a sentence; in Thai with the verb."""
    if not reversal.verdict:
        dataset = reversal.dataset
        return Text(f"The last load of {dataset}", f"ย้อนการนำเข้าครั้งล่าสุดของ {dataset}")
    one, _, other = reversal.verdict.removeprefix(VERDICT_PREFIX).partition("|")
    return Text(f"The verdict on {one} and {other}", f"ย้อนคำตัดสินเรื่อง {one} กับ {other}")


def _loaded_since(reversal: Reversal, since: Sequence[str]) -> PhakhiError:
    what, named = _what(reversal), ", ".join(since)
    return PhakhiError(
        ErrorCode.CANNOT_UNDO,
        f"{what.en} ({_when(reversal)}) cannot be undone, since the graph has changed after it: "
        f"{named}. `phakhi undo {since[0]}` undoes the last load of that dataset.",
        f"{what.th} ({_when(reversal, 'th')}) ไม่ได้ เพราะกราฟเปลี่ยนไปหลังจากนั้น: {named} "
        f"ใช้ `phakhi undo {since[0]}` เพื่อย้อนการนำเข้าครั้งล่าสุดของชุดข้อมูลนั้น",
    )


@contextmanager
def _explaining(reversal: Reversal) -> Iterator[None]:
    """Within it, a row that is wrong means that somebody has built on what would be undone."""
    try:
        yield
    except PhakhiError as error:
        if error.code is not ErrorCode.BAD_ROW:
            raise
        raise _needed(reversal, error) from error


def _needed(reversal: Reversal, error: PhakhiError) -> PhakhiError:
    """Somebody has built on the load since."""
    return PhakhiError(
        ErrorCode.CANNOT_UNDO,
        f"{_what(reversal).en} ({_when(reversal)}) cannot be undone, since the graph has changed "
        f"after it. {error.en}",
        f"{_what(reversal).th} ({_when(reversal, 'th')}) ไม่ได้ เพราะกราฟเปลี่ยนไปหลังจากนั้น {error.th}",
    )


def _when(reversal: Reversal, language: str = "en") -> str:
    moment = dt.datetime.fromisoformat(reversal.at)
    return thai_moment(moment) if language == "th" else f"{moment:%Y-%m-%d %H:%M} UTC"
