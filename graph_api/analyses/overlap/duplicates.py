"""Answers ``overlap.duplicates``: the same kind of mechanism for the same problem in the same place.

Only mechanisms that run on the day count, so they run at the same time; where one actor operates
all of a group there is nobody to agree with, and the group is left out.
"""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.overlap.answers import AlikeMechanism, Duplicate
from graph_api.analyses.overlap.duplicates_statements import DUPLICATES, AlikeRow, DuplicateRow
from graph_api.linkage.arguments import check_optional
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Actor, Area, Evidence, Mechanism, Problem, Term

SAMPLE: Key = ("", "", "")
"""The key of a group: ids of its kind, problem and area."""

OPERATORS = 20
"""Operators of one mechanism that are listed."""


async def list_duplicates(
    context: QueryContext, area: str | None, page: PageRequest
) -> Connection[Duplicate] | None:
    """The page, by the ids of kind, problem and area; ``None`` when the area is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    if area is not None and context.graph.number(area) is None:
        return None
    kind, problem, place = page.after or SAMPLE
    (row,) = await DUPLICATES.read(
        context.store,
        **context.scope.parameters,
        area=area,
        after_kind=kind,
        after_problem=problem,
        after_area=place,
        most=page.first + 1,
    )
    groups = sorted(row.groups, key=lambda group: group.key)
    shown = page_read(groups, lambda group: group.key, page, row.total)
    return connection(shown, [_duplicate(context, group) for group in shown.items])


def _duplicate(context: QueryContext, group: DuplicateRow) -> Duplicate:
    return Duplicate(
        kind=node(Term, group.kind),
        problem=node(Problem, group.problem.id),
        area=node(Area, group.area.id),
        mechanisms=list(map(_alike, sorted(group.mechanisms, key=lambda row: row.id))),
        mechanism_count=group.count,
        overlap_from=group.starts,
        overlap_until=group.ends,
        why=_why(context, group),
    )


def _why(context: QueryContext, group: DuplicateRow) -> str:
    problem, area = (quoted(named.name(context.language)) for named in (group.problem, group.area))
    return context.say(
        f"{group.count} mechanisms of one kind address {problem} in {area} at the same time, and no "
        "one operates all of them.",
        f"กลไกประเภทเดียวกัน {group.count} กลไกมุ่งแก้ {problem} ใน {area} ในเวลาเดียวกัน โดยต่างผู้ดำเนินการ",
    )


def _alike(row: AlikeRow) -> AlikeMechanism:
    return AlikeMechanism(
        mechanism=node(Mechanism, row.id),
        operators=nodes(Actor, sorted(row.operators)[:OPERATORS]),
        operator_count=len(row.operators),
        starts=row.starts,
        ends=row.ends,
        evidence=nodes(Evidence, sorted(row.evidence)),
    )


async def _duplicates(
    request: AnalysisRequest,
    *,
    area: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="Only in this area or within it (พื้นที่)"),
    ] = None,
    first: First = 20,
    after: After = None,
) -> Connection[Duplicate] | None:
    """Duplicated effort."""
    place = check_optional(area, "area", "Area")
    page = page_request(first, after, "duplicates", SAMPLE)
    return await list_duplicates(await request.context(place), place, page)


ANALYSIS = Analysis(
    name="duplicates",
    question=Text(
        "Question 6: what effort is duplicated? Mechanisms of the same kind for the same problem in the same area that run at the same time under different operators; null when the area is not there",
        "งานที่ซ้ำซ้อนกัน",
    ),
    resolver=_duplicates,
    computed=Computed.STATEMENT,
    numbers=(6,),
)
