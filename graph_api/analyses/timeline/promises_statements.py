"""The statement of ``timeline.promises``: promises, and what followed them up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph_api.domain.commitments import FOLLOWED_UP, HELD, MADE_AT
from graph_api.domain.conditions import holds, seen
from graph_api.domain.organisations import acts
from graph_api.domain.paging import after
from schema.cypher import Statement

LISTED = 20
"""Promisers, aims and follow-ups of one promise at most."""


@dataclass(frozen=True, slots=True)
class PromiserRow:
    """Who promised, and evidence for it."""

    id: str
    evidence: list[str] | None


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """What followed a promise up, since when, and evidence for it."""

    id: str
    since: dt.date | None
    evidence: list[str] | None


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise, where it was made, by whom, and what came of it."""

    sort_th: str
    id: str
    event: str
    due: dt.date | None
    status: str | None
    promised_by: list[PromiserRow]
    towards: list[str]
    follow_ups: list[FollowUpRow]
    evidence: list[str] | None


@dataclass(frozen=True, slots=True)
class PromisePage:
    """A page of promises, how many there are in all, and whether the event is there."""

    there: bool
    total: int
    promises: list[PromiseRow]


_MADE = f"""
  MATCH (n:Commitment){MADE_AT} AND {seen("n")}
    AND ($open IS NULL OR $open <> EXISTS {{ {FOLLOWED_UP} }})"""

# A promise made at several events is listed once, at the first of them by id. `$open <> EXISTS` is one
# text for both: open ones, and those that were followed up.
PROMISES = Statement(
    "timeline.promises",
    PromisePage,
    f"""
    RETURN $event IS NULL OR EXISTS {{ (e:Record {{id: $event}}) WHERE {HELD} }} AS there,
    COUNT {{ {_MADE} RETURN DISTINCT n }} AS total, COLLECT {{
      {_MADE} AND {after("n")}
      WITH n, min(e.id) AS event ORDER BY n.sort_th, n.id LIMIT $most
      RETURN {{
        sort_th: n.sort_th, id: n.id, event: event, due: toString(n.due), status: n.status,
        promised_by: COLLECT {{
          MATCH (o)-[r:PROMISED]->(n) WHERE {holds("r")} AND {acts("o")}
          WITH o, r ORDER BY o.id LIMIT {LISTED} RETURN {{id: o.id, evidence: r.evidence}}
        }},
        towards: COLLECT {{
          MATCH (n)-[r:TOWARDS]->(t) WHERE {holds("r")} AND {seen("t")}
          WITH DISTINCT t ORDER BY t.id LIMIT {LISTED} RETURN t.id
        }},
        follow_ups: COLLECT {{
          MATCH {FOLLOWED_UP} WITH x, f, coalesce(f.since, x.date, x.starts) AS since
          ORDER BY since, x.id LIMIT {LISTED}
          RETURN {{id: x.id, since: toString(since), evidence: f.evidence}}
        }},
        evidence: n.evidence
      }}
    }} AS promises
    """,
)
