"""Clusters of the cooperation graph, by the Leiden algorithm (Traag, Waltman and van Eck, 2019).

networkit's implementation, on ties weighed by their strength: one thread and fixed seeds, so the
same graph gives the same clusters; of a few runs the one with the highest modularity is kept.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from networkit.community import AdjustedRandMeasure, Modularity, ParallelLeiden
from networkit.engineering import setNumberOfThreads, setSeed
from networkit.graph import Graph
from networkit.structures import Partition
from scipy import sparse

from graph_api.linkage.features import Features
from graph_api.linkage.rows import Ints

SEEDS = (1, 2, 3)
ITERATIONS = 10

_one_at_a_time = threading.Lock()
"""networkit's seed and number of threads are of the whole process."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """Clusters of agencies, counted from the first.

    Attributes:
        members: agencies of each cluster, ascending; the largest cluster first, then by agency.
        modularity: of the clusters.
        networks_modularity: of the official networks.
        agreement: adjusted Rand index of the two.
    """

    members: list[Ints]
    modularity: float
    networks_modularity: float
    agreement: float


def find_clusters(features: Features, resolution: float) -> Clusters:
    """The clusters at a resolution: 1 is plain modularity, more gives smaller clusters."""
    if features.count == 0:
        return Clusters([], 0.0, 0.0, 0.0)
    graph = _graph(features.ties.strength.matrix())
    found = _best(graph, resolution)
    official = _partition(official_groups(features))
    return Clusters(
        members=_members(np.array(found.getVector())),
        modularity=_modularity(graph, found),
        networks_modularity=_modularity(graph, official),
        agreement=1.0 - AdjustedRandMeasure().getDissimilarity(graph, found, official),
    )


def _graph(strength: sparse.csr_array) -> Graph:
    ties = sparse.coo_array(sparse.triu(strength, 1))
    graph = Graph(strength.shape[0], weighted=True)
    graph.addEdges((ties.data, (ties.row.astype(np.uint64), ties.col.astype(np.uint64))))
    return graph


def _best(graph: Graph, resolution: float) -> Partition:
    with _one_at_a_time:
        setNumberOfThreads(1)
        runs = [_run(graph, resolution, seed) for seed in SEEDS]
    return max(runs, key=lambda found: _modularity(graph, found))


def _run(graph: Graph, resolution: float, seed: int) -> Partition:
    setSeed(seed, useThreadId=False)
    leiden = ParallelLeiden(graph, randomize=True, iterations=ITERATIONS, gamma=resolution)
    leiden.run()
    return leiden.getPartition()


def _modularity(graph: Graph, partition: Partition) -> float:
    if graph.numberOfEdges() == 0:
        return 0.0
    return round(float(Modularity().getQuality(partition, graph)), 12)


def official_groups(features: Features) -> Ints:
    """A number for each agency: the same for agencies of the same networks; alone without any."""
    member_of = features.graph.relations["MEMBER_OF"].out
    numbers: dict[tuple[int, ...], int] = {}
    groups = np.zeros(features.count, dtype=np.int64)
    for agency in range(features.count):
        networks = tuple(map(int, member_of.row(features.first + agency)))
        key = networks or (-1 - agency,)
        groups[agency] = numbers.setdefault(key, len(numbers))
    return groups


def _partition(groups: Ints) -> Partition:
    partition = Partition(len(groups))
    partition.setUpperBound(int(groups.max()) + 1)
    for agency, group in enumerate(groups):
        partition.addToSubset(int(group), agency)
    return partition


def _members(labels: Ints) -> list[Ints]:
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return sorted(np.split(order, cuts), key=lambda part: (-len(part), int(part[0])))
