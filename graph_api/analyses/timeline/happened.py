"""Answers ``timeline.happened``: what began, ended or took place in the world since a day."""

from __future__ import annotations

import datetime as dt

from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.timeline.answers import Happening, What
from graph_api.analyses.timeline.happened_statements import HAPPENED, HappenedRow
from graph_api.analyses.timeline.when import Since
from graph_api.domain.evidence import evidence_shown
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Evidence, Record
from schema.registry import declaration

SAMPLE: Key = (0, "")
"""The key of a change: minus the number of its day; then what, type, ends and id as one text."""


async def list_happened(
    context: QueryContext, since: Since, page: PageRequest
) -> Connection[Happening] | None:
    """The page, newest first; ``None`` when the event that is meant is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    day, key = dt.date.max, ""
    if page.after is not None:
        number, key = int(page.after[0]), str(page.after[1])
        day = _day_of(-number)
    given = context.scope.parameters | since.parameters | {"after_day": day, "after_key": key}
    (row,) = await HAPPENED.read(context.store, **given, most=page.first + 1)
    if row.since is None:
        return None
    shown = page_read(sorted(row.changes, key=_key), _key, page, row.total)
    return connection(shown, [_happening(context, change) for change in shown.items])


def _key(row: HappenedRow) -> Key:
    return -row.at.toordinal(), row.key


def _day_of(number: int) -> dt.date:
    """A day by its number; a cursor may hold any number."""
    return dt.date.fromordinal(max(1, min(number, dt.date.max.toordinal())))


_SAID = {
    What.BEGAN: ("Began", "เริ่ม"),
    What.ENDED: ("Ended", "สิ้นสุด"),
    What.TOOK_PLACE: ("Took place", "เกิดขึ้น"),
}


def _happening(context: QueryContext, row: HappenedRow) -> Happening:
    what = What[row.what]
    said, first = context.say(*_SAID[what]), quoted(row.one.name(context.language))
    evidence = nodes(Evidence, evidence_shown(row.evidence))
    if row.other is None:
        return Happening(
            what=what,
            date=row.at,
            node=node(Record, row.one.id),
            relationship=None,
            source=None,
            target=None,
            summary=f"{said}: {first}",
            evidence=evidence,
        )
    states = declaration().types[row.type][0].text
    last = quoted(row.other.name(context.language))
    return Happening(
        what=what,
        date=row.at,
        node=None,
        relationship=row.type,
        source=node(Record, row.one.id),
        target=node(Record, row.other.id),
        summary=f"{said}: {context.say(states.en, states.th)} ({first} → {last})",
        evidence=evidence,
    )
