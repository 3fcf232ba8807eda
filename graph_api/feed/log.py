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
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import Any

import orjson

from graph_api.feed.position import Position
from graph_api.feed.wanted import ChangeFilter
from graph_api.linkage.matrices import AREA_STEPS
from schema.cypher import Reader
from schema.errors import ErrorCode, PhakhiError
from schema.model import Area
from schema.registry import declaration
from schema.relationships import End, Union

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


def _place_types() -> str:
    """The types of relationships that say where something is."""
    return "|".join(
        type_
        for type_, rows in declaration().types.items()
        if any(row.target is Area or _may_be_area(row.target) for row in rows)
    )


def _may_be_area(end: End) -> bool:
    return isinstance(end, Union) and Area in end.members


def _inside(subjects: str, area: str) -> str:
    """Whether one of these ids is of a record that lies in an area or below it."""
    return f"""EXISTS {{
    UNWIND {subjects} AS subject
    MATCH (:Record {{id: subject}})-[:{_place_types()}*0..1]->(:Area)
          -[:WITHIN*0..{AREA_STEPS}]->(:Area {{id: {area}}})
  }}"""


@cache
def _statement(*, in_area: bool) -> str:
    place = f"AND (c.action = 'removed' OR {_inside('subjects', 'area')})" if in_area else ""
    return f"""
WITH $p[0] AS revision, $p[1] AS first, $p[2] AS kinds, $p[3] AS ids, $p[4] AS area
OPTIONAL MATCH (m:Meta {{id: 'revision'}})
WITH *, coalesce(m.revision, 0) AS newest
CALL (revision) {{
  MATCH (c:Change) WHERE c.revision >= revision
  WITH c ORDER BY c.revision LIMIT $p[5]
  RETURN collect(c) AS entries
}}
CALL (entries, revision, first, kinds, ids, area) {{
  UNWIND entries AS c
  WITH c, revision, first, kinds, ids, area WHERE kinds IS NULL OR c.kind IN kinds
  WITH c, ids, area, c.records AS records, c.sources AS sources, c.targets AS targets,
       CASE c.revision WHEN revision THEN first ELSE 0 END AS start
  UNWIND range(start, size(records) - 1) AS at
  WITH c, at, ids, area, [records[at], sources[at], targets[at]] AS subjects LIMIT $p[6]
  WITH c, at, (ids IS NULL OR any(s IN subjects WHERE s IN ids)) {place} AS wanted
  WITH c, collect(CASE WHEN wanted THEN at END) AS found, count(*) AS looked, max(at) AS furthest
  ORDER BY c.revision
  RETURN collect([c, found]) AS groups, sum(looked) AS looked,
         last(collect([c.revision, furthest + 1])) AS reached
}}
RETURN newest, area IS NULL OR EXISTS {{ (:Area {{id: area}}) }},
       EXISTS {{ (:Change {{revision: revision - 1}}) }},
       [c IN entries | c.revision], looked, reached, COLLECT {{
  UNWIND groups AS found
  WITH found[0] AS c, found[1] AS found
  UNWIND found AS at
  WITH c, at LIMIT $p[7]
  WITH c, collect(at) AS found
  WITH c, found, c.records AS records, c.sources AS sources, c.targets AS targets,
       CASE WHEN $p[8] THEN split(c.before, '\\n') END AS before,
       CASE WHEN $p[8] THEN split(c.after, '\\n') END AS after
  RETURN [c.revision, toString(c.at), c.by, c.action, c.kind, [at IN found | [
    at, records[at], sources[at], targets[at], before[at + 1], after[at + 1]]]]
}}
"""


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
    parameters = [
        *start,
        _listed(wanted.kinds),
        _listed(wanted.ids),
        wanted.area,
        window,
        looks,
        most + 1,
        values,
    ]
    statement = _statement(in_area=wanted.area is not None)
    newest, cut = 0, False
    for _ in range(_TRIES):
        ((newest, there, before, revisions, looked, reached, rows),) = await store.read(
            statement, {"p": parameters}
        )
        _check(wanted, start, newest, there=there)
        if start.revision > newest:
            return ChangeBatch([], start, more=False)
        if start.revision in revisions[:1]:
            end = Position(_last_without_gap(revisions) + 1, 0)
            if looked == looks:
                end = min(end, Position(*reached))
            return _stretch(sorted(_items(rows), key=_PLACE), most, end, newest)
        cut = not before if start.revision > 1 else bool(revisions)
        await asyncio.sleep(_PAUSE_SECONDS)
    if cut:
        raise _unknown(newest)
    return ChangeBatch([], start, more=True)


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
    found = [item for item in items if item.place < end]
    if len(found) > most:
        return ChangeBatch(found[:most], found[most].place, more=True)
    return ChangeBatch(found, end, more=end.revision <= newest)


def _items(rows: list[list[Any]]) -> Iterator[Item]:
    for revision, at, by, action, kind, records in rows:
        when = dt.datetime.fromisoformat(at)
        for index, ident, source, target, before, after in records:
            yield Item(
                place=Position(revision, index),
                at=when,
                by=by,
                action=action,
                kind=kind,
                id=ident,
                ends=(source, target) if source else None,
                before=_values(before),
                after=_values(after),
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
    subjects = [item.subjects for item in items]
    ((inside,),) = await store.read(_INSIDE, {"p": [subjects, area]})
    return [
        item
        for item, within in zip(items, inside, strict=True)
        if within or item.action == "removed"
    ]


_INSIDE = f"""
UNWIND range(0, size($p[0]) - 1) AS at
WITH at, $p[0][at] AS subjects
WITH at, {_inside("subjects", "$p[1]")} AS inside ORDER BY at
RETURN collect(inside)
"""
