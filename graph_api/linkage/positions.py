"""Where the records of a picture stand: worked out from the graph alone, with no memory of earlier ones.

The steps, each of which a small change of the graph changes little:

1. A cluster has an anchor: a hash of its id in the square of its area, which is a hash of the
   area's id in the square of the area around it, each square as large as its share of organisations.
2. Clusters are drawn to those that they have ties with, then pushed apart as discs as large as their
   members are many; the lighter one gives way.
3. An agency has an anchor: a hash of its id in the disc of its cluster. It stands at
   ``(1 − pull) × anchor + pull × mean of its partners``, which a few rounds solve for all at once:
   each round shrinks what is left to do by ``pull``, so a change stays near to where it was made.
4. Issues stand among the clusters, other records by the organisations that they have to do with.
5. Marks on top of each other are moved apart, by no more than ``FARTHEST``.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from graph_api.linkage.clustering import Clustering
from graph_api.linkage.csr import Floats, Ints, ints
from graph_api.linkage.features import Features
from graph_api.linkage.graph import Graph
from graph_api.linkage.hashed import hashed, in_disc
from graph_api.linkage.spreading import EDGE, spread_marks

FILLED = 0.42
"""The share of the picture that the discs of the clusters cover together."""

PULL = 0.4
"""How far partners draw an agency from its anchor towards their middle."""

CLUSTER_PULL = 0.2
"""The same for clusters."""

ROUNDS = 16
"""What is left after so many: ``PULL ** ROUNDS``, less than a millionth of the picture."""

FARTHEST = 0.008
"""A mark is moved so far at most to make place: less than half of what is seen as standing still."""

SPACING = 0.006
"""Half of the distance that two marks keep where there is place; less where there are many."""

CROWDED = 0.35
"""The share of the picture that marks cover at most, each with its spacing."""

GAP = 0.012
"""The distance between two discs."""

NEARBY = 0.03
"""So far from the middle of its organisations another record stands at most."""


def place(features: Features, clustering: Clustering) -> Floats:
    """Places (x and y) of each number of the graph, from 0 to 1 of the picture, by the official clusters."""
    graph = features.graph
    organisations = ints([*graph.run("agency"), *graph.run("network")])
    centres, radii, issues = _centres(features, clustering)
    points = np.full((graph.size, 2), 0.5)
    points[organisations] = _in_discs(features, clustering, organisations, centres, radii)
    points[list(graph.run("issue"))] = issues
    first = np.concatenate([organisations, ints([*graph.run("issue")])])
    points[first] = _apart(graph, first, points[first])
    others = np.setdiff1d(np.arange(graph.size), first)
    points[others] = _beside(graph, first, others, points)
    return np.round(points, 5)


# --- clusters ---------------------------------------------------------------------------------


def _centres(features: Features, clustering: Clustering) -> tuple[Floats, Floats, Floats]:
    """Centre and radius of each cluster's disc, and the places of issues among them."""
    graph, count = features.graph, clustering.count
    mass = _mass(graph, clustering)
    radii = np.sqrt(FILLED * mass / max(mass.sum(), 1.0) / np.pi)
    anchors = _anchors(clustering, mass)
    wanted = _drawn(anchors, _between_clusters(features, clustering), CLUSTER_PULL)
    issues = graph.names(graph.run("issue"))
    free = EDGE + (1.0 - 2 * EDGE) * hashed(issues, "issue")
    margin = radii + GAP / 2
    inside = np.clip(wanted, margin[:, None], 1.0 - margin[:, None])
    discs = np.concatenate([inside, free])
    spacing = np.concatenate([margin, np.full(len(issues), 2 * SPACING)])
    weights = np.concatenate([mass, np.full(len(issues), 1e-3)])
    settled = spread_marks(discs, spacing, weights, farthest=0.5, steps=200, margin=spacing)
    return settled[:count], radii, settled[count:]


def _mass(graph: Graph, clustering: Clustering) -> Floats:
    organisations = ints([*graph.run("agency"), *graph.run("network")])
    counted = np.bincount(clustering.of[organisations], minlength=clustering.count)
    return counted.astype(np.float64)


def _anchors(clustering: Clustering, mass: Floats) -> Floats:
    """Squares within squares: of an area in the one around it, of a cluster in its area."""
    whole = max(float(mass.sum()), 1.0)
    weight: dict[str, float] = {}
    for chain, own in zip(clustering.chains, mass.tolist(), strict=True):
        for area in chain:
            weight[area] = weight.get(area, 0.0) + own
    middle: dict[str, Floats] = {}

    def square(path: tuple[str, ...]) -> tuple[Floats, float]:
        """Centre and half the side of the square of the first of a chain."""
        if not path:
            return np.array([0.5, 0.5]), 0.5
        around, reach = square(path[1:])
        half = min(0.5 * np.sqrt(weight[path[0]] / whole), reach)
        if path[0] not in middle:
            middle[path[0]] = around + (reach - half) * (2.0 * hashed(path[:1], "area")[0] - 1.0)
        return middle[path[0]], half

    drawn = 2.0 * hashed(clustering.idents, "cluster") - 1.0
    halves = 0.5 * np.sqrt(FILLED * mass / whole)
    out = np.zeros((clustering.count, 2))
    for number, chain in enumerate(clustering.chains):
        around, reach = square(chain)
        out[number] = around + max(reach - halves[number], 0.0) * drawn[number]
    return out


def _between_clusters(features: Features, clustering: Clustering) -> sparse.csr_array:
    """Cluster × cluster: how strongly the agencies of the two are tied."""
    own = clustering.of[features.first : features.first + features.count]
    ties = sparse.coo_array(features.ties.strength.matrix())
    ends = own[ties.row], own[ties.col]
    apart = ends[0] != ends[1]
    shape = (clustering.count, clustering.count)
    return sparse.csr_array((ties.data[apart], (ends[0][apart], ends[1][apart])), shape=shape)


def _drawn(anchors: Floats, ties: sparse.csr_array, pull: float) -> Floats:
    """``(1 − pull) × anchor + pull × mean of the neighbours``, for all at once."""
    total = np.asarray(ties.sum(axis=1), dtype=np.float64)
    tied = total > 0
    mean = sparse.csr_array(sparse.diags_array(1.0 / np.where(tied, total, 1.0)) @ ties)
    pulled = np.where(tied, pull, 0.0)[:, None]
    points = anchors
    for _ in range(ROUNDS):
        points = (1.0 - pulled) * anchors + pulled * (mean @ points)
    return points


# --- records ----------------------------------------------------------------------------------


def _in_discs(
    features: Features, clustering: Clustering, organisations: Ints, centres: Floats, radii: Floats
) -> Floats:
    """Agencies and then networks; a network stands in the middle of its disc."""
    graph, own = features.graph, clustering.of[organisations]
    offsets = in_disc(graph.names(organisations.tolist()), "member")
    offsets[features.count :] = 0.0
    anchors = centres[own] + radii[own][:, None] * offsets
    agencies = _drawn(anchors[: features.count], features.ties.strength.matrix(), PULL)
    return np.concatenate([agencies, anchors[features.count :]])


def _apart(graph: Graph, numbers: Ints, points: Floats) -> Floats:
    half = min(SPACING, float(np.sqrt(CROWDED / max(len(numbers), 1) / np.pi)))
    network = graph.run("network")
    heavy = (numbers >= network.start) & (numbers < network.stop)
    return spread_marks(
        points,
        np.where(heavy, 2 * half, half),
        np.where(heavy, 1e3, 1.0),
        farthest=FARTHEST,
        steps=60,
    )


def _beside(graph: Graph, placed: Ints, others: Ints, points: Floats) -> Floats:
    """By the middle of what is placed already and tied with it, a hash of its id beside that."""
    ties = sparse.csr_array((graph.size, graph.size))
    for relation in graph.relations.values():
        ties = ties + relation.out.matrix() + relation.back.matrix()
    near = sparse.csr_array(ties[others][:, placed])
    near.data[:] = 1.0
    count = np.asarray(near.sum(axis=1), dtype=np.float64)
    names = graph.names(others.tolist())
    alone = EDGE + (1.0 - 2 * EDGE) * hashed(names, "alone")
    middle = np.where(
        (count > 0)[:, None], (near @ points[placed]) / np.maximum(count, 1.0)[:, None], alone
    )
    return np.clip(middle + NEARBY * in_disc(names, "beside"), EDGE, 1.0 - EDGE)
