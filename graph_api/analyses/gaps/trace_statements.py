"""The statement of ``gaps.trace``: the goals of a network, and where they lead."""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.domain.conditions import along, asserted, holds, seen, valid
from graph_api.domain.evidence import EVIDENCE_SHOWN
from graph_api.domain.organisations import acts
from graph_api.domain.paging import after
from schema.cypher import Statement

STEPS = 3
"""Times that CONTRIBUTES_TO is followed on the way to a plan."""

LISTED = 50
"""Issues of a goal, virtues of an issue and plans at most."""


@dataclass(frozen=True, slots=True)
class VirtueRow:
    """A virtue, and ids of the plans that promote it."""

    id: str
    plans: list[str]


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue, and the virtues that it cultivates."""

    id: str
    virtues: list[VirtueRow]


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal, what it concerns, the plans that it contributes to, and evidence that it is pursued."""

    sort_th: str
    id: str
    issues: list[IssueRow]
    plans: list[str]
    evidence: list[str]


@dataclass(frozen=True, slots=True)
class TraceRow:
    """A page of a network's goals, and how many there are in all."""

    total: int
    goals: list[GoalRow]


_PURSUING = f"""
    MATCH (w)<-[part:MEMBER_OF*0..1]-(o)-[r:PURSUES]->(g:Goal)
    WHERE {along("part")} AND {holds("r")} AND {acts("o")}"""
_PURSUED = f"{_PURSUING} AND {seen('g')}"


def _step(pattern: str, node: str, then: str, condition: str = "") -> str:
    """The nodes that a relationship ``c`` leads to, each as ``then``."""
    return f"""COLLECT {{
      MATCH {pattern} WHERE {holds("c")} AND {seen(node)} {condition}
      WITH DISTINCT {node} ORDER BY {node}.id LIMIT {LISTED}
      RETURN {then}
    }}"""


_PLANS = _step("(p:Plan)-[c:PROMOTES]->(v)", "p", "p.id", f"AND {valid('p')}")
_VIRTUES = _step("(i)-[c:CULTIVATES]->(v:Virtue)", "v", f"{{id: v.id, plans: {_PLANS}}}")
_ISSUES = _step("(g)-[c:CONCERNS]->(i:Issue)", "i", f"{{id: i.id, virtues: {_VIRTUES}}}")

TRACE = Statement(
    "gaps.trace",
    TraceRow,
    f"""
    MATCH (w:Network {{id: $network}}) WHERE {seen("w")} AND {asserted("w")}
    RETURN COUNT {{ {_PURSUED} RETURN DISTINCT g }} AS total, COLLECT {{
      {_PURSUED} AND {after("g")}
      WITH DISTINCT w, g ORDER BY g.sort_th, g.id LIMIT $most
      RETURN {{
        sort_th: g.sort_th, id: g.id, issues: {_ISSUES},
        plans: COLLECT {{
          MATCH (g)-[steps:CONTRIBUTES_TO*1..{STEPS}]->(p:Plan)
          WHERE {along("steps")} AND {seen("p")} AND {valid("p")}
          WITH DISTINCT p ORDER BY p.id LIMIT {LISTED} RETURN p.id
        }},
        evidence: COLLECT {{
          {_PURSUING.replace("(g:Goal)", "(g)")}
          UNWIND r.evidence AS e WITH DISTINCT e ORDER BY e LIMIT {EVIDENCE_SHOWN} RETURN e
        }}
      }}
    }} AS goals
    """,
)
