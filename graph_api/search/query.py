"""The root field ``search``."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.domain.arguments import AsOf, Datasets
from graph_api.domain.scope import parse_scope
from graph_api.linkage.arguments import check_kinds
from graph_api.paging.pages import check_first
from graph_api.search.answers import SearchHit
from graph_api.search.asking import make_search
from graph_api.search.context import SearchInfo


async def _search(  # noqa: PLR0913  # the arguments of the field
    info: SearchInfo,
    *,
    text: Annotated[
        str, strawberry.argument(description="What to look for, 1 to 1000 characters (ข้อความ)")
    ],
    kinds: Annotated[
        list[str] | None,
        strawberry.argument(
            description="Only these kinds, such as Agency; by default all but Claim, Dataset, Evidence, "
            "Reading, Source and Term (ประเภท)"
        ),
    ] = None,
    first: Annotated[
        int, strawberry.argument(description="Maximum number of items, 1 to 100 (จำนวน)")
    ] = 20,
    as_of: AsOf = None,
    datasets: Datasets = None,
    include_synthetic: Annotated[
        bool | None,
        strawberry.argument(description="False leaves out what is invented (รวมข้อมูลสังเคราะห์)"),
    ] = True,
) -> list[SearchHit]:
    """Records by parts of their names."""
    request = make_search(text, None if kinds is None else check_kinds(kinds))
    scope = parse_scope(as_of, datasets, include_synthetic=include_synthetic)
    return await info.context.services.search.search(scope, request, check_first(first))


@strawberry.type
class SearchQuery:
    """Records by parts of their names."""

    search: list[SearchHit] = strawberry.field(
        resolver=_search,
        description="Records by part of a name, an alias or an abbreviation, in Thai or English, with or "
        "without a typing slip, best first (ค้นหาจากส่วนหนึ่งของชื่อ ชื่ออื่น หรือคำย่อ)",
    )
