"""The questions of the family ``overlap``."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.families.common.arguments import After, First, check_most
from graph_api.families.common.family import Family
from graph_api.families.overlap import duplicates, problems
from graph_api.families.overlap.answers import CommonProblem, Duplicate
from graph_api.linkage.arguments import check_kind
from graph_api.paging.connections import Connection
from graph_api.paging.pages import asked_page

MOST_NETWORKS = 1000

InArea = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only in this area or within it (พื้นที่)"),
]


async def _duplicates(
    family: strawberry.Parent[Family],
    info: strawberry.Info,
    *,
    area: InArea = None,
    first: First = 20,
    after: After = None,
) -> Connection[Duplicate] | None:
    """Duplicated effort."""
    place = None if area is None else check_kind(area, "area", "Area")
    page = asked_page(first, after, "duplicates", duplicates.SAMPLE)
    return await duplicates.list_duplicates(await family.asking(info), place, page)


async def _problems(  # the arguments of the field
    family: strawberry.Parent[Family],
    info: strawberry.Info,
    *,
    min_networks: Annotated[
        int,
        strawberry.argument(description="Raised by so many networks at least (จำนวนเครือข่ายขั้นต่ำ)"),
    ] = 3,
    area: InArea = None,
    first: First = 20,
    after: After = None,
) -> Connection[CommonProblem] | None:
    """Problems of several networks."""
    least = check_most(min_networks, "minNetworks", MOST_NETWORKS, 1)
    place = None if area is None else check_kind(area, "area", "Area")
    page = asked_page(first, after, "problems", problems.SAMPLE)
    return await problems.list_problems(await family.asking(info), place, least, page)


@strawberry.type(description="What several do or raise at once (ความซ้ำซ้อนและประเด็นร่วม)")
class Overlap(Family):
    """What several do or raise at once."""

    duplicates: Connection[Duplicate] | None = strawberry.field(
        resolver=_duplicates,
        description="Duplicated effort: mechanisms of the same kind for the same problem in the same area that run "
        "at the same time under different operators; question 6 (งานที่ซ้ำซ้อนกัน)",
    )
    problems: Connection[CommonProblem] | None = strawberry.field(
        resolver=_problems,
        description="Problems that several networks raise, each in their own words, those of most networks first; "
        "question 7; the issues that they share are in sharedIssues (ปัญหาที่หลายเครือข่ายยก)",
    )
