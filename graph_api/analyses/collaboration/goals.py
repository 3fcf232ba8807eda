"""Who could be engaged for a goal: read off the snapshot."""

from __future__ import annotations

import numpy as np

from graph_api.analyses.common.purpose import Purpose
from graph_api.linkage.csr import Ints
from graph_api.linkage.features import Features


def engaged_for(features: Features, goal: int) -> Ints:
    """Agencies that are engaged for a goal, ascending; numbers of the graph.

    They pursue it, take part in it, or operate or take part in a mechanism that serves it.
    """
    graph = features.graph
    serving = graph.back("SERVES", goal)
    found = np.concatenate(
        [
            graph.back("PURSUES", goal),
            graph.back("TAKES_PART_IN", goal),
            graph.relations["OPERATES"].back.reached(serving),
            graph.relations["TAKES_PART_IN"].back.reached(serving),
        ]
    )
    agencies = graph.run("agency")
    distinct: Ints = np.unique(found[(found >= agencies.start) & (found < agencies.stop)])
    return distinct


def purpose_for(features: Features, goal: int, asker: int | None) -> Purpose:
    """What a goal takes, of agencies that are not engaged for it yet; the asker is no candidate."""
    graph = features.graph
    agencies = graph.run("agency")
    others = np.arange(agencies.start, agencies.stop)
    return Purpose(
        problems=graph.out("ADDRESSES", goal),
        issues=graph.out("CONCERNS", goal),
        areas=features.reach.areas.row(goal),
        engaged=engaged_for(features, goal),
        among=None if asker is None else others[others != asker],
    )
