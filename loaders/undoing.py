"""Undoes the last load of a dataset: what the dataset stated before it is loaded again.

All that a load does follows from what its dataset states, so undoing is a load, too: of what is
remembered (:mod:`loaders.reversal`), and of nothing else. What others have stated since stays. Where
that cannot be, as they have come to need what would go, nothing is undone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.load import bring, fresh_loading
from loaders.loading import DatasetPart, Progress
from loaders.records import CheckedDataset, DatasetRows, LinkRow, NodeRow, RowLocation
from loaders.report import LoadReport
from loaders.reversal import (
    FORGOTTEN,
    MOST_REMEMBERED,
    READY,
    TOO_LARGE,
    UNDONE,
    Remembered,
    dataset_before,
    first_of_each,
)
from loaders.reversal_statements import READ_PARTS, READ_REVERSALS, Reversal
from schema.cypher import GraphStore, Reader
from schema.dates import thai_moment
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError
from schema.ids import check_id
from schema.nearest import did_you_mean
from schema.registry import declaration


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What was undone.

    Attributes:
        report: what that changed.
        at: when the load began that was undone, as ISO text.
        base: the revision of the graph before it.
    """

    report: LoadReport
    at: str
    base: int


async def undo(
    store: GraphStore,
    dataset: str | None = None,
    progress: Progress | None = None,
    *,
    today: dt.date | None = None,
    based_on: int | None = None,
) -> UndoReport:
    """Undoes the last load that changed anything: of a dataset, or of all.

    Args:
        store: as of :func:`~loaders.load.load_folder`.
        dataset: the dataset's id; ``None`` for whichever was loaded last.
        progress: told of every step.
        today: the day that derived relationships are about.
        based_on: the revision of the graph that it must find; ``None`` for any.

    Raises:
        PhakhiError: ``CANNOT_UNDO``, saying why; ``REPORT_OUTDATED``, when it finds another revision;
            ``BAD_ID``; ``NOT_FOUND``, when there is no such
            dataset; and whatever the store raises.
    """
    reversal = await _chosen(store, dataset)
    rows, gone = await _rows(store, reversal)
    checked = CheckedDataset(rows, [], frozenset(node.id for node in rows.nodes))
    fresh = fresh_loading(rows, progress, today, confirmed=True)
    fresh.log.by = f"undo {reversal.dataset}"
    fresh.undoes = reversal
    fresh.based_on = based_on
    fresh.part = None if reversal.first else DatasetPart(gone)
    try:
        report = await bring(store, checked, fresh)
    except PhakhiError as error:
        if error.code is not ErrorCode.BAD_ROW:
            raise
        raise _needed(reversal, error) from error
    return UndoReport(report, reversal.at, reversal.base)


async def _chosen(store: Reader, dataset: str | None) -> Reversal:
    if dataset is not None:
        check_id(dataset, "Dataset")
    known = [row.reversal for row in await READ_REVERSALS.read(store)]
    wanted = [one for one in known if dataset in {None, one.dataset}]
    if not wanted:
        raise _nothing(dataset, [one.dataset for one in known])
    last = max(wanted, key=lambda one: one.base)
    if last.state != READY:
        raise _no_more(last, dataset, known)
    return last


async def _rows(store: Reader, reversal: Reversal) -> tuple[DatasetRows, frozenset[str]]:
    """What the dataset is to state again, and ids of what it is not to state any more."""
    if reversal.first:
        nothing = DatasetRows(reversal.dataset, 0, synthetic=False, checksum="", nodes=(), links=())
        return nothing, frozenset()
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
        (one for one in known if one.state == READY), key=lambda one: one.base, reverse=True
    )
    en = th = ""
    if dataset is None and others:
        other = others[0].dataset
        en = f" `phakhi undo {other}` undoes the last load of that dataset."
        th = f" ใช้ `phakhi undo {other}` เพื่อย้อนการนำเข้าครั้งล่าสุดของชุดข้อมูลนั้น"
    return PhakhiError(
        ErrorCode.CANNOT_UNDO,
        f"The last load of {last.dataset} ({_when(last)}) cannot be undone: {why.en}.{en}",
        f"ย้อนการนำเข้าครั้งล่าสุดของ {last.dataset} ({_when(last, 'th')}) ไม่ได้: {why.th}{th}",
    )


def _needed(reversal: Reversal, error: PhakhiError) -> PhakhiError:
    """Somebody has built on the load since."""
    return PhakhiError(
        ErrorCode.CANNOT_UNDO,
        f"The last load of {reversal.dataset} ({_when(reversal)}) cannot be undone, since the graph "
        f"has changed after it. {error.en}",
        f"ย้อนการนำเข้าครั้งล่าสุดของ {reversal.dataset} ({_when(reversal, 'th')}) ไม่ได้ "
        f"เพราะกราฟเปลี่ยนไปหลังจากนั้น {error.th}",
    )


def _when(reversal: Reversal, language: str = "en") -> str:
    moment = dt.datetime.fromisoformat(reversal.at)
    return thai_moment(moment) if language == "th" else f"{moment:%Y-%m-%d %H:%M} UTC"
