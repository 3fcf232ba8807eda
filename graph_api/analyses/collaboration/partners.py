"""Answers ``collaboration.partners``: who is not yet engaged for a goal, and could be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.collaboration.answers import GoalPartner, GoalPartnerConnection
from graph_api.analyses.collaboration.goals import purpose_for
from graph_api.analyses.collaboration.partners_statements import EMPTY_ROLES
from graph_api.analyses.common.arguments import After, First, GoalId
from graph_api.analyses.common.candidates import explain_candidate, voice_for
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.purpose import Near, Ranked, rank_for
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.concurrency import compute
from graph_api.linkage.answers import ComponentWeight
from graph_api.linkage.arguments import check_kind, check_optional
from graph_api.linkage.candidate_answers import PlaceBefore, RolePlayed
from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.component_types import PurposeWeightsInput
from graph_api.linkage.counterfactual import Without, check_away, subjects_remain
from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.engaged import engaged_for
from graph_api.linkage.explained import ExplainedCandidate
from graph_api.linkage.purpose import Purpose
from graph_api.linkage.reasons import shown
from graph_api.linkage.registry import purpose_uses
from graph_api.linkage.roles import role_answer
from graph_api.linkage.steps import steps_to
from graph_api.linkage.weights import PURPOSE_BLEND, Weights, checked, complete
from graph_api.paging.connections import connection
from graph_api.paging.pages import Key, PageRequest, page_of, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Agency, Goal, Term

SAMPLE: Key = (0.0, "")
"""The key of a candidate: minus its score, its id."""

ENGAGED = 50


@dataclass(frozen=True, slots=True)
class GoalQuestion:
    """What is asked.

    Attributes:
        goal: id of the goal.
        asker: id of the agency that asks, or ``None``.
        weights: what each component weighs.
        without: ids of those who are thought away.
    """

    goal: str
    asker: str | None = None
    weights: Weights | None = None
    without: tuple[str, ...] = ()

    @property
    def about(self) -> list[str]:
        """Ids of those whom it is about."""
        return [self.goal, *([] if self.asker is None else [self.asker])]


@dataclass(frozen=True, slots=True)
class _PartnerSearch:
    """The candidates in the graph, with everyone there or without some.

    Attributes:
        context: what is worked out in it.
        question: what is asked.
        asker: number of the agency that asks, or ``None``.
        purpose: what the goal takes, with everyone there.
        engaged: agencies that are engaged for it, without those who are away.
        ranked: the candidates.
    """

    context: QueryContext
    question: GoalQuestion
    asker: int | None
    purpose: Purpose
    engaged: Ints
    ranked: Ranked


async def list_partners(
    context: QueryContext, question: GoalQuestion, page: PageRequest
) -> GoalPartnerConnection | None:
    """The answer; ``None`` when somebody who is named is not there.

    Raises:
        PhakhiError: BAD_ARGUMENT when the asker is thought away; what the store raises.
    """
    snapshot = context.snapshot
    gone = question.without
    left = await snapshot.without(context.store, gone) if gone else snapshot
    if left is None or not subjects_remain(context.graph, left.features.graph, question.about):
        return None
    search = await compute(_search, replace(context, snapshot=left), question)
    whole = await compute(_search, context, question) if question.without else None
    ids = search.context.graph.ids
    part = page_of(search.ranked, lambda near: (-near.score, ids[near.agency]), page)
    listed = [ids[near.agency] for near in part.items]
    empty, roles = await _read_roles(search, whole, listed)
    engaged = search.engaged
    candidates = connection(part, await _candidates(search, whole, part.items, roles))
    return GoalPartnerConnection(
        **vars(candidates),
        goal=node(Goal, question.goal),
        engaged=nodes(Agency, search.context.graph.names(engaged[:ENGAGED])),
        engaged_count=len(engaged),
        empty_roles=nodes(Term, empty),
        weights=[ComponentWeight(component=c, weight=w) for c, w in _weights(question).items()],
        note=_note(search.context, engaged),
    )


def _weights(question: GoalQuestion) -> dict[ScoreComponent, float]:
    given = question.weights or PURPOSE_BLEND
    return complete(given, purpose_uses())


def _search(context: QueryContext, question: GoalQuestion) -> _PartnerSearch:
    goal, *askers = (context.graph.number(ident) for ident in question.about)
    assert goal is not None  # those whom a question is about are there
    asker = askers[0] if askers else None
    purpose = purpose_for(context.features.standard, goal, asker)
    engaged = engaged_for(context.features, goal, through_mechanisms=True)
    ranked = rank_for(context.features, purpose, _weights(question))
    return _PartnerSearch(context, question, asker, purpose, engaged, ranked)


async def _read_roles(
    search: _PartnerSearch, whole: _PartnerSearch | None, listed: list[str]
) -> tuple[list[str], dict[str, RolePlayed]]:
    """Expected roles that nobody plays, and which of them each candidate plays elsewhere."""
    context = search.context
    # Somebody may stay and have no part in the goal any more, where the words for that are away.
    taking = _taking_part(whole) - _taking_part(search) if whole else set()
    rows = await EMPTY_ROLES.read(
        context.store,
        **context.scope.parameters,
        goal=search.question.goal,
        agencies=listed,
        away=sorted(taking),
    )
    if not rows:  # the goal has just gone
        return [], {}
    (roles,) = rows
    return roles.empty, {row.agency: role_answer(row) for row in roles.played}


def _taking_part(search: _PartnerSearch) -> set[str]:
    graph = search.context.graph
    goal = graph.number(search.question.goal)
    assert goal is not None  # it is what the question is about
    return set(graph.names(graph.back("TAKES_PART_IN", goal)))


async def _candidates(
    search: _PartnerSearch,
    whole: _PartnerSearch | None,
    items: Sequence[Near],
    roles: Mapping[str, RolePlayed],
) -> list[GoalPartner]:
    explained, steps = await compute(lambda: (_explained(search, items), _steps(search, items)))
    voice = await voice_for(search.context, explained)
    return [
        GoalPartner(
            agency=node(Agency, item.agency),
            rank=item.rank,
            score=shown(item.score),
            reasons=item.reasons(voice),
            already_tied=step == 1,
            distance=step if step >= 0 else None,
            role=roles.get(item.agency),
            change=None if whole is None else _before(whole, item.agency),
        )
        for item, step in zip(explained, steps, strict=True)
    ]


def _explained(search: _PartnerSearch, items: Sequence[Near]) -> list[ExplainedCandidate]:
    features, question, weights = (
        search.context.features,
        search.question,
        _weights(search.question),
    )
    return [
        explain_candidate(features, question.goal, search.purpose, near, weights) for near in items
    ]


def _steps(search: _PartnerSearch, items: Sequence[Near]) -> list[int]:
    """Steps from the asker, else from the nearest who is engaged."""
    features = search.context.features
    start = search.engaged if search.asker is None else ints([search.asker])
    wanted = ints([near.agency for near in items])
    return list(map(int, steps_to(features, start - features.first, wanted - features.first)))


def _before(whole: _PartnerSearch, agency: str) -> PlaceBefore:
    """Where a candidate stands with everyone there."""
    number = whole.context.graph.number(agency)
    near = None if number is None else whole.ranked.find(number)
    if near is None:
        return PlaceBefore(rank_before=None, score_before=None)
    return PlaceBefore(rank_before=near.rank, score_before=shown(near.score))


def _note(left: QueryContext, engaged: Ints) -> str | None:
    """What is missing, where part of the score can say nothing."""
    if len(engaged) == 0:
        return left.say(
            "Nobody is engaged for the goal: ranked by need, concern and place alone.",
            "ยังไม่มีใครร่วมเป้าหมายนี้ จึงจัดอันดับตามความต้องการ ประเด็น และพื้นที่",
        )
    return None


async def _partners(  # noqa: PLR0913  # the arguments of the field
    request: AnalysisRequest,
    *,
    goal: GoalId,
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
    question = GoalQuestion(
        goal=check_kind(goal, "goal", "Goal"),
        asker=check_optional(agency, "agency", "Agency"),
        weights=None if weights is None else checked(weights.by_component(), purpose_uses()),
        without=check_away(without),
    )
    page = page_request(first, after, "partners", SAMPLE)
    context = await request.context(question.asker or question.goal, beside=question.goal)
    return await list_partners(context, question, page)


ANALYSIS = Analysis(
    name="partners",
    question=Text(
        "Agencies not yet engaged for a goal, best first, with reasons, distance and the role they could play; question 13; null when somebody who is named is not there",
        "ผู้ที่น่าชวนร่วมเป้าหมาย",
    ),
    resolver=_partners,
    computed=Computed.BOTH,
    numbers=(13,),
)
