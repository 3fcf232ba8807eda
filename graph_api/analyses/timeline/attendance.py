"""Answers ``timeline.attendance``: who came to which events, and who stopped coming."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.timeline.answers import Attendance
from graph_api.linkage.scoping import SCOPED, asserted, holds, seen
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Event, Evidence, Organisation

SAMPLE: Key = ("", "")
"""The key of an organisation: its collation key, its id."""


EVIDENCE_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Meetings:
    """Which events are asked about, by id.

    Attributes:
        events: all that are looked at.
        came: an organisation came to all of these.
        not_to: and to none of these.
        kinds: labels of the organisations looked at.
    """

    events: tuple[str, ...]
    came: tuple[str, ...]
    not_to: tuple[str, ...]
    kinds: tuple[str, ...]


_CAME = f"""
  MATCH (o:Agency|Network)-[r:ATTENDED]->(e:Record) WHERE e.id IN $p[3]
    AND any(l IN labels(o) WHERE l IN $p[6]) AND {holds("r")} AND {seen("o")} AND {asserted("o")}
  WITH o, collect(DISTINCT e.id) AS came, collect(coalesce(r.evidence, [])) AS words
  WHERE all(x IN $p[4] WHERE x IN came) AND none(x IN $p[5] WHERE x IN came)"""

_ATTENDANCE = f"""
{SCOPED}
RETURN COLLECT {{
  MATCH (e:Record) WHERE e.id IN $p[3] AND e.date <= day AND {seen("e")} RETURN [e.date, e.id]
}}, COUNT {{ {_CAME} RETURN o }}, COLLECT {{
  {_CAME} AND (o.sort_th > $p[7] OR (o.sort_th = $p[7] AND o.id > $p[8]))
  WITH o, came, words ORDER BY o.sort_th, o.id LIMIT $p[9]
  RETURN [o.sort_th, o.id, came, reduce(all = [], some IN words | all + some)]
}}
"""


async def list_attendance(
    context: QueryContext, meetings: Meetings, page: PageRequest
) -> Connection[Attendance] | None:
    """The page: by Thai name, then by id; ``None`` when one of the events is not there on the day.

    Raises:
        PhakhiError: what the store raises.
    """
    after = page.after or SAMPLE
    asked = [meetings.events, meetings.came, meetings.not_to, meetings.kinds]
    parameters = [*context.scope.positional, *map(list, asked), *after, page.first + 1]
    ((held, total, rows),) = await context.store.read(_ATTENDANCE, {"p": parameters})
    if len(held) < len(meetings.events):
        return None
    events = [ident for _, ident in sorted(held)]
    shown = page_read(sorted(rows, key=_key), _key, page, total)
    return connection(shown, [_attendance(row, events) for row in shown.items])


def _key(row: list[Any]) -> tuple[str, str]:
    return row[0], row[1]


def _attendance(row: list[Any], events: list[str]) -> Attendance:
    _, ident, came, words = row
    return Attendance(
        organisation=node(Organisation, ident),
        attended=nodes(Event, (event for event in events if event in came)),
        missed=nodes(Event, (event for event in events if event not in came)),
        evidence=nodes(Evidence, sorted(set(words))[:EVIDENCE_SHOWN]),
    )
