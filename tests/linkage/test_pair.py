"""How two organisations are linked, against an independent computation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.linkage.features import Features
from graph_api.linkage.pair import Pair
from graph_api.linkage.path import shortest_path
from graph_api.linkage.profile import Profile, make_profile
from tests.linkage.graphs import AGENCIES, THINGS, Links, features_of, ids_of, small_links
from tests.linkage.plain_pairs import PlainPairs

ORGANISATIONS = [*AGENCIES[:4], *THINGS["network"]]
TWO = st.lists(st.sampled_from(ORGANISATIONS), min_size=2, max_size=2, unique=True)


def with_networks(links: Links) -> Links:
    """Both networks are there even when nobody belongs to them."""
    return {**links, "PART_OF": {(network, "area:1") for network in THINGS["network"]}}


def profiles(links: Links, ends: list[str]) -> tuple[Features, Profile, Profile]:
    """The features, and the profiles of both ends."""
    features = features_of(links)
    numbers = [ids_of(links).index(end) for end in ends]
    return features, make_profile(features, numbers[0]), make_profile(features, numbers[1])


def values(pair: Pair) -> dict[str, float]:
    """Values by the name of the component."""
    return {finding.component.name: finding.value for finding in pair.findings}


@settings(max_examples=150, deadline=None)
@given(small_links(), TWO)
def test_every_component_is_what_its_definition_says(links: Links, ends: list[str]) -> None:
    """All values, of agencies and networks, equal those of a computation that shares no code."""
    links = with_networks(links)
    features, left, right = profiles(links, ends)
    expected = PlainPairs(links, AGENCIES).pair(*ends)
    assert values(Pair(features, left, right)) == pytest.approx(expected, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(small_links(), TWO)
def test_a_pair_is_the_same_both_ways_round(links: Links, ends: list[str]) -> None:
    """Need and offer change places; nothing else changes."""
    features, left, right = profiles(with_networks(links), ends)
    there, back = values(Pair(features, left, right)), values(Pair(features, right, left))
    swap = {"need": "offer", "offer": "need"}
    assert there == pytest.approx({swap.get(name, name): value for name, value in back.items()})


@settings(max_examples=100, deadline=None)
@given(small_links(), TWO)
def test_every_reason_has_nodes_and_relationships_of_the_graph(
    links: Links, ends: list[str]
) -> None:
    """What stands behind a value is there: the relationships named are those of the graph."""
    links = with_networks(links)
    features, left, right = profiles(links, ends)
    for finding in Pair(features, left, right).findings:
        assert finding.provenance.nodes or finding.component.name == "work"
        assert finding.provenance.links
        for source, type_, target in finding.provenance.links:
            assert (features.graph.ids[source], features.graph.ids[target]) in links[type_]


@settings(max_examples=150, deadline=None)
@given(small_links(), TWO)
def test_the_path_is_the_first_of_the_shortest(links: Links, ends: list[str]) -> None:
    """Compared with all chains, one by one."""
    links = with_networks(links)
    features, left, right = profiles(links, ends)
    path = shortest_path(features, left, right)
    plain = PlainPairs(links, AGENCIES)
    expected = plain.shortest(*ends)
    if expected is None:
        assert path is None
        return
    assert path is not None
    assert [features.agency(step.target) for step in path] == expected[1:]
    assert [features.agency(step.source) for step in path] == expected[:-1]
    for step in path:
        pair = (features.agency(step.source), features.agency(step.target))
        assert step.direct == (tuple(sorted(pair)) in links["COLLABORATES_WITH"])
        both = plain.out("TAKES_PART_IN", pair[0]) & plain.out("TAKES_PART_IN", pair[1])
        assert {features.graph.ids[work] for work in step.works} == both


def test_a_path_of_more_than_six_steps_is_none() -> None:
    """Six steps are found, seven are not."""
    chain = [f"agency:n{n}" for n in range(8)]
    links = {"COLLABORATES_WITH": set(pairwise(chain))}
    features, first, seventh = profiles(links, [chain[0], chain[6]])
    _, _, eighth = profiles(links, [chain[0], chain[7]])
    path = shortest_path(features, first, seventh)
    assert path is not None
    assert len(path) == 6
    assert shortest_path(features, first, eighth) is None
