"""Clusters of the cooperation graph, by the Louvain method with refinement (Blondel and others, 2008).

networkit's implementation, on ties weighed by their strength: one thread and fixed seeds, so the
same graph gives the same clusters; of a few runs the one with the highest modularity is kept. Its
rounds are bounded. Its Leiden's are not: on some small graphs that goes round for ever, until no
memory is left.
"""

from __future__ import annotations

import threading

import numpy as np
from networkit.community import PLM
from networkit.engineering import setNumberOfThreads, setSeed
from networkit.graph import Graph
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from graph_api.analyses.communities.measures import modularity
from graph_api.analyses.structure.cooperation import network_of
from graph_api.linkage.csr import Ints

RUNS = 10
"""So many runs, each with a seed of its own."""

RUNS_OF_LARGE = 3
"""The same for a graph with more than ``LARGE`` ties, where runs differ little and take a second."""

LARGE = 50_000

ROUNDS = 32
"""Rounds of moving at each level at most."""

one_at_a_time = threading.Lock()
"""networkit's seed is of the whole process."""


def find_groups(strength: sparse.csr_array, resolution: float) -> Ints:
    """The number of its cluster for each row; clusters are numbered by their first row.

    Args:
        strength: symmetric, how strongly two are tied.
        resolution: 1 is plain modularity, more gives smaller clusters.
    """
    if strength.nnz == 0:
        return np.arange(strength.shape[0], dtype=np.int64)
    graph = network_of(strength, weighted=True)
    runs = RUNS if strength.nnz // 2 <= LARGE else RUNS_OF_LARGE
    partitions = [
        _connected(strength, _run(graph, resolution, seed)) for seed in range(1, runs + 1)
    ]
    return max(partitions, key=lambda groups: modularity(strength, groups, resolution))


def _run(graph: Graph, resolution: float, seed: int) -> Ints:
    with one_at_a_time:
        setNumberOfThreads(1)
        setSeed(seed, useThreadId=False)
        louvain = PLM(graph, refine=True, gamma=resolution, par="none randomized", maxIter=ROUNDS)
        louvain.run()
    return np.array(louvain.getPartition().getVector(), dtype=np.int64)


def _connected(strength: sparse.csr_array, groups: Ints) -> Ints:
    """The same clusters, each what hangs together within it, numbered by their first row."""
    ties = sparse.coo_array(strength)
    inside = groups[ties.row] == groups[ties.col]
    ends = ties.row[inside], ties.col[inside]
    own = sparse.csr_array((np.ones(len(ends[0])), ends), shape=strength.shape)
    _, labels = connected_components(own, directed=False)
    _, firsts, places = np.unique(labels, return_index=True, return_inverse=True)
    # argsort of an argsort is the rank of each.
    numbers: Ints = np.argsort(np.argsort(firsts))[places]
    return numbers
