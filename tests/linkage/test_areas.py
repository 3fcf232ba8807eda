"""Areas within areas on the snapshot, against networkx."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph_api.domain.areas import AREA_DEPTH
from graph_api.linkage.areas import areas_around, areas_within, levels_within, with_areas_around
from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.graph import Graph, make_graph

AREAS = [f"area:{number}" for number in range(8)]
WAYS_IN = st.sets(st.tuples(st.sampled_from(AREAS), st.sampled_from(AREAS)), max_size=14)
"""Any areas within any others: several, itself, and in a circle."""
SOME = st.lists(st.sampled_from(AREAS), min_size=1, max_size=3, unique=True)


def graph_of(within: set[tuple[str, str]]) -> Graph:
    """All areas, and these of them within these."""
    return make_graph(AREAS, {"WITHIN": within})


def by_steps(within: set[tuple[str, str]], start: list[str], *, inwards: bool) -> list[set[str]]:
    """Areas by how many steps they are away, as networkx walks."""
    ways = nx.DiGraph()
    ways.add_nodes_from(AREAS)
    ways.add_edges_from((b, a) if inwards else (a, b) for a, b in within)
    layers = nx.bfs_layers(ways, start)
    return [set(layer) for _, layer in zip(range(AREA_DEPTH + 1), layers, strict=False)]


def numbers(start: list[str]) -> Ints:
    """Their numbers in the graph."""
    return ints(sorted(map(AREAS.index, start)))


@given(WAYS_IN, SOME)
def test_what_lies_within_areas_and_around_them_is_what_a_walk_reaches(
    within: set[tuple[str, str]], start: list[str]
) -> None:
    """Level by level, each area once, as deep as the declaration says."""
    graph, inner = graph_of(within), by_steps(within, start, inwards=True)
    outer = by_steps(within, start, inwards=False)
    levels = levels_within(graph, numbers(start))
    assert [graph.names(level) for level in levels] == [sorted(level) for level in inner]
    assert graph.names(areas_within(graph, numbers(start))) == sorted(set().union(*inner))
    assert graph.names(areas_around(graph, numbers(start))) == sorted(set().union(*outer))


@given(WAYS_IN)
def test_what_is_placed_in_an_area_is_in_all_around_it(within: set[tuple[str, str]]) -> None:
    """Each area taken as placed in itself."""
    graph = graph_of(within)
    placed = with_areas_around(
        graph, graph_of({(a, a) for a in AREAS}).relations["WITHIN"].out.matrix()
    )
    for number, area in enumerate(AREAS):
        outer = set().union(*by_steps(within, [area], inwards=False))
        assert graph.names(np.flatnonzero(placed[[number]].toarray()[0])) == sorted(outer)


def test_a_walk_ends_where_the_declaration_says() -> None:
    """A row of areas, each within the next: three steps, in both directions."""
    graph = graph_of(set(itertools.pairwise(AREAS)))
    assert AREA_DEPTH == 3
    assert areas_around(graph, ints([0])).tolist() == [0, 1, 2, 3]
    assert [level.tolist() for level in levels_within(graph, ints([7]))] == [[7], [6], [5], [4]]
    assert areas_within(graph, ints([7])).tolist() == [4, 5, 6, 7]
