"""Answers ``collaborators``: whom an agency could work with, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from graph_api.concurrency import compute
from graph_api.linkage.answers import Collaborator, Collaborators, ComponentWeight, WhatWouldChange
from graph_api.linkage.asker import PAST_COUNTS, Asker, HistoryUse, Past, make_asker, make_needs
from graph_api.linkage.calibrated import came_true, read_calibration
from graph_api.linkage.candidate_answers import CameTrue, PlaceBefore, RolePlayed
from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.components.past import PAST
from graph_api.linkage.counterfactual import subjects_remain
from graph_api.linkage.csr import ints
from graph_api.linkage.explained import ExplainedCandidate, explain_collaborator, read_voice
from graph_api.linkage.features import LARGEST_WORK, Features, tied
from graph_api.linkage.past_work import find_past_work, make_worked_before
from graph_api.linkage.ranking import Choice, RankedCandidate, Ranking, rank, standings
from graph_api.linkage.reasons import Voice, shown
from graph_api.linkage.roles import read_roles
from graph_api.linkage.snapshots import Snapshot
from graph_api.linkage.steps import steps_to
from graph_api.linkage.weights import FEW_TIES, checked, default_weights, ties_group
from graph_api.planner.refs import node
from schema.cypher import Reader
from schema.model import Agency


@dataclass(frozen=True)
class CollaboratorQuery:
    """What is asked.

    Attributes:
        agency: id of the asker.
        choice: which candidates, in what order.
        needs: ids of problems and issues that the asker states, with what each weighs.
        weights: weights passed in, or ``None``.
        language: of sentences.
        without: ids of what is thought away.
        selected: names of the fields of a candidate that are asked for.
        past: how work that is over counts.
    """

    agency: str
    choice: Choice
    needs: tuple[tuple[str, float], ...] = ()
    weights: dict[ScoreComponent, float] | None = None
    language: str = "en"
    without: tuple[str, ...] = ()
    selected: frozenset[str] = frozenset()
    past: Past = PAST_COUNTS

    @property
    def about(self) -> list[str]:
        """Ids of those whom it is about."""
        return [self.agency, *(need for need, _ in self.needs)]

    @property
    def wants_calibration(self) -> bool:
        """Whether it asks how often scores came true, of scores for which that may have been measured."""
        otherwise = self.weights is not None or self.needs or self.without
        return "cameTrue" in self.selected and not otherwise


@dataclass(frozen=True)
class _RankedAnswer:
    asker: Asker
    weights: dict[ScoreComponent, float]
    ranking: Ranking
    explained: list[ExplainedCandidate]


@dataclass(frozen=True)
class _Beside:
    """What is said of candidates beside their reasons, by their ids."""

    steps: Mapping[str, int]
    roles: Mapping[str, RolePlayed]
    before: Mapping[str, PlaceBefore]
    came_true: Mapping[str, CameTrue | None]


async def find_collaborators(
    store: Reader, snapshot: Snapshot, question: CollaboratorQuery
) -> Collaborators | None:
    """The answer, or ``None`` when somebody who is named is not there.

    Raises:
        PhakhiError: BAD_ARGUMENT for weights that cannot be used, or when who asks or what it needs
            is thought away; what the store raises.
    """
    if question.weights is not None:
        checked(question.weights)
    left = await snapshot.without(store, question.without) if question.without else snapshot
    graph = snapshot.features.graph
    if left is None or not subjects_remain(graph, left.features.graph, question.about):
        return None
    ranked = await compute(_rank, left.features, question)
    listed = [candidate.agency for candidate in ranked.explained]
    voice = await read_voice(
        store, left, question.language, ranked.explained, also=[question.agency]
    )
    steps, before = dict[str, int](), dict[str, PlaceBefore]()
    # Only what is asked for waits for a thread.
    if "distance" in question.selected:
        steps = await compute(_steps, left.features, ranked)
    if question.without:
        before = await compute(_before, snapshot.features, listed, question)
    roles = await read_roles(store, left.scope, listed if "role" in question.selected else [])
    tested = await _came_true(store, left, ranked, question)
    return _answer(left, question, ranked, voice, _Beside(steps, roles, before, tested))


def _asker(
    features: Features, question: CollaboratorQuery
) -> tuple[Asker, dict[ScoreComponent, float]]:
    """Who asks, and the weights for it."""
    number, *wanted = (features.graph.number(ident) for ident in question.about)
    assert number is not None  # those whom a question is about are there
    weighing = (weight for _, weight in question.needs)
    needs = make_needs((n, w) for n, w in zip(wanted, weighing, strict=True) if n is not None)
    asker = make_asker(features, number - features.first, needs, question.past)
    weights = (
        default_weights(_partners(features, asker), stated_need=needs is not None)
        if question.weights is None
        else checked(question.weights)
    )
    return asker, weights


def _partners(features: Features, asker: Asker) -> int:
    """How many the asker has with everyone there: the weights are those of then."""
    return len(tied(features.standard, asker.agency))


def _steps(features: Features, ranked: _RankedAnswer) -> dict[str, int]:
    """Steps to each candidate that can be reached."""
    listed = ints([place.agency for place in ranked.ranking.places])
    steps = steps_to(features, ints([ranked.asker.agency]), listed)
    return {
        features.agency(int(agency)): int(step)
        for agency, step in zip(listed, steps, strict=True)
        if step >= 0
    }


async def _came_true(
    store: Reader, snapshot: Snapshot, ranked: _RankedAnswer, question: CollaboratorQuery
) -> dict[str, CameTrue | None]:
    """How often scores like those of the candidates came true; what was tested were no partners.

    Nor former ones: the test knows of no past.
    """
    calibration = await read_calibration(store, snapshot) if question.wants_calibration else None
    if calibration is None:
        return {}
    features = snapshot.features
    group = ties_group(_partners(features, ranked.asker))
    return {
        features.agency(place.agency): came_true(calibration, group, shown(place.score))
        for place in ranked.ranking.places
        if not place.tied and PAST not in place.values
    }


def _before(
    features: Features, listed: list[str], question: CollaboratorQuery
) -> dict[str, PlaceBefore]:
    """Where candidates stand with everyone there."""
    asker, weights = _asker(features, question)
    numbers = [features.graph.number(ident) for ident in listed]
    agencies = [number - features.first for number in numbers if number is not None]
    places = standings(features, asker, weights, question.choice, agencies)
    return {
        features.agency(agency): PlaceBefore(
            rank_before=places[agency][0] if agency in places else None,
            score_before=shown(places[agency][1]) if agency in places else None,
        )
        for agency in agencies
    }


def _rank(features: Features, question: CollaboratorQuery) -> _RankedAnswer:
    asker, weights = _asker(features, question)
    ranking = rank(features, asker, weights, question.choice)
    explained = [explain_collaborator(features, asker, weights, item) for item in ranking.places]
    if "workedBefore" in question.selected:
        explained = [
            replace(item, past_work=find_past_work(features, asker, place.agency))
            for item, place in zip(explained, ranking.places, strict=True)
        ]
    return _RankedAnswer(asker, weights, ranking, explained)


def _answer(
    snapshot: Snapshot,
    question: CollaboratorQuery,
    ranked: _RankedAnswer,
    voice: Voice,
    beside: _Beside,
) -> Collaborators:
    features = snapshot.features
    large = len(features.works.large)
    return Collaborators(
        agency=node(Agency, question.agency),
        candidates=[
            _candidate(place, explained, voice, beside)
            for place, explained in zip(ranked.ranking.places, ranked.explained, strict=True)
        ],
        note=_note(
            _partners(features, ranked.asker),
            large,
            question.language,
            few=question.weights is None,
            former=_former(features, ranked, question.past),
        ),
        weights=[
            ComponentWeight(component=part, weight=weight)
            for part, weight in ranked.weights.items()
        ],
        considered=ranked.ranking.considered,
        truncated=large > 0,
        as_of=snapshot.scope.as_of,
        revision=snapshot.revision,
    )


def _candidate(
    place: RankedCandidate, explained: ExplainedCandidate, voice: Voice, beside: _Beside
) -> Collaborator:
    ident = explained.agency
    return Collaborator(
        agency=node(Agency, ident),
        rank=place.rank,
        score=shown(place.score),
        already_tied=place.tied,
        same_network=place.same_network,
        reasons=explained.reasons(voice),
        what_would_change=WhatWouldChange(
            strongest=place.strongest,
            rank_without_strongest=place.rank_without_strongest,
            ahead_by=None if place.ahead_by is None else shown(place.ahead_by),
        ),
        worked_before=None
        if explained.past_work is None
        else make_worked_before(explained.past_work, explained.ends, voice),
        distance=beside.steps.get(ident),
        role=beside.roles.get(ident),
        change=beside.before.get(ident),
        came_true=beside.came_true.get(ident),
    )


def _former(features: Features, ranked: _RankedAnswer, past: Past) -> int:
    """How many former partners count."""
    counts = past.use is HistoryUse.COUNT and ranked.weights[PAST] > 0
    return len(np.setdiff1d(features.former.known(ranked.asker.agency), ranked.asker.tied)) * counts


def _note(partners: int, large: int, language: str, *, few: bool, former: int) -> str | None:
    thai = language == "th"
    notes: list[str] = []
    if few and not partners:
        notes.append(
            "ยังไม่พบพันธมิตร จึงเรียงตามจำนวนพันธมิตร ประเด็น พื้นที่ และความต้องการ"
            if thai
            else "No known partner: ranked by how many partners a candidate has, by concern, place and need."
        )
    elif few and partners <= FEW_TIES:
        notes.append(
            "มีพันธมิตรที่รู้จักน้อย จึงให้น้ำหนักกับความใกล้ชิดผ่านพันธมิตร ความต้องการ ความใกล้เคียง "
            "และจำนวนพันธมิตรมากขึ้น"
            if thai
            else "Few known partners: closeness through them, need, likeness and how many partners a "
            "candidate has count for more."
        )
    if former:
        notes.append(
            f"งานที่สิ้นสุดแล้วนับด้วย: เคยทำงานร่วมกับ {former} หน่วยงานที่ไม่ได้เป็นพันธมิตรในปัจจุบัน"
            if thai
            else f"Work that is over counts, too: {former} former partners are no partners today."
        )
    if large:
        notes.append(
            f"งานที่มีผู้ร่วมเกิน {LARGEST_WORK} หน่วยงานจำนวน {large} งานไม่นับเป็นความใกล้ชิด"
            if thai
            else f"{large} pieces of work with more than {LARGEST_WORK} agencies count as existing "
            "ties, but not towards closeness."
        )
    return " ".join(notes) or None
