"""The statements of ``structure``: who holds a role, and in which works."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.conditions import asserted, holds, seen, valid
from graph_api.domain.names import Named, named
from schema.cypher import Statement

WORKS_SHOWN = 20
"""Works named for one agency at most."""

EVIDENCE_OF_WORK = 10
"""Pieces of evidence looked at for one work at most."""

_IN_WORK = f"r.role = $role AND {holds('r')} AND {valid('w')} AND {seen('w')}"


@dataclass(frozen=True, slots=True)
class RoleCount:
    """In how many works an agency holds a role."""

    agency: str
    works: int


@dataclass(frozen=True, slots=True)
class WorkHeld:
    """A work in which somebody holds the role, with the evidence that carries it."""

    id: str
    evidence: list[str]


@dataclass(frozen=True, slots=True)
class RoleWorks:
    """An agency, and the works in which it holds a role."""

    agency: Named
    works: list[WorkHeld]


ROLE_COUNTS = Statement(
    "structure.role_counts",
    RoleCount,
    f"""
    MATCH (a:Agency)-[r:TAKES_PART_IN]->(w)
    WHERE {_IN_WORK} AND {valid("a")} AND {asserted("a")} AND {seen("a")}
    RETURN a.id AS agency, count(DISTINCT w) AS works
    """,
)

# UNWIND of an empty list drops the row: a work without evidence gets a null, which collect leaves out.
ROLE_WORKS = Statement(
    "structure.role_works",
    RoleWorks,
    f"""
    UNWIND $agencies AS id
    MATCH (a:Agency {{id: id}})
    RETURN {named("a")} AS agency, COLLECT {{
      MATCH (a)-[r:TAKES_PART_IN]->(w) WHERE {_IN_WORK}
      UNWIND CASE WHEN coalesce(r.evidence, []) = [] THEN [null] ELSE r.evidence END AS word
      WITH w.id AS work, collect(DISTINCT word)[..{EVIDENCE_OF_WORK}] AS words
      ORDER BY work LIMIT {WORKS_SHOWN}
      RETURN {{id: work, evidence: words}}
    }} AS works
    """,
)
