"""What the values of several components are made of. All are arrays in the order of the agencies."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from graph_api.linkage.asker import Asker
from graph_api.linkage.csr import Floats, Ints, common
from graph_api.linkage.features import Facet, Features
from graph_api.linkage.order import DECIMALS, largest_first

BEST_MATCHES = 50
"""So many agencies that are most like the asker are looked at for *bridge*."""

BY_TOPIC = 0.5
"""What an offer is worth that concerns the issue of a stated problem, but not the problem itself."""


def cosine(facet: Facet, agency: int) -> Floats:
    """Cosine of each agency's things with those of ``agency``, each thing at its weight."""
    return _cosine(facet, facet.has.row(agency), float(facet.norms[agency]))


def cosine_with(facet: Facet, numbers: Ints) -> Floats:
    """The same with these things."""
    return _cosine(facet, numbers, float(np.sqrt((facet.weights[numbers] ** 2).sum())))


def _cosine(facet: Facet, numbers: Ints, norm: float) -> Floats:
    dot = facet.had_by.spread(numbers, facet.weights[numbers] ** 2)[: len(facet.norms)]
    norms = facet.norms * norm
    # Without `out`, numpy leaves what happened to be in memory where `where` is false.
    value: Floats = np.divide(dot, norms, out=np.zeros_like(dot), where=norms > 0)
    return value


def nearness(features: Features, agency: int) -> Floats:
    """How near each agency is to ``agency``: half by the areas stated of them, half by all.

    Work is often placed where none of its participants is at home, so it may not drown what is stated;
    where nothing is stated of ``agency``, its works decide alone.
    """
    everywhere = cosine(features.place, agency)
    if features.seat.norms[agency] == 0:
        return everywhere
    near: Floats = (cosine(features.seat, agency) + everywhere) / 2
    return near


def covered(facet: Facet, numbers: Ints, weights: Floats) -> Floats:
    """The share of these things, by weight, that each agency has."""
    whole = weights.sum()
    return facet.had_by.spread(numbers, weights / whole if whole > 0 else weights)


def common_partner_weights(features: Features, partners: Ints) -> Floats:
    """What each partner says when it is common to two: ``1 / ln(number of its partners)``.

    A partner of only one has nobody in common with anyone, and says nothing.
    """
    degree = features.ties.degree[partners]
    # The logarithm is taken of all, also of those that `where` leaves out: none may be of 0.
    logs = np.log(np.maximum(degree, 1.0))
    return np.divide(1.0, logs, out=np.zeros(len(degree)), where=degree > 1)


def best_matches(features: Features, agency: int) -> tuple[Ints, Floats]:
    """The agencies most like one in concern and place, best first, and how much: the mean of both.

    Who is among them is decided with everyone there.
    """
    whole = _likeness(features.standard, agency)
    alike = np.flatnonzero(whole)
    best = _largest(alike, whole[alike], BEST_MATCHES)
    match = _likeness(features, agency)[best]
    return best[match > 0], match[match > 0]


def _largest(numbers: Ints, values: Floats, most: int) -> Ints:
    """The first few of :func:`largest_first`, without putting all the others into order."""
    if len(numbers) > most:
        among_them = values >= np.partition(values, -most)[-most]
        numbers, values = numbers[among_them], values[among_them]
    return largest_first(numbers, values)[:most]


def _likeness(features: Features, agency: int) -> Floats:
    both = (cosine(features.concern, agency) + nearness(features, agency)) / 2
    match: Floats = np.round(both, DECIMALS)
    match[agency] = 0.0
    return match


def against_best(
    features: Features, asker: Asker, measure: Callable[[Features, Asker], Floats]
) -> Floats:
    """A measure divided by that of the asker's best untied candidate; a tied one has at most 1.

    The best is that with everyone there. A tied one that is better is divided by what it has itself
    then: were it cut off at 1, taking away a part of what it has would leave it as it is.
    """
    value = measure(features, asker)
    whole, then = _with_everyone(features, asker, measure, value)
    best = _best_untied(whole, then)
    # What rounding left over is no best: divided by it, noise would become a perfect value.
    if best < 10.0**-DECIMALS:
        return np.zeros_like(value)
    scaled: Floats = value / np.maximum(whole, best)
    return scaled


def _with_everyone(
    features: Features, asker: Asker, measure: Callable[[Features, Asker], Floats], value: Floats
) -> tuple[Floats, Asker]:
    if features.whole is None:
        return value, asker
    whole = asker.among(features.whole)
    return measure(features.whole, whole), whole


def _best_untied(value: Floats, asker: Asker) -> float:
    untied = value.copy()
    untied[asker.tied] = 0.0
    untied[asker.agency] = 0.0
    return float(untied.max(initial=0.0))


def cosine_between(left: Ints, right: Ints, weights: Floats) -> float:
    """Cosine of two sets of things, each thing at its weight."""
    squares = weights**2
    norms = float(squares[left].sum()) * float(squares[right].sum())
    dot = float(squares[common(left, right)].sum())
    # Two equal sets can come out a rounding above 1.
    return float(min(dot / np.sqrt(norms), 1.0)) if norms > 0 else 0.0


def jaccard(left: Ints, right: Ints) -> float:
    """Of what is in either, the share that is in both; 0 where there is nothing."""
    either = len(np.union1d(left, right))
    return len(common(left, right)) / either if either else 0.0
