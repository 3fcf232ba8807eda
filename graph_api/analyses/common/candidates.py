"""Candidates for a purpose, with their reasons, as the families show them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import strawberry

from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.purpose import Near, explain_near, rank_for
from graph_api.linkage.answers import Reason
from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.details import read_details
from graph_api.linkage.features import Features
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.purpose import Purpose
from graph_api.linkage.reasons import ScorePart, Voice, make_reasons, shown
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


@dataclass(frozen=True)
class Found:
    """A candidate before it is put into words."""

    purpose: str
    near: Near
    provenance: dict[ScoreComponent, Provenance]
    weights: Weights


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
    found = await asyncio.to_thread(_find, context.features, purposes, most)
    voice = await voice_for(context, [item for row in found for item in row])
    return [[_nearest(item, voice) for item in row] for row in found]


def _find(
    features: Features, purposes: Sequence[tuple[str, Purpose]], most: int
) -> list[list[Found]]:
    return [
        [
            find_near(features, about, purpose, near)
            for near in (rank_for(features, purpose)[:most] if most else [])
        ]
        for about, purpose in purposes
    ]


def find_near(
    features: Features,
    about: str,
    purpose: Purpose,
    near: Near,
    weights: Weights = PURPOSE_BLEND,
) -> Found:
    """A candidate with what stands behind it."""
    return Found(about, near, explain_near(features, purpose, near), weights)


async def voice_for(context: QueryContext, found: Sequence[Found]) -> Voice:
    """What the reasons of these candidates are put into words with, by one statement."""
    provenance = [part for item in found for part in item.provenance.values()]
    ends = {item.purpose for item in found} | {
        context.graph.ids[item.near.agency] for item in found
    }
    details = await read_details(
        context.store, context.scope, context.graph, provenance, sorted(ends)
    )
    return Voice(context.graph, details, context.language, purpose=True)


def reasons_of(found: Found, voice: Voice) -> list[Reason]:
    """The reasons of a candidate, the strongest first."""
    parts = [
        ScorePart(component, found.weights[component], value, found.provenance[component])
        for component, value in found.near.values.items()
    ]
    return make_reasons(parts, (found.purpose, voice.graph.ids[found.near.agency]), voice)


def _nearest(found: Found, voice: Voice) -> Nearest:
    return Nearest(
        agency=node(Agency, voice.graph.ids[found.near.agency]),
        rank=found.near.rank,
        score=shown(found.near.score),
        reasons=reasons_of(found, voice),
    )
