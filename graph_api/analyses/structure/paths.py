"""Answers ``structure.paths``."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.common.arguments import check_most, different
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.structure.answers import CooperationPaths
from graph_api.analyses.structure.chains import shortest_chains
from graph_api.concurrency import compute
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.details import Details, read_details
from graph_api.linkage.linking import path_answer, step_behind
from graph_api.linkage.path import Step, step_between
from graph_api.linkage.steps import LONGEST
from graph_api.planner.refs import node
from schema.declare import Text
from schema.model import Agency

MOST_PATHS = 10


async def find_paths(
    context: QueryContext, source: str, target: str, most: int, longest: int
) -> CooperationPaths | None:
    """Several chains; ``None`` when one of the two is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    features = context.features
    one, other = features.graph.number(source), features.graph.number(target)
    if one is None or other is None:
        return None
    ends = one - features.first, other - features.first
    chains, more = await compute(shortest_chains, features, *ends, most, longest)
    paths = [
        [step_between(features, here, there) for here, there in pairwise(chain)] for chain in chains
    ]
    details = await read_step_details(context, [step for path in paths for step in path], [])
    return CooperationPaths(
        source=node(Agency, source),
        target=node(Agency, target),
        paths=[
            path_answer(features, path, [step_behind(features, step) for step in path], details)
            for path in paths
        ],
        truncated=more,
    )


async def read_step_details(context: QueryContext, steps: list[Step], also: list[str]) -> Details:
    """Names and evidence for steps of cooperation; ``also``: ids of further nodes to name."""
    provenance = await compute(lambda: [step_behind(context.features, s) for s in steps])
    return await read_details(context.store, context.scope, context.graph, provenance, also)


async def _paths(
    request: AnalysisRequest,
    *,
    from_: Annotated[
        strawberry.ID, strawberry.argument(name="from", description="An agency (หน่วยงาน)")
    ],
    to: Annotated[strawberry.ID, strawberry.argument(description="Another one (อีกหน่วยงาน)")],
    k: Annotated[
        int, strawberry.argument(description="Maximum number of chains, 1 to 10 (จำนวนเส้นทาง)")
    ] = 3,
    longest: Annotated[
        int, strawberry.argument(description="Steps of a chain at most, 1 to 6 (จำนวนก้าวสูงสุด)")
    ] = LONGEST,
) -> CooperationPaths | None:
    """The shortest chains of cooperation."""
    source, target = check_kind(from_, "from", "Agency"), check_kind(to, "to", "Agency")
    different(source, target, "from", "to")
    bounds = check_most(k, "k", MOST_PATHS, 1), check_most(longest, "longest", LONGEST, 1)
    return await find_paths(await request.context(source, target), source, target, *bounds)


ANALYSIS = Analysis(
    name="paths",
    question=Text(
        "The shortest chains of cooperation between two agencies, and through what; question 12; null when one is not there",
        "เส้นทางความร่วมมือที่สั้นที่สุด",
    ),
    resolver=_paths,
    numbers=(12,),
)
