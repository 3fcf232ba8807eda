"""Answers ``collaborators``: whom an agency could work with, and why."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from graph_api.linkage.answers import Collaborator, Collaborators, Weight, WhatWouldChange
from graph_api.linkage.behind import Behind
from graph_api.linkage.blend import Asker, make_asker
from graph_api.linkage.details import Details, read_details
from graph_api.linkage.explain import explain
from graph_api.linkage.features import LARGEST_WORK, Features
from graph_api.linkage.ranking import Choice, Place, Ranking, rank
from graph_api.linkage.reading import Reader
from graph_api.linkage.reasons import Part, Voice, make_reasons, shown
from graph_api.linkage.snapshots import Snapshot
from graph_api.linkage.weights import FEW_TIES, Component, checked, default_weights
from graph_api.planner.refs import node
from schema.model import Agency


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes:
        agency: id of the asker.
        choice: which candidates, in what order.
        need: id of a problem or issue that the asker states, or ``None``.
        weights: weights passed in, or ``None``.
        language: of sentences.
    """

    agency: str
    choice: Choice
    need: str | None = None
    weights: dict[Component, float] | None = None
    language: str = "en"


@dataclass(frozen=True)
class _Found:
    asker: Asker
    weights: dict[Component, float]
    ranking: Ranking
    behind: dict[tuple[int, Component], Behind] = field(default_factory=dict)


async def find_collaborators(
    store: Reader, snapshot: Snapshot, question: Question
) -> Collaborators | None:
    """The answer, or ``None`` when the agency or the stated need is not there.

    Raises:
        PhakhiError: BAD_ARGUMENT for weights that cannot be used; what the store raises.
    """
    given = None if question.weights is None else checked(question.weights)
    features = snapshot.features
    agency = features.graph.number(question.agency)
    need = None if question.need is None else features.graph.number(question.need)
    if agency is None or (question.need is not None and need is None):
        return None
    found = await asyncio.to_thread(_find, features, agency - features.first, need, question, given)
    ends = [question.agency, *(features.agency(place.agency) for place in found.ranking.places)]
    details = await read_details(store, snapshot.scope, features.graph, found.behind.values(), ends)
    return _answer(snapshot, question, found, details, few=given is None)


def _find(
    features: Features,
    agency: int,
    need: int | None,
    question: Question,
    given: dict[Component, float] | None,
) -> _Found:
    asker = make_asker(features, agency, need)
    weights = given or default_weights(len(asker.tied), stated_need=need is not None)
    ranking = rank(features, asker, weights, question.choice)
    behind = {
        (place.agency, part): explain(features, asker, place.agency, part)
        for place in ranking.places
        for part in place.contributions
    }
    return _Found(asker, weights, ranking, behind)


def _answer(
    snapshot: Snapshot, question: Question, found: _Found, details: Details, *, few: bool
) -> Collaborators:
    features = snapshot.features
    voice = Voice(features.graph, details, question.language)
    large = len(features.works.large)
    return Collaborators(
        agency=node(Agency, question.agency),
        candidates=[_candidate(features, place, found, voice) for place in found.ranking.places],
        note=_note(len(found.asker.tied), large, question.language, few=few),
        weights=[Weight(component=part, weight=weight) for part, weight in found.weights.items()],
        considered=found.ranking.considered,
        truncated=large > 0,
        as_of=snapshot.scope.as_of,
        revision=snapshot.revision,
    )


def _candidate(features: Features, place: Place, found: _Found, voice: Voice) -> Collaborator:
    ends = features.agency(found.asker.agency), features.agency(place.agency)
    parts = [
        Part(part, found.weights[part], value, found.behind[place.agency, part])
        for part, value in place.values.items()
    ]
    return Collaborator(
        agency=node(Agency, ends[1]),
        rank=place.rank,
        score=shown(place.score),
        already_tied=place.tied,
        same_network=place.same_network,
        reasons=make_reasons(parts, ends, voice),
        what_would_change=WhatWouldChange(
            strongest=place.strongest,
            rank_without_strongest=place.rank_without_strongest,
            ahead_by=None if place.ahead_by is None else shown(place.ahead_by),
        ),
    )


def _note(partners: int, large: int, language: str, *, few: bool) -> str | None:
    thai = language == "th"
    notes: list[str] = []
    if few and partners <= FEW_TIES:
        notes.append(
            "มีพันธมิตรที่รู้จักน้อย จึงจัดอันดับตามความต้องการ ประเด็น และพื้นที่"
            if thai
            else "Few known partners: ranked by concern, need and place rather than by ties."
        )
    if large:
        notes.append(
            f"งานที่มีผู้ร่วมเกิน {LARGEST_WORK} หน่วยงานจำนวน {large} งานไม่นับเป็นความใกล้ชิด"
            if thai
            else f"{large} pieces of work with more than {LARGEST_WORK} agencies count as existing "
            "ties, but not towards closeness."
        )
    return " ".join(notes) or None
