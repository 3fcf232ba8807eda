"""Answers ``gaps.roles``: who leads, supports, funds and evaluates a goal, and which role is empty."""

from __future__ import annotations

from typing import Any

from graph_api.analyses.common.candidates import Nearest, nearest
from graph_api.analyses.common.days import day_of
from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.gaps.answers import GoalRole, GoalRoles, RoleHolder
from graph_api.analyses.gaps.purposes import goal_purpose
from graph_api.linkage.scoping import SCOPED, asserted, holds, seen
from graph_api.planner.refs import node, nodes
from schema.model import Agency, Evidence, Goal, Term

HOLDERS = 50
"""Agencies in one role that are listed."""

ROLES = 50
"""Roles of the vocabulary that are listed."""

EVIDENCE_SHOWN = 10
"""Pieces of evidence for one of them at most."""

_HELD = f"""
    MATCH (a:Agency)-[r:TAKES_PART_IN]->(g)
    WHERE r.role = t.id AND {holds("r")} AND {asserted("a")} AND {seen("a")}"""

_ROLES = f"""
{SCOPED}
MATCH (g:Goal {{id: $p[3]}}) WHERE {seen("g")}
RETURN COLLECT {{
  MATCH (t:Term {{vocabulary: 'role'}})
  WITH * ORDER BY t.position, t.id LIMIT {ROLES}
  RETURN [t.position, t.id, coalesce(t.expected, false), COUNT {{ {_HELD} RETURN DISTINCT a }},
    COLLECT {{
      {_HELD}
      WITH a, r ORDER BY a.id, r.since, r.id LIMIT {HOLDERS}
      RETURN [a.id, toString(r.since), toString(r.until), r.evidence]
    }}]
}}
"""


async def find_roles(context: QueryContext, goal: str, most_nearest: int) -> GoalRoles | None:
    """The answer; ``None`` when there is no such goal.

    Raises:
        PhakhiError: what the store raises.
    """
    found = await context.store.read(_ROLES, {"p": [*context.scope.positional, goal]})
    if not found:
        return None
    ((rows,),) = found
    roles = sorted(rows, key=lambda row: (row[0] is None, row[0] or 0, row[1]))
    number = context.graph.number(goal)
    near: list[Nearest] = []
    if number is not None and any(expected and not count for _, _, expected, count, _ in roles):
        purpose = goal_purpose(context.features, number)
        (near,) = await nearest(context, [(goal, purpose)], most_nearest)
    return GoalRoles(goal=node(Goal, goal), roles=[_role(row, near) for row in roles])


def _role(row: list[Any], near: list[Nearest]) -> GoalRole:
    _, role, expected, count, held = row
    return GoalRole(
        role=node(Term, role),
        expected=expected,
        empty=not count,
        agencies=[
            _holder(item) for item in sorted(held, key=lambda item: (item[0], item[1] or ""))
        ],
        agency_count=count,
        nearest=near if expected and not count else [],
    )


def _holder(item: list[Any]) -> RoleHolder:
    agency, since, until, evidence = item
    return RoleHolder(
        agency=node(Agency, agency),
        since=day_of(since),
        until=day_of(until),
        evidence=nodes(Evidence, (evidence or [])[:EVIDENCE_SHOWN]),
    )
