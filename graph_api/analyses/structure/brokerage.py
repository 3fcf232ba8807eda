"""Brokerage of every agency: which share of the shortest chains of cooperation leads through it.

networkit's implementations of Brandes's algorithm (2001); with many agencies, an estimate from a few
of them as sources (Geisberger and others, 2008), always the same ones.
"""

from __future__ import annotations

import numpy as np
from networkit.centrality import Betweenness, EstimateBetweenness
from networkit.engineering import setNumberOfThreads, setSeed

from graph_api.analyses.communities.louvain import one_at_a_time
from graph_api.analyses.structure.cooperation import network_of
from graph_api.linkage.csr import Floats
from graph_api.linkage.features import Features
from graph_api.linkage.order import DECIMALS

EXACT = 2000
"""Up to so many agencies every chain is counted."""

SAMPLES = 128
"""Sources of the estimate with more agencies."""

SEED = 1


def brokerage(features: Features) -> Floats:
    """For each agency, counted from the first, its share of the shortest chains between others, 0 to 1."""
    if features.ties.partners.columns.size == 0:
        return np.zeros(features.count)
    graph = network_of(features.ties.partners.matrix())
    with one_at_a_time:
        setNumberOfThreads(1)
        setSeed(SEED, useThreadId=False)
        counted = (
            Betweenness(graph, normalized=True)
            if features.count <= EXACT
            else EstimateBetweenness(graph, SAMPLES, normalized=True)
        )
        counted.run()
    shares: Floats = np.asarray(counted.scores(), dtype=np.float64)
    return shares.round(DECIMALS)
