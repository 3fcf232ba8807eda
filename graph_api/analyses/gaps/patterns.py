"""What each kind of gap looks like in the graph: one pattern a kind, over the node ``n``.

A pattern begins with its MATCH and ends with the condition that makes ``n`` a gap. The names that
a statement gives before it: ``day``, ``datasets`` and ``synthetic`` (the scope), ``area``,
``network`` and ``event`` (ids or null), ``within`` (months), ``level`` (of areas), ``issues``
(those a network is missing from, each with the networks that share it).
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_api.analyses.gaps.answers import GapKind
from graph_api.linkage.matrices import AREA_STEPS
from graph_api.linkage.scoping import asserted, holds, seen, valid

TOWARDS = 20
"""Things that a promise works towards, looked at at most."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of gap.

    Attributes:
        found: the pattern and its condition.
        shown: the pattern of what shows it, the nodes ``b``.
        missing: an expression for what is missing: a list of a text, and its names where it is a term.
        status: an expression for how it stands: a list of a term and its names.
        towards: an expression for ids of what it works towards.
        carried: whether ``shown`` has a relationship ``r`` whose evidence carries it.
        narrowed: whether ``area`` and ``network`` narrow it.
    """

    found: str
    shown: str
    missing: str = "[]"
    status: str = "[]"
    towards: str = "[]"
    carried: bool = True
    narrowed: bool = True


def organisation(node: str) -> str:
    """What an agency, a network or an area must meet to count as one that does something."""
    return f"({node}:Area OR {asserted(node)}) AND {seen(node)}"


def along(steps: str) -> str:
    """What all relationships of a way must meet."""
    return f"all(step IN {steps} WHERE {holds('step')})"


_TOWARDS = f"(n)-[r:TOWARDS]->(t) WHERE {holds('r')} AND {seen('t')}"
_MECHANISM = f"{valid('m')} AND {seen('m')}"
_RAISED = f"(b)-[r:RAISES]->(n) WHERE {holds('r')} AND {organisation('b')}"
_OPERATED = (
    f"(o)-[r:OPERATES]->(m:Mechanism)-[a:ADDRESSES]->(n) "
    f"WHERE {_MECHANISM} AND {holds('r')} AND {holds('a')} AND {organisation('o')}"
)
_COMMITTED = (
    "(o)-[r:COMMITS_TO]->(d:GoodDeed)-[a:ANSWERS]->(n) "
    f"WHERE {seen('d')} AND {holds('r')} AND {holds('a')} AND {organisation('o')}"
)
_TAKEN_PART = (
    "(o)-[r:TAKES_PART_IN]->(g:Goal)-[a:ADDRESSES]->(n) "
    f"WHERE {seen('g')} AND {holds('r')} AND {holds('a')} AND {organisation('o')}"
)
_AIMED_AT = f"(b:Goal)-[r:ADDRESSES]->(n) WHERE {holds('r')} AND {seen('b')}"
_ADDRESSED = f"(m:Mechanism)-[a:ADDRESSES]->(n) WHERE {_MECHANISM} AND {holds('a')}"
_SERVED = (
    "(m:Mechanism)-[s:SERVES]->(g:Goal)-[a:ADDRESSES]->(n) "
    f"WHERE {_MECHANISM} AND {seen('g')} AND {holds('s')} AND {holds('a')}"
)
_MEASURED = f"(n)-[r:MEASURED_BY]->(b:Indicator) WHERE {holds('r')} AND {seen('b')}"
_READ = (
    "(n)-[i:MEASURED_BY]->(k:Indicator)<-[o:OF]-(v:Reading) "
    f"WHERE {holds('i')} AND {holds('o')} AND {seen('k')} AND {seen('v')} "
    "AND (v.date IS NULL OR v.date <= day)"
)
_UNDER = f"->(:Area)-[steps:WITHIN*0..{AREA_STEPS}]->(n) WHERE {along('steps')} AND {holds('r')}"
_FOUND_THERE = f"(b:Problem)-[r:IN_AREA]{_UNDER} AND {seen('b')}"
_ACTIVE = f"(b:Agency)-[r:BASED_IN|IN_AREA]{_UNDER} AND {organisation('b')}"
_MADE = (
    "(n)-[m:MADE_AT]->(e:Event) "
    f"WHERE {holds('m')} AND {seen('e')} AND e.date <= day AND (event IS NULL OR e.id = event)"
)
_FOLLOWED = (
    f"(x)-[f:FOLLOWS_UP]->(n) WHERE {holds('f')} AND {seen('x')} "
    "AND coalesce(x.date, x.starts, day) <= day"
)

_EMPTY_ROLE = f"""
    MATCH (t:Term {{vocabulary: 'role', expected: true}})
    WHERE NOT EXISTS {{
      (o)-[p:TAKES_PART_IN]->(n) WHERE p.role = t.id AND {holds("p")} AND {organisation("o")}
    }}"""

_UNMEASURED = (
    f"CASE WHEN EXISTS {{ {_MEASURED} }} THEN [] ELSE [['INDICATOR']] END "
    "+ CASE WHEN n.baseline IS NULL THEN [['BASELINE']] ELSE [] END "
    "+ CASE WHEN n.target IS NULL THEN [['TARGET']] ELSE [] END"
)


def _done(type_: str) -> str:
    """Who does this with ``n``."""
    return f"(b)-[r:{type_}]->(n) WHERE {holds('r')} AND {organisation('b')}"


PATTERNS: dict[GapKind, Pattern] = {
    GapKind.PROBLEM_WITHOUT_WORK: Pattern(
        f"MATCH (n:Problem) WHERE {seen('n')} AND EXISTS {{ {_RAISED} }} "
        f"AND NOT EXISTS {{ {_OPERATED} }} AND NOT EXISTS {{ {_COMMITTED} }} "
        f"AND NOT EXISTS {{ {_TAKEN_PART} }}",
        _RAISED,
    ),
    GapKind.PROBLEM_WITHOUT_MECHANISM: Pattern(
        f"MATCH (n:Problem) WHERE {seen('n')} AND EXISTS {{ {_AIMED_AT} }} "
        f"AND NOT EXISTS {{ {_ADDRESSED} }} AND NOT EXISTS {{ {_SERVED} }}",
        _AIMED_AT,
    ),
    GapKind.MECHANISM_WITHOUT_PURPOSE: Pattern(
        f"MATCH (n:Mechanism) WHERE {seen('n')} AND {valid('n')} AND NOT EXISTS {{ "
        f"(n)-[a:ADDRESSES|SERVES]->(t) WHERE {holds('a')} AND {seen('t')} }}",
        _done("OPERATES"),
    ),
    GapKind.ISSUE_MISSING_FROM_NETWORK: Pattern(
        f"MATCH (n:Issue) WHERE n.id IN keys(issues) AND {seen('n')}",
        "(b:Network) WHERE b.id IN issues[n.id]",
        carried=False,
        narrowed=False,
    ),
    GapKind.EMPTY_ROLE: Pattern(
        f"MATCH (n:Goal) WHERE {seen('n')} AND (n.due IS NULL OR n.due >= day) "
        f"AND EXISTS {{ {_EMPTY_ROLE} }}",
        _done("TAKES_PART_IN"),
        f"COLLECT {{ {_EMPTY_ROLE} RETURN [t.id, t.name_th, t.name_en] ORDER BY t.position, t.id }}",
    ),
    GapKind.GOAL_WITHOUT_EVIDENCE: Pattern(
        f"MATCH (n:Goal) WHERE {seen('n')} AND n.due >= day "
        f"AND n.due <= day + duration({{months: within}}) AND NOT EXISTS {{ {_READ} }}",
        _MEASURED,
    ),
    GapKind.GOAL_NOT_MEASURABLE: Pattern(
        f"MATCH (n:Goal) WHERE {seen('n')} AND size({_UNMEASURED}) > 0",
        _done("PURSUES"),
        _UNMEASURED,
    ),
    GapKind.AREA_WITHOUT_AGENCY: Pattern(
        f"MATCH (n:Area) WHERE n.level = level AND {seen('n')} "
        f"AND EXISTS {{ {_FOUND_THERE} }} AND NOT EXISTS {{ {_ACTIVE} }}",
        _FOUND_THERE,
    ),
    GapKind.COMMITMENT_WITHOUT_FOLLOW_UP: Pattern(
        f"MATCH (n:Commitment) WHERE {seen('n')} AND EXISTS {{ {_MADE} }} "
        f"AND NOT EXISTS {{ {_FOLLOWED} }}",
        _done("PROMISED"),
        status="COLLECT { MATCH (t:Term {id: n.status}) RETURN [t.id, t.name_th, t.name_en] }",
        towards=f"COLLECT {{ MATCH {_TOWARDS} RETURN DISTINCT t.id ORDER BY t.id LIMIT {TOWARDS} }}",
    ),
}
"""Every kind of gap."""
