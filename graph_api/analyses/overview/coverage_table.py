"""Who does what where, as a table of whole numbers that is counted by distinct values.

A row of the table says that an actor has a part in a work: for one of the actor's networks, one of
the work's issues and one of the places where it is done. Whoever stands in several rows of a cell
counts once in it, and once in a total.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from graph_api.analyses.overview.answers import Dimension
from graph_api.analyses.overview.places import Places
from graph_api.linkage.csr import CsrMatrix, Ints, ints
from graph_api.linkage.features import Features

PARTS = ("COMMITS_TO", "OPERATES", "PURSUES", "TAKES_PART_IN")
"""How an actor has a part in a work."""

WORKS = ("goal", "good-deed", "mechanism", "project")
"""Prefixes of what counts as a work."""

NONE = -1
"""Stands for no network and no issue, and for what is not asked by."""

EXAMPLES = 3


@dataclass(frozen=True)
class Tallied:
    """A cell, or a total.

    Attributes:
        key: numbers of the graph, or ``NONE``.
        agencies: number of distinct agencies.
        works: number of distinct works.
        examples: the first of these works.
    """

    key: tuple[int, ...]
    agencies: int
    works: int
    examples: list[int]


@dataclass(frozen=True)
class CoverageTable:
    """Rows of who does what where.

    Attributes:
        keys: row × (network, issue, area).
        actors: who, a value a row.
        works: what they do, a value a row.
        agencies: the numbers that are agencies.
    """

    keys: Ints
    actors: Ints
    works: Ints
    agencies: range

    def tally(self, by: Collection[Dimension]) -> list[Tallied]:
        """Distinct agencies and works by these dimensions.

        Most agencies first, then most works, then by id; ``NONE`` last.
        """
        if len(self.works) == 0:
            return []
        kept_apart = np.array([dimension in by for dimension in Dimension])
        cells, cell = np.unique(np.where(kept_apart, self.keys, NONE), axis=0, return_inverse=True)
        # numpy 2.0 gives the inverse of rows as a column, other releases flat.
        cell = cell.reshape(-1)
        in_range = (self.actors >= self.agencies.start) & (self.actors < self.agencies.stop)
        agencies = _distinct(cell[in_range], self.actors[in_range])
        works = _distinct(cell, self.works)
        # The pairs are sorted, so the works of a cell stand next to each other and end here.
        ends = np.cumsum(np.bincount(works[:, 0], minlength=len(cells)))
        counted = np.bincount(agencies[:, 0], minlength=len(cells))
        done = np.diff(ends, prepend=0)
        # -1 would come first.
        last = np.where(cells == NONE, np.iinfo(np.int64).max, cells)
        # The last key of lexsort is the first to decide.
        order = np.lexsort((*last.T[::-1], -done, -counted))
        return [
            Tallied(
                key=tuple(map(int, cells[at])),
                agencies=int(counted[at]),
                works=int(done[at]),
                examples=[
                    int(work) for work in works[ends[at] - done[at] : ends[at], 1][:EXAMPLES]
                ],
            )
            for at in order
        ]

    def whole(self) -> tuple[int, int]:
        """Distinct agencies and works in all."""
        cells = self.tally(())
        return (cells[0].agencies, cells[0].works) if cells else (0, 0)


def _distinct(cell: Ints, values: Ints) -> Ints:
    """Pairs of a cell and a thing, each once, ascending."""
    return np.unique(np.stack([cell, values], axis=1), axis=0)


def make_table(places: Places, area: int) -> CoverageTable:
    """Who does what where in an area and the areas within it."""
    features = places.features
    actors, works = _parts(places, area)
    placed_alone = features.reach.areas.lengths()[works] == 0
    at, who = _each(actors, _networks(features))
    actors, works, placed_alone = actors[at], works[at], placed_alone[at]
    at, what = _each(works, features.graph.relations["CONCERNS"].out)
    actors, works, who, placed_alone = actors[at], works[at], who[at], placed_alone[at]
    at, where = _each(np.where(placed_alone, actors, works), _placing(places, area))
    keys = np.stack([who[at], what[at], where], axis=1)
    return CoverageTable(keys, actors[at], works[at], features.graph.run("agency"))


def _parts(places: Places, area: int) -> tuple[Ints, Ints]:
    """Actors and works: works placed there, and works placed nowhere of those who are active there."""
    features, graph = places.features, places.features.graph
    placed = places.placed.row(area)
    works = np.concatenate([graph.of_kind(prefix, placed) for prefix in WORKS])
    active = np.union1d(places.inside(area), places.stated.row(area))
    nowhere = features.reach.areas.lengths() == 0
    pairs = [np.empty((0, 2), dtype=np.int64)]
    for type_ in PARTS:
        relation = graph.relations[type_]
        actors, _, counts = relation.back.gather(works)
        pairs.append(np.stack([actors, np.repeat(works, counts)], axis=1))
        done, _, counts = relation.out.gather(active)
        homeless = np.stack([np.repeat(active, counts), done], axis=1)
        pairs.append(homeless[nowhere[done]])
    both = np.unique(np.concatenate(pairs), axis=0)
    return both[:, 0], both[:, 1]


def _networks(features: Features) -> CsrMatrix:
    """Actor × network: those that an agency is a member of; a network is its own."""
    graph = features.graph
    member_of, networks = graph.relations["MEMBER_OF"].out, ints([*graph.run("network")])
    members = np.repeat(np.arange(member_of.height), member_of.lengths())
    return CsrMatrix.of_pairs(
        np.concatenate([members, networks]),
        np.concatenate([member_of.columns.astype(np.int64), networks]),
        member_of.height,
        member_of.width,
    )


def _placing(places: Places, area: int) -> CsrMatrix:
    """Node × area: directly within where a node is placed, or the area itself for the rest."""
    rows, columns = [np.append(places.straight(area), area)], [area]
    for child in places.within(area):
        rows.append(np.union1d(places.stated.row(child), places.inside(child)))
        columns.append(int(child))
    whole = np.concatenate(rows)
    size = places.placed.width
    return CsrMatrix.of_pairs(whole, np.repeat(ints(columns), list(map(len, rows))), size, size)


def _each(numbers: Ints, rows: CsrMatrix) -> tuple[Ints, Ints]:
    """For each of these numbers, what it leads to; ``NONE`` where that is nothing.

    Returns:
        Places in ``numbers``, and what they lead to.
    """
    columns, _, counts = rows.gather(numbers)
    alone = np.flatnonzero(counts == 0)
    at = np.concatenate([np.repeat(np.arange(len(numbers)), counts), alone])
    return at, np.concatenate([columns, np.full(len(alone), NONE)])
