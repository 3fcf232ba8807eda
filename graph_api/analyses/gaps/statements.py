"""The statements that find gaps: one for each kind that is listed, side by side.

One statement over nine kinds took seconds to plan, and anew for every choice of kinds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph_api.analyses.gaps.registry import RULES
from graph_api.analyses.gaps.rule import GapFilter, GapRow, GapRule
from graph_api.domain.areas import within
from graph_api.domain.conditions import along, asserted, holds, seen
from graph_api.domain.names import named
from graph_api.domain.organisations import acts
from graph_api.domain.paging import FIRST, LAST, NameKey, after, after_parameters
from graph_api.domain.scope import Scope
from schema.cypher import Reader, Statement

SHOWN = 8
"""Nodes that show one gap at most."""

CARRIERS = 20
"""Relationships whose evidence carries one gap at most."""

ShownBy = Mapping[str, Mapping[str, list[str]]]
"""For kinds that the snapshot computes, by name: ids of nodes, each with ids of those that show it."""

_THERE = f"""
WITH 1 AS answered
WHERE ($area IS NULL OR EXISTS {{ (x:Area {{id: $area}}) WHERE {seen("x")} }})
  AND ($network IS NULL OR EXISTS {{
    (x:Network {{id: $network}}) WHERE {seen("x")} AND {asserted("x")}
  }})
  AND ($event IS NULL OR EXISTS {{ (x:Event {{id: $event}}) WHERE {seen("x")} }})"""
"""No row where what it is narrowed by is not there."""

_NARROWED = f"""
    AND ($area IS NULL OR EXISTS {{
      (n)-[near:IN_AREA|MADE_AT|HELD_IN*0..2]->{within(":Area", ":Area {id: $area}")}
      WHERE {along("near")} AND {along("steps")}
    }})
    AND ($network IS NULL OR EXISTS {{
      (n)<-[r:RAISES|PURSUES|OPERATES|PROMISED|TAKES_PART_IN]-(w)
      WHERE {holds("r")} AND {acts("w")} AND (w.id = $network OR EXISTS {{
        (w)-[b:MEMBER_OF]->(:Network {{id: $network}}) WHERE {holds("b")}
      }})
    }})"""
"""Of an area (a commitment is where its event was held), or of a network (itself or a member)."""


@dataclass(frozen=True, slots=True)
class GapPage:
    """A page of gaps of one kind, and how many there are of this kind in all."""

    total: int
    gaps: list[GapRow]


def make_statements(rules: Iterable[GapRule]) -> dict[tuple[str, bool], Statement[GapPage]]:
    """The statements of these rules, by the name of the rule and whether an area or network narrows it."""
    return {
        (rule.name, narrow): Statement(
            f"gaps.{rule.name}{'.narrow' if narrow else ''}", GapPage, _text(rule, narrow=narrow)
        )
        for rule in rules
        for narrow in ((False, True) if rule.narrowed else (False,))
    }


def _text(rule: GapRule, *, narrow: bool) -> str:
    """Finds the gaps of one kind: all of them, and a page. CALL, as nested COLLECT takes long to plan."""
    # Collected once, then both counted and paged: COUNT and COLLECT of one pattern would look for it
    # twice. collect() leaves null out, so a relationship without evidence takes no place.
    return f"""{_THERE}
  CALL () {{
    {rule.match} {_NARROWED if narrow else ""}
    RETURN collect(n) AS every
  }}
  CALL (every) {{
    UNWIND every AS n
    WITH n WHERE {after("n")}
    WITH n ORDER BY n.sort_th, n.id LIMIT $most
    CALL (n) {{
      MATCH {rule.shown}
      WITH b, {"r.evidence" if rule.carried else "[]"} AS own ORDER BY b.id
      WITH collect(DISTINCT b) AS bs, collect(CASE WHEN size(own) > 0 THEN own END) AS words
      RETURN [b IN bs[..{SHOWN}] | {named("b")}] AS because, size(bs) AS because_count,
        words[..{CARRIERS}] AS carried
    }}
    RETURN collect({{
      sort_th: n.sort_th, node: {named("n")},
      missing: {rule.missing.expression if rule.missing else "[]"},
      because: because, because_count: because_count, carried: carried, evidence: n.evidence,
      due: toString(n.due), status: {rule.status}, towards: {rule.towards}
    }}) AS gaps
  }}
  RETURN size(every) AS total, gaps
"""


GAPS = make_statements(RULES)
"""The statement of each kind, narrowed or not."""

Place = tuple[int, str, str]
"""The place of a gap: the number of its kind, the collation key of its node, its id."""


def place_of(rule: GapRule, row: GapRow) -> Place:
    """Where a gap stands in the order of all."""
    return RULES.index(rule), row.sort_th, row.id


async def read_gaps(
    store: Reader,
    scope: Scope,
    gap_filter: GapFilter,
    shown_by: ShownBy,
    start: Place | None,
    most: int,
) -> tuple[list[tuple[GapRule, GapRow]], int] | None:
    """Up to ``most`` gaps after a place in the order, and how many there are in all.

    Returns:
        ``None`` where the area, network or event that it is narrowed by is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    given = {**scope.parameters, **gap_filter.parameters, "most": most}
    pages = await asyncio.gather(
        *(
            _read_kind(
                store,
                GAPS[rule.name, rule.narrowed and bool(gap_filter.area or gap_filter.network)],
                given
                | {"shown_by": shown_by.get(rule.name)}
                | after_parameters(_start(rule, start)),
            )
            for rule in gap_filter.rules
        )
    )
    listed: list[tuple[GapRule, GapRow]] = []
    for rule, page in zip(gap_filter.rules, pages, strict=True):
        if page is None:
            return None
        listed += ((rule, row) for row in sorted(page.gaps, key=lambda row: (row.sort_th, row.id)))
    return listed[:most], sum(page.total for page in pages if page)


async def _read_kind(
    store: Reader, statement: Statement[GapPage], given: Mapping[str, object]
) -> GapPage | None:
    own = {name: given[name] for name in statement.parameters}
    rows = await statement.read(store, **own)
    return rows[0] if rows else None


def _start(rule: GapRule, start: Place | None) -> NameKey:
    """The place after which the gaps of a kind are wanted."""
    number = RULES.index(rule)
    # A kind that the page is past is read from its end on: its total is still wanted.
    if start is None or number > start[0]:
        return FIRST
    return start[1:] if number == start[0] else LAST
