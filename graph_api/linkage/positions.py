"""Where the records of a picture stand: worked out from the graph alone, with no memory of earlier ones.

The steps, each of which a small change of the graph changes little:

1. The picture is divided among clusters (``territories``).
2. Issues stand around them, where a hash of their ids says.
3. An agency has an anchor: a hash of its id in the territory of its cluster. It stands at
   ``(1 - pull) * anchor + pull * mean of its partners``, which a few rounds solve for all at once:
   each round shrinks what is left to do by ``pull``, so a change stays near to where it was made.
   A partner in another cluster stands on the rim, on that side.
4. Other records stand by the organisations that they have to do with.
5. Marks on top of each other are moved apart, by no more than ``FARTHEST``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from graph_api.linkage.clustering import Clustering
from graph_api.linkage.csr import Floats, Ints, ints
from graph_api.linkage.features import Features
from graph_api.linkage.graph import Graph
from graph_api.linkage.hashed import hashed, in_disc
from graph_api.linkage.spreading import EDGE, spread_marks, summed
from graph_api.linkage.territories import Territories, divide

PULL = 0.4
"""How far partners draw an agency from its anchor towards their middle."""

ROUNDS = 16
"""What is left after so many: ``PULL ** ROUNDS``, less than a millionth of the picture."""

FRAME = 0.07
"""The frame around the clusters: issues stand in the middle of it."""

ALONG = 0.016
"""So far along the frame, as a share of all of it, two issues stand from each other where there is place."""

HALF = 0.5
"""The share of the frame that issues take at most: so one always finds a place beside its own."""

MOST_PARTED = 500
"""More issues than this are only moved apart as other marks are."""

INNER = 0.86
"""The part of its territory, in either direction, that a cluster fills."""

FARTHEST = 0.008
"""A mark is moved so far at most to make place: less than half of what is seen as standing still."""

SPACING = 0.006
"""Half of the distance that two marks keep where there is place; less where there are many."""

CROWDED = 0.35
"""The share of the picture that marks cover at most, each with its spacing."""

NEARBY = 0.03
"""So far from the middle of its organisations another record stands at most."""


def place(features: Features, clustering: Clustering) -> Floats:
    """Places (x and y) of each number of the graph, from 0 to 1 of the picture, by the official clusters."""
    graph = features.graph
    organisations = ints([*graph.run("agency"), *graph.run("network")])
    mass = np.bincount(clustering.of[list(graph.run("agency"))], minlength=clustering.count)
    territories = divide(clustering, mass.astype(np.float64), FRAME)
    points = np.full((graph.size, 2), 0.5)
    points[organisations] = _in_territories(features, clustering, organisations, territories)
    points[list(graph.run("issue"))] = _on_frame(graph.names(graph.run("issue")))
    first = np.concatenate([organisations, ints([*graph.run("issue")])])
    points[first] = _apart(graph, first, points[first])
    others = np.setdiff1d(np.arange(graph.size), first)
    points[others] = _beside(graph, first, others, points)
    return points.round(5)


def _on_frame(idents: Sequence[str]) -> Floats:
    """Around the clusters, by a hash of their ids."""
    wanted, turn = hashed(idents, "frame").T
    way = 4.0 * _parted(wanted, turn, min(ALONG, HALF / max(len(idents), 1)))
    side, along = np.floor(way).astype(np.int64), way % 1.0
    near, far = np.full(len(way), FRAME / 2), np.full(len(way), 1.0 - FRAME / 2)
    inner = FRAME / 2 + (1.0 - FRAME) * along
    x = np.choose(side, [inner, far, inner, near])
    y = np.choose(side, [near, inner, far, inner])
    return np.stack([x, y], axis=1)


def _parted(wanted: Floats, turn: Floats, apart: float) -> Floats:
    """On a line of length 1 that meets itself: each where it wants to stand, or as near to that as the others let it.

    Who has the smaller ``turn`` chooses first, so one that comes or goes moves only those that choose after it and
    stand right beside it.
    """
    places = wanted.copy()
    if len(wanted) > MOST_PARTED:
        return places
    taken = np.empty(0)
    for number in np.argsort(turn, kind="stable"):
        choices = np.concatenate([[wanted[number]], taken + apart, taken - apart]) % 1.0
        free = (_around(choices[:, None], taken) > apart - 1e-9).all(axis=1)
        near = _around(choices, wanted[number])
        places[number] = choices[np.where(free, near, np.inf).argmin()]
        taken = np.append(taken, places[number])
    return places


def _around(one: Floats, other: Floats | float) -> Floats:
    """How far two are from each other on a line of length 1 that meets itself."""
    away = np.abs(one - other)
    nearer: Floats = np.minimum(away, 1.0 - away)
    return nearer


def _in_territories(
    features: Features, clustering: Clustering, organisations: Ints, territories: Territories
) -> Floats:
    """Agencies and then networks; a network stands in the middle of its territory."""
    graph, own = features.graph, clustering.of[organisations]
    members, networks = own[: features.count], own[features.count :]
    anchors = in_disc(graph.names(graph.run("agency")), "member")
    ties = features.ties.strength.matrix()
    offsets = _rounded(_offsets(anchors, members, ties, territories.centres))
    agencies = territories.centres[members] + INNER * territories.halves[members] * offsets
    return np.concatenate([agencies, territories.centres[networks]])


def _offsets(anchors: Floats, own: Ints, ties: sparse.csr_array, centres: Floats) -> Floats:
    """Where each agency stands in the disc of its cluster, whose radius is 1.

    Partners in the same cluster draw it to where they stand; those in another one to the rim, on the
    side on which that cluster lies. So nothing outside moves a cluster as a whole.
    """
    rows, columns, weights = _shares(ties)
    apart = own[rows] != own[columns]
    inside = sparse.csr_array((weights[~apart], (rows[~apart], columns[~apart])), shape=ties.shape)
    towards = centres[own[columns[apart]]] - centres[own[rows[apart]]]
    length = np.maximum(np.hypot(towards[:, 0], towards[:, 1]), 1e-9)
    facing = towards / length[:, None] * weights[apart][:, None]
    rim = summed(rows[apart], facing, len(anchors))
    tied = np.where(np.asarray(ties.sum(axis=1)) > 0, PULL, 0.0)[:, None]
    offsets = anchors
    for _ in range(ROUNDS):
        offsets = (1.0 - tied) * anchors + tied * (inside @ offsets + rim)
    return offsets


def _shares(ties: sparse.csr_array) -> tuple[Ints, Ints, Floats]:
    """Pairs that are tied, and the share that the second has of all ties of the first."""
    pairs = sparse.coo_array(ties)
    total = np.asarray(ties.sum(axis=1), dtype=np.float64)
    rows = pairs.row.astype(np.int64)
    return rows, pairs.col.astype(np.int64), pairs.data / total[rows]


def _rounded(offsets: Floats) -> Floats:
    """Stretched, since partners draw towards the middle of the disc; nobody leaves it."""
    stretched = offsets / (1.0 - PULL)
    length = np.hypot(stretched[:, 0], stretched[:, 1])[:, None]
    out: Floats = stretched / (1.0 + length**4) ** 0.25
    return out


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
