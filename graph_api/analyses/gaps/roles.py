"""Answers ``gaps.roles``: who leads, supports, funds and evaluates a goal, and which role is empty."""

from __future__ import annotations

import datetime as dt

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import GoalId, NearestCount, check_most
from graph_api.analyses.common.candidates import Nearest, nearest
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.gaps.answers import GoalRole, GoalRoles, RoleHolder
from graph_api.analyses.gaps.purposes import goal_purpose
from graph_api.analyses.gaps.roles_statements import GOAL_ROLES, HolderRow, RoleRow
from graph_api.domain.evidence import evidence_shown
from graph_api.linkage.arguments import check_kind
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Agency, Evidence, Goal, Term

ROLES_QUESTION = 14
"""The planners' question that ``roles`` answers; the gaps of one kind are its part in ``list``."""


async def find_roles(context: QueryContext, goal: str, most_nearest: int) -> GoalRoles | None:
    """The answer; ``None`` when there is no such goal.

    Raises:
        PhakhiError: what the store raises.
    """
    rows = await GOAL_ROLES.read(context.store, **context.scope.parameters, goal=goal)
    if not rows:
        return None
    roles = sorted(rows[0].roles, key=_place)
    number = context.graph.number(goal)
    near: list[Nearest] = []
    if number is not None and any(map(_wanted, roles)):
        purpose = goal_purpose(context.features, number)
        (near,) = await nearest(context, [(goal, purpose)], most_nearest)
    return GoalRoles(goal=node(Goal, goal), roles=[_role(row, near) for row in roles])


def _place(role: RoleRow) -> tuple[bool, int, str]:
    return role.position is None, role.position or 0, role.id


def _wanted(role: RoleRow) -> bool:
    return role.expected and not role.count


def _role(row: RoleRow, near: list[Nearest]) -> GoalRole:
    holders = sorted(row.holders, key=lambda item: (item.agency, item.since or dt.date.min))
    return GoalRole(
        role=node(Term, row.id),
        expected=row.expected,
        empty=not row.count,
        agencies=list(map(_holder, holders)),
        agency_count=row.count,
        nearest=near if _wanted(row) else [],
    )


def _holder(row: HolderRow) -> RoleHolder:
    return RoleHolder(
        agency=node(Agency, row.agency),
        since=row.since,
        until=row.until,
        evidence=nodes(Evidence, evidence_shown(row.evidence)),
    )


async def _roles(
    request: AnalysisRequest,
    *,
    goal: GoalId,
    nearest: NearestCount = 3,
) -> GoalRoles | None:
    """Who leads, supports, funds and evaluates a goal."""
    about, most = check_kind(goal, "goal", "Goal"), check_most(nearest, "nearest")
    return await find_roles(await request.context(about), about, most)


ANALYSIS = Analysis(
    name="roles",
    question=Text(
        "Question 14: who leads, supports, funds and evaluates a goal, and which role is empty? Null when there is no such goal",
        "ใครทำหน้าที่ใดในเป้าหมายนี้ และบทบาทใดยังว่าง",
    ),
    resolver=_roles,
    computed=Computed.BOTH,
    numbers=(ROLES_QUESTION,),
)
