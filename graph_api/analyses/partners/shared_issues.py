"""Answers ``sharedIssues``: issues that several networks share."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.common.arguments import First, NetworksOf
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.linkage.answers import SharedIssue
from graph_api.linkage.arguments import check_minimum, check_optional
from graph_api.linkage.networking import find_shared_issues
from graph_api.paging.pages import check_first
from schema.declare import Text


async def _shared_issues(  # the arguments of the field
    request: AnalysisRequest,
    *,
    min_networks: Annotated[
        int,
        strawberry.argument(
            description="Minimum number of networks that share it (จำนวนเครือข่ายขั้นต่ำ)"
        ),
    ] = 2,
    area: NetworksOf = None,
    first: First = 20,
) -> list[SharedIssue]:
    """Issues that several networks share."""
    place = check_optional(area, "area", "Area")
    least, most = check_minimum(min_networks), check_first(first)
    context = await request.context(place)
    return await find_shared_issues(context.store, context.snapshot, place, least, most)


ANALYSIS = Analysis(
    name="shared_issues",
    question=Text(
        "Issues that several networks share, those of most networks first, with who and through what",
        "ประเด็นที่หลายเครือข่ายมีร่วมกัน",
    ),
    resolver=_shared_issues,
)
