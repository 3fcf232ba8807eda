"""The analyses of ``communities``."""

from __future__ import annotations

import math
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.common.arguments import After, First, check_most
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.communities.answers import ClusterConnection
from graph_api.analyses.communities.clustering import SAMPLE, find_clustering
from graph_api.paging.pages import asked_page
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError

FINEST = 10.0
LARGEST = 1000


async def _clusters(
    request: AnalysisRequest,
    *,
    min_size: Annotated[
        int, strawberry.argument(description="Agencies of a cluster at least, 1 to 1000 (ขนาดต่ำสุด)")
    ] = 3,
    resolution: Annotated[
        float,
        strawberry.argument(
            description="1 is plain modularity; more gives smaller clusters; above 0, 10 at most (ความละเอียด)"
        ),
    ] = 1.0,
    first: First = 20,
    after: After = None,
) -> ClusterConnection | None:
    """Clusters of agencies that really work together."""
    smallest = check_most(min_size, "minSize", LARGEST, 1)
    if not (math.isfinite(resolution) and 0 < resolution <= FINEST):
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"resolution is a number above 0, {FINEST:.0f} at most.",
            f"resolution ต้องมากกว่า 0 และไม่เกิน {FINEST:.0f}",
        )
    page = asked_page(first, after, f"clusters-{resolution}", SAMPLE)
    context = await request.context()
    return await find_clustering(context, page, smallest=smallest, resolution=resolution)


ANALYSES = (
    Analysis(
        name="clusters",
        question=Text(
            "Clusters of agencies that work together more than with others (Leiden), what each draws from and shares, and how they agree with the official networks",
            "กลุ่มที่ทำงานร่วมกันจริงเทียบกับเครือข่าย",
        ),
        resolver=_clusters,
    ),
)
