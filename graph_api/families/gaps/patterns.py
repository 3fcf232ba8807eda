"""What each kind of gap looks like in the graph: one pattern a kind, over the node ``n``.

A pattern begins with its MATCH and ends with the condition that makes ``n`` a gap. ``SHOWN`` names
what shows it: a relationship ``r`` to a node ``b``. ``day``, ``datasets`` and ``synthetic`` are the
scope, ``within`` a number of months, ``level`` a level of areas, ``event`` an event or null.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.families.gaps.answers import GapKind
from graph_api.linkage.scoping import asserted, holds, seen, valid

DEPTH = 3
"""How many times WITHIN is followed."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of gap.

    Attributes:
        found: the pattern and its condition.
        shown: the pattern of what shows it, with a relationship ``r`` to a node ``b``.
        missing: an expression for what is missing, a list of texts.
    """

    found: str
    shown: str
    missing: str = "[]"


_MECHANISM = f"(m:Mechanism)-[a:ADDRESSES]->(n) WHERE {valid('m')} AND {seen('m')} AND {holds('a')}"
_SERVING = (
    "(m:Mechanism)-[s:SERVES]->(g:Goal)-[a:ADDRESSES]->(n) "
    f"WHERE {valid('m')} AND {seen('m')} AND {holds('s')} AND {holds('a')}"
)
_OPERATED = (
    "()-[o:OPERATES]->(m:Mechanism)-[a:ADDRESSES]->(n) "
    f"WHERE {valid('m')} AND {holds('o')} AND {holds('a')}"
)
_COMMITTED = f"()-[o:COMMITS_TO]->()-[a:ANSWERS]->(n) WHERE {holds('o')} AND {holds('a')}"
_TAKEN_PART = (
    f"()-[o:TAKES_PART_IN]->(:Goal)-[a:ADDRESSES]->(n) WHERE {holds('o')} AND {holds('a')}"
)
_RAISED = f"(b)-[r:RAISES]->(n) WHERE {holds('r')}"
_AIMED_AT = f"(b:Goal)-[r:ADDRESSES]->(n) WHERE {holds('r')} AND {seen('b')}"
_READ = (
    "(n)-[i:MEASURED_BY]->()<-[:OF]-(k:Reading) "
    f"WHERE {holds('i')} AND {seen('k')} AND (k.date IS NULL OR k.date <= day)"
)
_ACTIVE = (
    f"(g:Agency)-[w:BASED_IN|IN_AREA]->(:Area)-[:WITHIN*0..{DEPTH}]->(n) "
    f"WHERE {holds('w')} AND {asserted('g')} AND {seen('g')}"
)
_FOUND_THERE = (
    f"(b:Problem)-[r:IN_AREA]->(:Area)-[:WITHIN*0..{DEPTH}]->(n) WHERE {holds('r')} AND {seen('b')}"
)

EMPTY_ROLES = f"""COLLECT {{
    MATCH (t:Term {{vocabulary: 'role', expected: true}})
    WHERE NOT EXISTS {{ ()-[p:TAKES_PART_IN]->(n) WHERE p.role = t.id AND {holds("p")} }}
    RETURN t.id ORDER BY t.position, t.id
  }}"""
"""The expected roles that nobody holds."""

_UNMEASURED = (
    f"CASE WHEN EXISTS {{ (n)-[i:MEASURED_BY]->() WHERE {holds('i')} }} THEN [] ELSE ['INDICATOR'] END "
    "+ CASE WHEN n.baseline IS NULL THEN ['BASELINE'] ELSE [] END "
    "+ CASE WHEN n.target IS NULL THEN ['TARGET'] ELSE [] END"
)

PATTERNS: dict[GapKind, Pattern] = {
    GapKind.PROBLEM_WITHOUT_WORK: Pattern(
        f"MATCH (n:Problem) WHERE {seen('n')} AND EXISTS {{ {_RAISED} }} "
        f"AND NOT EXISTS {{ {_OPERATED} }} AND NOT EXISTS {{ {_COMMITTED} }} "
        f"AND NOT EXISTS {{ {_TAKEN_PART} }}",
        _RAISED,
    ),
    GapKind.PROBLEM_WITHOUT_MECHANISM: Pattern(
        f"MATCH (n:Problem) WHERE {seen('n')} AND EXISTS {{ {_AIMED_AT} }} "
        f"AND NOT EXISTS {{ {_MECHANISM} }} AND NOT EXISTS {{ {_SERVING} }}",
        _AIMED_AT,
    ),
    GapKind.MECHANISM_WITHOUT_PURPOSE: Pattern(
        f"MATCH (n:Mechanism) WHERE {seen('n')} AND {valid('n')} "
        f"AND NOT EXISTS {{ (n)-[a:ADDRESSES|SERVES]->() WHERE {holds('a')} }}",
        f"(b)-[r:OPERATES]->(n) WHERE {holds('r')}",
    ),
    GapKind.EMPTY_ROLE: Pattern(
        f"MATCH (n:Goal) WHERE {seen('n')} AND (n.due IS NULL OR n.due >= day) "
        f"AND size({EMPTY_ROLES}) > 0",
        f"(b)-[r:TAKES_PART_IN]->(n) WHERE {holds('r')}",
        EMPTY_ROLES,
    ),
    GapKind.GOAL_WITHOUT_EVIDENCE: Pattern(
        f"MATCH (n:Goal) WHERE {seen('n')} AND n.due >= day "
        f"AND n.due <= day + duration({{months: within}}) AND NOT EXISTS {{ {_READ} }}",
        f"(n)-[r:MEASURED_BY]->(b) WHERE {holds('r')}",
    ),
    GapKind.GOAL_NOT_MEASURABLE: Pattern(
        f"MATCH (n:Goal) WHERE {seen('n')} AND size({_UNMEASURED}) > 0",
        f"(b)-[r:PURSUES]->(n) WHERE {holds('r')}",
        _UNMEASURED,
    ),
    GapKind.AREA_WITHOUT_AGENCY: Pattern(
        f"MATCH (n:Area) WHERE n.level = level AND {seen('n')} "
        f"AND EXISTS {{ {_FOUND_THERE} }} AND NOT EXISTS {{ {_ACTIVE} }}",
        _FOUND_THERE,
    ),
    GapKind.COMMITMENT_WITHOUT_FOLLOW_UP: Pattern(
        f"MATCH (n:Commitment)-[:MADE_AT]->(e:Event) WHERE {seen('n')} AND e.date <= day "
        "AND (event IS NULL OR e.id = event) "
        f"AND NOT EXISTS {{ ()-[f:FOLLOWS_UP]->(n) WHERE {holds('f')} }}",
        f"(b)-[r:PROMISED]->(n) WHERE {holds('r')}",
    ),
}
"""Every kind that a statement finds, in the order of :class:`GapKind`."""
