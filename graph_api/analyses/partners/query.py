"""The root fields of linkage: they check what is asked and hand it to the service."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.linkage.answers import (
    Collaborators,
    Linkage,
    NetworkMatrix,
    SharedIssue,
)
from graph_api.linkage.arguments import (
    check_depth,
    check_kind,
    check_kinds,
    check_minimum,
)
from graph_api.linkage.collaborating import CollaboratorQuery, find_collaborators
from graph_api.linkage.component_types import WeightsInput
from graph_api.linkage.counterfactual import Without, check_away
from graph_api.linkage.linking import find_linkage
from graph_api.linkage.need_input import NeedInput, stated_needs
from graph_api.linkage.networking import find_network_matrix, find_shared_issues
from graph_api.linkage.picture import MOST_NODES, PictureRequest, draw
from graph_api.linkage.picture_answers import Picture
from graph_api.linkage.ranking import Choice, Existing
from graph_api.paging.pages import check_first
from schema.declare import Text
from schema.ids import check_id


async def _collaborators(  # noqa: PLR0913  # the arguments of the field
    request: AnalysisRequest,
    *,
    agency: Annotated[strawberry.ID, strawberry.argument(description="Who asks (หน่วยงานผู้ถาม)")],
    first: Annotated[
        int, strawberry.argument(description="Maximum number of items, 1 to 100 (จำนวน)")
    ] = 10,
    need: Annotated[
        strawberry.ID | None,
        strawberry.argument(
            description="A problem or an issue that one needs help with now (ปัญหาหรือประเด็นที่ต้องการ)"
        ),
    ] = None,
    needs: Annotated[
        list[NeedInput] | None,
        strawberry.argument(
            description="Several of them, 20 at most, in place of need (ปัญหาและประเด็นที่ต้องการหลายข้อ)"
        ),
    ] = None,
    ties: Annotated[
        Existing,
        strawberry.argument(description="What to do with existing partners (ผู้ที่ทำงานร่วมกันอยู่แล้ว)"),
    ] = Existing.LEAVE_OUT,
    other_networks_first: Annotated[
        bool,
        strawberry.argument(
            description="Agencies of other networks before those of one's own (เครือข่ายอื่นก่อน)"
        ),
    ] = False,
    weights: Annotated[
        WeightsInput | None,
        strawberry.argument(description="Weights in place of the default ones (น้ำหนักที่กำหนดเอง)"),
    ] = None,
    without: Without = None,
) -> Collaborators | None:
    """Whom an agency could work with."""
    question = CollaboratorQuery(
        agency=check_kind(agency, "agency", "Agency"),
        choice=Choice(check_first(first), ties, other_networks_first),
        needs=stated_needs(need, needs),
        weights=None if weights is None else weights.by_component(),
        language=request.language,
        without=check_away(without),
        selected=request.selected("candidates"),
    )
    context = await request.context(question.agency, beside=question.about[1:])
    return await find_collaborators(context.store, context.snapshot, question)


async def _linkage(  # the arguments of the field
    request: AnalysisRequest,
    *,
    from_: Annotated[
        strawberry.ID,
        strawberry.argument(name="from", description="An agency or a network (หน่วยงานหรือเครือข่าย)"),
    ],
    to: Annotated[strawberry.ID, strawberry.argument(description="Another one (อีกองค์กร)")],
) -> Linkage | None:
    """How two organisations are linked."""
    source = check_kind(from_, "from", "Agency", "Network")
    target = check_kind(to, "to", "Agency", "Network")
    context = await request.context(source, target)
    return await find_linkage(context.store, context.snapshot, source, target, context.language)


async def _shared_issues(  # the arguments of the field
    request: AnalysisRequest,
    *,
    min_networks: Annotated[
        int,
        strawberry.argument(
            description="Minimum number of networks that share it (จำนวนเครือข่ายขั้นต่ำ)"
        ),
    ] = 2,
    area: Annotated[
        strawberry.ID | None,
        strawberry.argument(
            description="Only networks of this area or of one within it (เฉพาะเครือข่ายในพื้นที่)"
        ),
    ] = None,
    first: Annotated[
        int, strawberry.argument(description="Maximum number of items, 1 to 100 (จำนวน)")
    ] = 20,
) -> list[SharedIssue]:
    """Issues that several networks share."""
    place = None if area is None else check_kind(area, "area", "Area")
    least, most = check_minimum(min_networks), check_first(first)
    context = await request.context(place)
    return await find_shared_issues(context.store, context.snapshot, place, least, most)


async def _network_matrix(  # the arguments of the field
    request: AnalysisRequest,
    *,
    area: Annotated[strawberry.ID, strawberry.argument(description="The area (พื้นที่)")],
) -> NetworkMatrix | None:
    """Every pair of networks of an area."""
    place = check_kind(area, "area", "Area")
    context = await request.context(place)
    return await find_network_matrix(context.store, context.snapshot, place, context.language)


async def _graph(  # noqa: PLR0913  # the arguments of the field
    request: AnalysisRequest,
    *,
    area: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="Organisations active in this area (พื้นที่)"),
    ] = None,
    networks: Annotated[
        list[strawberry.ID] | None,
        strawberry.argument(description="These networks and their members (เครือข่าย)"),
    ] = None,
    issues: Annotated[
        list[strawberry.ID] | None,
        strawberry.argument(
            description="Organisations concerned with one of these issues (ประเด็น)"
        ),
    ] = None,
    kinds: Annotated[
        list[str] | None,
        strawberry.argument(
            description="Kinds of nodes, such as Agency; by default Agency, Network and Issue, and around "
            "a centre all but Evidence, Dataset, Claim and Source (ประเภท)"
        ),
    ] = None,
    center: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="Show what lies around this record instead (จุดศูนย์กลาง)"),
    ] = None,
    depth: Annotated[
        int, strawberry.argument(description="Steps around the centre, 1 or 2 (ระยะ)")
    ] = 1,
    first: Annotated[
        int, strawberry.argument(description="Maximum number of nodes, 1 to 2000 (จำนวน)")
    ] = 300,
) -> Picture | None:
    """Nodes and edges for a picture."""
    wanted = PictureRequest(
        first=check_first(first, MOST_NODES),
        kinds=None if kinds is None else check_kinds(kinds),
        area=None if area is None else check_kind(area, "area", "Area"),
        networks=_ids(networks, "networks", "Network"),
        issues=_ids(issues, "issues", "Issue"),
        center=None if center is None else check_id(center),
        depth=check_depth(depth),
    )
    context = await request.context(
        wanted.center or wanted.networks or wanted.issues or wanted.area
    )
    return await draw(context.store, context.snapshot, wanted)


def _ids(idents: list[strawberry.ID] | None, argument: str, kind: str) -> tuple[str, ...] | None:
    if idents is None:
        return None
    check_first(max(len(idents), 1))
    return tuple(check_kind(ident, argument, kind) for ident in idents)


ANALYSES = (
    Analysis(
        name="collaborators",
        question=Text(
            "Agencies that an agency could work with, best first, each with its reasons; null when there is no such agency or need",
            "หน่วยงานที่น่าทำงานด้วย พร้อมเหตุผล",
        ),
        resolver=_collaborators,
    ),
    Analysis(
        name="linkage",
        question=Text(
            "How two organisations are linked, and the shortest chain of cooperation between them; null when one is not there",
            "ความเชื่อมโยงระหว่างสององค์กร",
        ),
        resolver=_linkage,
    ),
    Analysis(
        name="shared_issues",
        question=Text(
            "Issues that several networks share, those of most networks first, with who and through what",
            "ประเด็นที่หลายเครือข่ายมีร่วมกัน",
        ),
        resolver=_shared_issues,
    ),
    Analysis(
        name="network_matrix",
        question=Text(
            "Every pair of networks of an area and how they are linked; null when there is no such area",
            "ความเชื่อมโยงของทุกคู่เครือข่ายในพื้นที่",
        ),
        resolver=_network_matrix,
    ),
    Analysis(
        name="graph",
        question=Text(
            "Nodes and edges for a picture, in the same order every time; null when there is no such centre",
            "จุดและเส้นสำหรับวาดภาพเครือข่าย",
        ),
        resolver=_graph,
        computed=Computed.BOTH,
    ),
)
