"""The blend: how well each agency fits the asker, component by component.

Every component is a value from 0 to 1 for each agency, as an array in the order of the agencies.
The cost is that of the asker's own links (its issues, areas, problems and partners, and what these
lead to), and one pass over an array as long as there are agencies for each component.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from graph_api.linkage.csr import Floats, Ints, ints
from graph_api.linkage.features import Facet, Features, tied
from graph_api.linkage.weights import Component, Weights

BEST_MATCHES = 50
"""So many agencies that are most like the asker are looked at for *bridge*."""

BY_TOPIC = 0.5
"""What an offer is worth that concerns the issue of a stated problem, but not the problem itself."""

DECIMALS = 12
"""Scores that agree to so many decimals are equal; their order is that of their ids."""


@dataclass(frozen=True)
class Asker:
    """Who asks, and what for.

    Attributes:
        agency: which one, counted from the first agency.
        tied: everyone it works with.
        need: number of the problem or issue that it states, or ``None`` for what it raises.
    """

    agency: int
    tied: Ints
    need: int | None


Values = Mapping[Component, Floats]


def make_asker(features: Features, agency: int, need: int | None = None) -> Asker:
    """The asker ``agency`` (counted from the first agency) with an optional stated need."""
    return Asker(agency, tied(features, agency), need)


def component_values(features: Features, asker: Asker, weights: Weights) -> Values:
    """The values of every component that weighs something."""
    return {
        component: _own(features, asker, measure(features, asker))
        for component, measure in _MEASURES.items()
        if weights.get(component, 0.0) > 0
    }


def total(values: Values, weights: Weights, count: int) -> Floats:
    """The score of each agency: the sum of weight times value."""
    score = np.zeros(count)
    for component, value in values.items():
        score += weights[component] * value
    return np.round(score, DECIMALS)


def _own(features: Features, asker: Asker, value: Floats) -> Floats:
    """Without the asker itself and without what rounding left."""
    value[asker.agency] = 0.0
    value[np.abs(value) < 10.0**-DECIMALS] = 0.0
    return value[: features.count]


def cosine(facet: Facet, agency: int) -> Floats:
    """Cosine of each agency's things with those of ``agency``, each thing at its weight."""
    things = facet.has.row(agency)
    dot = facet.had_by.spread(things, facet.weights[things] ** 2)
    norms = facet.norms * facet.norms[agency]
    value: Floats = np.divide(dot, norms, out=np.zeros_like(dot), where=norms > 0)
    return value


def _concern(features: Features, asker: Asker) -> Floats:
    return cosine(features.concern, asker.agency)


def _place(features: Features, asker: Asker) -> Floats:
    return cosine(features.place, asker.agency)


def _need(features: Features, asker: Asker) -> Floats:
    if asker.need is None:
        raised = features.need.has.row(asker.agency)
        return covered(features.offer, raised, features.need.weights[raised])
    wanted = ints([asker.need])
    if features.graph.is_a("issue", asker.need):
        return covered(features.topics, wanted, np.ones(1))
    issues = features.graph.out("CONCERNS", asker.need)
    by_topic = BY_TOPIC * covered(features.topics, issues, features.topics.weights[issues])
    return np.maximum(covered(features.offer, wanted, np.ones(1)), by_topic)


def covered(facet: Facet, things: Ints, weights: Floats) -> Floats:
    """The share of these things, by weight, that each agency has."""
    whole = weights.sum()
    return facet.had_by.spread(things, weights / whole if whole > 0 else weights)


def _shared(features: Features, asker: Asker) -> Floats:
    """Adamic–Adar over common partners."""
    ties = features.ties
    partners = ties.partners.row(asker.agency)
    value = ties.partners.spread(partners, common_partner_weights(features, partners))
    return _against_best(value, asker)


def common_partner_weights(features: Features, partners: Ints) -> Floats:
    """What each partner says when it is common to two: ``1 / ln(number of its partners)``.

    A partner of only one has nobody in common with anyone, and says nothing.
    """
    known = features.ties.known[partners]
    return np.divide(1.0, np.log(np.maximum(known, 1.0)), out=np.zeros(len(known)), where=known > 1)


def _close(features: Features, asker: Asker) -> Floats:
    """Resource allocation, each tie at its strength."""
    ties = features.ties
    partners = ties.strength.row(asker.agency)
    given = ties.strength.row_weights(asker.agency) / ties.total[partners]
    return _against_best(ties.strength.spread(partners, given), asker)


def _reach(features: Features, asker: Asker) -> Floats:
    """Paths of length 3 that do not turn back, normalised by the degrees on the way."""
    ties = features.ties
    first = ties.partners.row(asker.agency)
    second = ties.partners.spread(first, ties.known[first] ** -0.5)
    second[asker.agency] = 0.0
    through = np.flatnonzero(second)
    value = ties.partners.spread(through, second[through] * ties.known[through] ** -0.5)
    value[first] -= _turning_back(features, asker.agency, first)
    return _against_best(np.maximum(value, 0.0), asker)


def _turning_back(features: Features, agency: int, partners: Ints) -> Floats:
    """What the paths agency – partner – somebody – the same partner add up to, for each partner."""
    ties = features.ties
    columns, _, counts = ties.partners.gather(partners)
    owners = np.repeat(np.arange(len(partners)), counts)
    onward = columns != agency
    sums = np.bincount(owners[onward], ties.known[columns[onward]] ** -0.5, minlength=len(partners))
    back: Floats = sums * ties.known[partners] ** -0.5
    return back


def _known(features: Features, asker: Asker) -> Floats:
    return _against_best(features.ties.known.copy(), asker)


def best_matches(features: Features, agency: int) -> tuple[Ints, Floats]:
    """The agencies most like one in concern and place, best first, and how much: the mean of both."""
    both = (cosine(features.concern, agency) + cosine(features.place, agency)) / 2
    match = np.round(both, DECIMALS)
    match[agency] = 0.0
    found = np.flatnonzero(match)
    best = found[np.lexsort((found, -match[found]))][:BEST_MATCHES]
    return best, match[best]


def _bridge(features: Features, asker: Asker) -> Floats:
    matches, how_well = best_matches(features, asker.agency)
    return _against_best(features.ties.partners.spread(matches, how_well), asker)


def _against_best(value: Floats, asker: Asker) -> Floats:
    """Divided by the value of the asker's best untied candidate; a tied one has at most 1."""
    untied = value.copy()
    untied[asker.tied] = 0.0
    untied[asker.agency] = 0.0
    best = untied.max(initial=0.0)
    if best < 10.0**-DECIMALS:
        return np.zeros_like(value)
    scaled: Floats = np.minimum(value / best, 1.0)
    return scaled


_MEASURES: dict[Component, Callable[[Features, Asker], Floats]] = {
    Component.NEED: _need,
    Component.CONCERN: _concern,
    Component.SHARED: _shared,
    Component.CLOSE: _close,
    Component.REACH: _reach,
    Component.BRIDGE: _bridge,
    Component.PLACE: _place,
    Component.KNOWN: _known,
}
