"""The statement of ``overlap.duplicates``: mechanisms alike, by kind, problem and place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph_api.domain.areas import within
from graph_api.domain.conditions import along, holds, seen, valid
from graph_api.domain.evidence import EVIDENCE_SHOWN
from graph_api.domain.names import Named, named
from graph_api.domain.organisations import acts
from schema.cypher import Statement

LISTED = 20
"""Mechanisms of one group that are listed."""


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """A mechanism of a group, who operates it, and evidence for that and for what it addresses."""

    id: str
    starts: dt.date | None
    ends: dt.date | None
    operators: list[str]
    evidence: list[str]


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """Mechanisms of one kind for one problem in one area, and from when to when all of them run."""

    kind: str
    problem: Named
    area: Named
    starts: dt.date | None
    ends: dt.date | None
    count: int
    mechanisms: list[AlikeRow]

    @property
    def key(self) -> tuple[str, str, str]:
        """Ids of its kind, problem and area."""
        return self.kind, self.problem.id, self.area.id


@dataclass(frozen=True, slots=True)
class DuplicatePage:
    """A page of groups, and how many there are in all."""

    total: int
    groups: list[DuplicateRow]


_OPERATED = f"(o)-[r:OPERATES]->(m) WHERE {holds('r')} AND {acts('o')}"

# What stands alone goes before anybody's operators are looked up. Whoever operates all of a group
# operates its first one, so only those need be tried.
_ALL = f"""
  MATCH (p:Problem)<-[a:ADDRESSES]-(m:Mechanism)-[i:IN_AREA]->(x:Area)
  WHERE m.kind IS NOT NULL AND {valid("m")} AND {holds("a")} AND {holds("i")}
    AND {seen("p")} AND {seen("m")} AND {seen("x")}
    AND ($area IS NULL OR EXISTS {{ {within("x", ":Area {id: $area}")} WHERE {along("steps")} }})
  WITH DISTINCT m.kind AS kind, p.id AS problem, x.id AS area, m
  WITH kind, problem, area, collect(m) AS ms WHERE size(ms) > 1
  UNWIND ms AS m
  WITH kind, problem, area, m, COLLECT {{ MATCH {_OPERATED} RETURN DISTINCT o.id }} AS operators
  WHERE size(operators) > 0
  WITH kind, problem, area, collect({{id: m.id, operators: operators}}) AS alike,
       max(m.starts) AS starts, min(m.ends) AS ends
  WHERE size(alike) > 1
    AND none(one IN head(alike).operators WHERE all(each IN alike WHERE one IN each.operators))
  RETURN {{kind: kind, problem: problem, area: area, alike: alike, starts: starts, ends: ends}}"""

_WORDS = f"""
      MATCH (m)-[r:ADDRESSES]->(p) WHERE {holds("r")} RETURN r.evidence AS words
      UNION ALL
      MATCH {_OPERATED} RETURN r.evidence AS words"""

_AFTER = """
    g.kind > $after_kind OR (g.kind = $after_kind AND (
      g.problem > $after_problem OR (g.problem = $after_problem AND g.area > $after_area)))"""

DUPLICATES = Statement(
    "overlap.duplicates",
    DuplicatePage,
    f"""
    WITH COLLECT {{ {_ALL} }} AS every
    RETURN size(every) AS total, COLLECT {{
      UNWIND every AS g WITH g WHERE {_AFTER}
      WITH g ORDER BY g.kind, g.problem, g.area LIMIT $most
      MATCH (p:Record {{id: g.problem}}) MATCH (x:Record {{id: g.area}})
      RETURN {{
        kind: g.kind, problem: {named("p")}, area: {named("x")},
        starts: toString(g.starts), ends: toString(g.ends), count: size(g.alike),
        mechanisms: COLLECT {{
          UNWIND g.alike AS one WITH p, one ORDER BY one.id LIMIT {LISTED}
          MATCH (m:Record {{id: one.id}})
          RETURN {{
            id: m.id, starts: toString(m.starts), ends: toString(m.ends), operators: one.operators,
            evidence: COLLECT {{
              CALL (m, p) {{ {_WORDS} }}
              UNWIND words AS word WITH DISTINCT word ORDER BY word LIMIT {EVIDENCE_SHOWN}
              RETURN word
            }}
          }}
        }}
      }}
    }} AS groups
    """,
)
