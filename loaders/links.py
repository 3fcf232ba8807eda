"""Relationships as files state them: their ids, and what holds between several of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

from loaders.errors import WrongRow
from loaders.models import allowed_ends, stated_names
from loaders.records import LinkRow, NodeRow, RowLocation, Values, plain
from loaders.spooling import IdSet
from schema.dates import thai_date
from schema.ids import kind_of, relationship_id
from schema.registry import declaration
from schema.relationships import Relationship

Row = TypeVar("Row", NodeRow, LinkRow)

# Days are compared as ISO texts, so these stand before and after all of them.
_ALWAYS, _STILL = "0000-00-00", "9999-99-99"


def row_of(type_: str, source: str, target: str) -> Relationship | None:
    """The declared row that lets the two ends be connected, or ``None``."""
    return _row_between(type_, kind_of(source), kind_of(target))


@cache
def _row_between(type_: str, source: str, target: str) -> Relationship | None:
    known = declaration()
    for row in known.types[type_]:
        if source in known.end_members(row.source) and target in known.end_members(row.target):
            return row
    return None


def link(
    type_: str, place: RowLocation, row: dict[str, object], wrong: list[WrongRow]
) -> LinkRow | None:
    """The relationship of one row of a type's file, or ``None`` when its ends do not fit."""
    source, target = str(row["from"]), str(row["to"])
    if row_of(type_, source, target) is None:
        pairs = sorted(allowed_ends(type_))
        wanted = ", ".join(sorted({pair[1] for pair in pairs if pair[0] == kind_of(source)}))
        en = f"{target} cannot stand here: {type_} leads from {kind_of(source)} to {wanted}"
        th = f"ใช้ {target} ที่นี่ไม่ได้ {type_} เชื่อมจาก {kind_of(source)} ไปยัง {wanted}"
        wrong.append(WrongRow(place.file, place.row, "to", en, th))
        return None
    values = {name: plain(row[name]) for name in stated_names(type_) if row[name] is not None}
    evidence = row["evidence"]
    words = tuple(evidence) if isinstance(evidence, list) else ()
    return with_identity(LinkRow("", type_, source, target, values, words, place))


def short_link(node: NodeRow, type_: str, target: str, column: str) -> LinkRow:
    """The relationship that a short-form ``column`` of a node's row states."""
    ends = ("id", column)
    return with_identity(LinkRow("", type_, node.id, target, {}, node.evidence, node.place, ends))


def with_identity(item: LinkRow) -> LinkRow:
    """The relationship with its id, and with the smaller id first when it is symmetric."""
    row = declaration().types[item.type][0]
    source, target, columns = item.source, item.target, item.columns
    if row.symmetric and source > target:
        source, target, columns = target, source, (columns[1], columns[0])
    identity = relationship_id(item.type, source, target, _key(row, item.values))
    return LinkRow(
        identity,
        item.type,
        source,
        target,
        item.values,
        item.evidence,
        item.place,
        columns,
        item.order,
    )


def _key(row: Relationship, values: Values) -> list[str | None]:
    """The values that make a relationship the one it is.

    What is declared after ``since`` and not stated adds nothing, so that ids which were made before
    it was declared stay the same.
    """
    key = [None if values.get(name) is None else str(values[name]) for name in row.key]
    fewest = row.key.index("since") + 1
    while len(key) > fewest and key[-1] is None:
        key.pop()
    return key


def first_with(ids: set[str], rows: Iterable[Row]) -> dict[str, Row]:
    """The first row of each of some ids."""
    firsts: dict[str, Row] = {}
    for row in rows if ids else ():
        if row.id in ids:
            firsts.setdefault(row.id, row)
    return firsts


def check_links(links: Sequence[LinkRow], wrong: list[WrongRow]) -> None:
    """Adds to ``wrong`` what holds between the relationships of a dataset but does not here."""
    seen, repeated = IdSet(), list[LinkRow]()
    single: dict[tuple[str, str], list[LinkRow]] = {}
    for item in links:
        _check_one(item, wrong)
        if not seen.add(item.id):
            repeated.append(item)
            continue
        row = row_of(item.type, item.source, item.target)
        if row is not None and row.one:
            others = single.setdefault((item.type, item.source), [])
            wrong.extend(_second(item, other) for other in others if overlap(item, other))
            others.append(item)
    firsts = first_with({item.id for item in repeated}, links)
    wrong.extend(_repeated(item, firsts[item.id]) for item in repeated)


def _check_one(item: LinkRow, wrong: list[WrongRow]) -> None:
    place = item.place
    if item.source == item.target:
        en, th = f"connects {item.source} with itself", f"เชื่อม {item.source} กับตัวเอง"
        wrong.append(WrongRow(place.file, place.row, item.columns[1], en, th))
    since, until = item.values.get("since"), item.values.get("until")
    if since is not None and until is not None and str(until) < str(since):
        en, th = (
            f"{until} is before since ({since})",
            f"{_thai(until)} อยู่ก่อน since ({_thai(since)})",
        )
        wrong.append(WrongRow(place.file, place.row, "until", en, th))


def _thai(day: object) -> str:
    return thai_date(dt.date.fromisoformat(str(day)))


def overlap(one: LinkRow, other: LinkRow) -> bool:
    """Whether there is a day on which both hold."""
    return _begin(one) <= _end(other) and _begin(other) <= _end(one)


def _begin(item: LinkRow) -> str:
    return str(item.values.get("since") or _ALWAYS)


def _end(item: LinkRow) -> str:
    return str(item.values.get("until") or _STILL)


def _repeated(item: LinkRow, first: LinkRow) -> WrongRow:
    at = f"{first.place.file} row {first.place.row}"
    return WrongRow(
        item.place.file,
        item.place.row,
        item.columns[1],
        f"repeats {item.type} from {item.source} to {item.target} of {at}; state it once",
        f"{item.type} จาก {item.source} ไปยัง {item.target} ซ้ำกับ {first.place.file} "
        f"แถว {first.place.row} ให้ระบุครั้งเดียว",
    )


def _second(item: LinkRow, other: LinkRow) -> WrongRow:
    at = f"{other.place.file} row {other.place.row}"
    return WrongRow(
        item.place.file,
        item.place.row,
        item.columns[1],
        f"gives {item.source} a second {item.type} at the same time as {at}; keep one, or date them",
        f"ให้ {item.source} มี {item.type} มากกว่าหนึ่งในเวลาเดียวกัน (ดู {other.place.file} "
        f"แถว {other.place.row}) ให้เหลือหนึ่ง หรือใส่วันที่",
    )
