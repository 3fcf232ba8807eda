"""The roll-up of an area, level by level."""

from __future__ import annotations

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, AreaId, First
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.overview.answers import AreaCounts
from graph_api.analyses.overview.events import read_events
from graph_api.analyses.overview.period import PeriodGraph
from graph_api.analyses.overview.places import Places
from graph_api.analyses.overview.profile import area_counts, inventory_within
from graph_api.concurrency import compute
from graph_api.linkage.arguments import check_kind
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_of, page_request
from schema.declare import Text

FIRST: Key = (0, "")
"""A key before all others; also what keys are made of."""


async def find_roll_up(
    context: QueryContext, area: str, requested: PageRequest
) -> Connection[AreaCounts] | None:
    """A page of areas: the area itself, then those within it, level by level, each level by id.

    Raises:
        PhakhiError: what the store raises.
    """
    graph = context.graph
    number = graph.number(area)
    if number is None:
        return None
    events = await read_events(context, PeriodGraph(context.features, context.scope), area)
    places = await compute(Places.of, context.features)
    levels = enumerate(places.levels(number))
    areas = [(depth, graph.ids[item]) for depth, level in levels for item in level]
    page = page_of(areas, lambda item: item, requested)
    shown = [(depth, ident, _number(context, ident)) for depth, ident in page.items]
    inventories = await compute(
        lambda: [inventory_within(places, area, events) for _, _, area in shown]
    )
    items = [
        area_counts(ident, depth, held)
        for (depth, ident, _), held in zip(shown, inventories, strict=True)
    ]
    return connection(page, items)


def _number(context: QueryContext, ident: str) -> int:
    number = context.graph.number(ident)
    assert number is not None
    return number


async def _roll_up(
    request: AnalysisRequest,
    *,
    area: AreaId,
    first: First = 20,
    after: After = None,
) -> Connection[AreaCounts] | None:
    """Each area within, rolled up."""
    place = check_kind(area, "area", "Area")
    page = page_request(first, after, "rollUp", FIRST)
    return await find_roll_up(await request.context(place), place, page)


ANALYSIS = Analysis(
    name="roll_up",
    question=Text(
        "What is there in an area and in each area within it, level by level, from the largest to the smallest? Null when there is no such area",
        "ยอดรวมของพื้นที่และพื้นที่ย่อยทุกระดับ",
    ),
    resolver=_roll_up,
    computed=Computed.BOTH,
)
