"""What every group of analyses has: the terms on which they are asked."""

from __future__ import annotations

import strawberry

from graph_api.analyses.common.request import AnalysisRequest
from graph_api.domain.basis import Basis
from graph_api.domain.scope import RequestedScope
from graph_api.linkage.context import LinkageInfo


async def _basis(group: strawberry.Parent[AnalysisGroup], info: LinkageInfo) -> Basis:
    """What an answer rests on that names nobody."""
    request = AnalysisRequest(group.terms, info.context)
    await request.context()
    assert request.basis is not None
    return request.basis


@strawberry.type
class AnalysisGroup:
    """Base of all groups. Its fields are the questions; each is resolved by itself."""

    terms: strawberry.Private[RequestedScope]
    basis: Basis = strawberry.field(
        resolver=_basis,
        description="The terms of these answers, and how fresh they are; each answer says by itself "
        "whether what is invented counts in it (ฐานของคำตอบ)",
    )
