"""Coverage of an area: who does what where and when (4W)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import AreaId
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.overview.answers import Coverage, CoverageCell, CoverageTotal, Dimension
from graph_api.analyses.overview.coverage_table import NONE, Tallied, make_table
from graph_api.analyses.overview.period import PeriodGraph, check_year, period_graph
from graph_api.analyses.overview.places import Places
from graph_api.concurrency import compute
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.graph import Graph
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Area, Issue, Network, Record

MOST_CELLS, MOST_TOTALS = 1_000, 100


@dataclass(frozen=True)
class _Counted:
    cells: list[Tallied]
    totals: dict[Dimension, list[Tallied]]
    whole: tuple[int, int]


async def find_coverage(
    context: QueryContext, area: str, year: int | None, by: Sequence[Dimension]
) -> Coverage | None:
    """The matrix, or ``None`` when the area is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    period = await period_graph(context, area, year)
    number = period.features.graph.number(area)
    if number is None:
        return None
    counted = await compute(_count, period, number, by)
    graph, totals = period.features.graph, counted.totals
    cut = len(counted.cells) > MOST_CELLS or any(len(t) > MOST_TOTALS for t in totals.values())
    return Coverage(
        area=node(Area, area),
        year=year,
        cells=[_cell(graph, item) for item in counted.cells[:MOST_CELLS]],
        cell_count=len(counted.cells),
        networks=_totals(graph, totals[Dimension.WHO], 0),
        issues=_totals(graph, totals[Dimension.WHAT], 1),
        areas=_totals(graph, totals[Dimension.WHERE], 2),
        agencies=counted.whole[0],
        works=counted.whole[1],
        truncated=period.truncated or cut,
    )


def _count(period: PeriodGraph, area: int, by: Sequence[Dimension]) -> _Counted:
    table = make_table(Places.of(period.features), area)
    totals = {dimension: table.tally((dimension,)) for dimension in Dimension}
    return _Counted(table.tally(by), totals, table.whole())


def _cell(graph: Graph, item: Tallied) -> CoverageCell:
    network, issue, area = item.key
    return CoverageCell(
        network=None if network == NONE else node(Network, graph.ids[network]),
        issue=None if issue == NONE else node(Issue, graph.ids[issue]),
        area=None if area == NONE else node(Area, graph.ids[area]),
        agencies=item.agencies,
        works=item.works,
        examples=nodes(Record, graph.names(item.examples)),
    )


def _totals(graph: Graph, items: list[Tallied], side: int) -> list[CoverageTotal]:
    return [
        CoverageTotal(
            node=None if item.key[side] == NONE else node(Record, graph.ids[item.key[side]]),
            agencies=item.agencies,
            works=item.works,
        )
        for item in items[:MOST_TOTALS]
    ]


async def _coverage(
    request: AnalysisRequest,
    *,
    area: AreaId,
    year: Annotated[
        int | None,
        strawberry.argument(
            description="What held at any time in this year, up to asOf; Common Era, or Buddhist from 2400 "
            "on; by default what holds on the day (ปี ค.ศ. หรือ พ.ศ.)"
        ),
    ] = None,
    by: Annotated[
        list[Dimension] | None,
        strawberry.argument(
            description="What cells are told apart by; all three by default (แยกช่องตามมิติ)"
        ),
    ] = None,
) -> Coverage | None:
    """Who does what where and when."""
    place = check_kind(area, "area", "Area")
    when = check_year(year, request.as_of)
    sides = [*Dimension] if by is None else by
    return await find_coverage(await request.context(place), place, when, sides)


ANALYSIS = Analysis(
    name="coverage",
    question=Text(
        "Who does what where and when in an area (4W)? Null when there is no such area",
        "ในพื้นที่หนึ่ง ใครทำอะไร ที่ไหน เมื่อไร",
    ),
    resolver=_coverage,
    computed=Computed.BOTH,
)
