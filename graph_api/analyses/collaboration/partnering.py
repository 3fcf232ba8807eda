"""Answers ``collaboration.partners``: who is not yet engaged for a goal, and could be."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph_api.analyses.collaboration.answers import GoalPartner, GoalPartnerConnection
from graph_api.analyses.collaboration.goals import purpose_for
from graph_api.analyses.common.candidates import Found, find_near, reasons_of, voice_for
from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.common.purpose import (
    PURPOSE_WEIGHTS,
    Near,
    Purpose,
    Ranked,
    rank_for,
)
from graph_api.linkage.answers import ComponentWeight
from graph_api.linkage.candidate_answers import PlaceBefore, RolePlayed
from graph_api.linkage.counterfactual import asked_of
from graph_api.linkage.csr import ints
from graph_api.linkage.reasons import shown
from graph_api.linkage.roles import played, role_answer
from graph_api.linkage.scoping import SCOPED, asserted, holds, seen
from graph_api.linkage.steps import steps_to
from graph_api.linkage.weights import Component, Weights
from graph_api.paging.connections import connection
from graph_api.paging.pages import Key, PageRequest, page_of
from graph_api.planner.refs import node, nodes
from schema.model import Agency, Goal, Term

SAMPLE: Key = (0.0, "")
"""The key of a candidate: minus its score, its id."""

ENGAGED = 50

_ROLES = f"""
{SCOPED}
MATCH (g:Goal {{id: $p[4]}}) WHERE {seen("g")}
WITH g, day, datasets, synthetic, COLLECT {{
  MATCH (t:Term {{vocabulary: 'role'}})
  WHERE t.expected AND NOT EXISTS {{
    MATCH (a:Agency)-[r:TAKES_PART_IN]->(g)
    WHERE r.role = t.id AND {holds("r")} AND {asserted("a")} AND {seen("a")} AND NOT a.id IN $p[5]
  }}
  WITH t ORDER BY t.position, t.id RETURN t.id
}} AS empty
RETURN empty, {played("r.role IN empty AND w <> g", "g, empty, ")}
"""


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
class _World:
    """The graph, with everyone there or without some, and the candidates in it.

    Attributes:
        context: what is worked out in it.
        question: what is asked.
        asker: number of the agency that asks, or ``None``.
        purpose: what the goal takes.
        ranked: the candidates.
    """

    context: QueryContext
    question: GoalQuestion
    asker: int | None
    purpose: Purpose
    ranked: Ranked


async def list_partners(
    context: QueryContext, question: GoalQuestion, page: PageRequest
) -> GoalPartnerConnection | None:
    """The answer; ``None`` when somebody who is named is not there.

    Raises:
        PhakhiError: BAD_ARGUMENT when the asker is thought away; what the store raises.
    """
    snapshot = context.snapshot
    left = await snapshot.without(question.without) if question.without else snapshot
    if left is None or not asked_of(context.graph, left.features.graph, question.about):
        return None
    world = await asyncio.to_thread(_world, replace(context, snapshot=left), question)
    whole = await asyncio.to_thread(_world, context, question) if question.without else None
    ids = world.context.graph.ids
    part = page_of(world.ranked, lambda near: (-near.score, ids[near.agency]), page)
    listed = [ids[near.agency] for near in part.items]
    empty, roles = await _read_roles(world, whole, listed)
    engaged = world.purpose.engaged
    candidates = connection(part, await _candidates(world, whole, part.items, roles))
    return GoalPartnerConnection(
        **vars(candidates),
        goal=node(Goal, question.goal),
        engaged=nodes(Agency, world.context.graph.names(engaged[:ENGAGED])),
        engaged_count=len(engaged),
        empty_roles=nodes(Term, empty),
        weights=[ComponentWeight(component=c, weight=w) for c, w in _weights(question).items()],
        note=_note(world.context, world.purpose),
    )


def _weights(question: GoalQuestion) -> dict[Component, float]:
    given = question.weights or PURPOSE_WEIGHTS
    return {part: float(given.get(part, 0.0)) for part in Component if part in PURPOSE_WEIGHTS}


def _world(context: QueryContext, question: GoalQuestion) -> _World:
    goal, *askers = (context.graph.number(ident) for ident in question.about)
    assert goal is not None  # those whom a question is about are there
    asker = askers[0] if askers else None
    purpose = purpose_for(context.features, goal, asker)
    ranked = rank_for(context.features, purpose, _weights(question))
    return _World(context, question, asker, purpose, ranked)


async def _read_roles(
    world: _World, whole: _World | None, listed: list[str]
) -> tuple[list[str], dict[str, RolePlayed]]:
    """Expected roles that nobody plays, and which of them each candidate plays elsewhere."""
    context = world.context
    engaged = whole.context.graph.names(whole.purpose.engaged) if whole else []
    gone = [ident for ident in engaged if context.graph.number(ident) is None]
    parameters = [*context.scope.positional, listed, world.question.goal, gone]
    rows = await context.store.read(_ROLES, {"p": parameters})
    if not rows:  # the goal has just gone
        return [], {}
    ((empty, found),) = rows
    return empty, {row[0]: role_answer(row) for row in found}


async def _candidates(
    world: _World, whole: _World | None, items: Sequence[Near], roles: Mapping[str, RolePlayed]
) -> list[GoalPartner]:
    found, steps = await asyncio.to_thread(lambda: (_explained(world, items), _steps(world, items)))
    voice = await voice_for(world.context, found)
    ids = world.context.graph.ids
    return [
        GoalPartner(
            agency=node(Agency, ids[item.near.agency]),
            rank=item.near.rank,
            score=shown(item.near.score),
            reasons=reasons_of(item, voice),
            already_tied=step == 1,
            distance=step if step >= 0 else None,
            role=roles.get(ids[item.near.agency]),
            change=None if whole is None else _before(whole, ids[item.near.agency]),
        )
        for item, step in zip(found, steps, strict=True)
    ]


def _explained(world: _World, items: Sequence[Near]) -> list[Found]:
    features, question, weights = world.context.features, world.question, _weights(world.question)
    return [find_near(features, question.goal, world.purpose, near, weights) for near in items]


def _steps(world: _World, items: Sequence[Near]) -> list[int]:
    """Steps from the asker, else from the nearest who is engaged."""
    features = world.context.features
    start = world.purpose.engaged if world.asker is None else ints([world.asker])
    wanted = ints([near.agency for near in items])
    return list(map(int, steps_to(features, start - features.first, wanted - features.first)))


def _before(whole: _World, agency: str) -> PlaceBefore:
    """Where a candidate stands with everyone there."""
    number = whole.context.graph.number(agency)
    near = None if number is None else whole.ranked.find(number)
    if near is None:
        return PlaceBefore(rank_before=None, score_before=None)
    return PlaceBefore(rank_before=near.rank, score_before=shown(near.score))


def _note(left: QueryContext, purpose: Purpose) -> str | None:
    """What is missing, where part of the score can say nothing."""
    if len(purpose.engaged) == 0:
        return left.say(
            "Nobody is engaged for the goal: ranked by need, concern and place alone.",
            "ยังไม่มีใครร่วมเป้าหมายนี้ จึงจัดอันดับตามความต้องการ ประเด็น และพื้นที่",
        )
    return None
