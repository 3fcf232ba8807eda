"""Which cluster each record of a picture belongs to, and in which areas the clusters lie.

A cluster is an official network, or agencies that work together. Its id rests on a record that
does not change with the revision: the network, or a member. Agencies without one are clustered by
the area of their seat. What is no organisation belongs where most of its ties lead to; issues and
areas are everybody's, and belong to none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from graph_api.domain.areas import AREA_DEPTH
from graph_api.linkage.csr import CsrMatrix, Flags, Ints, ints
from graph_api.linkage.features import Features
from graph_api.linkage.graph import Graph

CLUSTER = "Cluster"
"""The kind of a mark that stands for a closed cluster."""

PREFIX = "cluster:"
"""Begins the ids of clusters that are no record."""

NO_NETWORK = f"{PREFIX}none"
"""Agencies without a network: the id of their area, if any, follows after a colon."""

ALONE = f"{PREFIX}alone"
"""The same of agencies that work with nobody."""

WORKING = f"{PREFIX}work:"
"""Before the id of an area: all that work together there, or alone."""

SHARED = ("issue", "area")
"""Prefixes of what is everybody's."""


@dataclass(frozen=True)
class Clustering:
    """Clusters of the whole graph, in the order of their ids.

    Attributes:
        idents: their ids.
        of: the cluster of each number of the graph, -1 where it has none.
        area: number of the area that each lies in, -1 where none is known.
        chains: of each: ids of the clusters that stand for it where it is too small to be shown:
            of its area, then of the areas around that.
    """

    idents: tuple[str, ...]
    of: Ints
    area: Ints
    chains: tuple[tuple[str, ...], ...]

    @property
    def count(self) -> int:
        """Number of clusters."""
        return len(self.idents)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each cluster by its id."""
        return {ident: number for number, ident in enumerate(self.idents)}

    @cached_property
    def members(self) -> CsrMatrix:
        """Cluster × number of the graph."""
        inside = np.flatnonzero(self.of >= 0)
        return CsrMatrix.of_pairs(self.of[inside], inside, self.count, len(self.of))

    def level(self, number: int, level: int) -> str:
        """The id that stands for a cluster at a level: 0 is its own, then that of its area, and so on."""
        chain = self.chains[number]
        return chain[min(level, len(chain)) - 1] if level and chain else self.idents[number]

    @property
    def levels(self) -> int:
        """How many levels there are above the clusters themselves."""
        return max(map(len, self.chains), default=0)

    def belonging(self, ident: str) -> Ints:
        """Numbers of the graph of all that belongs to the cluster with this id, ascending."""
        return self.members.reached(self.inside(ident))

    def inside(self, ident: str) -> Ints:
        """Numbers of the clusters that are, or lie within, the one with this id; ascending."""
        own = self.numbers.get(ident)
        if own is not None:
            return ints([own])
        return ints([number for number, chain in enumerate(self.chains) if ident in chain])


def record_of(ident: str) -> str | None:
    """The id of the record that the id of a cluster ends with; ``None`` where it has none."""
    for start in (f"{NO_NETWORK}:", f"{ALONE}:", WORKING, PREFIX):
        if ident.startswith(start):
            rest = ident.removeprefix(start)
            return rest if ":" in rest else None
    return ident


def official(features: Features) -> Clustering:
    """By network: an agency in several belongs to the one whose id comes first."""
    graph = features.graph
    keys: dict[int, str] = {number: graph.ids[number] for number in graph.run("network")}
    areas = {number: _first(graph.out("PART_OF", number)) for number in graph.run("network")}
    for agency in graph.run("agency"):
        network = _first(graph.out("MEMBER_OF", agency))
        if network >= 0:
            keys[agency] = graph.ids[network]
        else:
            keys[agency], areas[agency] = _outside(graph, agency, NO_NETWORK)
    return _made(graph, keys, areas, PREFIX)


def cooperating(features: Features, groups: Sequence[Ints]) -> Clustering:
    """By real cooperation: each cluster named after the member whose id comes first.

    Args:
        features: the graph.
        groups: agencies of each cluster, counted from the first; who is alone has none.
    """
    graph = features.graph
    keys: dict[int, str] = {}
    areas: dict[int, int] = {}
    for group in groups:
        name = f"{PREFIX}{features.agency(int(group[0]))}"
        for agency in (group + features.first).tolist():
            alone = len(group) == 1
            keys[agency], areas[agency] = (
                _outside(graph, agency, ALONE) if alone else (name, _seat(graph, agency))
            )
    return _made(graph, keys, areas, WORKING)


def _outside(graph: Graph, agency: int, start: str) -> tuple[str, int]:
    area = _seat(graph, agency)
    return (f"{start}:{graph.ids[area]}" if area >= 0 else start), area


def _seat(graph: Graph, agency: int) -> int:
    based = _first(graph.out("BASED_IN", agency))
    return based if based >= 0 else _first(graph.out("IN_AREA", agency))


def _first(row: Ints) -> int:
    return int(row[0]) if len(row) else -1


def _made(graph: Graph, keys: dict[int, str], areas: dict[int, int], start: str) -> Clustering:
    """The clustering of these organisations, to which everything else is added."""
    idents = tuple(sorted(set(keys.values())))
    numbers = {ident: number for number, ident in enumerate(idents)}
    of = np.full(graph.size, -1, dtype=np.int64)
    of[list(keys)] = [numbers[key] for key in keys.values()]
    votes: list[dict[int, int]] = [{} for _ in idents]
    for organisation, seat in areas.items():
        if seat >= 0:
            own = votes[of[organisation]]
            own[seat] = own.get(seat, 0) + 1
    # The commonest area of its organisations, of equally common ones the first.
    area = ints([min(own, key=lambda a: (-own[a], a), default=-1) for own in votes])
    chains = tuple(_chain(graph, place, start) for place in area.tolist())
    return Clustering(idents, _with_others(graph, of, len(idents)), area, chains)


def _chain(graph: Graph, area: int, start: str) -> tuple[str, ...]:
    chain: list[str] = []
    for _ in range(AREA_DEPTH + 1):
        if area < 0 or f"{start}{graph.ids[area]}" in chain:
            break
        chain.append(f"{start}{graph.ids[area]}")
        area = _first(graph.out("WITHIN", area))
    return tuple(chain)


def _with_others(graph: Graph, of: Ints, count: int) -> Ints:
    """The same, with what is no organisation: it belongs where most of its ties lead."""
    placed = np.flatnonzero(of >= 0)
    one_hot = sparse.csr_array(
        (np.ones(len(placed)), (placed, of[placed])), shape=(graph.size, max(count, 1))
    )
    ties = sparse.csr_array((graph.size, max(count, 1)))
    for relation in graph.relations.values():
        ties = ties + (relation.out.matrix() + relation.back.matrix()) @ one_hot
    found = sparse.coo_array(ties)
    order = np.lexsort((found.col, -found.data, found.row))
    rows, firsts = np.unique(found.row[order].astype(np.int64), return_index=True)
    joined = of.copy()
    theirs = found.col[order][firsts]
    alone = (of[rows] < 0) & ~_shared(graph, rows)
    joined[rows[alone]] = theirs[alone]
    return joined


def _shared(graph: Graph, numbers: Ints) -> Flags:
    runs = [graph.run(prefix) for prefix in SHARED]
    flags = np.zeros(len(numbers), dtype=np.bool_)
    for run in runs:
        flags |= (numbers >= run.start) & (numbers < run.stop)
    return flags
