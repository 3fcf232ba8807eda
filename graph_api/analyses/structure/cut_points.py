"""Answers ``structure.cutPoints``."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.common.arguments import After, First, WithBounds
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.structure.arguments import InArea, InNetwork
from graph_api.analyses.structure.blocks import Articulation, Articulations, find_articulations
from graph_api.analyses.structure.bounds import (
    Bounding,
    ListBounds,
    ListedAgency,
    Measure,
    bounds_asked,
    find_bounds,
    rank_bounds,
    silence_of,
)
from graph_api.analyses.structure.bounds_answers import CutPointBounds
from graph_api.analyses.structure.cooperation import connectivity_of, everyone
from graph_api.analyses.structure.part_answers import CutPoint, CutPointConnection, Part
from graph_api.concurrency import compute
from graph_api.linkage.arguments import check_optional
from graph_api.linkage.csr import Ints, common
from graph_api.linkage.details import Details, read_details
from graph_api.linkage.features import Features, tied
from graph_api.linkage.profile import make_profile
from graph_api.linkage.reasons import shown as shown_share
from graph_api.linkage.resampling import Draw
from graph_api.linkage.sentences import quoted
from graph_api.paging.connections import connection
from graph_api.paging.pages import Key, PageRequest, page_of, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Agency

SAMPLE: Key = (0, "")
"""The key of a cut point: minus the agencies that it would cut off, its id."""

PARTS = 20
MEMBERS = 20
SIZES = 5
"""Sizes of parts that a sentence tells."""


async def list_cut_points(
    context: QueryContext,
    network: str | None,
    area: str | None,
    page: PageRequest,
    *,
    bounds: bool | None,
) -> CutPointConnection | None:
    """The page; ``None`` when the network or the area is not there.

    Raises:
        PhakhiError: BAD_ARGUMENT for bounds that take too long; what the store raises.
    """
    features = context.features
    inside = agencies_inside(features, network, area)
    if inside is None:
        return None
    articulations = await context.snapshot.once(
        ("articulations", network, area),
        lambda own: find_articulations(connectivity_of(own, inside)),
    )

    def ident(item: Articulation) -> str:
        return features.agency(int(inside[item.agency]))

    rows = [int(inside[item.agency]) for item in articulations.points]
    bounding = Bounding(("cut points", network, area), rows, cut_off_among(inside))
    bounded = await find_bounds(context, bounding, asked=bounds)
    shown = page_of(articulations.points, lambda item: (-item.cut_off, ident(item)), page)
    parts = await compute(_parts_without, articulations, shown.items)
    names = await read_details(
        context.store, context.scope, context.graph, [], map(ident, shown.items)
    )
    made = [
        _cut_point(context, (item, inside, pieces), names, bounded)
        for item, pieces in zip(shown.items, parts, strict=True)
    ]
    return CutPointConnection(
        **vars(connection(shown, made)),
        silence=await silence_of(context, inside),
        total_bounds=bounded.total if bounded else None,
    )


def cut_off_among(inside: Ints) -> Measure:
    """Cut points among the agencies that are looked at now, whatever a draw may add."""

    def measure(draw: Draw) -> list[ListedAgency]:
        points = find_articulations(connectivity_of(draw.features, inside)).points
        return [ListedAgency(int(inside[item.agency]), item.cut_off) for item in points]

    return measure


def agencies_inside(features: Features, network: str | None, area: str | None) -> Ints | None:
    """Agencies of a network and active in an area, counted from the first; ``None``: not there."""
    inside = everyone(features)
    for ident in filter(None, (network, area)):
        number = features.graph.number(ident)
        if number is None:
            return None
        if features.graph.is_a("network", number):
            inside = common(inside, make_profile(features, number).agencies)
        else:
            inside = common(inside, features.place.had_by.row(number))
    return inside


def _parts_without(
    articulations: Articulations, points: Sequence[Articulation]
) -> list[list[Ints]]:
    return [articulations.parts_without(item.agency) for item in points]


def _cut_point(
    context: QueryContext,
    cut: tuple[Articulation, Ints, list[Ints]],
    names: Details,
    bounded: ListBounds | None,
) -> CutPoint:
    features, (item, inside, parts) = context.features, cut
    agency = int(inside[item.agency])
    ident = features.agency(agency)
    sizes = [len(part) for part in parts]
    return CutPoint(
        agency=node(Agency, ident),
        partners=len(common(tied(features, agency), inside)),
        agencies_cut_off=item.cut_off,
        split_into=parts_shown(features, [inside[part] for part in parts[:PARTS]]),
        split_count=len(parts),
        why=_why(context, quoted(names.name(ident, context.language)), sizes),
        bounds=_bounds(bounded, agency),
    )


def _bounds(bounded: ListBounds | None, agency: int) -> CutPointBounds | None:
    ranks = rank_bounds(bounded, agency)
    if bounded is None or ranks is None:
        return None
    return CutPointBounds(**vars(ranks), remains=shown_share(bounded.remains[agency]))


def _why(context: QueryContext, name: str, sizes: list[int]) -> str:
    listed = ", ".join(map(str, sizes[:SIZES])) + (", …" if len(sizes) > SIZES else "")
    return context.say(
        f"Without {name} its part of the network would fall into {len(sizes)}: {listed} agencies.",
        f"หากไม่มี {name} ส่วนของเครือข่ายจะแยกเป็น {len(sizes)} ส่วน: {listed} หน่วยงาน",
    )


def parts_shown(features: Features, parts: Sequence[Ints]) -> list[Part]:
    """Parts (agencies counted from the first) as an answer shows them."""
    return [
        Part(
            size=len(part),
            members=nodes(Agency, features.agencies(np.sort(part)[:MEMBERS])),
        )
        for part in parts[:PARTS]
    ]


async def _cut_points(  # the arguments of the field
    request: AnalysisRequest,
    *,
    network: InNetwork = None,
    area: InArea = None,
    first: First = 20,
    after: After = None,
    bounds: WithBounds = None,
) -> CutPointConnection | None:
    """Agencies whose leaving would split cooperation."""
    page = page_request(first, after, "cutPoints", SAMPLE)
    inside = check_optional(network, "network", "Network"), check_optional(area, "area", "Area")
    context = await request.context(inside[0] or inside[1])
    asked = bounds_asked(request, bounds)
    return await list_cut_points(context, *inside, page, bounds=asked)


ANALYSIS = Analysis(
    name="cut_points",
    question=Text(
        "Agencies whose leaving would split cooperation, and what into, those that would cut off most first; question 10; null when the network or area is not there",
        "หน่วยงานที่หากออกไปเครือข่ายจะแยก",
    ),
    resolver=_cut_points,
    numbers=(10,),
)
