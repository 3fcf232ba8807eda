"""Reads the log of changes, record by record, in the order in which it was written.

An entry of the log holds up to thousands of records (``loaders/changes.py``). One statement reads
the records of a page out of however many entries they are in, and looks at a bounded number of
records even where few are wanted: a page may be empty although more follows.

The database shows what it commits in steps, and a reader may meet the number of an entry, or an
entry, before an older one of the same load. Revisions have no gaps, so reading ends before the first
that is missing. It is on its way, unless the one before it is missing, too: then the log was cut.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Any

import orjson

from graph_api.feed.position import Position
from graph_api.feed.statements import FIND_INSIDE, READ_LOG, READ_LOG_IN_AREA, EntryRow, LogRow
from graph_api.feed.wanted import ChangeFilter
from schema.cypher import Reader
from schema.dates import today_in_thailand
from schema.errors import ErrorCode, PhakhiError

ENTRIES = 1_000
"""Entries that one statement looks at."""

LOOKED_AT = 20_000
"""Records that one statement looks at, where ids or an area narrow what is wanted."""

_TRIES = 3
_PAUSE_SECONDS = 0.1

_PLACE = attrgetter("place")

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """One change of one record.

    Attributes:
        place: where it is in the log.
        at: when.
        by: who changed it.
        action: created, updated or removed.
        kind: of the record, or the type of the relationship.
        id: of the record or relationship.
        ends: ids of source and target of a relationship.
        before, after: the logged properties, by their names in the graph.
    """

    place: Position
    at: dt.datetime
    by: str
    action: str
    kind: str
    id: str
    ends: tuple[str, str] | None
    before: Values | None
    after: Values | None

    @property
    def subjects(self) -> tuple[str, ...]:
        """Ids of what it is about."""
        return (self.id, *(self.ends or ()))


@dataclass(frozen=True, slots=True)
class ChangeBatch:
    """A stretch of the log.

    Attributes:
        items: what is wanted of it, in order.
        end: where reading goes on.
        more: whether the log goes on there.
    """

    items: list[Item]
    end: Position
    more: bool

    def pieces(self, most: int) -> Iterator[ChangeBatch]:
        """The same in pieces of so many changes at most."""
        for start in range(0, len(self.items), most):
            after = start + most
            end = self.items[after].place if after < len(self.items) else self.end
            yield ChangeBatch(self.items[start:after], end, self.more or end < self.end)


async def read_log(
    store: Reader, wanted: ChangeFilter, start: Position, most: int, *, values: bool = True
) -> ChangeBatch:
    """Up to ``most`` changes from ``start`` on.

    Args:
        store: where the log is.
        wanted: which changes.
        start: where reading begins.
        most: changes at most.
        values: whether what changed is read, too.

    Raises:
        PhakhiError: REVISION_UNKNOWN, where the log does not reach there, or no longer does;
            NOT_FOUND, where there is no such area; what the store raises.
    """
    looks = LOOKED_AT if wanted.narrow else most + 1
    window = ENTRIES if wanted.narrow or wanted.kinds else most + 1
    parameters = {
        "revision": start.revision,
        "number": start.number,
        "kinds": _listed(wanted.kinds),
        "ids": _listed(wanted.ids),
        "area": wanted.area,
        "most_entries": window,
        "most_looked": looks,
        "most": most + 1,
        "values": values,
    }
    newest, cut = 0, False
    for _ in range(_TRIES):
        row = await _read(store, parameters)
        newest, revisions = row.newest, row.revisions
        _check(wanted, start, newest, there=row.area_known)
        if start.revision > newest:
            return ChangeBatch([], start, more=False)
        if start.revision in revisions[:1]:
            end = Position(_last_without_gap(revisions) + 1, 0)
            if row.looked == looks and row.reached is not None:
                end = min(end, row.reached)
            return _stretch(sorted(_items(row.entries), key=_PLACE), most, end, newest)
        cut = not row.preceded if start.revision > 1 else bool(revisions)
        await asyncio.sleep(_PAUSE_SECONDS)
    if cut:
        raise _unknown(newest)
    return ChangeBatch([], start, more=True)


async def _read(store: Reader, parameters: Mapping[str, object]) -> LogRow:
    if parameters["area"] is None:
        (row,) = await READ_LOG.read(store, **parameters)
    else:
        (row,) = await READ_LOG_IN_AREA.read(store, **parameters, today=today_in_thailand())
    return row


def _listed(named: frozenset[str] | None) -> list[str] | None:
    return None if named is None else sorted(named)


def _check(wanted: ChangeFilter, start: Position, newest: int, *, there: bool) -> None:
    if not there:
        raise PhakhiError(ErrorCode.NOT_FOUND, f"There is no {wanted.area}.", f"ไม่พบ {wanted.area}")
    if start > Position(newest + 1, 0):
        raise _unknown(newest)


def _unknown(newest: int) -> PhakhiError:
    return PhakhiError(
        ErrorCode.REVISION_UNKNOWN,
        f"The log of changes, now at revision {newest}, does not go on from there: read everything "
        "anew, then follow from the revision that meta tells.",
        f"บันทึกการเปลี่ยนแปลงซึ่งอยู่ที่รุ่น {newest} ไม่ต่อจากตำแหน่งนั้น ให้อ่านข้อมูลทั้งหมดใหม่ แล้วติดตามต่อจากรุ่นที่ meta บอก",
    )


def _last_without_gap(revisions: Sequence[int]) -> int:
    """The last revision before one is missing."""
    return next((one for one, other in pairwise(revisions) if other != one + 1), revisions[-1])


def _stretch(items: list[Item], most: int, end: Position, newest: int) -> ChangeBatch:
    """The stretch of what was found, which was looked for up to ``end``."""
    placed = [item for item in items if item.place < end]
    if len(placed) > most:
        return ChangeBatch(placed[:most], placed[most].place, more=True)
    return ChangeBatch(placed, end, more=end.revision <= newest)


def _items(entries: list[EntryRow]) -> Iterator[Item]:
    for entry in entries:
        for record in entry.records:
            yield Item(
                place=Position(entry.revision, record.number),
                at=entry.at,
                by=entry.by,
                action=entry.action,
                kind=entry.kind,
                id=record.id,
                ends=(record.source, record.target) if record.source and record.target else None,
                before=_values(record.before),
                after=_values(record.after),
            )


def _values(line: str | None) -> Values | None:
    """The properties on a line of ``before`` or ``after``: an id, a colon, an object, a comma."""
    if line is None:
        return None
    (values,) = orjson.loads(f"{{{line.rstrip(',')}}}").values()
    return dict(values)


async def find_inside(store: Reader, area: str, items: Sequence[Item]) -> list[Item]:
    """Those of a few changes that are wanted of an area: what is in it, and what was removed.

    Raises:
        PhakhiError: what the store raises.
    """
    subjects = [list(item.subjects) for item in items]
    (row,) = await FIND_INSIDE.read(store, subjects=subjects, area=area, today=today_in_thailand())
    return [
        item
        for item, within in zip(items, row.inside, strict=True)
        if within or item.action == "removed"
    ]
