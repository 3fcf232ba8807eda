"""Answers ``timeline.promises``: promises, and what followed them up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from graph_api.analyses.common.days import day_of
from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.timeline.answers import CommitmentOutcome, PromiseFollowUp
from graph_api.linkage.scoping import SCOPED, holds, seen
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Commitment, Event, Evidence, Organisation, Record, Term

SAMPLE: Key = ("", "")
"""The key of a promise: its collation key, its id."""

LISTED = 20
EVIDENCE_SHOWN = 10

_FOLLOWED = (
    f"(x)-[f:FOLLOWS_UP]->(n) WHERE {holds('f')} AND {seen('x')} "
    "AND coalesce(x.date, x.starts, day) <= day"
)
"""What has not begun by the day has not followed anything up."""

_MADE = f"""
  MATCH (n:Commitment)-[m:MADE_AT]->(e:Event)
  WHERE {seen("n")} AND {seen("e")} AND {holds("m")} AND e.date <= day
    AND ($p[3] IS NULL OR e.id = $p[3])
    AND ($p[4] IS NULL OR $p[4] <> EXISTS {{ {_FOLLOWED} }})"""

_PROMISES = f"""
{SCOPED}
RETURN $p[3] IS NULL OR EXISTS {{ (e:Record {{id: $p[3]}}) WHERE e.date <= day AND {seen("e")} }},
COUNT {{ {_MADE} RETURN DISTINCT n }}, COLLECT {{
  {_MADE} AND (n.sort_th > $p[5] OR (n.sort_th = $p[5] AND n.id > $p[6]))
  WITH day, datasets, synthetic, n, min(e.id) AS event ORDER BY n.sort_th, n.id LIMIT $p[7]
  RETURN [n.sort_th, n.id, event, toString(n.due), n.status,
    COLLECT {{
      MATCH (o)-[r:PROMISED]->(n) WHERE {holds("r")} AND {seen("o")}
      WITH o, r ORDER BY o.id LIMIT {LISTED} RETURN [o.id, r.evidence]
    }},
    COLLECT {{
      MATCH (n)-[r:TOWARDS]->(t) WHERE {holds("r")} AND {seen("t")}
      WITH DISTINCT t ORDER BY t.id LIMIT {LISTED} RETURN t.id
    }},
    COLLECT {{
      MATCH {_FOLLOWED} WITH x, f, coalesce(f.since, x.date, x.starts) AS since
      ORDER BY since, x.id LIMIT {LISTED} RETURN [x.id, toString(since), f.evidence]
    }},
    n.evidence]
}}
"""


async def list_promises(
    context: QueryContext, event: str | None, page: PageRequest, *, only_open: bool | None
) -> Connection[CommitmentOutcome] | None:
    """The page: by Thai name, then by id; ``None`` when the event is not there on the day.

    Raises:
        PhakhiError: what the store raises.
    """
    after = page.after or SAMPLE
    parameters = [*context.scope.positional, event, only_open, *after, page.first + 1]
    ((there, total, rows),) = await context.store.read(_PROMISES, {"p": parameters})
    if not there:
        return None
    shown = page_read(sorted(rows, key=_key), _key, page, total)
    return connection(shown, [_promise(row, context.scope.as_of) for row in shown.items])


def _key(row: list[Any]) -> tuple[str, str]:
    return row[0], row[1]


def _promise(row: list[Any], day: dt.date) -> CommitmentOutcome:
    _, ident, event, due, status, promisers, towards, followed, evidence = row
    by_when = day_of(due)
    words: list[str] = [*(evidence or []), *(w for _, own in promisers for w in own or [])]
    return CommitmentOutcome(
        commitment=node(Commitment, ident),
        event=node(Event, event),
        promised_by=nodes(Organisation, dict.fromkeys(who for who, _ in promisers)),
        towards=nodes(Record, towards),
        due=by_when,
        status=None if status is None else node(Term, status),
        follow_ups=[_follow_up(item) for item in followed],
        open=not followed,
        overdue=not followed and by_when is not None and by_when < day,
        evidence=nodes(Evidence, list(dict.fromkeys(words))[:EVIDENCE_SHOWN]),
    )


def _follow_up(row: list[Any]) -> PromiseFollowUp:
    what, since, words = row
    return PromiseFollowUp(
        node=node(Record, what),
        since=day_of(since),
        evidence=nodes(Evidence, (words or [])[:EVIDENCE_SHOWN]),
    )
