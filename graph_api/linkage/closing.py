"""Which marks a picture has: its records, or where these are too many, closed clusters and what is open.

Where not all records fit, clusters are closed. Where there are too many clusters, those of an area
are one, then those of the area around it; how far this goes follows from what is to be shown
alone, so that opening a cluster adds its parts and changes nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from graph_api.linkage.clustering import Clustering
from graph_api.linkage.csr import Ints
from graph_api.linkage.graph import Graph

MOST_MARKS = 2000
"""Marks of a picture at most, whatever is open."""

MOST_CLOSED = 1000
"""Marks at most where nothing is open, so that there is place to open some."""


@dataclass(frozen=True)
class MarkPlan:
    """The marks of a picture in their order: closed clusters, then records.

    Attributes:
        closed: ids of closed clusters with their levels.
        records: ids.
        mark_of: for each number of the graph its mark, -1 where it has none.
        counts: records behind each mark.
        clusters: ids of the clusters that are shown, each with its level, ascending.
        cluster_of: for each mark the place of its cluster among these, or ``None``.
        cut: whether a bound left something out.
    """

    closed: list[tuple[str, int]]
    records: list[str]
    mark_of: Ints
    counts: list[int]
    clusters: list[tuple[str, int]]
    cluster_of: list[int | None]
    cut: bool


def plan_marks(
    graph: Graph, clustering: Clustering, chosen: Sequence[str], opened: Collection[str], first: int
) -> MarkPlan:
    """The marks for these records.

    Args:
        graph: numbers and ids.
        clustering: which record belongs to which cluster.
        chosen: ids, in the order in which they are shown.
        opened: ids of clusters whose parts are shown.
        first: marks at most where nothing is open.
    """
    numbers = graph.numbered(chosen)
    shown_as: list[tuple[str, int] | None] = [None] * clustering.count
    most = MOST_MARKS if opened else first
    if len(chosen) > first:
        level = _level(clustering, numbers, first)
        above = _with_those_around(clustering, opened)
        shown_as = [_closed(clustering, n, level, above) for n in range(clustering.count)]
    return _planned(graph, clustering, numbers, shown_as, most)


def _level(clustering: Clustering, numbers: Ints, first: int) -> int:
    """The finest level whose clusters fit, or the coarsest of all."""
    of = clustering.of[numbers]
    clusters, alone = np.unique(of[of >= 0]).tolist(), int((of < 0).sum())
    for level in range(clustering.levels):
        if len({clustering.level(n, level) for n in clusters}) + alone <= min(first, MOST_CLOSED):
            return level
    return clustering.levels


def _with_those_around(clustering: Clustering, opened: Collection[str]) -> set[str]:
    """What is open, and the areas that it lies in: who opens a network looks into its area."""
    every = set(opened)
    for ident, chain in zip(clustering.idents, clustering.chains, strict=True):
        path = (ident, *chain)
        for place, part in enumerate(path):
            if part in opened:
                every.update(path[place + 1 :])
    return every


def _closed(
    clustering: Clustering, number: int, level: int, opened: set[str]
) -> tuple[str, int] | None:
    """The id that a cluster is shown as, with its level; ``None`` where its members are shown."""
    while (ident := clustering.level(number, level)) in opened:
        if level == 0:
            return None
        level -= 1
    return ident, level


def _planned(
    graph: Graph,
    clustering: Clustering,
    numbers: Ints,
    shown_as: Sequence[tuple[str, int] | None],
    most: int,
) -> MarkPlan:
    of = clustering.of[numbers].tolist()
    keys = [shown_as[cluster] if cluster >= 0 else None for cluster in of]
    counts: dict[tuple[str, int], int] = {}
    for key in keys:
        if key is not None:
            counts[key] = counts.get(key, 0) + 1
    closed = sorted(counts)[:most]
    places = {key: place for place, key in enumerate(closed)}
    records: list[str] = []
    own: list[tuple[str, int] | None] = list(closed)
    mark_of = np.full(graph.size, -1, dtype=np.int64)
    for number, cluster, key in zip(numbers.tolist(), of, keys, strict=True):
        if key is not None:
            mark_of[number] = places.get(key, -1)
        elif len(closed) + len(records) < most:
            mark_of[number] = len(closed) + len(records)
            records.append(graph.ids[number])
            own.append((clustering.idents[cluster], 0) if cluster >= 0 else None)
    clusters = sorted({key for key in own if key is not None})
    cluster_places = {key: place for place, key in enumerate(clusters)}
    return MarkPlan(
        closed,
        records,
        mark_of,
        [*(counts[key] for key in closed), *[1] * len(records)],
        clusters,
        [None if key is None else cluster_places[key] for key in own],
        cut=bool((mark_of[numbers] < 0).any()),
    )
