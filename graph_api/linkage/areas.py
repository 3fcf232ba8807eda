"""Areas within areas on the snapshot, followed as far as statements follow them.

Walks are by levels, since an area may lie within several others, and data may hold a circle.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from graph_api.domain.areas import AREA_DEPTH
from graph_api.linkage.csr import CsrMatrix, Ints
from graph_api.linkage.graph import Graph

WITHIN = "WITHIN"


def levels_within(graph: Graph, areas: Ints) -> list[Ints]:
    """These areas, then those directly within them, and so on; each area once, each level ascending."""
    return _levels(graph.relations[WITHIN].back, areas)


def areas_within(graph: Graph, areas: Ints) -> Ints:
    """These areas and all within them, ascending."""
    return graph.inside.reached(areas)


def networks_of_areas(graph: Graph, areas: Ints) -> Ints:
    """Networks of these areas or of ones within them, ascending; others may work there too."""
    return graph.relations["PART_OF"].back.reached(areas_within(graph, areas))


def areas_around(graph: Graph, areas: Ints) -> Ints:
    """These areas and all around them, ascending."""
    return np.unique(np.concatenate(_levels(graph.relations[WITHIN].out, areas)))


def with_areas_around(graph: Graph, placed: sparse.csr_array) -> sparse.csr_array:
    """Node × area, with all areas around those where a node is placed.

    The value is the number of ways that lead there.
    """
    reached, outer = placed, graph.relations[WITHIN].out.matrix()
    for _ in range(AREA_DEPTH):
        # One product takes every node a level up. A circle of areas never runs out of ways, so the
        # depth ends the loop as well as an empty product.
        placed = placed @ outer
        if placed.nnz == 0:
            break
        reached = reached + placed
    return sparse.csr_array(reached)


def _levels(steps: CsrMatrix, areas: Ints) -> list[Ints]:
    levels, known = [np.unique(areas)], np.unique(areas)
    for _ in range(AREA_DEPTH):
        further = np.setdiff1d(steps.reached(levels[-1]), known)
        if len(further) == 0:
            break
        levels.append(further)
        known = np.union1d(known, further)
    return levels
