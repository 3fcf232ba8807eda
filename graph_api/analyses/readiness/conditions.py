"""Question 23: the conditions of success that somebody named, and what fulfils each of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from graph_api.analyses.common.days import day_of
from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.readiness.answers import ConditionStanding, Fulfilling, Naming
from graph_api.analyses.readiness.there import begun, there
from graph_api.linkage.scoping import SCOPED, asserted, holds, seen
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Evidence, Record, SuccessCondition

FIRST: Key = (-1, "")
"""A key before all others; also what keys are made of."""

NAMINGS, FULFILMENTS, LAPSED = 20, 50, 3
"""Of a condition at most: namings and fulfilments listed, fulfilments that are over and named."""

_LAST = 2**31 - 1
"""The position of a condition without one."""

_BEGAN = "toString(coalesce(f.since, n.date, n.starts, n.since))"
_COUNTS = f"{holds('f')} AND {there('n')}"

_STATEMENT = f"""
{SCOPED}
CALL (day, datasets, synthetic) {{
  MATCH (c:SuccessCondition)
  WHERE {asserted("c")} AND {seen("c")} AND EXISTS {{
    MATCH (c)<-[r:NAMES]-(n:Record)
    WHERE {holds("r")} AND {begun("n")} AND ($p[3] IS NULL OR n.id = $p[3])
  }}
  RETURN collect(c) AS named
}}
RETURN $p[3] IS NULL OR EXISTS {{ MATCH (n:Record {{id: $p[3]}}) WHERE {begun("n")} }},
  size(named), COLLECT {{
  UNWIND named AS c
  WITH c, coalesce(c.position, {_LAST}) AS place, day, datasets, synthetic
  WHERE place > $p[4] OR (place = $p[4] AND c.id > $p[5])
  WITH c, place, day, datasets, synthetic ORDER BY place, c.id LIMIT $p[6]
  RETURN [place, c.id, COLLECT {{
      MATCH (c)<-[r:NAMES]-(n:Record) WHERE {holds("r")} AND {begun("n")}
      WITH n.id AS id, r, toString(coalesce(r.since, n.date)) AS since
      ORDER BY id, r.id LIMIT {NAMINGS}
      RETURN [id, r.id, since, r.evidence]
    }}, COLLECT {{
      MATCH (c)<-[f:FULFILS]-(n:Record) WHERE {_COUNTS}
      WITH n, f, {_BEGAN} AS began,
        coalesce(f.synthetic, false) OR coalesce(n.synthetic, false) AS invented
      ORDER BY coalesce(began, '') DESC, n.id, f.id LIMIT {FULFILMENTS}
      RETURN [coalesce(began, ''), n.id, f.id, invented, f.evidence]
    }}, COUNT {{
      MATCH (c)<-[f:FULFILS]-(n:Record) WHERE {_COUNTS}
    }}, COUNT {{
      MATCH (c)<-[f:FULFILS]-(n:Record) WHERE {_COUNTS}
        AND (coalesce(f.synthetic, false) OR coalesce(n.synthetic, false))
    }}, COLLECT {{
      MATCH (c)<-[f:FULFILS]-(n:Record)
      WHERE {asserted("f")} AND {seen("f")} AND {asserted("n")} AND {seen("n")}
      WITH n, f, [end IN [f.until, n.ends, n.until] WHERE end < day] AS ends
      WHERE size(ends) > 0
      WITH n, f, reduce(first = ends[0], end IN ends | CASE WHEN end < first THEN end ELSE first END)
        AS over
      ORDER BY over DESC, n.id, f.id LIMIT {LAPSED}
      RETURN [toString(over), n.id, f.id, n.name_th, n.name_en]
    }}]
}}
"""


async def find_conditions(
    context: QueryContext, namer: str | None, asked: PageRequest
) -> Connection[ConditionStanding] | None:
    """A page of conditions, by position, then id; ``None`` when their namer is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    place, ident = asked.after or FIRST
    parameters = [*context.scope.positional, namer, place, ident, asked.first + 1]
    ((there_is, total, rows),) = await context.store.read(_STATEMENT, {"p": parameters})
    if not there_is:
        return None
    page = page_read(sorted(rows, key=_key), _key, asked, total)
    return connection(page, [_condition(context, *row) for row in page.items])


def _key(row: list[Any]) -> Key:
    return row[0], row[1]


def _condition(  # the columns of a row
    context: QueryContext,
    place: int,
    ident: str,
    namings: list[Any],
    *fulfilling: Any,  # noqa: ANN401  # the columns of a row
) -> ConditionStanding:
    rows, count, invented, lapsed = fulfilling
    return ConditionStanding(
        position=None if place == _LAST else place,
        condition=node(SuccessCondition, ident),
        named_by=[_naming(row) for row in sorted(namings)],
        fulfilments=[_fulfilling(row, context.scope.as_of) for row in _newest(rows)],
        fulfilment_count=count,
        synthetic_count=invented,
        missing=count == 0,
        all_synthetic=0 < count == invented,
        why=_why(context, count, invented, _newest(lapsed)),
    )


def _newest(rows: list[Any]) -> list[Any]:
    """Rows that begin with a date and two ids: the newest first, then by id."""
    return sorted(sorted(rows, key=lambda row: row[1:3]), key=lambda row: row[0], reverse=True)


def _naming(row: list[Any]) -> Naming:
    by, _, since, evidence = row
    return Naming(
        by=node(Record, by), since=day_of(since), evidence=nodes(Evidence, evidence or [])
    )


def _fulfilling(row: list[Any], day: dt.date) -> Fulfilling:
    began, ident, _, invented, evidence = row
    since = day_of(began)
    return Fulfilling(
        node=node(Record, ident),
        since=since,
        age_days=None if since is None else (day - since).days,
        synthetic=invented,
        evidence=nodes(Evidence, evidence or []),
    )


def _why(context: QueryContext, count: int, invented: int, lapsed: list[Any]) -> str:
    if count:
        return _fulfilled(context, count, invented)
    if not lapsed:
        return context.say("Nothing fulfils it.", "ยังไม่มีสิ่งใดทำให้เงื่อนไขนี้เป็นจริง")
    thai = context.language == "th"
    over = [(quoted(th if thai else en or th), end) for end, _, _, th, en in lapsed]
    return context.say(
        "Nothing fulfils it any more: "
        + ", ".join(f"{n} did until {end}" for n, end in over)
        + ".",
        "ไม่มีสิ่งใดทำให้เงื่อนไขนี้เป็นจริงแล้ว: " + ", ".join(f"{n} ถึง {end}" for n, end in over),
    )


def _fulfilled(context: QueryContext, count: int, invented: int) -> str:
    if count == invented:
        return context.say(
            f"All that fulfils it ({count}) is invented.",
            f"สิ่งที่ทำให้เป็นจริงทั้ง {count} รายการเป็นข้อมูลสังเคราะห์",
        )
    return context.say(
        f"{count} fulfil it, {count - invented} of them not invented.",
        f"มี {count} รายการที่ทำให้เป็นจริง ในจำนวนนี้ {count - invented} รายการไม่ใช่ข้อมูลสังเคราะห์",
    )
