"""What pictures of one snapshot stand on: clusters, and where everything lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph_api.linkage.clustering import Clustering, cooperating, official
from graph_api.linkage.csr import Floats, Ints, ints
from graph_api.linkage.features import Features
from graph_api.linkage.graph import Graph
from graph_api.linkage.positions import place
from graph_api.linkage.spreading import spread_marks

WITHIN_RADIUS = 0.9
"""The share of its organisations that lie within the radius of a cluster."""

CLOSED_SPACING = 0.008
"""Half of the distance that two closed clusters keep where there is place."""

CLOSED_FARTHEST = 0.03
"""A closed cluster stands so far from the middle of its organisations at most."""


@dataclass(frozen=True, slots=True)
class ClusterPlace:
    """Where a cluster lies, and how many organisations it has."""

    x: float
    y: float
    radius: float
    count: int


@dataclass(frozen=True)
class Ground:
    """Clusters and positions, whatever is shown of them.

    Attributes:
        clustering: which record belongs to which cluster.
        points: x and y of each number of the graph.
        places: of each level of the clustering, by the id of the cluster.
    """

    clustering: Clustering
    points: Floats
    places: Sequence[Mapping[str, ClusterPlace]]


def official_ground(features: Features) -> Ground:
    """By official networks."""
    clustering = official(features)
    return _ground(features.graph, clustering, place(features, clustering))


def cooperating_ground(features: Features, groups: Sequence[Ints], points: Floats) -> Ground:
    """By real cooperation, at the same positions: what lies apart officially is seen to work together.

    Args:
        features: the graph.
        groups: agencies that work together, counted from the first.
        points: of the official ground.
    """
    return _ground(features.graph, cooperating(features, groups), points)


def _ground(graph: Graph, clustering: Clustering, points: Floats) -> Ground:
    levels = range(clustering.levels + 1)
    return Ground(clustering, points, [_places(graph, clustering, points, n) for n in levels])


def _places(
    graph: Graph, clustering: Clustering, points: Floats, level: int
) -> dict[str, ClusterPlace]:
    """The place of every cluster at a level."""
    names = [clustering.level(number, level) for number in range(clustering.count)]
    keys = sorted(set(names))
    numbers = {key: number for number, key in enumerate(keys)}
    of_cluster = ints([numbers[name] for name in names])
    organisations = ints([*graph.run("agency"), *graph.run("network")])
    own, where = of_cluster[clustering.of[organisations]], points[organisations]
    counts = np.bincount(own, minlength=len(keys))
    middles = np.stack(
        [np.bincount(own, where[:, axis], len(keys)) / np.maximum(counts, 1) for axis in (0, 1)],
        axis=1,
    )
    radii = _radii(own, np.hypot(*(where - middles[own]).T), counts)
    spaced = spread_marks(
        middles,
        np.full(len(keys), CLOSED_SPACING),
        counts.astype(np.float64),
        farthest=CLOSED_FARTHEST,
        steps=60,
    )
    rows = np.round(np.column_stack([spaced, radii]), 5).tolist()
    return {
        key: ClusterPlace(x, y, radius, count)
        for key, (x, y, radius), count in zip(keys, rows, counts.tolist(), strict=True)
    }


def _radii(own: Ints, distances: Floats, counts: Ints) -> Floats:
    """For each cluster the distance that ``WITHIN_RADIUS`` of its members stay below."""
    order = np.lexsort((distances, own))
    ends = np.cumsum(counts)
    at = ends - counts + np.maximum(np.ceil(WITHIN_RADIUS * counts).astype(np.int64) - 1, 0)
    radii: Floats = distances[order][at]
    return radii
