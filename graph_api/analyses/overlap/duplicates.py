"""Answers ``overlap.duplicates``: the same kind of mechanism for the same problem in the same place.

Only mechanisms that run on the day count, so they run at the same time; where one actor operates
all of a group there is nobody to agree with, and the group is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph_api.analyses.common.days import day_of
from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.overlap.answers import AlikeMechanism, Duplicate
from graph_api.linkage.scoping import SCOPED, holds, seen, valid
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Actor, Area, Evidence, Mechanism, Problem, Term

SAMPLE: Key = ("", "", "")
"""The key of a group: ids of its kind, problem and area."""

LISTED = 20
EVIDENCE_SHOWN = 10

_ALL = f"""
  MATCH (p:Problem)<-[a:ADDRESSES]-(m:Mechanism)-[i:IN_AREA]->(x:Area)
  WHERE m.kind IS NOT NULL AND {valid("m")} AND {holds("a")} AND {holds("i")}
    AND {seen("p")} AND {seen("m")} AND {seen("x")}
    AND ($p[3] IS NULL OR EXISTS {{ (x)-[:WITHIN*0..3]->(:Area {{id: $p[3]}}) }})
  WITH DISTINCT day, datasets, synthetic, m.kind AS kind, p.id AS problem, x.id AS area, m
  WITH day, datasets, synthetic, kind, problem, area, collect(m) AS found WHERE size(found) > 1
  UNWIND found AS m
  WITH kind, problem, area, m, COLLECT {{
    MATCH (o)-[r:OPERATES]->(m) WHERE {holds("r")} AND {seen("o")} RETURN DISTINCT o.id
  }} AS operators WHERE size(operators) > 0
  WITH kind, problem, area, collect([m.id, operators]) AS alike,
       max(m.starts) AS starts, min(m.ends) AS ends
  WHERE size(alike) > 1
    AND none(one IN head(alike)[1] WHERE all(each IN alike WHERE one IN each[1]))
  RETURN [kind, problem, area, alike, toString(starts), toString(ends)]"""

_WORDS = f"""
      MATCH (m)-[r:ADDRESSES]->(p) WHERE {holds("r")} RETURN r.evidence AS words
      UNION ALL
      MATCH ()-[r:OPERATES]->(m) WHERE {holds("r")} RETURN r.evidence AS words"""

_GROUPS = f"""
{SCOPED.rstrip()}
WITH *, COLLECT {{ {_ALL} }} AS groups
RETURN size(groups), COLLECT {{
  UNWIND groups AS g WITH * WHERE g[0] > $p[4]
    OR (g[0] = $p[4] AND (g[1] > $p[5] OR (g[1] = $p[5] AND g[2] > $p[6])))
  WITH * ORDER BY g[0], g[1], g[2] LIMIT $p[7]
  MATCH (p:Record {{id: g[1]}}) MATCH (x:Record {{id: g[2]}})
  RETURN [g[0], g[1], g[2], g[4], g[5], [p.name_th, p.name_en], [x.name_th, x.name_en], size(g[3]),
  COLLECT {{
    UNWIND g[3] AS one WITH * ORDER BY one[0] LIMIT {LISTED}
    MATCH (m:Record {{id: one[0]}})
    RETURN [m.id, toString(m.starts), toString(m.ends), one[1], COLLECT {{
      CALL (m, p, day, datasets, synthetic) {{ {_WORDS} }}
      UNWIND words AS word WITH DISTINCT word ORDER BY word LIMIT {EVIDENCE_SHOWN} RETURN word
    }}]
  }}]
}}
"""

_Names = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class _DuplicateGroup:
    kind: str
    problem: str
    area: str
    starts: str | None
    ends: str | None
    problem_names: _Names
    area_names: _Names
    count: int
    mechanisms: list[list[Any]]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kind, self.problem, self.area


async def list_duplicates(
    context: QueryContext, area: str | None, page: PageRequest
) -> Connection[Duplicate] | None:
    """The page, by the ids of kind, problem and area; ``None`` when the area is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    if area is not None and context.graph.number(area) is None:
        return None
    parameters = [*context.scope.positional, area, *(page.after or SAMPLE), page.first + 1]
    ((total, rows),) = await context.store.read(_GROUPS, {"p": parameters})
    groups = sorted((_DuplicateGroup(*row) for row in rows), key=lambda group: group.key)
    shown = page_read(groups, lambda group: group.key, page, total)
    return connection(shown, [_duplicate(context, group) for group in shown.items])


def _duplicate(context: QueryContext, group: _DuplicateGroup) -> Duplicate:
    return Duplicate(
        kind=node(Term, group.kind),
        problem=node(Problem, group.problem),
        area=node(Area, group.area),
        mechanisms=[_alike(row) for row in sorted(group.mechanisms)],
        mechanism_count=group.count,
        overlap_from=day_of(group.starts),
        overlap_until=day_of(group.ends),
        why=_why(context, group),
    )


def _why(context: QueryContext, group: _DuplicateGroup) -> str:
    problem, area = (
        quoted(context.say(english or thai, thai))
        for thai, english in (group.problem_names, group.area_names)
    )
    return context.say(
        f"{group.count} mechanisms of one kind address {problem} in {area} at the same time, and no "
        "one operates all of them.",
        f"กลไกประเภทเดียวกัน {group.count} กลไกมุ่งแก้ {problem} ใน{area} ในเวลาเดียวกัน โดยต่างผู้ดำเนินการ",
    )


def _alike(row: list[Any]) -> AlikeMechanism:
    mechanism, starts, ends, operators, words = row
    return AlikeMechanism(
        mechanism=node(Mechanism, mechanism),
        operators=nodes(Actor, sorted(operators)[:LISTED]),
        operator_count=len(operators),
        starts=day_of(starts),
        ends=day_of(ends),
        evidence=nodes(Evidence, sorted(words)),
    )
