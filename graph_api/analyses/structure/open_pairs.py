"""Who bridges two networks: open pairs, and betweenness between the two.

An *open pair* of a broker is a member of A that is not in B and a member of B that is not in A who
both work with the broker and not with each other (the open triads of Gould and Fernandez, 1989,
read without direction). Betweenness is Brandes's (2001), with the one side as sources and the
other as targets. Being in the same work of more than 300 agencies makes nobody a broker, but two
who are in it do work together: they are no open pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph_api.analyses.structure.betweenness import share_between
from graph_api.linkage.csr import Floats, Ints, common
from graph_api.linkage.features import Features
from graph_api.linkage.order import largest_first

MOST_SOURCES = 300
"""Betweenness is worked out where one network has at most so many members of its own."""

CELLS_AT_ONCE = 500_000
"""Pairs of the two networks that are looked at together: bounds the memory."""

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Bridge:
    """A broker; agencies are counted from the first.

    Attributes:
        open_pairs: number of open pairs.
        only: of these, those that nobody else bridges.
        betweenness: share of shortest chains through it, or ``None`` where that is not counted.
    """

    agency: int
    open_pairs: int
    only: int
    betweenness: float | None


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
    candidates, open_pairs, only = _counted(features, sides)
    few = min(len(sides.own_a), len(sides.own_b)) <= MOST_SOURCES
    through = share_between(partners, sides.own_a, sides.own_b) if few else None
    bridges = [
        Bridge(
            int(agency),
            int(open_pairs[at]),
            int(only[at]),
            None if through is None else float(through[agency]),
        )
        for at, agency in enumerate(candidates)
        if open_pairs[at]
    ]
    return sorted(bridges, key=lambda bridge: (-bridge.open_pairs, bridge.agency))


def count_open_pairs(features: Features, sides: Sides) -> list[tuple[int, int]]:
    """Brokers in the same order, each with its number of open pairs."""
    candidates, open_pairs, _ = _counted(features, sides)
    order = largest_first(candidates, open_pairs)
    counts = dict(zip(candidates.tolist(), open_pairs.tolist(), strict=True))
    return [(agency, int(counts[agency])) for agency in order.tolist() if counts[agency]]


def _counted(features: Features, sides: Sides) -> tuple[Ints, Floats, Floats]:
    """Whoever is tied to both, with its open pairs and those of them that it bridges alone."""
    partners = features.ties.partners
    candidates = common(partners.reached(sides.own_a), partners.reached(sides.own_b))
    return candidates, *_counts(features, sides, candidates)


def _counts(features: Features, sides: Sides, candidates: Ints) -> tuple[Floats, Floats]:
    """For each candidate its open pairs, and those of them that it bridges alone."""
    ties = features.ties.partners.matrix()[candidates]
    at_a, at_b = ties[:, sides.own_a], ties[:, sides.own_b]
    open_pairs, only = np.zeros(len(candidates)), np.zeros(len(candidates))
    for rows, tied, alone in _pieces(features, sides):
        near = at_a[:, rows]
        # Pairs are counted and never listed: all that it reaches, less those that are tied.
        every = near.sum(axis=1) * at_b.sum(axis=1)
        open_pairs += every - (near @ tied).multiply(at_b).sum(axis=1)
        only += (near @ alone).multiply(at_b).sum(axis=1)
    return open_pairs, only


def _pieces(
    features: Features, sides: Sides
) -> Iterator[tuple[slice, sparse.csr_array, sparse.csr_array]]:
    """Some members of A at a time: whom of B they are tied to, and what one broker alone bridges."""
    height = max(1, CELLS_AT_ONCE // max(1, len(sides.own_b)))
    for start in range(0, len(sides.own_a), height):
        rows = slice(start, start + height)
        tied, bridged = _between(features, sides.own_a[rows], sides.own_b)
        # What nobody bridges is not stored, so only larger numbers become zeros.
        bridged.data = (bridged.data == 1).astype(np.float64)
        yield rows, tied, sparse.csr_array(bridged - bridged.multiply(tied))


def _between(
    features: Features, left: Ints, right: Ints
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Left × right: whether the two are tied, and how many work with both."""
    partners = features.ties.partners.matrix()
    lists = features.works.takes.matrix()[:, features.works.large]
    tied = sparse.csr_array(partners[left][:, right] + lists[left] @ lists[right].T)
    tied.data[:] = 1.0
    return tied, sparse.csr_array(partners[left] @ partners[:, right])


def examples(features: Features, sides: Sides, agency: int) -> list[tuple[int, int]]:
    """Some open pairs of a broker: those that nobody else bridges first, then by id."""
    near = features.ties.partners.row(agency)
    left, right = common(near, sides.own_a), common(near, sides.own_b)
    tied, bridged = (part.toarray() for part in _between(features, left, right))
    rows, columns = np.nonzero(tied == 0)
    order = np.lexsort((columns, rows, bridged[rows, columns] > 1))[:EXAMPLES]
    return [(int(left[rows[at]]), int(right[columns[at]])) for at in order]
