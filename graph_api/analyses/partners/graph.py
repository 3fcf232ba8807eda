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
    picture_request,
)
from graph_api.linkage.picture import draw
from graph_api.linkage.picture_answers import Picture
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
    wanted = picture_request(
        first=first,
        area=area,
        networks=networks,
        issues=issues,
        kinds=kinds,
        center=center,
        depth=depth,
    )
    context = await request.context(wanted.subject)
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
