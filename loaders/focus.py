"""FOCUSES_ON: every way from an organisation to an issue, folded into one relationship.

A *way* (``schema/ways.py``) is one ADOPTS, or a relationship to something that it has, or has a part in,
followed by CONCERNS, all of it valid today (both first and last day included). ``count`` is the number of
ways. ``datasets`` are those of all ways together; ``evidence`` likewise, at most
:data:`EVIDENCE_LIMIT` ids, the first in order. It is synthetic when every way is; a way is when any
part of it is, since leaving synthetic data out breaks it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from loaders.focus_statements import (
    FORGET_DAY,
    HOLDERS,
    ORGANISATIONS,
    READ_DAY,
    STORED,
    WAYS_COUNTED,
    WRITE_DAY,
    Ways,
)
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
from schema.ways import FOCUSED, FOCUSES_ON

EVIDENCE_LIMIT = 20
"""Ids of evidence that one derived relationship keeps."""

AT_ONCE = 1_000
"""Organisations whose relationships are brought up to date in one transaction."""


async def focus_day(tx: Writer) -> dt.date | None:
    """The day for which all derived relationships hold."""
    rows = await READ_DAY.run(tx)
    return rows[0].day if rows else None


async def forget_day(tx: Writer) -> int:
    """Notes that derived relationships do not hold any more; returns the turn to remember by."""
    (row,) = await FORGET_DAY.run(tx)
    return row.turn


async def remember_day(tx: Writer, day: dt.date, turn: int) -> None:
    """Notes that they hold on ``day``, unless a change since ``turn`` left them to a refresh."""
    await WRITE_DAY.run(tx, day=day, turn=turn)


async def all_organisations(tx: Writer) -> list[str]:
    """Ids of all that can focus on issues."""
    (row,) = await ORGANISATIONS.run(tx)
    return row.ids


async def reached(tx: Writer, sources: Iterable[str], middles: Sequence[str]) -> list[str]:
    """Organisations among ``sources``, and those that have a way through one of ``middles``."""
    organisations = set(sources)
    for batch in in_batches(middles):
        (held,) = await HOLDERS.run(tx, ids=list(batch))
        organisations.update(held.ids)
    return sorted(node_id for node_id in organisations if kind_of(node_id) in FOCUSED)


async def refocus(tx: Writer, ids: Sequence[str], today: dt.date) -> None:
    """Brings the FOCUSES_ON of the organisations ``ids`` to what holds on ``today``.

    Args:
        tx: the transaction of the change that made this necessary.
        ids: organisations whose ways may have changed; ones that are gone do no harm.
        today: the day.
    """
    (counted,) = await WAYS_COUNTED.run(tx, ids=list(ids), today=today)
    wanted = list(map(_wanted, counted.ways))
    (known,) = await STORED.run(tx, ids=list(ids))
    stored = {row.id: plain_stored(row.properties) for row in known.stored}
    stays = {item.id for item in wanted}
    gone = [
        DesiredRecord(row.id, FOCUSES_ON, {}, (row.source, row.issue))
        for row in known.stored
        if row.id not in stays
    ]
    await delete_links(tx, gone)
    await put_links(tx, wanted, stored, None, Tally())


def _wanted(ways: Ways) -> DesiredRecord:
    properties: dict[str, Plain] = {
        "count": ways.count,
        "synthetic": ways.synthetic,
        "datasets": _union(ways.datasets),
        "evidence": _union(ways.evidence)[:EVIDENCE_LIMIT],
    }
    link_id = relationship_id(FOCUSES_ON, ways.source, ways.issue, [])
    return DesiredRecord(link_id, FOCUSES_ON, properties, (ways.source, ways.issue))


def _union(lists: Iterable[Iterable[str]]) -> list[str]:
    return sorted({item for items in lists for item in items})
