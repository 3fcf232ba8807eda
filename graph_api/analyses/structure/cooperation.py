"""The cooperation graph as a matrix, and as networkit's graph.

Work with more than 300 agencies ties every two of them, which no matrix can hold. What hangs
together does not need all these ties: a ring through the agencies of such a work stays together
when any one of them leaves, just as all ties would, and falls apart as little. So parts,
articulation points and who has no tie at all are exact; numbers of ties leave such work out.
"""

from __future__ import annotations

import numpy as np
from networkit.graph import Graph
from scipy import sparse

from graph_api.linkage.csr import Ints, common
from graph_api.linkage.features import Features

EDGES_AT_ONCE = 16_384
"""networkit holds the interpreter lock while edges are added: so many take some milliseconds."""


def everyone(features: Features) -> Ints:
    """All agencies, counted from the first."""
    return np.arange(features.count, dtype=np.int64)


def connectivity_of(features: Features, inside: Ints) -> sparse.csr_array:
    """A symmetric matrix whose parts and articulation points are those of cooperation.

    Args:
        features: who works with whom.
        inside: the only agencies, ascending; row ``i`` is ``inside[i]``.
    """
    ties = sparse.csr_array(features.ties.partners.matrix()[inside][:, inside])
    rings = [
        np.searchsorted(inside, common(inside, features.works.taken_by.row(int(work))))
        for work in features.works.large
    ]
    rows = np.concatenate([np.zeros(0, dtype=np.int64), *rings])
    columns = np.concatenate([np.zeros(0, dtype=np.int64), *(np.roll(ring, 1) for ring in rings)])
    return with_ties(ties, rows, columns)


def with_ties(ties: sparse.csr_array, rows: Ints, columns: Ints) -> sparse.csr_array:
    """The same with further ties, each both ways; nobody is tied with itself."""
    if len(rows) == 0:
        return ties
    ends = np.concatenate([rows, columns]), np.concatenate([columns, rows])
    more = sparse.csr_array((np.ones(len(ends[0])), ends), shape=ties.shape)
    joined = sparse.csr_array(ties + more)
    joined.setdiag(0)
    joined.eliminate_zeros()
    joined.data[:] = 1.0
    return joined


def network_of(ties: sparse.csr_array, *, weighted: bool = False) -> Graph:
    """A symmetric matrix as networkit has it."""
    # networkit wants each edge once, and numbers of its own width.
    upper = sparse.coo_array(sparse.triu(ties, 1))
    rows, columns = upper.row.astype(np.uint64), upper.col.astype(np.uint64)
    graph = Graph(ties.shape[0], weighted=weighted)
    for start in range(0, len(rows), EDGES_AT_ONCE):
        piece = slice(start, start + EDGES_AT_ONCE)
        ends = rows[piece], columns[piece]
        graph.addEdges((upper.data[piece], ends) if weighted else ends)
    return graph
