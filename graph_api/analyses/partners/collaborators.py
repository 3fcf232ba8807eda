"""Answers ``collaborators``: whom an agency could work with."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis
from graph_api.analyses.common.arguments import First
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.linkage.answers import Collaborators
from graph_api.linkage.arguments import check_half_life, check_kind
from graph_api.linkage.asker import HistoryUse, Past
from graph_api.linkage.collaborating import CollaboratorQuery, find_collaborators
from graph_api.linkage.component_types import WeightsInput
from graph_api.linkage.counterfactual import Without, check_away
from graph_api.linkage.need_input import NeedInput, stated_needs
from graph_api.linkage.ranking import Choice, Existing
from graph_api.paging.pages import check_first
from schema.declare import Text


async def _collaborators(  # noqa: PLR0913  # the arguments of the field
    request: AnalysisRequest,
    *,
    agency: Annotated[strawberry.ID, strawberry.argument(description="Who asks (หน่วยงานผู้ถาม)")],
    first: First = 10,
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
    history: Annotated[
        HistoryUse,
        strawberry.argument(description="What work that is over is worth (งานที่สิ้นสุดแล้ว)"),
    ] = HistoryUse.COUNT,
    history_half_life: Annotated[
        float | None,
        strawberry.argument(
            description="Years after which such work is worth half, above 0, 100 at most; always the same where it is "
            "left out (จำนวนปีที่ค่าของงานในอดีตเหลือครึ่งหนึ่ง)"
        ),
    ] = None,
) -> Collaborators | None:
    """Whom an agency could work with."""
    question = CollaboratorQuery(
        agency=check_kind(agency, "agency", "Agency"),
        choice=Choice(check_first(first), ties, other_networks_first),
        needs=stated_needs(need, needs),
        weights=None if weights is None else weights.by_component(),
        language=request.language,
        without=check_away(without),
        past=Past(history, check_half_life(history_half_life)),
        selected=request.selected("candidates"),
    )
    context = await request.context(question.agency, beside=question.about[1:])
    return await find_collaborators(context.store, context.snapshot, question)


ANALYSIS = Analysis(
    name="collaborators",
    question=Text(
        "Agencies that an agency could work with, best first, each with its reasons; null when there is no such agency or need",
        "หน่วยงานที่น่าทำงานด้วย พร้อมเหตุผล",
    ),
    resolver=_collaborators,
)
