"""Who bridges two networks: open pairs, broker roles, and betweenness between the two.

An *open pair* of a broker is a member of A that is not in B and a member of B that is not in A who
both work with the broker and not with each other (the open triads of Gould and Fernandez, 1989,
read without direction). Betweenness is Brandes's (2001), with the one side as sources and the
other as targets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph_api.linkage.features import Features
from graph_api.linkage.rows import Floats, Ints, common

MOST_SOURCES = 300
"""Members of one network from which shortest chains are counted at most."""

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Bridge:
    """A broker; agencies are counted from the first.

    Attributes:
        open_pairs: number of open pairs.
        only: of these, those that nobody else bridges.
        betweenness: share of shortest chains through it, or ``None`` where that is not counted.
        examples: open pairs, those that nobody else bridges first.
    """

    agency: int
    open_pairs: int
    only: int
    betweenness: float | None
    examples: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sides:
    """Two networks: all members, and those of each that are not in the other."""

    in_a: Ints
    in_b: Ints
    own_a: Ints
    own_b: Ints


def sides_of(features: Features, a: int, b: int) -> Sides:
    """Members of two networks (numbers of the graph), counted from the first agency."""
    member_of = features.graph.relations["MEMBER_OF"].back
    in_a, in_b = (member_of.row(network) - features.first for network in (a, b))
    return Sides(in_a, in_b, np.setdiff1d(in_a, in_b), np.setdiff1d(in_b, in_a))


def find_bridges(features: Features, sides: Sides) -> list[Bridge]:
    """All brokers between two networks: most open pairs first, then by id."""
    partners = features.ties.partners
    pairs = _pairs(features, sides)
    through = _betweenness(features, sides)
    candidates = common(partners.reached(sides.own_a), partners.reached(sides.own_b))
    found = [_bridge(features, sides, pairs, int(agency), through) for agency in candidates]
    return sorted(
        (bridge for bridge in found if bridge.open_pairs),
        key=lambda bridge: (-bridge.open_pairs, bridge.agency),
    )


@dataclass(frozen=True, slots=True)
class _Pairs:
    """For each member of A and of B: how many bridge the two, and whether they are tied."""

    bridged: sparse.csr_array
    tied: sparse.csr_array


def _pairs(features: Features, sides: Sides) -> _Pairs:
    matrix = features.ties.partners.matrix()
    of_a, of_b = matrix[sides.own_a], matrix[sides.own_b]
    return _Pairs(sparse.csr_array(of_a @ of_b.T), sparse.csr_array(of_a[:, sides.own_b]))


def _bridge(
    features: Features, sides: Sides, pairs: _Pairs, agency: int, through: Floats | None
) -> Bridge:
    partners = features.ties.partners.row(agency)
    at_a, at_b = (np.flatnonzero(np.isin(own, partners)) for own in (sides.own_a, sides.own_b))
    tied = pairs.tied[at_a][:, at_b].toarray() > 0
    alone = ~tied & (pairs.bridged[at_a][:, at_b].toarray() == 1)
    shown = sorted(zip(*np.nonzero(~tied), strict=True), key=lambda at: (not alone[at], at))[
        :EXAMPLES
    ]
    return Bridge(
        agency=agency,
        open_pairs=int(np.count_nonzero(~tied)),
        only=int(np.count_nonzero(alone)),
        betweenness=None if through is None else float(through[agency]),
        examples=[
            (int(sides.own_a[at_a[row]]), int(sides.own_b[at_b[column]])) for row, column in shown
        ],
    )


def _betweenness(features: Features, sides: Sides) -> Floats | None:
    """For each agency the share of shortest chains between the two sides that lead through it."""
    if not 0 < len(sides.own_a) <= MOST_SOURCES:
        return None
    matrix = features.ties.partners.matrix()
    wanted = np.zeros(features.count)
    wanted[sides.own_b] = 1.0
    summed, connected = np.zeros(features.count), 0
    for source in map(int, sides.own_a):
        share, reached = _dependencies(matrix, source, wanted)
        summed += share
        connected += reached
    whole: Floats = np.round(summed / max(connected, 1), 12)
    return whole


def _dependencies(matrix: sparse.csr_array, source: int, wanted: Floats) -> tuple[Floats, int]:
    """Brandes's accumulation from one source, counting chains to ``wanted`` agencies alone."""
    chains = np.zeros(len(wanted))
    chains[source] = 1.0
    seen = chains > 0
    layers: list[Floats] = [chains.copy()]
    while True:
        reached: Floats = np.asarray(matrix @ layers[-1])
        reached[seen] = 0.0
        if not reached.any():
            break
        seen |= reached > 0
        layers.append(reached)
    total = np.sum(layers, axis=0)
    share = np.zeros(len(wanted))
    for layer, before in zip(reversed(layers[1:]), reversed(layers[:-1]), strict=True):
        here = layer > 0
        given = np.zeros(len(wanted))
        given[here] = (wanted[here] + share[here]) / total[here]
        share += before * (matrix @ given)
    share[source] = 0.0
    return share, int(np.count_nonzero(seen & (wanted > 0)))
