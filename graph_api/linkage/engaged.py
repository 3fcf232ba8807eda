"""Which agencies are engaged for a goal."""

from __future__ import annotations

import numpy as np

from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.features import Features
from schema.ways import TAKING_PART


def engaged_for(features: Features, goal: int, *, through_mechanisms: bool) -> Ints:
    """Agencies that are engaged for a goal, ascending; numbers of the graph.

    Args:
        features: the snapshot.
        goal: number of the goal.
        through_mechanisms: whether operating a mechanism that serves the goal, or taking part in
            one, counts as much as pursuing the goal or taking part in it. Whoever looks for new
            partners counts them; whoever asks for a part in the goal itself (an empty role, its
            readings) does not: they have none yet, and may be the nearest to take one.
    """
    graph = features.graph
    works = ints([goal])
    if through_mechanisms:
        works = np.union1d(works, graph.back("SERVES", goal))
    parts = [graph.relations[type_].back.reached(works) for type_ in TAKING_PART]
    return graph.of_kind("agency", np.unique(np.concatenate(parts)))
