"""The part of the graph that linkage looks at, in numbers: ids in order, relationships as rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import sparse

from graph_api.domain.areas import AREA_DEPTH, LEADING_TO_AREAS
from graph_api.linkage.csr import CsrMatrix, Ints, among, ints
from graph_api.linkage.neighbours import NodeLookups
from schema.cypher import check_type
from schema.registry import declaration
from schema.ways import STRAIGHT, THROUGH

Link = tuple[str, str]
"""Ids of the source and the target of a relationship."""


def _leads_to(type_: str, kind: str) -> bool:
    known = declaration()
    return any(kind in known.end_members(row.target) for row in known.types[type_])


TYPES = (
    *THROUGH,
    *STRAIGHT,
    *map(
        check_type,
        (
            "ADDRESSES",
            "ANSWERS",
            "BASED_IN",
            "COLLABORATES_WITH",
            "CONCERNS",
            "ENABLES",
            "IN_AREA",
            "MEMBER_OF",
            "PART_OF",
            "SEEKS_LINK_WITH",
            "SERVES",
            "WITHIN",
        ),
    ),
)
"""The relationship types that linkage looks at."""

OFFERING = tuple(
    type_ for type_ in THROUGH if not any(_leads_to(type_, kind) for kind in ("Problem", "Event"))
)
"""How an organisation comes to offer something: problems are raised and events attended, not offered."""

SOLVING = tuple(
    type_ for type_ in sorted(TYPES) if type_ not in THROUGH and _leads_to(type_, "Problem")
)
"""How something that is offered meets a problem."""

PLACING = tuple(sorted({*LEADING_TO_AREAS} & {*TYPES} - {"WITHIN"}))
"""How something comes to be placed in an area."""

NEVER_READ = frozenset({"Person"})
"""Kinds at the ends of these relationships that stay out of it: persons are never scored."""


def _prefixes() -> tuple[str, ...]:
    known = declaration()
    rows = [row for type_ in TYPES for row in known.types[type_]]
    kinds = {
        kind for row in rows for end in (row.source, row.target) for kind in known.end_members(end)
    }
    return tuple(sorted(known.kinds[kind].prefix for kind in kinds - NEVER_READ))


PREFIXES = _prefixes()
"""Prefixes of the ids of the kinds at the ends of these relationships."""


@dataclass(frozen=True)
class Relation:
    """All relationships of one type, by source and by target."""

    out: CsrMatrix
    back: CsrMatrix


@dataclass(frozen=True)
class Graph:
    """Nodes numbered in the order of their ids (so each kind is one run of numbers).

    Attributes:
        ids: all ids, ascending; after them those of works that are over, which have a name in answers
            about the past and no relationship.
        relations: every type of ``TYPES``.
        size: how many nodes there are, without the works that are over.
        gone: numbers of nodes that are thought away, ascending.
    """

    ids: tuple[str, ...]
    relations: Mapping[str, Relation]
    size: int
    gone: Ints = field(default_factory=lambda: ints([]))

    def number(self, ident: str) -> int | None:
        """The number of the node ``ident``, or ``None``."""
        return self._place(ident, 0, self.size)

    def any_number(self, ident: str) -> int | None:
        """The same, also for a work that is over."""
        known = self.number(ident)
        return self._place(ident, self.size, len(self.ids)) if known is None else known

    def numbers(self, idents: Iterable[str]) -> Ints:
        """The numbers of those of these nodes that are there, ascending."""
        numbers = np.unique(self.numbered(idents))
        return numbers[numbers >= 0]

    def numbered(self, idents: Iterable[str]) -> Ints:
        """The number of each of these nodes, in their order; -1 for one that is not there."""
        numbers = map(self.number, idents)
        return ints([-1 if number is None else number for number in numbers])

    def _place(self, ident: str, low: int, high: int) -> int | None:
        # Bisection takes two microseconds; a dict of a country would take as much memory as its ids.
        place = bisect_left(self.ids, ident, low, high)
        if place == high or self.ids[place] != ident:
            return None
        # Nobody is gone from most graphs, and a country is looked up id by id.
        return None if len(self.gone) and among(ints([place]), self.gone)[0] else place

    def names(self, numbers: Iterable[int]) -> list[str]:
        """Ids of these numbers, in that order."""
        return [self.ids[number] for number in numbers]

    def run(self, prefix: str) -> range:
        """The numbers of the nodes whose ids begin with ``prefix`` and a colon."""
        return run_of(self.ids, prefix, self.size)

    def of_kind(self, prefix: str, numbers: Ints) -> Ints:
        """Those of these numbers that are nodes of the kind with this prefix, in the same order."""
        run = self.run(prefix)
        return numbers[(numbers >= run.start) & (numbers < run.stop)]

    def is_a(self, prefix: str, number: int) -> bool:
        """Whether the node is of the kind with this prefix."""
        return self.ids[number].startswith(f"{prefix}:")

    def out(self, type_: str, number: int) -> Ints:
        """Numbers that relationships of this type lead to from a node."""
        return self.relations[type_].out.row(number)

    def back(self, type_: str, number: int) -> Ints:
        """Numbers that relationships of this type come from."""
        return self.relations[type_].back.row(number)

    def linked(self, type_: str, source: int, target: int) -> bool:
        """Whether a relationship of this type leads from one to the other."""
        return target in self.near.out(type_, source)

    @cached_property
    def inside(self) -> CsrMatrix:
        """Area × area: itself and all areas within it, as far as WITHIN is followed."""
        # Every reason about a place asks for this; walking there each time took a tenth of an answer.
        areas, inner = np.zeros(self.size), self.relations["WITHIN"].back.matrix()
        areas[list(self.run("area"))] = 1.0
        level = reached = sparse.csr_array(sparse.diags_array(areas))
        for _ in range(AREA_DEPTH):
            level = sparse.csr_array(level @ inner)
            reached = sparse.csr_array(reached + level)
        return CsrMatrix.of_matrix(reached)

    @cached_property
    def near(self) -> NodeLookups:
        """Lookups around single nodes."""
        out = {type_: relation.out for type_, relation in self.relations.items()}
        return NodeLookups(out, self.inside, PLACING)

    def without(self, gone: Ints) -> Graph:
        """The graph that there would be without these nodes and their relationships.

        The others keep their numbers; those that are gone have no relationship, and no number by
        their ids.
        """
        stays = np.ones(self.size)
        stays[gone[gone < self.size]] = 0.0
        # A diagonal on either side blanks rows and columns and moves none: arrays of the two graphs
        # stay comparable place by place.
        only = sparse.diags_array(stays)
        relations = {
            type_: Relation(_among(relation.out, only), _among(relation.back, only))
            for type_, relation in self.relations.items()
        }
        return Graph(self.ids, relations, self.size, np.union1d(self.gone, gone))


def _among(rows: CsrMatrix, only: sparse.dia_array) -> CsrMatrix:
    matrix = sparse.csr_array(only @ rows.matrix() @ only)
    matrix.eliminate_zeros()
    return CsrMatrix.of_matrix(matrix)


def run_of(ids: Sequence[str], prefix: str, high: int) -> range:
    """Where the ids that begin with ``prefix`` and a colon stand among the first ``high``, which ascend."""
    # A semicolon is the character after the colon, so it ends the run of what begins so.
    return range(*(bisect_left(ids, prefix + sign, hi=high) for sign in ":;"))


def make_graph(
    ids: Iterable[str], links: Mapping[str, Iterable[Link]], over: Iterable[str] = ()
) -> Graph:
    """The graph of these nodes and relationships, with the names of works that are over.

    A relationship with an end that is not among ``ids`` is left out: its end does not hold on the
    day, or is not in the datasets, that were asked about.
    """
    ordered = tuple(sorted(set(ids)))
    numbers = {ident: number for number, ident in enumerate(ordered)}
    pairs = {type_: _numbered(links.get(type_, ()), numbers) for type_ in TYPES}
    return graph_of_pairs(ordered, pairs, sorted({*over} - numbers.keys()))


def graph_of_pairs(
    ids: Sequence[str], pairs: Mapping[str, tuple[Ints, Ints]], over: Sequence[str] = ()
) -> Graph:
    """The same of what is numbered already.

    Args:
        ids: of all nodes, ascending and distinct.
        pairs: for every type, the numbers of sources and of targets.
        over: ids of works that are over, ascending, none of them among ``ids``.
    """
    size = len(ids)
    relations = {type_: _relation(*pairs[type_], size) for type_ in TYPES}
    return Graph((*ids, *over), relations, size)


def _numbered(links: Iterable[Link], numbers: dict[str, int]) -> tuple[Ints, Ints]:
    known = [
        (numbers[source], numbers[target])
        for source, target in links
        if source in numbers and target in numbers
    ]
    return ints([a for a, _ in known]), ints([b for _, b in known])


def _relation(sources: Ints, targets: Ints, size: int) -> Relation:
    # Both ways are stored, since reading a column of a CSR matrix is a walk through all of it.
    out = CsrMatrix.of_pairs(sources, targets, size, size)
    return Relation(out, CsrMatrix.of_pairs(targets, sources, size, size))
