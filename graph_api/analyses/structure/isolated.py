"""Answers ``structure.isolated``: who stands apart, and whom they could work with."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.common.arguments import (
    After,
    First,
    NearestCount,
    WithBounds,
    check_most,
)
from graph_api.analyses.common.candidates import nearest_answer
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.structure.answers import (
    IsolatedAgency,
    IsolatedAgencyConnection,
    IsolationKind,
)
from graph_api.analyses.structure.arguments import InArea, InNetwork
from graph_api.analyses.structure.bounds import (
    Bounding,
    ListBounds,
    ListedAgency,
    Measure,
    bounds_asked,
    find_bounds,
    silence_of,
)
from graph_api.analyses.structure.cut_points import agencies_inside
from graph_api.analyses.structure.isolation import KINDS, Alone, find_alone
from graph_api.concurrency import compute
from graph_api.linkage.arguments import check_optional
from graph_api.linkage.asker import make_asker
from graph_api.linkage.csr import Ints, among, ints
from graph_api.linkage.explained import ExplainedCandidate, explain_collaborator, read_voice
from graph_api.linkage.features import Features, tied
from graph_api.linkage.ranking import Choice, rank
from graph_api.linkage.reasons import Voice, shown
from graph_api.linkage.sentences import quoted
from graph_api.linkage.weights import default_weights
from graph_api.paging.connections import connection
from graph_api.paging.pages import Key, PageRequest, page_of, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Agency, Network

SAMPLE: Key = (0, "")
"""The key of an agency that stands apart: number of its kind, its id."""

LISTED = 20


async def list_isolated(
    context: QueryContext,
    kinds: list[IsolationKind] | None,
    inside: tuple[str | None, str | None],
    page: PageRequest,
    most_nearest: int,
    *,
    bounds: bool | None,
) -> IsolatedAgencyConnection | None:
    """The page; ``None`` when the network or the area is not there.

    Args:
        context: what it is worked out with.
        kinds: only these; ``None`` for both.
        inside: ids of a network and an area that are looked at, each ``None`` for all.
        page: as asked for.
        most_nearest: whom each could work with, so many at most.
        bounds: whether to bound the numbers; ``None``: where that is cheap.

    Raises:
        PhakhiError: BAD_ARGUMENT for bounds that take too long; what the store raises.
    """
    features = context.features
    agencies = agencies_inside(features, *inside)
    if agencies is None:
        return None
    everyone = await context.snapshot.once("alone", find_alone)
    alone = await compute(_only, everyone, agencies, kinds)
    bounding = Bounding(
        ("alone", None if kinds is None else frozenset(kinds), inside),
        [item.agency for item in alone],
        alone_among(agencies, kinds),
    )
    bounded = await find_bounds(context, bounding, asked=bounds)
    shown_page = page_of(alone, lambda a: (KINDS.index(a.kind), features.agency(a.agency)), page)
    askers = [item.agency for item in shown_page.items]
    near, voice = await _nearest(context, askers, most_nearest)
    made = [
        _isolated(context, *both, voice, bounded)
        for both in zip(shown_page.items, near, strict=True)
    ]
    return IsolatedAgencyConnection(
        **vars(connection(shown_page, made)),
        silence=await silence_of(context, agencies),
        total_bounds=bounded.total if bounded else None,
    )


def alone_among(agencies: Ints, kinds: list[IsolationKind] | None) -> Measure:
    """Those of these agencies that stand apart in a draw; there is nothing to count of each."""
    return lambda draw: [
        ListedAgency(item.agency, 0) for item in _only(find_alone(draw.features), agencies, kinds)
    ]


def _only(everyone: list[Alone], agencies: Ints, kinds: list[IsolationKind] | None) -> list[Alone]:
    there = among(ints([item.agency for item in everyone]), agencies)
    return [
        item
        for item, inside in zip(everyone, there, strict=True)
        if inside and (kinds is None or item.kind in kinds)
    ]


def _isolated(
    context: QueryContext,
    item: Alone,
    near: list[ExplainedCandidate],
    voice: Voice,
    bounded: ListBounds | None,
) -> IsolatedAgency:
    features = context.features
    partners = tied(features, item.agency)
    networks = features.graph.out("MEMBER_OF", features.first + item.agency)
    return IsolatedAgency(
        kind=item.kind,
        agency=node(Agency, features.agency(item.agency)),
        partners=nodes(Agency, features.agencies(partners[:LISTED])),
        partner_count=len(partners),
        networks=nodes(Network, features.graph.names(networks[:LISTED])),
        why=_why(context, item, len(partners), voice),
        nearest=[nearest_answer(candidate, voice) for candidate in near],
        remains=shown(bounded.remains[item.agency]) if bounded else None,
    )


def _why(context: QueryContext, item: Alone, partners: int, voice: Voice) -> str:
    name = quoted(voice.name(context.features.agency(item.agency)))
    if item.kind is IsolationKind.ISOLATED:
        return context.say(f"{name} works with nobody.", f"{name} ไม่ทำงานร่วมกับใคร")
    return context.say(
        f"All whom {name} works with ({partners}) share a network with it.",
        f"ผู้ที่ {name} ทำงานด้วยทั้งหมด ({partners}) อยู่ในเครือข่ายเดียวกัน",
    )


async def _nearest(
    context: QueryContext, askers: list[int], most: int
) -> tuple[list[list[ExplainedCandidate]], Voice]:
    """Whom each could work with, and what all is put into words with."""
    features = context.features
    explained = await compute(lambda: [_candidates(features, a, most) for a in askers])
    voice = await read_voice(
        context.store,
        context.snapshot,
        context.language,
        [item for row in explained for item in row],
        also=map(features.agency, askers),
    )
    return explained, voice


def _candidates(features: Features, agency: int, most: int) -> list[ExplainedCandidate]:
    if most == 0:
        return []
    asker = make_asker(features, agency)
    weights = default_weights(len(asker.tied), stated_need=False)
    ranking = rank(features, asker, weights, Choice(most, other_networks_first=True))
    return [explain_collaborator(features, asker, weights, place) for place in ranking.places]


async def _resolve_isolated(  # noqa: PLR0913  # the arguments of the field
    request: AnalysisRequest,
    *,
    kinds: Annotated[
        list[IsolationKind] | None, strawberry.argument(description="Only these ways (ลักษณะ)")
    ] = None,
    network: InNetwork = None,
    area: InArea = None,
    nearest: NearestCount = 3,
    first: First = 20,
    after: After = None,
    bounds: WithBounds = None,
) -> IsolatedAgencyConnection | None:
    """Agencies that stand apart."""
    page = page_request(first, after, "isolated", SAMPLE)
    inside, most = (
        (check_optional(network, "network", "Network"), check_optional(area, "area", "Area")),
        check_most(nearest, "nearest"),
    )
    context = await request.context(inside[0] or inside[1])
    asked = bounds_asked(request, bounds)
    return await list_isolated(context, kinds, inside, page, most, bounds=asked)


ANALYSIS = Analysis(
    name="isolated",
    question=Text(
        "Agencies that work with nobody, or only inside their own networks, and whom they could work with; question 11; null when the network or area is not there",
        "หน่วยงานที่อยู่ลำพังหรือทำงานเฉพาะในเครือข่ายตน",
    ),
    resolver=_resolve_isolated,
    numbers=(11,),
)
