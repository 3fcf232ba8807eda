"""Answers ``timeline.happened``: what began, ended or took place in the world since a day."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.timeline.answers import Happening, What
from graph_api.analyses.timeline.arguments import SinceEvent, check_since_event
from graph_api.analyses.timeline.happened_statements import HAPPENED, HappenedRow
from graph_api.analyses.timeline.when import Since
from graph_api.domain.evidence import evidence_shown
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Evidence, Record
from schema.registry import declaration

SAMPLE: Key = (0, "")
"""The key of a change: minus the number of its day; then what, type, ends and id as one text."""

SinceDay = Annotated[
    dt.date | None,
    strawberry.argument(
        description="After this day; where neither is given, after the same day a year ago (หลังวันที่)"
    ),
]


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


async def _happened(
    request: AnalysisRequest,
    *,
    since: SinceDay = None,
    since_event: SinceEvent = None,
    first: First = 20,
    after: After = None,
) -> Connection[Happening] | None:
    """What changed in the world."""
    page = page_request(first, after, "happened", SAMPLE)
    start = Since(since, check_since_event(since_event))
    if start == Since():
        start = Since(_year_before(request.as_of))
    return await list_happened(await request.context(start.event), start, page)


def _year_before(day: dt.date) -> dt.date:
    """The same day of the year before; the last of February for a leap day."""
    year = max(day.year - 1, dt.MINYEAR)
    return day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day)


ANALYSIS = Analysis(
    name="happened",
    question=Text(
        "Question 21: what changed since the last assembly? What began, ended or took place after a day or an event, up to the day asked about, newest first; null when the event is not there",
        "สิ่งที่เปลี่ยนไปตั้งแต่ครั้งก่อน",
    ),
    resolver=_happened,
    computed=Computed.STATEMENT,
    numbers=(21,),
)
