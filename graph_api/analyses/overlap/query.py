"""The analyses of ``overlap``."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First, check_most
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.overlap import duplicates, issues, problems
from graph_api.analyses.overlap.answers import CommonIssue, CommonProblem, Duplicate
from graph_api.analyses.overlap.counting import networks_in
from graph_api.linkage.arguments import check_kind
from graph_api.paging.connections import Connection
from graph_api.paging.pages import asked_page
from schema.declare import Text

MOST_NETWORKS = 1000

InArea = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only in this area or within it (พื้นที่)"),
]
NetworksOf = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="Only networks of this area or of one within it (เฉพาะเครือข่ายในพื้นที่)"
    ),
]
MinNetworks = Annotated[
    int,
    strawberry.argument(description="Minimum number of networks, 1 to 1000 (จำนวนเครือข่ายขั้นต่ำ)"),
]


async def _duplicates(
    request: AnalysisRequest,
    *,
    area: InArea = None,
    first: First = 20,
    after: After = None,
) -> Connection[Duplicate] | None:
    """Duplicated effort."""
    place = None if area is None else check_kind(area, "area", "Area")
    page = asked_page(first, after, "duplicates", duplicates.SAMPLE)
    return await duplicates.list_duplicates(await request.context(place), place, page)


async def _problems(  # the arguments of the field
    request: AnalysisRequest,
    *,
    min_networks: MinNetworks = 3,
    area: NetworksOf = None,
    first: First = 20,
    after: After = None,
) -> Connection[CommonProblem] | None:
    """Problems of several networks."""
    least = check_most(min_networks, "minNetworks", MOST_NETWORKS, 1)
    place = None if area is None else check_kind(area, "area", "Area")
    page = asked_page(first, after, "problems", problems.SAMPLE)
    context = await request.context(place)
    networks = networks_in(context.features, place)
    if networks is None:
        return None
    return await problems.list_problems(context, networks, least, page)


async def _issues(  # the arguments of the field
    request: AnalysisRequest,
    *,
    min_networks: MinNetworks = 3,
    area: NetworksOf = None,
    first: First = 20,
    after: After = None,
) -> Connection[CommonIssue] | None:
    """Issues of several networks."""
    least = check_most(min_networks, "minNetworks", MOST_NETWORKS, 1)
    place = None if area is None else check_kind(area, "area", "Area")
    page = asked_page(first, after, "issues", issues.SAMPLE)
    context = await request.context(place)
    networks = networks_in(context.features, place)
    if networks is None:
        return None
    return await issues.list_issues(context, networks, least, page)


ANALYSES = (
    Analysis(
        name="duplicates",
        question=Text(
            "Question 6: what effort is duplicated? Mechanisms of the same kind for the same problem in the same area that run at the same time under different operators; null when the area is not there",
            "งานที่ซ้ำซ้อนกัน",
        ),
        resolver=_duplicates,
        computed=Computed.STATEMENT,
        numbers=(6,),
    ),
    Analysis(
        name="problems",
        question=Text(
            "Question 7: which problems do three or more networks raise? Each in its own words, those of most networks first; null when the area is not there",
            "ปัญหาที่หลายเครือข่ายยก",
        ),
        resolver=_problems,
        computed=Computed.STATEMENT,
        numbers=(7,),
    ),
    Analysis(
        name="issues",
        question=Text(
            "Question 7 asked of issues: which issues are three or more networks concerned with? Those of most networks first, then the rarest; null when the area is not there",
            "ประเด็นที่หลายเครือข่ายมีร่วมกัน",
        ),
        resolver=_issues,
        numbers=(7,),
    ),
)
