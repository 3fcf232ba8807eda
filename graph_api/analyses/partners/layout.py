"""Answers ``layout``: a picture with the place of everything."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.communities.groups import find_clusters
from graph_api.analyses.partners.mark_sizes import mark_values
from graph_api.analyses.partners.pictured import (
    PictureArea,
    PictureCenter,
    PictureDepth,
    PictureIssues,
    PictureKinds,
    PictureNetworks,
    picture_request,
)
from graph_api.linkage.clusters_named import check_clusters
from graph_api.linkage.ground import Ground, cooperating_ground, official_ground
from graph_api.linkage.layout import LayoutRequest, drawn, sketch
from graph_api.linkage.layout_answers import Clustered, DrawnLayout, MarkMeasure
from graph_api.paging.pages import check_first
from schema.declare import Text

OFFICIAL_GROUND = "official ground"
COOPERATING_GROUND = "cooperating ground"
RESOLUTION = 1.0
"""Of the clusters of real cooperation, as ``communities.clusters`` has them by default."""


async def find_ground(context: QueryContext, clusters: Clustered) -> Ground:
    """Clusters and positions, worked out once a snapshot."""
    snapshot = context.snapshot
    ground = await snapshot.in_turn(OFFICIAL_GROUND, official_ground)
    if clusters is Clustered.OFFICIAL:
        return ground
    found = await snapshot.once(
        ("clusters", RESOLUTION), lambda features: find_clusters(features, RESOLUTION)
    )
    return await snapshot.in_turn(
        COOPERATING_GROUND,
        lambda features: cooperating_ground(features, found.members, ground.points),
    )


async def _layout(  # noqa: PLR0913  # the arguments of the field
    request: AnalysisRequest,
    *,
    area: PictureArea = None,
    networks: PictureNetworks = None,
    issues: PictureIssues = None,
    kinds: PictureKinds = None,
    center: PictureCenter = None,
    depth: PictureDepth = 1,
    clusters: Annotated[
        Clustered, strawberry.argument(description="What the clusters are (วิธีจัดกลุ่ม)")
    ] = Clustered.OFFICIAL,
    open_: Annotated[
        list[strawberry.ID] | None,
        strawberry.argument(
            name="open",
            description="Ids of clusters whose parts are shown, 100 at most; everything else stays where it is "
            "(กลุ่มที่เปิดดู)",
        ),
    ] = None,
    measure: Annotated[
        MarkMeasure, strawberry.argument(description="What the size of a mark says (ขนาดของจุด)")
    ] = MarkMeasure.DEGREE,
    first: Annotated[
        int,
        strawberry.argument(
            description="Draw so many records, 1 to 2000; where there are more, clusters are closed until no more "
            "marks than this are left, and what is opened then adds to them, up to 2000 (จำนวน)"
        ),
    ] = 1000,
) -> DrawnLayout:
    """A picture with the place of everything."""
    check_first(max(len(open_ or ()), 1))
    wanted = LayoutRequest(
        picture_request(
            first=first,
            area=area,
            networks=networks,
            issues=issues,
            kinds=kinds,
            center=center,
            depth=depth,
        ),
        check_clusters(open_),
    )
    context = await request.context(wanted.picture.subject)
    ground = await find_ground(context, clusters)
    sketched = await context.snapshot.drawn_once(
        (clusters, wanted),
        lambda: sketch(
            context.store, context.snapshot, lambda: request.factual(context), ground, wanted
        ),
    )
    sized = "size" in request.selected("marks")
    values = await mark_values(context, sketched.plan, measure) if sized else None
    return drawn(sketched, ground, context.features, values)


ANALYSIS = Analysis(
    name="layout",
    question=Text(
        "A picture with the place of every mark, the same whenever little has changed; where not all fits, clusters "
        "that can be opened",
        "ภาพเครือข่ายพร้อมตำแหน่งของทุกจุด",
    ),
    resolver=_layout,
    computed=Computed.BOTH,
)
