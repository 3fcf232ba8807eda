"""The statement of ``timeline.attendance``: who came to which of some events."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph_api.domain.commitments import HELD
from graph_api.domain.conditions import holds
from graph_api.domain.organisations import acts
from graph_api.domain.paging import after
from schema.cypher import Statement


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event that has been held."""

    id: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """An organisation, the events that it came to, and evidence for it."""

    sort_th: str
    id: str
    came: list[str]
    evidence: list[str]


@dataclass(frozen=True, slots=True)
class AttendancePage:
    """The events that are there, a page of organisations, and how many there are in all."""

    events: list[EventRow]
    total: int
    organisations: list[AttendanceRow]


_CAME = f"""
  MATCH (o:Agency|Network)-[r:ATTENDED]->(e:Record) WHERE e.id IN $events
    AND any(label IN labels(o) WHERE label IN $kinds) AND {holds("r")} AND {acts("o")}
  WITH o, collect(DISTINCT e.id) AS came, collect(coalesce(r.evidence, [])) AS words
  WHERE all(id IN $came WHERE id IN came) AND none(id IN $not_to WHERE id IN came)"""

ATTENDANCE = Statement(
    "timeline.attendance",
    AttendancePage,
    f"""
    RETURN COLLECT {{
      MATCH (e:Record) WHERE e.id IN $events AND {HELD} RETURN {{id: e.id, date: toString(e.date)}}
    }} AS events, COUNT {{ {_CAME} RETURN o }} AS total, COLLECT {{
      {_CAME} AND {after("o")}
      WITH o, came, words ORDER BY o.sort_th, o.id LIMIT $most
      RETURN {{
        sort_th: o.sort_th, id: o.id, came: came,
        evidence: reduce(all = [], some IN words | all + some)
      }}
    }} AS organisations
    """,
)
