"""Who is near to a purpose: agencies ranked for a goal, a problem, a gap, rather than for a partner.

A purpose is what somebody is wanted for: problems to work on, issues it concerns, areas it is in,
and those who are engaged in it already. An agency is near by what it offers (*need*), by what it
cares about (*concern*), by whom of those engaged it works with (*bridge*), and by where it is
active (*place*). Values are from 0 to 1 and rest on the agency and the purpose alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

import numpy as np

from graph_api.linkage.blend import BY_TOPIC, DECIMALS, covered
from graph_api.linkage.csr import Floats, Ints, common, ints
from graph_api.linkage.features import Facet, Features, rarest
from graph_api.linkage.provenance import (
    NODES_SHOWN,
    Provenance,
    met_needs,
    presence,
    tie,
    ways_to_issue,
    ways_to_offer,
)
from graph_api.linkage.weights import PURPOSE_BLEND, Component, Weights

PURPOSE_WEIGHTS: Weights = PURPOSE_BLEND
"""A purpose has no partners of its own; those engaged stand in for them."""

_NONE = ints([])


@dataclass(frozen=True)
class Purpose:
    """What somebody is wanted for; all numbers are of the graph, ascending and distinct.

    Attributes:
        problems: problems that an offer should meet.
        issues: issues that it concerns.
        areas: areas that it is in, with all areas around these.
        engaged: agencies that are part of it already; none of them is a candidate.
        among: the only agencies that are; ``None`` for all.
    """

    problems: Ints = field(default_factory=lambda: _NONE)
    issues: Ints = field(default_factory=lambda: _NONE)
    areas: Ints = field(default_factory=lambda: _NONE)
    engaged: Ints = field(default_factory=lambda: _NONE)
    among: Ints | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """An agency in its place.

    Attributes:
        agency: its number in the graph.
        rank: its place, from 1.
        score: sum of weight times value.
        values: the value of every component that gives something.
    """

    agency: int
    rank: int
    score: float
    values: Mapping[Component, float]


@dataclass(frozen=True)
class Ranked(Sequence[Near]):
    """Agencies in their places, each made when it is looked at: there may be very many.

    Attributes:
        first: number of the first agency.
        order: agencies, counted from the first one, best first.
        score: a value an agency.
        values: the same for each component.
    """

    first: int
    order: Ints
    score: Floats
    values: Mapping[Component, Floats]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.order)

    @overload
    def __getitem__(self, at: int) -> Near: ...
    @overload
    def __getitem__(self, at: slice) -> list[Near]: ...
    def __getitem__(self, at: int | slice) -> Near | list[Near]:
        """One, or some, in their order."""
        places = range(len(self))[at]
        return self._near(places) if isinstance(places, int) else list(map(self._near, places))

    def find(self, number: int) -> Near | None:
        """The agency with this number of the graph, in its place; ``None`` when it has none."""
        places = np.flatnonzero(self.order == number - self.first)
        return self._near(int(places[0])) if len(places) else None

    def _near(self, place: int) -> Near:
        agency = int(self.order[place])
        return Near(
            agency=self.first + agency,
            rank=place + 1,
            score=float(self.score[agency]),
            values={
                part: float(value[agency]) for part, value in self.values.items() if value[agency]
            },
        )


def rank_for(features: Features, purpose: Purpose, weights: Weights = PURPOSE_WEIGHTS) -> Ranked:
    """All agencies with any nearness: score, larger first, then id; those engaged are left out."""
    values = {
        component: np.round(value, DECIMALS)
        for component, value in _values(features, purpose).items()
        if weights.get(component, 0.0) > 0
    }
    score = np.zeros(features.count)
    for component, value in values.items():
        score += weights[component] * value
    score = np.round(score, DECIMALS)
    score[purpose.engaged - features.first] = 0.0
    if purpose.among is not None:
        score[np.setdiff1d(np.arange(features.count), purpose.among - features.first)] = 0.0
    found = np.flatnonzero(score)
    order = found[np.lexsort((found, -score[found]))]
    return Ranked(features.first, order, score, values)


def _values(features: Features, purpose: Purpose) -> dict[Component, Floats]:
    return {
        Component.NEED: _need(features, purpose),
        Component.CONCERN: _cosine(features.concern, purpose.issues),
        Component.BRIDGE: _bridge(features, purpose),
        Component.PLACE: _cosine(features.place, purpose.areas),
    }


def _need(features: Features, purpose: Purpose) -> Floats:
    """The share of the problems that an offer meets; half for an offer on the same issues."""
    by_topic = covered(features.topics, purpose.issues, features.topics.weights[purpose.issues])
    if len(purpose.problems) == 0:
        return by_topic
    met = covered(features.offer, purpose.problems, np.ones(len(purpose.problems)))
    return np.maximum(met, BY_TOPIC * by_topic)


def _cosine(facet: Facet, things: Ints) -> Floats:
    """Cosine of each agency's things with these, each at its weight."""
    squares = facet.weights[things] ** 2
    norms = facet.norms * np.sqrt(squares.sum())
    dot = facet.had_by.spread(things, squares)[: len(facet.norms)]
    value: Floats = np.divide(dot, norms, out=np.zeros_like(dot), where=norms > 0)
    return value


def _bridge(features: Features, purpose: Purpose) -> Floats:
    """The share of those engaged that an agency works with."""
    engaged = purpose.engaged - features.first
    if len(engaged) == 0:
        return np.zeros(features.count)
    return features.ties.partners.spread(engaged, np.full(len(engaged), 1.0 / len(engaged)))


def explain_near(features: Features, purpose: Purpose, near: Near) -> dict[Component, Provenance]:
    """What stands behind each component of a nearness."""
    explainers = {
        Component.NEED: _behind_need,
        Component.CONCERN: _behind_concern,
        Component.BRIDGE: _behind_bridge,
        Component.PLACE: _behind_place,
    }
    return {part: explainers[part](features, purpose, near.agency) for part in near.values}


def _rarest(facet: Facet, things: Ints, agency: int) -> Ints:
    return rarest(common(things, facet.has.row(agency)), facet.weights)


def _behind_need(features: Features, purpose: Purpose, agency: int) -> Provenance:
    graph, actor = features.graph, ints([agency])
    met = common(purpose.problems, features.offer.has.row(agency - features.first))
    issues = _rarest(features.topics, purpose.issues, agency - features.first)
    if len(met) and len(met) / len(purpose.problems) >= BY_TOPIC * _part(features, purpose, issues):
        return met_needs(graph, _NONE, actor, met)
    provenance = Provenance()
    provenance.add_nodes(issues, NODES_SHOWN // 2)
    for issue in map(int, issues):
        offered = ways_to_offer(graph, actor, graph.back("CONCERNS", issue))
        provenance.add_nodes(thing for _, _, thing in offered)
        for link in offered:
            provenance.add_links([link, (link[2], "CONCERNS", issue)])
    return provenance


def _part(features: Features, purpose: Purpose, issues: Ints) -> float:
    """The share of the issues that these are."""
    weights = features.topics.weights
    whole = float(weights[purpose.issues].sum())
    return float(weights[issues].sum()) / whole if whole > 0 else 0.0


def _behind_concern(features: Features, purpose: Purpose, agency: int) -> Provenance:
    provenance = Provenance()
    issues = _rarest(features.concern, purpose.issues, agency - features.first)
    provenance.add_nodes(issues)
    for issue in map(int, issues[:NODES_SHOWN]):
        provenance.add_links(ways_to_issue(features.graph, ints([agency]), issue))
    return provenance


def _behind_bridge(features: Features, purpose: Purpose, agency: int) -> Provenance:
    provenance = Provenance()
    partners = features.ties.partners.row(agency - features.first) + features.first
    known = common(purpose.engaged, partners)
    provenance.add_nodes(known)
    for partner in map(int, known[:NODES_SHOWN]):
        provenance.add_links(tie(features.graph, agency, partner)[1][:4])
    return provenance


def _behind_place(features: Features, purpose: Purpose, agency: int) -> Provenance:
    provenance = Provenance()
    areas = _rarest(features.place, purpose.areas, agency - features.first)
    provenance.add_nodes(areas)
    for area in map(int, areas[:NODES_SHOWN]):
        provenance.add_links(presence(features.graph, ints([agency]), ints([area])))
    return provenance
