"""Answers ``linkage``: how two organisations are linked."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.linkage.answers import Linkage
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.linking import find_linkage
from schema.declare import Text


async def _linkage(  # the arguments of the field
    request: AnalysisRequest,
    *,
    from_: Annotated[
        strawberry.ID,
        strawberry.argument(name="from", description="An agency or a network (หน่วยงานหรือเครือข่าย)"),
    ],
    to: Annotated[strawberry.ID, strawberry.argument(description="Another one (อีกองค์กร)")],
) -> Linkage | None:
    """How two organisations are linked."""
    source = check_kind(from_, "from", "Agency", "Network")
    target = check_kind(to, "to", "Agency", "Network")
    context = await request.context(source, target)
    return await find_linkage(context.store, context.snapshot, source, target, context.language)


ANALYSIS = Analysis(
    name="linkage",
    question=Text(
        "How two organisations are linked, and the shortest chain of cooperation between them; null when one is not there",
        "ความเชื่อมโยงระหว่างสององค์กร",
    ),
    resolver=_linkage,
)
