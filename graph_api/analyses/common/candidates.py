"""Candidates for a purpose, with their reasons, as several analyses show them."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry

from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.purpose import Near, explain_near, rank_for
from graph_api.concurrency import compute
from graph_api.linkage.answers import Reason
from graph_api.linkage.explained import ExplainedCandidate, read_voice
from graph_api.linkage.features import Features
from graph_api.linkage.purpose import Purpose
from graph_api.linkage.reasons import ScorePart, Voice, shown
from graph_api.linkage.weights import PURPOSE_BLEND, Weights
from graph_api.planner.refs import NodeRef, node
from schema.model import Agency


@strawberry.type(description="An agency that is near to closing a gap, and why (หน่วยงานที่ใกล้ที่สุด)")
class Nearest:
    """A candidate for a purpose."""

    agency: NodeRef[Agency] = strawberry.field(description="The agency (หน่วยงาน)")
    rank: int = strawberry.field(description="Its place, from 1 (อันดับ)")
    score: float = strawberry.field(
        description="The sum of its contributions, from 0 to 1 with the default weights (คะแนน)"
    )
    reasons: list[Reason] = strawberry.field(description="Why, the strongest reason first (เหตุผล)")


async def nearest(
    context: QueryContext, purposes: Sequence[tuple[str, Purpose]], most: int
) -> list[list[Nearest]]:
    """The nearest agencies for each purpose, best first; one statement for all of them.

    Args:
        context: what it is worked out with.
        purposes: each with the id of the node that it is about, which sentences name.
        most: candidates for one purpose at most; 0 reads nothing.

    Raises:
        PhakhiError: what the store raises.
    """
    explained = await compute(_explain, context.features, purposes, most)
    voice = await voice_for(context, [item for row in explained for item in row])
    return [[nearest_answer(item, voice) for item in row] for row in explained]


def _explain(
    features: Features, purposes: Sequence[tuple[str, Purpose]], most: int
) -> list[list[ExplainedCandidate]]:
    return [
        [
            explain_candidate(features, about, purpose, near)
            for near in (rank_for(features, purpose)[:most] if most else [])
        ]
        for about, purpose in purposes
    ]


def explain_candidate(
    features: Features,
    about: str,
    purpose: Purpose,
    near: Near,
    weights: Weights = PURPOSE_BLEND,
) -> ExplainedCandidate:
    """A candidate for a purpose, which is about the node ``about``, with what stands behind it."""
    provenance = explain_near(features, purpose, near)
    return ExplainedCandidate(
        wanted_by=about,
        agency=features.graph.ids[near.agency],
        rank=near.rank,
        score=near.score,
        parts=tuple(
            ScorePart(part, weights[part], value, provenance[part])
            for part, value in near.values.items()
        ),
    )


async def voice_for(context: QueryContext, candidates: Sequence[ExplainedCandidate]) -> Voice:
    """What the reasons of candidates for purposes are put into words with, by one statement."""
    return await read_voice(
        context.store, context.snapshot, context.language, candidates, purpose=True
    )


def nearest_answer(candidate: ExplainedCandidate, voice: Voice) -> Nearest:
    """A candidate as it is shown."""
    return Nearest(
        agency=node(Agency, candidate.agency),
        rank=candidate.rank,
        score=shown(candidate.score),
        reasons=candidate.reasons(voice),
    )
