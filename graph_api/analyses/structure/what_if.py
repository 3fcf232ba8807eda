"""Answers ``structure.whatIf``."""

from __future__ import annotations

from itertools import chain
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.common.arguments import check_most, different
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.structure.bounds import silence_of
from graph_api.analyses.structure.cooperation import everyone
from graph_api.analyses.structure.counterfactual import (
    CooperationNumbers,
    CounterfactualOutcome,
    leaving_of,
    numbers_now,
    outcome_of,
)
from graph_api.analyses.structure.cut_points import PARTS, parts_shown
from graph_api.analyses.structure.part_answers import (
    AgencyPair,
    Merge,
    Shape,
    Split,
    TieInput,
    WhatIf,
)
from graph_api.concurrency import compute
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.csr import Ints, among, ints
from graph_api.linkage.features import Features
from graph_api.linkage.silence_answers import Silence
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError
from schema.model import Agency

LISTED = 100
MOST_CHANGES = 100


async def find_what_if(
    context: QueryContext, leave: list[str], join: list[tuple[str, str]]
) -> WhatIf | None:
    """Before and after; ``None`` when one of those named is not there.

    Args:
        context: what it is worked out with.
        leave: ids of agencies and networks.
        join: pairs of ids of agencies.

    Raises:
        PhakhiError: BAD_ARGUMENT when one leaves and joins; what the store raises.
    """
    features = context.features
    numbers = [features.graph.number(ident) for ident in [*leave, *sum(join, ())]]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return None
    leaving = leaving_of(features, known[: len(leave)])
    ends = [number - features.first for number in known[len(leave) :]]
    if among(ints(ends), leaving).any():
        raise _both()
    pairs = list(zip(ends[::2], ends[1::2], strict=True))
    before = await context.snapshot.once("numbers", numbers_now)
    outcome = await compute(outcome_of, features, leaving, pairs)
    silence = await silence_of(context, everyone(features))
    return _what_if(features, leaving, before, outcome, silence)


def _both() -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        "An agency that leaves, or goes with its only network, cannot join.",
        "หน่วยงานที่ออก หรือออกไปกับเครือข่ายเดียวที่สังกัด จะร่วมมือใหม่ไม่ได้",
    )


def _what_if(
    features: Features,
    leaving: Ints,
    before: CooperationNumbers,
    outcome: CounterfactualOutcome,
    silence: Silence,
) -> WhatIf:
    changes = [outcome.splits, outcome.merges]
    cut = any(len(regrouped) > PARTS for regrouped in changes)
    cut |= any(len(parts) > PARTS for regrouped in changes for parts in regrouped)
    cut |= max(len(leaving), len(outcome.isolated)) > LISTED
    return WhatIf(
        before=_shape(before),
        after=_shape(outcome.after),
        leaving=nodes(Agency, features.agencies(leaving[:LISTED])),
        leaving_count=len(leaving),
        splits=[
            Split(size=_size(parts), into=parts_shown(features, parts), count=len(parts))
            for parts in outcome.splits[:PARTS]
        ],
        merges=[
            Merge(size=_size(parts), of=parts_shown(features, parts), count=len(parts))
            for parts in outcome.merges[:PARTS]
        ],
        newly_isolated=nodes(Agency, features.agencies(outcome.isolated[:LISTED])),
        newly_isolated_count=len(outcome.isolated),
        newly_connected=[
            AgencyPair(a=node(Agency, features.agency(a)), b=node(Agency, features.agency(b)))
            for a, b in outcome.connected
        ],
        truncated=cut or len(features.works.large) > 0,
        silence=silence,
    )


def _size(parts: list[Ints]) -> int:
    return sum(map(len, parts))


def _shape(numbers: CooperationNumbers) -> Shape:
    return Shape(
        agencies=numbers.agencies,
        ties=numbers.ties,
        components=numbers.components,
        largest=numbers.largest,
        isolated=numbers.isolated,
        cut_points=numbers.cut_points,
    )


async def _resolve_what_if(
    request: AnalysisRequest,
    *,
    leave: Annotated[
        list[strawberry.ID] | None,
        strawberry.argument(
            description="Agencies, or networks with those members that belong to no other network, 100 at most "
            "(ผู้ที่ออก)"
        ),
    ] = None,
    join: Annotated[
        list[TieInput] | None,
        strawberry.argument(
            description="Pairs that would work together, 100 at most (ความร่วมมือใหม่)"
        ),
    ] = None,
) -> WhatIf | None:
    """Cooperation before and after."""
    leaving = [check_kind(item, "leave", "Agency", "Network") for item in leave or []]
    pairs = [
        (check_kind(t.a, "join", "Agency"), check_kind(t.b, "join", "Agency")) for t in join or []
    ]
    for one, other in pairs:
        different(one, other, "a", "b")
    check_most(len(leaving) + len(pairs), "The number of changes", MOST_CHANGES, 1)
    context = await request.context(leaving, chain.from_iterable(pairs))
    return await find_what_if(context, leaving, pairs)


ANALYSIS = Analysis(
    name="what_if",
    question=Text(
        "Cooperation before and after some leave and others begin to work together; null when one of them is not there; question 10",
        "ถ้ามีผู้ออกหรือร่วมมือใหม่ จะเป็นอย่างไร",
    ),
    resolver=_resolve_what_if,
    numbers=(10,),
)
