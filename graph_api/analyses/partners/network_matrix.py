"""Answers ``networkMatrix``: every pair of networks of an area."""

from __future__ import annotations

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.common.arguments import AreaId, WithBounds
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.linkage.answers import NetworkMatrix
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.networking import MatrixQuery, find_network_matrix
from schema.declare import Text


async def _network_matrix(  # the arguments of the field
    request: AnalysisRequest,
    *,
    area: AreaId,
    bounds: WithBounds = None,
) -> NetworkMatrix | None:
    """Every pair of networks of an area."""
    place = check_kind(area, "area", "Area")
    context = await request.context(place)
    selected = request.selected("pairs")
    question = MatrixQuery(
        place,
        context.language,
        bounds=bounds if "bounds" in selected else False,
        selected=selected,
        silence="silence" in request.selected(),
    )
    return await find_network_matrix(context.store, context.snapshot, question)


ANALYSIS = Analysis(
    name="network_matrix",
    question=Text(
        "Every pair of networks of an area and how they are linked; null when there is no such area",
        "ความเชื่อมโยงของทุกคู่เครือข่ายในพื้นที่",
    ),
    resolver=_network_matrix,
)
