"""Betweenness between two groups: which share of the shortest chains leads through whom.

Brandes's algorithm (2001) with one group as sources and the other as targets; each step looks at
the ties of those reached last alone, and a search ends when every target is reached.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse.csgraph import connected_components

from graph_api.linkage.csr import CsrMatrix, Floats, Ints, ints
from graph_api.linkage.order import DECIMALS


def share_between(partners: CsrMatrix, left: Ints, right: Ints) -> Floats:
    """For each agency the share of shortest chains between two groups that lead through it.

    Every pair that is connected counts the same, and within it every shortest chain. Who stands
    at an end of a chain does not count as being on its way.

    Args:
        partners: who works with whom.
        left: one group.
        right: the other; nobody is in both.

    Returns:
        Values from 0 to 1.
    """
    # A search from each source; chains are the same both ways round, so the fewer begin.
    sources, targets = sorted((left, right), key=len)
    # A target that cannot be reached would make each search walk through everything.
    _, part = connected_components(partners.matrix(), directed=False)
    summed, pairs = np.zeros(partners.height), 0
    for source in map(int, sources):
        wanted = targets[part[targets] == part[source]]
        if len(wanted):
            summed += _dependencies(partners, source, wanted)
            pairs += len(wanted)
    share: Floats = np.round(summed / max(pairs, 1), DECIMALS)
    return share


def _dependencies(partners: CsrMatrix, source: int, wanted: Ints) -> Floats:
    """For each agency the sum over ``wanted`` of the share of shortest chains from ``source``."""
    chains, layers = _search(partners, source, wanted)
    goal = np.zeros(partners.height)
    goal[wanted] = 1.0
    share = np.zeros(partners.height)
    for layer, nearer in zip(reversed(layers[1:]), reversed(layers[:-1]), strict=True):
        given = goal[layer] + share[layer]
        carrying = layer[given > 0]
        back = partners.spread(carrying, given[given > 0] / chains[carrying])
        share[nearer] = chains[nearer] * back[nearer]
    share[source] = 0.0
    return share


def _search(partners: CsrMatrix, source: int, wanted: Ints) -> tuple[Floats, list[Ints]]:
    """Numbers of shortest chains from ``source``, and who is so many steps away."""
    chains, seen = np.zeros(partners.height), np.zeros(partners.height, dtype=np.bool_)
    chains[source], seen[source] = 1.0, True
    layers = [ints([source])]
    while not seen[wanted].all():
        reached = partners.spread(layers[-1], chains[layers[-1]])
        reached[seen] = 0.0
        layers.append(np.flatnonzero(reached))
        chains[layers[-1]] = reached[layers[-1]]
        seen[layers[-1]] = True
    return chains, layers
