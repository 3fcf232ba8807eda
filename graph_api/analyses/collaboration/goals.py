"""Who could be engaged for a goal: read off the snapshot."""

from __future__ import annotations

import numpy as np

from graph_api.linkage.engaged import engaged_for
from graph_api.linkage.features import Features
from graph_api.linkage.purpose import Purpose


def purpose_for(features: Features, goal: int, asker: int | None) -> Purpose:
    """What a goal takes, of agencies that are not engaged for it yet; the asker is no candidate."""
    graph = features.graph
    agencies = graph.run("agency")
    others = np.arange(agencies.start, agencies.stop)
    return Purpose(
        problems=graph.out("ADDRESSES", goal),
        issues=graph.out("CONCERNS", goal),
        areas=features.reach.areas.row(goal),
        engaged=engaged_for(features, goal, through_mechanisms=True),
        among=None if asker is None else others[others != asker],
    )
