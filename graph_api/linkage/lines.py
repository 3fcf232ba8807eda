"""The lines of a picture: relationships between two records, and those behind closed clusters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from graph_api.linkage.closing import MarkPlan
from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.features import Features
from graph_api.linkage.picture_statements import EdgeRow
from schema.registry import declaration
from schema.ways import FOCUSES_ON

Counted = dict[tuple[int, int, str], int]
"""Relationships between two marks: source, target, type."""


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """All relationships of one type between two marks.

    Attributes:
        id: of the one that it is; ``None`` for several, or where an end is a closed cluster.
    """

    id: str | None
    source: int
    target: int
    type: str
    count: int
    synthetic: bool


def lines_of(
    plan: MarkPlan, edges: Iterable[EdgeRow], every: Counted, factual: Counted, most: int
) -> tuple[list[DrawnLine], bool]:
    """The lines, by their ends; whether some were left out, those with fewest relationships first.

    Args:
        plan: the marks.
        edges: relationships between records that are shown.
        every: those behind closed clusters.
        factual: of these, the ones that are not invented.
        most: lines at most.
    """
    lines = [*_between_records(plan, edges), *_behind(every, factual)]
    cut = len(lines) > most
    if cut:
        lines = sorted(lines, key=lambda line: -line.count)[:most]
    return sorted(lines, key=lambda line: (line.source, line.target, line.type)), cut


def _between_records(plan: MarkPlan, edges: Iterable[EdgeRow]) -> Iterable[DrawnLine]:
    places = {ident: place for place, ident in enumerate(plan.records, len(plan.closed))}
    lines: dict[tuple[int, int, str], DrawnLine] = {}
    for edge in edges:
        key = places[edge.source], places[edge.target], edge.type
        known = lines.get(key)
        if known is None:
            lines[key] = DrawnLine(edge.id, *key, 1, edge.synthetic)
        else:
            both = known.synthetic and edge.synthetic
            lines[key] = replace(known, id=None, count=known.count + 1, synthetic=both)
    return lines.values()


def _behind(every: Counted, factual: Counted) -> Iterable[DrawnLine]:
    for (source, target, type_), count in every.items():
        invented = (source, target, type_) not in factual
        yield DrawnLine(None, source, target, type_, count, invented)


def count_behind(features: Features, mark_of: Ints, closed: int) -> Counted:
    """Relationships between two marks of which one at least is a closed cluster.

    Args:
        features: the graph.
        mark_of: for each number of the graph its mark, or -1.
        closed: how many marks are closed clusters; these come first.
    """
    counted: Counted = {}
    if closed == 0:
        return counted
    for type_, matrix in _relations(features):
        ends = sparse.coo_array(matrix)
        sources, targets = mark_of[ends.row], mark_of[ends.col]
        behind = (sources != targets) & (np.minimum(sources, targets) >= 0)
        behind &= np.minimum(sources, targets) < closed
        pairs = np.stack([sources[behind], targets[behind]])
        if any(row.symmetric for row in declaration().types[type_]):
            pairs = np.sort(pairs, axis=0)  # its direction means nothing
        numbers, counts = np.unique(pairs, axis=1, return_counts=True)
        for (source, target), count in zip(numbers.T.tolist(), counts.tolist(), strict=True):
            counted[source, target, type_] = count
    return counted


def _relations(features: Features) -> Iterable[tuple[str, sparse.csr_array]]:
    graph = features.graph
    for type_, relation in graph.relations.items():
        yield type_, relation.out.matrix()
    organisations = ints([*graph.run("agency"), *graph.run("network")])
    own = np.zeros(graph.size)
    own[organisations] = 1.0
    yield FOCUSES_ON, sparse.csr_array(sparse.diags_array(own) @ features.reach.issues.matrix())


def mapped(features: Features, other: Features, mark_of: Ints) -> Ints:
    """``mark_of`` for the numbers of another graph, of the same records as far as it has them."""
    numbers = features.graph.numbered(other.graph.ids[: other.graph.size])
    # A place past the end stands for what is not in the first graph.
    return np.append(mark_of, -1)[numbers]
