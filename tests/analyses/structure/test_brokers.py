"""Brokers, betweenness between two groups, and chains, against networkx."""

from __future__ import annotations

from itertools import islice, product

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.analyses.structure import open_pairs
from graph_api.analyses.structure.betweenness import share_between
from graph_api.analyses.structure.chains import shortest_chains
from graph_api.analyses.structure.open_pairs import examples, find_bridges, sides_of
from tests.analyses.structure.plain import (
    AGENCIES,
    Links,
    cooperating,
    cooperation,
    features_of,
    members,
    numbers,
)

A, B = "network:a", "network:b"
groups = st.tuples(*[st.sets(st.sampled_from(AGENCIES), max_size=6)] * 2)


@settings(max_examples=100, deadline=None)
@given(cooperating(), groups)
def test_betweenness_of_two_groups_is_that_of_networkx(
    links: Links, chosen: tuple[set[str], set[str]]
) -> None:
    """The share of shortest chains over the pairs that are connected."""
    left, right = chosen[0], chosen[1] - chosen[0]
    plain = cooperation(links)
    pairs = sum(nx.has_path(plain, a, b) for a, b in product(left, right))
    summed = nx.betweenness_centrality_subset(plain, sorted(left), sorted(right))
    # networkx halves the sums of graphs without direction
    expected = [2 * summed[agency] / max(pairs, 1) for agency in AGENCIES]
    partners = features_of(links).ties.partners
    found = share_between(partners, numbers(left), numbers(right))
    assert found.tolist() == pytest.approx(expected, abs=1e-9)
    transpose = share_between(partners, numbers(right), numbers(left))
    assert transpose.tolist() == pytest.approx(expected, abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(cooperating(), st.sampled_from([2, 3, 300]), st.sampled_from([1, 7, 500_000]))
def test_brokers_bridge_the_pairs_that_the_definition_says(
    links: Links, size: int, cells: int
) -> None:
    """A tie of a large work makes no broker, but closes a pair; cutting into pieces changes nothing."""
    features = features_of(links, size)
    graph = features.graph
    a, b = graph.number(A), graph.number(B)
    assert a is not None
    assert b is not None
    sides = sides_of(features, a, b)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(open_pairs, "CELLS_AT_ONCE", cells)
        found = find_bridges(features, sides)
    bridging, closing = cooperation(links, size), cooperation(links)
    in_a, in_b = members(links, A), members(links, B)
    bridged: dict[tuple[str, str], list[str]] = {}
    for one, other in product(sorted(in_a - in_b), sorted(in_b - in_a)):
        if not closing.has_edge(one, other):
            between = set(bridging[one]) & set(bridging[other])
            bridged[one, other] = sorted(between)
    expected = []
    for agency in AGENCIES:
        own = [pair for pair, between in bridged.items() if agency in between]
        only = [pair for pair in own if len(bridged[pair]) == 1]
        if own:
            order = [*only, *(pair for pair in own if pair not in only)]
            expected.append((-len(own), agency, len(only), order[:3]))
    assert [
        (
            -bridge.open_pairs,
            AGENCIES[bridge.agency],
            bridge.only,
            [(AGENCIES[x], AGENCIES[y]) for x, y in examples(features, sides, bridge.agency)],
        )
        for bridge in found
    ] == sorted(expected)


def test_betweenness_is_left_out_where_both_networks_are_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is null then, and the counts stay."""
    one, other, broker = AGENCIES[:3]
    links: Links = {
        "COLLABORATES_WITH": {(one, broker), (other, broker)},
        "MEMBER_OF": {(one, A), (other, B)},
    }
    features = features_of(links)
    a, b = features.graph.number(A), features.graph.number(B)
    assert a is not None
    assert b is not None
    sides = sides_of(features, a, b)
    assert find_bridges(features, sides) == [open_pairs.Bridge(2, 1, 1, 1.0)]
    monkeypatch.setattr(open_pairs, "MOST_SOURCES", 0)
    assert find_bridges(features, sides) == [open_pairs.Bridge(2, 1, 1, None)]


@settings(max_examples=100, deadline=None)
@given(
    cooperating(),
    st.lists(st.sampled_from(AGENCIES), min_size=2, max_size=2, unique=True),
    st.integers(1, 10),
    st.integers(1, 6),
)
def test_chains_are_the_shortest_simple_ones_in_the_order_of_their_ids(
    links: Links, ends: list[str], most: int, longest: int
) -> None:
    """All of them, as networkx lists them one by one, cut at ``most``; large work counts."""
    features = features_of(links, 2)
    plain = cooperation(links)
    every = nx.all_simple_paths(plain, *ends, cutoff=longest)
    expected = sorted((list(chain) for chain in every), key=lambda chain: (len(chain), chain))
    source, target = (AGENCIES.index(end) for end in ends)
    chains, more = shortest_chains(features, source, target, most, longest)
    found = [[AGENCIES[number] for number in chain] for chain in chains]
    assert found == list(islice(expected, most))
    assert more == (len(expected) > most)
