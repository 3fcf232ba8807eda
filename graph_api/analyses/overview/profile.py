"""The profile of an area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import AreaId
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.overview.answers import AreaCounts, AreaIssue, AreaProfile
from graph_api.analyses.overview.events import read_events
from graph_api.analyses.overview.inventory import Inventory, inventory_of_area
from graph_api.analyses.overview.period import PeriodGraph
from graph_api.analyses.overview.places import Places
from graph_api.concurrency import compute
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.csr import Ints
from graph_api.planner.refs import node
from schema.declare import Text
from schema.model import Area, Issue

TOP_ISSUES, CHILDREN = 20, 100

EventsByArea = Mapping[str, set[str]]


@dataclass(frozen=True)
class _Profile:
    own: Inventory
    issues: list[tuple[int, int, int]]
    children: list[tuple[int, Inventory]]
    child_count: int


async def find_profile(context: QueryContext, area: str) -> AreaProfile | None:
    """The profile, or ``None`` when the area is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    graph = context.graph
    number = graph.number(area)
    if number is None:
        return None
    events = await read_events(context, PeriodGraph(context.features, context.scope), area)
    profile = await compute(_profile, context, number, events)
    return AreaProfile(
        area=node(Area, area),
        counts=profile.own.counts(),
        top_issues=[
            AreaIssue(issue=node(Issue, graph.ids[issue]), agencies=agencies, things=concerned)
            for issue, agencies, concerned in profile.issues
        ],
        children=[
            area_counts(graph.ids[child], 1, inventory) for child, inventory in profile.children
        ],
        child_count=profile.child_count,
    )


def inventory_within(places: Places, area: int, events: EventsByArea) -> Inventory:
    """What an area has, with the events held in it or within it."""
    graph = places.features.graph
    held = [events[graph.ids[item]] for item in places.inside(area) if graph.ids[item] in events]
    return inventory_of_area(places, area, len(set().union(*held)))


def _profile(context: QueryContext, area: int, events: EventsByArea) -> _Profile:
    places = Places.of(context.features)
    own, children = inventory_within(places, area, events), places.within(area)
    return _Profile(
        own=own,
        issues=top_issues(places, area, own.sets["issues"]),
        children=[
            (int(child), inventory_within(places, int(child), events))
            for child in children[:CHILDREN]
        ],
        child_count=len(children),
    )


def top_issues(places: Places, area: int, issues: Ints) -> list[tuple[int, int, int]]:
    """Issues of an area with how many agencies and how many things are concerned with each."""
    features, placed = places.features, places.placed.row(area)
    size = features.graph.size
    active = features.graph.of_kind("agency", placed) - features.first
    agencies = np.bincount(features.concern.has.gather(active)[0], minlength=size)[issues]
    concerned = features.graph.relations["CONCERNS"].out.gather(placed)[0]
    node_counts = np.bincount(concerned, minlength=size)[issues]
    order = np.lexsort((issues, -node_counts, -agencies))[:TOP_ISSUES]
    return [(int(issues[at]), int(agencies[at]), int(node_counts[at])) for at in order]


def area_counts(area: str, depth: int, inventory: Inventory) -> AreaCounts:
    """What an area has, ``depth`` levels below the one that is asked about."""
    return AreaCounts(area=node(Area, area), depth=depth, counts=inventory.counts())


async def _area_profile(request: AnalysisRequest, *, area: AreaId) -> AreaProfile | None:
    """An area at a glance."""
    place = check_kind(area, "area", "Area")
    return await find_profile(await request.context(place), place)


ANALYSIS = Analysis(
    name="area_profile",
    question=Text(
        "What is there in a province, district or subdistrict, with all areas within it? Null when there is no such area",
        "ในจังหวัด อำเภอ หรือตำบลหนึ่งมีอะไรบ้าง",
    ),
    resolver=_area_profile,
    computed=Computed.BOTH,
)
