"""The graph as matrices over all its nodes: who is concerned with what, active where, offering what."""

from __future__ import annotations

from scipy import sparse

from graph_api.linkage.areas import with_areas_around
from graph_api.linkage.graph import OFFERING, PLACING, SOLVING, Graph
from schema.ways import CONCERNS, STRAIGHT, TAKING_PART, THROUGH

Matrix = sparse.csr_array


def concerns(graph: Graph, through: tuple[str, ...] = THROUGH) -> Matrix:
    """Node × issue: adopted, or concerned by something that the node has to do with.

    The value is the number of ways that lead there; ``through`` are the types that may.
    """
    return Matrix(_sum(graph, STRAIGHT) + _sum(graph, through) @ matrix_of(graph, CONCERNS))


def seats(graph: Graph) -> Matrix:
    """Node × area: in it, as is stated of it; with all areas around these."""
    return with_areas_around(graph, _sum(graph, PLACING))


def places(graph: Graph) -> Matrix:
    """Node × area: in it, or having a part in work there; with all areas around these."""
    placed = _sum(graph, PLACING)
    return with_areas_around(graph, Matrix(placed + _sum(graph, TAKING_PART) @ placed))


def things_of(graph: Graph) -> Matrix:
    """Node × what it has to do with."""
    return _sum(graph, THROUGH)


def offers_of(graph: Graph) -> Matrix:
    """Node × what it offers: good deed, moral capital, and the work that it has a part in."""
    return _sum(graph, OFFERING)


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
