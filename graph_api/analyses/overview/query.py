"""The analyses of ``overview``."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.overview import profile
from graph_api.analyses.overview.answers import (
    AreaCounts,
    AreaProfile,
    Comparison,
    Coverage,
    Dimension,
)
from graph_api.analyses.overview.comparison import ComparedSubject, find_comparison
from graph_api.analyses.overview.coverage import find_coverage
from graph_api.analyses.overview.period import check_year
from graph_api.linkage.arguments import check_kind
from graph_api.paging.connections import Connection
from graph_api.paging.pages import asked_page
from schema.declare import Text

AreaId = Annotated[strawberry.ID, strawberry.argument(description="The area (พื้นที่)")]


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


async def _area_profile(request: AnalysisRequest, *, area: AreaId) -> AreaProfile | None:
    """An area at a glance."""
    place = check_kind(area, "area", "Area")
    return await profile.find_profile(await request.context(place), place)


async def _compare(
    request: AnalysisRequest,
    *,
    a: Annotated[strawberry.ID, strawberry.argument(description="An area or a network (ฝ่ายแรก)")],
    b: Annotated[
        strawberry.ID,
        strawberry.argument(
            description="Another one of the same kind, or the same in another year (ฝ่ายที่สอง)"
        ),
    ],
    year_a: Annotated[
        int | None,
        strawberry.argument(
            description="The first in this year, as in coverage; by default on the day (ปีของฝ่ายแรก)"
        ),
    ] = None,
    year_b: Annotated[
        int | None,
        strawberry.argument(
            description="The second in this year, as in coverage; by default on the day (ปีของฝ่ายที่สอง)"
        ),
    ] = None,
) -> Comparison | None:
    """Two side by side."""
    day = request.as_of
    one = ComparedSubject(check_kind(a, "a", "Area", "Network"), check_year(year_a, day))
    other = ComparedSubject(check_kind(b, "b", "Area", "Network"), check_year(year_b, day))
    return await find_comparison(await request.context(a, b), one, other)


async def _roll_up(
    request: AnalysisRequest,
    *,
    area: AreaId,
    first: First = 20,
    after: After = None,
) -> Connection[AreaCounts] | None:
    """Each area within, rolled up."""
    place = check_kind(area, "area", "Area")
    page = asked_page(first, after, "rollUp", profile.FIRST)
    return await profile.find_roll_up(await request.context(place), place, page)


ANALYSES = (
    Analysis(
        name="coverage",
        question=Text(
            "Who does what where and when in an area (4W)? Null when there is no such area",
            "ในพื้นที่หนึ่ง ใครทำอะไร ที่ไหน เมื่อไร",
        ),
        resolver=_coverage,
        computed=Computed.BOTH,
    ),
    Analysis(
        name="area_profile",
        question=Text(
            "What is there in a province, district or subdistrict, with all areas within it? Null when there is no such area",
            "ในจังหวัด อำเภอ หรือตำบลหนึ่งมีอะไรบ้าง",
        ),
        resolver=_area_profile,
        computed=Computed.BOTH,
    ),
    Analysis(
        name="compare",
        question=Text(
            "How do two areas, two networks, or two years of one of them differ? Null when one is not there",
            "สองพื้นที่ สองเครือข่าย หรือสองปี ต่างกันอย่างไร",
        ),
        resolver=_compare,
        computed=Computed.BOTH,
    ),
    Analysis(
        name="roll_up",
        question=Text(
            "What is there in an area and in each area within it, level by level, from the largest to the smallest? Null when there is no such area",
            "ยอดรวมของพื้นที่และพื้นที่ย่อยทุกระดับ",
        ),
        resolver=_roll_up,
        computed=Computed.BOTH,
    ),
)
