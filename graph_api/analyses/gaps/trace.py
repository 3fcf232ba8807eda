"""Answers ``gaps.trace``: a network's goals → shared issues → virtues → plans, and what hangs loose."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.gaps.answers import LooseEnd, Trace, TracedIssue, TracedVirtue
from graph_api.analyses.gaps.trace_statements import TRACE, GoalRow, IssueRow
from graph_api.domain.paging import NameKey, after_parameters
from graph_api.linkage.arguments import check_kind
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Evidence, Goal, Issue, Plan, Record, Virtue

SAMPLE: Key = ("", "")
"""The key of a goal: its collation key, its id."""


async def find_trace(
    context: QueryContext, network: str, page: PageRequest
) -> Connection[Trace] | None:
    """The page; ``None`` when there is no such network.

    Raises:
        PhakhiError: what the store raises.
    """
    given = context.scope.parameters | after_parameters(page.after)
    rows = await TRACE.read(context.store, **given, network=network, most=page.first + 1)
    if not rows:
        return None
    goals = sorted(rows[0].goals, key=_key)
    shown = page_read(goals, _key, page, rows[0].total)
    return connection(shown, map(_trace, shown.items))


def _key(goal: GoalRow) -> NameKey:
    return goal.sort_th, goal.id


def _trace(goal: GoalRow) -> Trace:
    issues = sorted(goal.issues, key=lambda issue: issue.id)
    bare = [issue.id for issue in issues if not issue.virtues]
    promoted = any(virtue.plans for issue in issues for virtue in issue.virtues)
    loose = [
        *([LooseEnd.NO_ISSUE] if not issues else []),
        *([LooseEnd.NO_VIRTUE] if bare else []),
        *([LooseEnd.NO_PLAN] if not promoted and not goal.plans else []),
    ]
    at = [goal.id] if {LooseEnd.NO_ISSUE, LooseEnd.NO_PLAN} & set(loose) else []
    return Trace(
        goal=node(Goal, goal.id),
        issues=list(map(_issue, issues)),
        plans=nodes(Plan, sorted(goal.plans)),
        loose=loose,
        loose_at=nodes(Record, [*at, *bare]),
        evidence=nodes(Evidence, sorted(goal.evidence)),
    )


def _issue(issue: IssueRow) -> TracedIssue:
    return TracedIssue(
        issue=node(Issue, issue.id),
        virtues=[
            TracedVirtue(virtue=node(Virtue, virtue.id), plans=nodes(Plan, sorted(virtue.plans)))
            for virtue in sorted(issue.virtues, key=lambda virtue: virtue.id)
        ],
    )


async def _resolve_trace(
    request: AnalysisRequest,
    *,
    network: Annotated[strawberry.ID, strawberry.argument(description="The network (เครือข่าย)")],
    first: First = 20,
    after: After = None,
) -> Connection[Trace] | None:
    """A network's goals, traced."""
    about = check_kind(network, "network", "Network")
    page = page_request(first, after, "trace", SAMPLE)
    return await find_trace(await request.context(about), about, page)


ANALYSIS = Analysis(
    name="trace",
    question=Text(
        "Question 18: where does each goal of a network, or of a member, lead by shared issue and virtue to a plan, and what hangs loose? By Thai name of the goal; null when there is no such network",
        "เป้าหมายของเครือข่ายโยงถึงประเด็นร่วม คุณธรรม และแผนใด และขาดตอนที่ใด",
    ),
    resolver=_resolve_trace,
    computed=Computed.STATEMENT,
    numbers=(18,),
)
