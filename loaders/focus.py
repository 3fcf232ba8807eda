"""FOCUSES_ON: every way from an organisation to an issue, folded into one relationship.

A *way* is one ADOPTS, or one of RAISES, COMMITS_TO, PURSUES, OPERATES and HOLDS followed by
CONCERNS, all of it valid today (both first and last day included). ``count`` is the number of
ways. ``datasets`` are those of all ways together; ``evidence`` likewise, at most
:data:`EVIDENCE_LIMIT` ids, the first in order. It is synthetic when every way is; a way is when any
part of it is, since leaving synthetic data out breaks it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from loaders.records import Plain
from loaders.upsert import (
    DesiredRecord,
    Tally,
    delete_links,
    in_batches,
    plain_stored,
    put_links,
)
from schema.cypher import Writer
from schema.ids import kind_of, relationship_id
from schema.registry import declaration, end_name

FOCUSES_ON = "FOCUSES_ON"
CONCERNS = "CONCERNS"

EVIDENCE_LIMIT = 20
"""Ids of evidence that one derived relationship keeps."""

AT_ONCE = 1_000
"""Organisations whose relationships are brought up to date in one transaction."""

_ORGANISATIONS = "UNWIND $labels AS label MATCH (o:$(label)) RETURN o.id ORDER BY o.id"
_STANDING = (
    f"UNWIND $ids AS id MATCH (o:Record {{id: id}})-[r:{FOCUSES_ON}]->(i) "
    "RETURN r.id, properties(r), o.id, i.id"
)
_READ_DAY = "MATCH (m:Meta {id: 'derived'}) RETURN toString(m.day)"
_FORGET_DAY = """
MERGE (m:Meta {id: 'derived'})
SET m.turn = coalesce(m.turn, 0) + 1
REMOVE m.day
RETURN m.turn
"""
_WRITE_DAY = "MATCH (m:Meta {id: 'derived'}) WHERE m.turn = $turn SET m.day = $day"


@cache
def organisations() -> tuple[str, ...]:
    """The kinds that focus on issues."""
    (row,) = declaration().types[FOCUSES_ON]
    return declaration().end_members(row.source)


@cache
def ways() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Types that lead to an issue through something, types that lead there at once, middle kinds."""
    known = declaration()
    (concerns,) = known.types[CONCERNS]
    middle = known.end_members(concerns.source)
    issue = known.end_members(concerns.target)
    rows = [
        row
        for row in known.relationships
        if not row.derived and set(organisations()) <= set(known.end_members(row.source))
    ]
    through = tuple(row.type for row in rows if end_name(row.target) in middle)
    direct = tuple(row.type for row in rows if known.end_members(row.target) == issue)
    return through, direct, middle


async def focus_day(tx: Writer) -> str | None:
    """The day for which all derived relationships hold, in ISO form."""
    rows = await tx.run(_READ_DAY)
    return rows[0][0] if rows else None


async def forget_day(tx: Writer) -> int:
    """Notes that derived relationships do not hold any more; returns the turn to remember by."""
    [[turn]] = await tx.run(_FORGET_DAY)
    return int(turn)


async def remember_day(tx: Writer, day: dt.date, turn: int) -> None:
    """Notes that they hold on ``day``, unless a change since ``turn`` left them to a refresh."""
    await tx.run(_WRITE_DAY, {"day": day, "turn": turn})


async def all_organisations(tx: Writer) -> list[str]:
    """Ids of all that can focus on issues."""
    return [row[0] for row in await tx.run(_ORGANISATIONS, {"labels": list(organisations())})]


async def reached(tx: Writer, sources: Iterable[str], middles: Sequence[str]) -> list[str]:
    """Organisations among ``sources``, and those that have a way through one of ``middles``."""
    found = {node_id for node_id in sources if kind_of(node_id) in organisations()}
    for batch in in_batches(middles):
        found.update(row[0] for row in await tx.run(_holders(), {"ids": list(batch)}))
    return sorted(node_id for node_id in found if kind_of(node_id) in organisations())


async def refocus(tx: Writer, ids: Sequence[str], today: dt.date) -> None:
    """Brings the FOCUSES_ON of the organisations ``ids`` to what holds on ``today``.

    Args:
        tx: the transaction of the change that made this necessary.
        ids: organisations whose ways may have changed; ones that are gone do no harm.
        today: the day.
    """
    wanted = [_wanted(row) for row in await tx.run(_counted(), {"ids": list(ids), "today": today})]
    rows = await tx.run(_STANDING, {"ids": list(ids)})
    standing = {link_id: plain_stored(properties) for link_id, properties, _, _ in rows}
    stays = {item.id for item in wanted}
    gone = [
        DesiredRecord(link_id, FOCUSES_ON, {}, (source, issue))
        for link_id, _, source, issue in rows
        if link_id not in stays
    ]
    await delete_links(tx, gone)
    await put_links(tx, wanted, standing, None, Tally())


def _wanted(row: Sequence[Any]) -> DesiredRecord:
    source, issue, count, synthetic, datasets, evidence = row
    properties: dict[str, Plain] = {
        "count": count,
        "synthetic": synthetic,
        "datasets": _union(datasets),
        "evidence": _union(evidence)[:EVIDENCE_LIMIT],
    }
    link_id = relationship_id(FOCUSES_ON, source, issue, [])
    return DesiredRecord(link_id, FOCUSES_ON, properties, (source, issue))


def _union(lists: Iterable[Iterable[str]]) -> list[str]:
    return sorted({item for items in lists for item in items})


@cache
def _holders() -> str:
    through, _, _ = ways()
    return (
        "UNWIND $ids AS id MATCH (m:Record {id: id})<-[:"
        f"{'|'.join(through)}]-(o) RETURN DISTINCT o.id"
    )


@cache
def _counted() -> str:
    """Source, issue, number of ways, whether all are synthetic, their datasets and evidence."""
    through, direct, middle = ways()
    middle_holds = " AND ".join(["true", *_validities(middle)])
    return f"""
UNWIND $ids AS id
MATCH (o:Record {{id: id}})
CALL (o) {{
  MATCH (o)-[w:{"|".join(through)}]->(m)-[c:{CONCERNS}]->(i)
  WHERE {_holds("w", "since", "until")} AND {_holds("c", "since", "until")} AND {middle_holds}
  RETURN i.id AS issue, w.synthetic OR m.synthetic OR c.synthetic AS synthetic,
         w.datasets + m.datasets + c.datasets AS datasets, w.evidence + c.evidence AS evidence
  UNION ALL
  MATCH (o)-[w:{"|".join(direct)}]->(i)
  WHERE {_holds("w", "since", "until")}
  RETURN i.id AS issue, w.synthetic AS synthetic, w.datasets AS datasets, w.evidence AS evidence
}}
WITH id, issue, count(*) AS ways, collect(DISTINCT synthetic) AS synthetic,
     collect(DISTINCT datasets) AS datasets, collect(evidence) AS evidence
RETURN id, issue, ways, synthetic = [true], datasets, evidence
"""


def _validities(kinds: Iterable[str]) -> list[str]:
    """Conditions that a node ``m`` of one of the kinds holds today, where they have dates."""
    pairs = {declaration().kinds[kind].validity for kind in kinds}
    return [_holds("m", *pair) for pair in sorted(pair for pair in pairs if pair)]


def _holds(name: str, first: str, last: str) -> str:
    return (
        f"({name}.{first} IS NULL OR {name}.{first} <= $today) "
        f"AND ({name}.{last} IS NULL OR {name}.{last} >= $today)"
    )
