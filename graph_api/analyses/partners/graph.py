"""Answers ``graph``: nodes and edges for a picture."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.partners.pictured import (
    PictureArea,
    PictureCenter,
    PictureDepth,
    PictureIssues,
    PictureKinds,
    PictureNetworks,
    picture_ids,
)
from graph_api.domain.ids import named_id
from graph_api.linkage.arguments import check_depth, check_kinds, check_optional
from graph_api.linkage.picture import MOST_NODES, PictureRequest, draw
from graph_api.linkage.picture_answers import Picture
from graph_api.paging.pages import check_first
from schema.declare import Text


async def _graph(  # noqa: PLR0913  # the arguments of the field
    request: AnalysisRequest,
    *,
    area: PictureArea = None,
    networks: PictureNetworks = None,
    issues: PictureIssues = None,
    kinds: PictureKinds = None,
    center: PictureCenter = None,
    depth: PictureDepth = 1,
    first: Annotated[
        int, strawberry.argument(description="Maximum number of nodes, 1 to 2000 (จำนวน)")
    ] = 300,
) -> Picture | None:
    """Nodes and edges for a picture."""
    wanted = PictureRequest(
        first=check_first(first, MOST_NODES),
        kinds=None if kinds is None else check_kinds(kinds),
        area=check_optional(area, "area", "Area"),
        networks=picture_ids(networks, "networks", "Network"),
        issues=picture_ids(issues, "issues", "Issue"),
        center=None if center is None else named_id(center),
        depth=check_depth(depth),
    )
    context = await request.context(
        wanted.center or wanted.networks or wanted.issues or wanted.area
    )
    return await draw(context.store, context.snapshot, wanted)


ANALYSIS = Analysis(
    name="graph",
    question=Text(
        "Nodes and edges for a picture, in the same order every time; null when there is no such centre",
        "จุดและเส้นสำหรับวาดภาพเครือข่าย",
    ),
    resolver=_graph,
    computed=Computed.BOTH,
)
