"""The analyses of ``structure``."""

from __future__ import annotations

from itertools import chain
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First, NearestCount, check_most, different
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.structure import brokers, cut_points, isolated, lead_load, paths, what_if
from graph_api.analyses.structure.answers import (
    BrokerConnection,
    CooperationPaths,
    IsolatedAgency,
    IsolationKind,
    LeadLoad,
)
from graph_api.analyses.structure.part_answers import CutPoint, TieInput, WhatIf
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.steps import LONGEST
from graph_api.paging.connections import Connection
from graph_api.paging.pages import asked_page
from schema.declare import Text

MOST_PATHS = 10
MOST_CHANGES = 100
LEADS = strawberry.ID("term:role.leads")

InNetwork = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only members of this network (เฉพาะสมาชิกเครือข่าย)"),
]
InArea = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only agencies active in this area (เฉพาะหน่วยงานในพื้นที่)"),
]


async def _brokers(  # the arguments of the field
    request: AnalysisRequest,
    *,
    a: Annotated[strawberry.ID, strawberry.argument(description="A network (เครือข่าย)")],
    b: Annotated[strawberry.ID, strawberry.argument(description="Another one (อีกเครือข่าย)")],
    first: First = 20,
    after: After = None,
) -> BrokerConnection | None:
    """Who bridges two networks."""
    one, other = check_kind(a, "a", "Network"), check_kind(b, "b", "Network")
    different(one, other, "a", "b")
    page = asked_page(first, after, "brokers", brokers.SAMPLE)
    return await brokers.list_brokers(await request.context(one, other), one, other, page)


async def _cut_points(
    request: AnalysisRequest,
    *,
    network: InNetwork = None,
    area: InArea = None,
    first: First = 20,
    after: After = None,
) -> Connection[CutPoint] | None:
    """Agencies whose leaving would split cooperation."""
    page = asked_page(first, after, "cutPoints", cut_points.SAMPLE)
    inside = _network(network), _area(area)
    context = await request.context(inside[0] or inside[1])
    return await cut_points.list_cut_points(context, *inside, page)


async def _what_if(
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
    return await what_if.find_what_if(context, leaving, pairs)


async def _isolated(  # noqa: PLR0913  # the arguments of the field
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
) -> Connection[IsolatedAgency] | None:
    """Agencies that stand apart."""
    page = asked_page(first, after, "isolated", isolated.SAMPLE)
    inside, most = (_network(network), _area(area)), check_most(nearest, "nearest")
    context = await request.context(inside[0] or inside[1])
    return await isolated.list_isolated(context, kinds, inside, page, most)


async def _paths(
    request: AnalysisRequest,
    *,
    from_: Annotated[
        strawberry.ID, strawberry.argument(name="from", description="An agency (หน่วยงาน)")
    ],
    to: Annotated[strawberry.ID, strawberry.argument(description="Another one (อีกหน่วยงาน)")],
    k: Annotated[
        int, strawberry.argument(description="Maximum number of chains, 1 to 10 (จำนวนเส้นทาง)")
    ] = 3,
    longest: Annotated[
        int, strawberry.argument(description="Steps of a chain at most, 1 to 6 (จำนวนก้าวสูงสุด)")
    ] = LONGEST,
) -> CooperationPaths | None:
    """The shortest chains of cooperation."""
    source, target = check_kind(from_, "from", "Agency"), check_kind(to, "to", "Agency")
    different(source, target, "from", "to")
    bounds = check_most(k, "k", MOST_PATHS, 1), check_most(longest, "longest", LONGEST, 1)
    return await paths.find_paths(await request.context(source, target), source, target, *bounds)


async def _lead_load(
    request: AnalysisRequest,
    *,
    role: Annotated[strawberry.ID, strawberry.argument(description="The role (บทบาท)")] = LEADS,
    only_overloaded: Annotated[
        bool, strawberry.argument(description="Only overloaded agencies (เฉพาะที่ภาระเกิน)")
    ] = False,
    first: First = 20,
    after: After = None,
) -> Connection[LeadLoad] | None:
    """How often agencies hold a role."""
    asked = check_kind(role, "role", "Term")
    page = asked_page(first, after, "leadLoad", lead_load.SAMPLE)
    context = await request.context()
    return await lead_load.list_loads(context, asked, page, only_overloaded=only_overloaded)


def _network(ident: str | None) -> str | None:
    return None if ident is None else check_kind(ident, "network", "Network")


def _area(ident: str | None) -> str | None:
    return None if ident is None else check_kind(ident, "area", "Area")


ANALYSES = (
    Analysis(
        name="brokers",
        question=Text(
            "Agencies that bridge two networks, with their broker role, those that bridge most pairs first; question 9; null when a network is not there",
            "ผู้เชื่อมสองเครือข่าย",
        ),
        resolver=_brokers,
        numbers=(9,),
    ),
    Analysis(
        name="cut_points",
        question=Text(
            "Agencies whose leaving would split cooperation, and what into, those that would cut off most first; question 10; null when the network or area is not there",
            "หน่วยงานที่หากออกไปเครือข่ายจะแยก",
        ),
        resolver=_cut_points,
        numbers=(10,),
    ),
    Analysis(
        name="what_if",
        question=Text(
            "Cooperation before and after some leave and others begin to work together; null when one of them is not there; question 10",
            "ถ้ามีผู้ออกหรือร่วมมือใหม่ จะเป็นอย่างไร",
        ),
        resolver=_what_if,
        numbers=(10,),
    ),
    Analysis(
        name="isolated",
        question=Text(
            "Agencies that work with nobody, or only inside their own networks, and whom they could work with; question 11; null when the network or area is not there",
            "หน่วยงานที่อยู่ลำพังหรือทำงานเฉพาะในเครือข่ายตน",
        ),
        resolver=_isolated,
        numbers=(11,),
    ),
    Analysis(
        name="paths",
        question=Text(
            "The shortest chains of cooperation between two agencies, and through what; question 12; null when one is not there",
            "เส้นทางความร่วมมือที่สั้นที่สุด",
        ),
        resolver=_paths,
        numbers=(12,),
    ),
    Analysis(
        name="lead_load",
        question=Text(
            "How often agencies lead (or hold another role), against their peers, most first; question 15",
            "ภาระเจ้าภาพเทียบกับเพื่อน",
        ),
        resolver=_lead_load,
        computed=Computed.BOTH,
        numbers=(15,),
    ),
)
