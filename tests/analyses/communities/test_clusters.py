"""Clusters and their measures, against networkx and plain sums."""

from __future__ import annotations

import asyncio
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from graph_api.analyses.communities.groups import find_clusters, official_groups
from graph_api.analyses.communities.louvain import find_groups
from graph_api.analyses.communities.measures import agreement, both, modularity, pairs_in
from graph_api.linkage.csr import Ints
from graph_api.linkage.features import Features
from tests.analyses.structure.plain import (
    AGENCIES,
    NETWORKS,
    Links,
    cooperating,
    cooperation,
    features_of,
    named,
    networks_of,
)

labels = st.lists(st.integers(0, 5), min_size=len(AGENCIES), max_size=len(AGENCIES))


def weighted(features: Features) -> nx.Graph:
    """The ties with their strength."""
    return nx.from_scipy_sparse_array(features.ties.strength.matrix())


def as_sets(groups: Ints) -> list[set[int]]:
    """Groups as sets."""
    return [set(map(int, np.flatnonzero(groups == group))) for group in np.unique(groups)]


@settings(max_examples=100, deadline=None)
@given(cooperating(), labels, st.floats(0.1, 5))
def test_modularity_is_that_of_networkx(links: Links, chosen: list[int], resolution: float) -> None:
    """With weights, at any resolution."""
    features, groups = features_of(links), np.array(chosen)
    graph = weighted(features)
    if graph.number_of_edges() == 0:
        assert modularity(features.ties.strength.matrix(), groups) == 0
        return
    expected = nx.community.modularity(graph, as_sets(groups), resolution=resolution)
    found = modularity(features.ties.strength.matrix(), groups, resolution)
    assert found == pytest.approx(expected, abs=1e-9)


@given(labels, labels)
def test_agreement_counts_pairs_as_hubert_and_arabie_do(one: list[int], other: list[int]) -> None:
    """Pair by pair."""
    pairs = list(combinations(range(len(one)), 2))
    in_one = {pair for pair in pairs if one[pair[0]] == one[pair[1]]}
    in_other = {pair for pair in pairs if other[pair[0]] == other[pair[1]]}
    chance = len(in_one) * len(in_other) / len(pairs)
    most = (len(in_one) + len(in_other)) / 2
    expected = 1.0 if most == chance else (len(in_one & in_other) - chance) / (most - chance)
    assert agreement(np.array(one), np.array(other)) == pytest.approx(expected, abs=1e-9)
    assert pairs_in(both(np.array(one), np.array(other))) == len(in_one & in_other)


def test_fewer_than_two_agree_on_nothing() -> None:
    """There is no pair."""
    assert agreement(np.array([0]), np.array([0])) is None


@settings(max_examples=100, deadline=None)
@given(cooperating(), st.sampled_from([0.5, 1.0, 3.0]))
def test_clusters_hang_together_and_cover_everybody_once(links: Links, resolution: float) -> None:
    """Each is connected within itself; the largest comes first."""
    features = features_of(links)
    clusters = find_clusters(features, resolution)
    parts = named(clusters.members)
    assert sorted(agency for part in parts for agency in part) == AGENCIES
    plain = cooperation(links)
    assert all(nx.is_connected(plain.subgraph(part)) for part in parts)
    assert parts == sorted(parts, key=lambda part: (-len(part), min(part)))


def partitions(items: list[int]) -> list[list[set[int]]]:
    """All ways to group these."""
    if not items:
        return [[]]
    found = []
    for rest in partitions(items[1:]):
        found.append([{items[0]}, *rest])
        found += [[*rest[:at], rest[at] | {items[0]}, *rest[at + 1 :]] for at in range(len(rest))]
    return found


EVERY = partitions(list(range(7)))
SEVEN = AGENCIES[:7]


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.sets(st.sampled_from(list(combinations(SEVEN, 2))), min_size=3, max_size=12))
def test_on_seven_agencies_no_other_grouping_is_much_better(pairs: set[tuple[str, str]]) -> None:
    """Of all 877 groupings the best has at most 0.03 more modularity."""
    features = features_of({"COLLABORATES_WITH": pairs})
    graph = weighted(features).subgraph(range(7))
    best = max(nx.community.modularity(graph, grouping) for grouping in EVERY)
    assert best - 0.03 <= find_clusters(features, 1.0).modularity <= best + 1e-9


def test_ties_that_hold_one_another_in_balance_come_to_an_end() -> None:
    """Leiden goes round for ever on these, at three times the resolution, and takes all memory."""
    works = [{0, 1, 2, 3}, {2, 5, 7, 9}, {2, 6, 7, 8}, {2, 3, 9}, {3, 8, 9}]
    strength = np.zeros((10, 10))
    for work in works:
        for one, other in combinations(sorted(work), 2):
            strength[one, other] += 1 / (len(work) - 1)
    groups = find_groups(sparse.csr_array(strength + strength.T), 3.0)
    assert [sorted(part) for part in as_sets(groups) if len(part) > 1] == [[0, 1]]


def two_teams() -> Links:
    """Two teams of four that one tie joins, and three agencies without ties."""
    first, second = AGENCIES[:4], AGENCIES[4:8]
    ties = {*combinations(first, 2), *combinations(second, 2), (first[0], second[0])}
    member = {(a, NETWORKS[0]) for a in first[:3]} | {(a, NETWORKS[1]) for a in second}
    return {"COLLABORATES_WITH": ties, "MEMBER_OF": member | {(AGENCIES[9], NETWORKS[0])}}


def test_two_teams_are_two_clusters_and_are_held_against_their_networks() -> None:
    """Compared are those with a tie and a network: here the two groupings are the same."""
    clusters = find_clusters(features_of(two_teams()), 1.0)
    assert named(clusters.members)[:2] == [set(AGENCIES[:4]), set(AGENCIES[4:8])]
    assert all(len(part) == 1 for part in clusters.members[2:])
    assert (clusters.compared, clusters.pairs, clusters.pairs_of_networks) == (7, 9, 9)
    assert clusters.agreement == 1.0
    assert clusters.modularity == pytest.approx(12 / 13 - 0.5)
    # of the networks the fourth of the first team is alone: 9 of 13 ties lie inside
    chance = (10**2 + 13**2 + 3**2) / 26**2
    assert clusters.networks_modularity == pytest.approx(9 / 13 - chance)


@settings(max_examples=50, deadline=None)
@given(cooperating())
def test_agencies_of_exactly_the_same_networks_are_one_official_group(links: Links) -> None:
    """And each without any is alone."""
    groups = official_groups(features_of(links))
    for one, other in combinations(range(len(AGENCIES)), 2):
        mine, theirs = networks_of(links, AGENCIES[one]), networks_of(links, AGENCIES[other])
        assert (groups[one] == groups[other]) == (mine == theirs and bool(mine))


async def test_the_same_graph_gives_the_same_clusters_from_any_thread() -> None:
    """Asked for at the same time, several times over."""
    graph = nx.gnm_random_graph(400, 1600, seed=7)
    strength = nx.to_scipy_sparse_array(graph, dtype=np.float64, format="csr")
    once = find_groups(strength, 1.0)
    several = await asyncio.gather(
        *(asyncio.to_thread(find_groups, strength, 1.0) for _ in range(4))
    )
    assert all(groups.tolist() == once.tolist() for groups in several)


def test_nobody_and_no_ties_give_clusters_of_one() -> None:
    """Neither fails."""
    clusters = find_clusters(features_of({}), 1.0)
    assert list(map(len, clusters.members)) == [1] * len(AGENCIES)
    assert (clusters.modularity, clusters.agreement, clusters.compared) == (0.0, None, 0)
