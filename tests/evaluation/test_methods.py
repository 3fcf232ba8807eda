"""Every method against an independent computation."""

from __future__ import annotations

import math
from collections.abc import Callable

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph_api.evaluation import methods
from graph_api.evaluation.methods import DAMPING, METHODS, RIDGE
from graph_api.linkage.asker import make_asker
from graph_api.linkage.csr import Floats, ints
from graph_api.linkage.ranking import Choice, Existing, rank
from graph_api.linkage.weights import default_weights
from tests.linkage.graphs import AGENCIES, Links, features_of, small_links

EVERYONE = ints(list(range(len(AGENCIES))))
Graph = nx.Graph


def graph_of(links: Links) -> Graph:
    """Agencies and ties; a tie weighs the sum of 1 / (event size − 1)."""
    graph: Graph = nx.Graph()
    graph.add_nodes_from(range(len(AGENCIES)))
    events = [{a, b} for a, b in {tuple(sorted(pair)) for pair in links["COLLABORATES_WITH"]}]
    works = {work for _, work in links["TAKES_PART_IN"]}
    events += [{a for a, w in links["TAKES_PART_IN"] if w == work} for work in works]
    for event in events:
        numbers = sorted(AGENCIES.index(agency) for agency in event)
        for one in numbers:
            for other in numbers:
                if one < other:
                    before = graph.get_edge_data(one, other, {"weight": 0.0})["weight"]
                    graph.add_edge(one, other, weight=before + 1 / (len(event) - 1))
    return graph


def untied(graph: Graph) -> list[tuple[int, int]]:
    """Pairs of an asker and a candidate."""
    return [(a, b) for a in graph for b in graph if a != b and not graph.has_edge(a, b)]


def common(graph: Graph, one: int, other: int) -> float:
    """Common partners."""
    return float(len(list(nx.common_neighbors(graph, one, other))))


def coefficient(name: str) -> Callable[[Graph, int, int], float]:
    """A link prediction of networkx."""

    def value(graph: Graph, one: int, other: int) -> float:
        ((_, _, found),) = getattr(nx, name)(graph, [(one, other)])
        return float(found)

    return value


def degree(graph: Graph, _: int, other: int) -> float:
    """Partners."""
    return float(graph.degree(other))


def paths(graph: Graph, one: int, other: int) -> float:
    """Paths of three steps, enumerated."""
    found = nx.all_simple_paths(graph, one, other, cutoff=3)
    return sum(
        1 / math.sqrt(graph.degree(path[1]) * graph.degree(path[2]))
        for path in found
        if len(path) == 4
    )


EXPECTED: dict[str, Callable[[Graph, int, int], float]] = {
    "popularity": degree,
    "common neighbours": common,
    "Jaccard": coefficient("jaccard_coefficient"),
    "Adamic–Adar": coefficient("adamic_adar_index"),
    "resource allocation": coefficient("resource_allocation_index"),
    "L3": paths,
}


@settings(max_examples=60, deadline=None)
@given(small_links())
def test_methods_by_partners_are_those_of_networkx(links: Links) -> None:
    """For every untied pair."""
    graph, features = graph_of(links), features_of(links)
    for name, expected in EXPECTED.items():
        scores = METHODS[name](features, EVERYONE)
        for one, other in untied(graph):
            assert scores[one, other] == pytest.approx(expected(graph, one, other)), name


@settings(max_examples=40, deadline=None)
@given(small_links())
def test_pagerank_is_that_of_networkx(links: Links) -> None:
    """Begun at each agency that has a tie, with and without the size of events."""
    graph, features = graph_of(links), features_of(links)
    for name, weight in (("PageRank", None), ("PageRank by event size", "weight")):
        scores = METHODS[name](features, EVERYONE)
        for asker in graph:
            if graph.degree(asker):
                ranks = nx.pagerank(
                    graph, DAMPING, {asker: 1.0}, weight=weight, tol=1e-12, max_iter=500
                )
                assert scores[asker] == pytest.approx([ranks[a] for a in graph], abs=1e-4), name


@settings(max_examples=30, deadline=None)
@given(small_links())
def test_ease_is_a_ridge_regression_on_all_others(links: Links) -> None:
    """Each column solved on its own, without the agency itself."""
    features = features_of(links)
    ties = nx.to_numpy_array(graph_of(links), weight=None)
    expected = np.column_stack([_ease_column(ties, column) for column in range(len(ties))])
    assert METHODS["EASE"](features, EVERYONE) == pytest.approx(expected, abs=1e-8)


def _ease_column(ties: Floats, column: int) -> Floats:
    others = np.delete(ties, column, axis=1)
    left = others.T @ others + RIDGE * np.eye(others.shape[1])
    value: Floats = others @ np.linalg.solve(left, others.T @ ties[:, column])
    return value


@settings(max_examples=60, deadline=None)
@given(small_links())
def test_the_blend_is_what_collaborators_ranks_by(links: Links) -> None:
    """Scores of all candidates, by the default weights, those for few ties included."""
    features = features_of(links)
    scores = methods.blend(features, EVERYONE)
    for number in EVERYONE:
        asker = make_asker(features, int(number))
        weights = default_weights(len(asker.tied), stated_need=False)
        ranking = rank(features, asker, weights, Choice(100, Existing.LEAVE_OUT))
        found = {place.agency: place.score for place in ranking.places}
        free = [a for a in range(len(AGENCIES)) if a != number and a not in asker.tied]
        assert {a: scores[number, a] for a in free if scores[number, a] > 0} == found
