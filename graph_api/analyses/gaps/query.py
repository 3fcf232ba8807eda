"""The analyses of ``gaps``."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First, NearestCount, check_most
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.gaps import listing, trace
from graph_api.analyses.gaps.answers import Gap, GapKind, GoalRoles, Trace
from graph_api.analyses.gaps.registry import RULES
from graph_api.analyses.gaps.roles import find_roles
from graph_api.analyses.gaps.rule import GapFilter, GapRule
from graph_api.linkage.arguments import check_kind
from graph_api.paging.connections import Connection
from graph_api.paging.pages import asked_page
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError

MOST_MONTHS = 120
DISTRICT = strawberry.ID("term:area-level.district")

_ROLES = 14
"""The planners' question that ``roles`` answers, with the gaps of one kind as its part in ``list``."""

_OF_NETWORK = ", ".join(rule.kind for rule in RULES if rule.of_network)
_PLURALS = ", ".join(
    f"{rule.plural} ({'' if number else 'question '}{rule.question})"
    for number, rule in enumerate(RULES)
)


async def _list(  # noqa: PLR0913  # the arguments of the field
    request: AnalysisRequest,
    *,
    kinds: Annotated[
        list[GapKind] | None,
        strawberry.argument(
            description=f"Only these kinds; by default all, {_OF_NETWORK} only where a network is named (ชนิด)"
        ),
    ] = None,
    area: Annotated[
        strawberry.ID | None,
        strawberry.argument(
            description="Only what is in this area or within it: a promise where it was made, an issue where "
            "the network is (พื้นที่)"
        ),
    ] = None,
    network: Annotated[
        strawberry.ID | None,
        strawberry.argument(
            description="Only what this network or a member raises, pursues, operates, promised or takes part in, "
            "and issues that it is missing from (เครือข่าย)"
        ),
    ] = None,
    event: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="Only promises made at this event (การประชุม)"),
    ] = None,
    within_months: Annotated[
        int,
        strawberry.argument(
            description="A goal is due soon when it is due within this number of months, 0 to 120 (เดือน)"
        ),
    ] = 12,
    level: Annotated[
        strawberry.ID,
        strawberry.argument(description="The level of areas without agencies (ระดับพื้นที่)"),
    ] = DISTRICT,
    nearest: NearestCount = 3,
    first: First = 20,
    after: After = None,
) -> Connection[Gap] | None:
    """Gaps of several kinds."""
    asked = GapFilter(
        rules=_rules(kinds, of_network=network is not None),
        area=None if area is None else check_kind(area, "area", "Area"),
        network=None if network is None else check_kind(network, "network", "Network"),
        event=None if event is None else check_kind(event, "event", "Event"),
        within_months=check_most(within_months, "withinMonths", MOST_MONTHS),
        level=check_kind(level, "level", "Term"),
    )
    page = asked_page(first, after, "gaps", listing.SAMPLE)
    most = check_most(nearest, "nearest")
    context = await request.context(asked.network or asked.event or asked.area, beside=asked.event)
    return await listing.list_gaps(context, asked, page, most)


def _rules(kinds: list[GapKind] | None, *, of_network: bool) -> tuple[GapRule, ...]:
    """The rules of these kinds, or of all that can be listed, in their order.

    Raises:
        PhakhiError: BAD_ARGUMENT, where a kind needs a network.
    """
    if kinds is None:
        return tuple(rule for rule in RULES if of_network or not rule.of_network)
    chosen = tuple(rule for rule in RULES if GapKind[rule.kind] in kinds)
    needing = [rule.kind for rule in chosen if rule.of_network]
    if needing and not of_network:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{needing[0]} is asked of a network: name one.",
            f"{needing[0]} ต้องระบุเครือข่าย (network)",
        )
    return chosen


async def _roles(
    request: AnalysisRequest,
    *,
    goal: Annotated[strawberry.ID, strawberry.argument(description="The goal (เป้าหมาย)")],
    nearest: NearestCount = 3,
) -> GoalRoles | None:
    """Who leads, supports, funds and evaluates a goal."""
    asked, most = check_kind(goal, "goal", "Goal"), check_most(nearest, "nearest")
    return await find_roles(await request.context(asked), asked, most)


async def _trace(
    request: AnalysisRequest,
    *,
    network: Annotated[strawberry.ID, strawberry.argument(description="The network (เครือข่าย)")],
    first: First = 20,
    after: After = None,
) -> Connection[Trace] | None:
    """A network's goals, traced."""
    asked = check_kind(network, "network", "Network")
    page = asked_page(first, after, "trace", trace.SAMPLE)
    return await trace.find_trace(await request.context(asked), asked, page)


ANALYSES = (
    Analysis(
        name="list",
        question=Text(
            f"What is missing? By kind, then by Thai name: {_PLURALS}. Null when there is no such area, "
            "network or event",
            "มีช่องว่างใดบ้าง",
        ),
        resolver=_list,
        computed=Computed.BOTH,
        numbers=tuple(rule.question for rule in RULES if rule.question != _ROLES),
    ),
    Analysis(
        name="roles",
        question=Text(
            "Question 14: who leads, supports, funds and evaluates a goal, and which role is empty? Null when there is no such goal",
            "ใครทำหน้าที่ใดในเป้าหมายนี้ และบทบาทใดยังว่าง",
        ),
        resolver=_roles,
        computed=Computed.BOTH,
        numbers=(_ROLES,),
    ),
    Analysis(
        name="trace",
        question=Text(
            "Question 18: where does each goal of a network, or of a member, lead by shared issue and virtue to a plan, and what hangs loose? By Thai name of the goal; null when there is no such network",
            "เป้าหมายของเครือข่ายโยงถึงประเด็นร่วม คุณธรรม และแผนใด และขาดตอนที่ใด",
        ),
        resolver=_trace,
        computed=Computed.STATEMENT,
        numbers=(18,),
    ),
)
