"""The analyses of ``collaboration``."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.collaboration import (
    area_capital,
    complementary_pairs,
    good_deeds,
    partners,
)
from graph_api.analyses.collaboration.answers import (
    AnsweringDeed,
    AreaCapital,
    ComplementaryPairConnection,
    GoalPartnerConnection,
)
from graph_api.analyses.common.arguments import After, First, NearestCount, check_most
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.linkage.arguments import check_kind
from graph_api.linkage.component_types import PurposeWeightsInput
from graph_api.linkage.counterfactual import Without, check_away
from graph_api.linkage.registry import purpose_uses
from graph_api.linkage.weights import checked
from graph_api.paging.connections import Connection
from graph_api.paging.pages import asked_page
from schema.declare import Text

ProblemId = Annotated[strawberry.ID, strawberry.argument(description="The problem (ปัญหา)")]


async def _pairs(
    request: AnalysisRequest,
    *,
    problem: ProblemId,
    agency: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="Only pairs with this agency (เฉพาะคู่ของหน่วยงานนี้)"),
    ] = None,
    first: First = 20,
    after: After = None,
) -> ComplementaryPairConnection | None:
    """Who shares a problem and complements each other."""
    asked = check_kind(problem, "problem", "Problem")
    one = None if agency is None else check_kind(agency, "agency", "Agency")
    page = asked_page(first, after, "pairs", complementary_pairs.SAMPLE)
    context = await request.context(one or asked, beside=asked)
    return await complementary_pairs.list_pairs(context, asked, one, page)


async def _good_deeds(
    request: AnalysisRequest,
    *,
    problem: ProblemId,
    nearest: NearestCount = 3,
    first: First = 20,
    after: After = None,
) -> Connection[AnsweringDeed] | None:
    """Good deeds that answer a problem."""
    asked = check_kind(problem, "problem", "Problem")
    page = asked_page(first, after, "goodDeeds", good_deeds.SAMPLE)
    most = check_most(nearest, "nearest")
    return await good_deeds.list_deeds(await request.context(asked), asked, page, most)


async def _partners(  # noqa: PLR0913  # the arguments of the field
    request: AnalysisRequest,
    *,
    goal: Annotated[strawberry.ID, strawberry.argument(description="The goal (เป้าหมาย)")],
    agency: Annotated[
        strawberry.ID | None,
        strawberry.argument(
            description="Who asks: it is no candidate, and ties and distance are those to it (หน่วยงานผู้ถาม)"
        ),
    ] = None,
    weights: Annotated[
        PurposeWeightsInput | None,
        strawberry.argument(description="Weights in place of the default ones (น้ำหนักที่กำหนดเอง)"),
    ] = None,
    without: Without = None,
    first: First = 20,
    after: After = None,
) -> GoalPartnerConnection | None:
    """Who could be engaged for a goal."""
    question = partners.GoalQuestion(
        goal=check_kind(goal, "goal", "Goal"),
        asker=None if agency is None else check_kind(agency, "agency", "Agency"),
        weights=None if weights is None else checked(weights.by_component(), purpose_uses()),
        without=check_away(without),
    )
    page = asked_page(first, after, "partners", partners.SAMPLE)
    context = await request.context(question.asker or question.goal, beside=question.goal)
    return await partners.list_partners(context, question, page)


async def _capital(
    request: AnalysisRequest,
    *,
    area: Annotated[strawberry.ID, strawberry.argument(description="The area (พื้นที่)")],
    nearest: NearestCount = 3,
    first: First = 20,
    after: After = None,
) -> Connection[AreaCapital] | None:
    """Moral capital of an area."""
    asked = check_kind(area, "area", "Area")
    page = asked_page(first, after, "capital", area_capital.SAMPLE)
    most = check_most(nearest, "nearest")
    return await area_capital.list_capital(await request.context(asked), asked, page, most)


ANALYSES = (
    Analysis(
        name="pairs",
        question=Text(
            "Agencies of different networks that raise the same problem and have complementary mechanisms against it; question 1; null when the problem or the agency is not there",
            "หน่วยงานต่างเครือข่ายที่มีปัญหาร่วมกันและกลไกเติมเต็มกัน",
        ),
        resolver=_pairs,
        numbers=(1,),
    ),
    Analysis(
        name="good_deeds",
        question=Text(
            "Good deeds that answer a problem, by Thai name, who commits to them, and who could; question 5; null when there is no such problem",
            "ความดีที่ตอบปัญหา และผู้ตั้งใจทำ",
        ),
        resolver=_good_deeds,
        computed=Computed.BOTH,
        numbers=(5,),
    ),
    Analysis(
        name="partners",
        question=Text(
            "Agencies not yet engaged for a goal, best first, with reasons, distance and the role they could play; question 13; null when somebody who is named is not there",
            "ผู้ที่น่าชวนร่วมเป้าหมาย",
        ),
        resolver=_partners,
        computed=Computed.BOTH,
        numbers=(13,),
    ),
    Analysis(
        name="capital",
        question=Text(
            "Moral capital in an area or within it, what it serves and which problems it could serve; those that could serve most first, then by id; question 19; null when there is no such area",
            "ต้นทุนคุณธรรมในพื้นที่ และปัญหาที่อาจช่วยได้",
        ),
        resolver=_capital,
        numbers=(19,),
    ),
)
