"""The graph as matrices over all its nodes: who is concerned with what, active where, offering what."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from graph_api.linkage.areas import with_areas_around
from graph_api.linkage.graph import OFFERING, PLACING, SOLVING, WAYS, Graph
from schema.ways import CONCERNS, STRAIGHT

Matrix = sparse.csr_array


def concerns(graph: Graph) -> Matrix:
    """Node × issue: adopted, or concerned by something that the node has to do with.

    The value is the number of ways that lead there.
    """
    ways = _sum(graph, WAYS)
    return Matrix(_sum(graph, STRAIGHT) + ways @ matrix_of(graph, CONCERNS))


def places(graph: Graph) -> Matrix:
    """Node × area: active in it or in an area within it; a network is where its area is."""
    return with_areas_around(graph, _sum(graph, PLACING))


def offers_of(graph: Graph) -> Matrix:
    """Node × what it offers: mechanism, good deed, goal, moral capital.

    Goals are also offered by whoever takes part in them.
    """
    goals = graph.run("goal")
    is_goal = np.zeros(len(graph.ids))
    is_goal[goals.start : goals.stop] = 1.0
    taken = matrix_of(graph, "TAKES_PART_IN").multiply(is_goal[None, :])
    offers = Matrix(_sum(graph, OFFERING) + taken)
    # What is no goal is multiplied to a zero that is still stored, and would pass for an offer.
    offers.eliminate_zeros()
    return offers


def solutions(graph: Graph) -> Matrix:
    """Thing × problem: addresses or answers it, or enables what does."""
    straight = _sum(graph, SOLVING)
    return Matrix(straight + matrix_of(graph, "ENABLES") @ straight)


def matrix_of(graph: Graph, type_: str) -> Matrix:
    """Source × target of one type."""
    return graph.relations[type_].out.matrix()


def _sum(graph: Graph, types: tuple[str, ...]) -> Matrix:
    summed = matrix_of(graph, types[0])
    for type_ in types[1:]:
        summed = Matrix(summed + matrix_of(graph, type_))
    return summed
