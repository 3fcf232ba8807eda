"""Answers ``gaps.roles``: who leads, supports, funds and evaluates a goal, and which role is empty."""

from __future__ import annotations

import datetime as dt
from typing import Any

from graph_api.families.common.candidates import Nearest, nearest
from graph_api.families.common.family import Asking
from graph_api.families.gaps.answers import GoalRole, GoalRoles, RoleHolder
from graph_api.families.gaps.purposes import goal_purpose
from graph_api.linkage.scoping import SCOPED, asserted, holds, seen
from graph_api.planner.refs import node, nodes
from schema.model import Agency, Evidence, Goal, Term

HOLDERS = 50
"""Holders of one role that are listed."""

_ROLES = f"""
{SCOPED}
MATCH (g:Goal {{id: $p[3]}}) WHERE {seen("g")}
RETURN COLLECT {{
  MATCH (t:Term {{vocabulary: 'role'}})
  WITH g, day, datasets, synthetic, t ORDER BY t.position, t.id
  RETURN [t.id, coalesce(t.expected, false), COLLECT {{
    MATCH (a:Agency)-[r:TAKES_PART_IN]->(g)
    WHERE r.role = t.id AND {holds("r")} AND {asserted("a")} AND {seen("a")}
    WITH a, r ORDER BY a.id, r.id LIMIT {HOLDERS}
    RETURN [a.id, toString(r.since), toString(r.until), r.evidence]
  }}]
}}
"""


async def find_roles(asking: Asking, goal: str, most_nearest: int) -> GoalRoles | None:
    """The answer; ``None`` when there is no such goal.

    Raises:
        PhakhiError: what the store raises.
    """
    found = await asking.store.read(_ROLES, {"p": [*asking.scope.parameters, goal]})
    if not found:
        return None
    ((roles,),) = found
    empty = any(expected and not holders for _, expected, holders in roles)
    number = asking.graph.number(goal)
    near: list[Nearest] = []
    if empty and number is not None:
        (near,) = await nearest(
            asking, [(goal, goal_purpose(asking.features, number))], most_nearest
        )
    return GoalRoles(goal=node(Goal, goal), roles=[_role(row, near) for row in roles])


def _role(row: list[Any], near: list[Nearest]) -> GoalRole:
    role, expected, holders = row
    return GoalRole(
        role=node(Term, role),
        expected=expected,
        empty=not holders,
        holders=[
            RoleHolder(
                agency=node(Agency, agency),
                since=day_of(since),
                until=day_of(until),
                evidence=nodes(Evidence, evidence or []),
            )
            for agency, since, until, evidence in holders
        ],
        nearest=near if expected and not holders else [],
    )


def day_of(text: str | None) -> dt.date | None:
    """A day as statements return it."""
    return None if text is None else dt.date.fromisoformat(text)
