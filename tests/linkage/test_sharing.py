"""Issues that networks share, and every pair of networks."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings

from graph_api.linkage.sharing import network_matrix, networks_of, shared_issues
from tests.linkage.graphs import AGENCIES, THINGS, Links, features_of, ids_of, small_links
from tests.linkage.plain_pairs import PlainPairs


@settings(max_examples=80, deadline=None)
@given(small_links())
def test_shared_issues_are_those_of_enough_networks(links: Links) -> None:
    """Issues, networks, agencies and order, compared with plain sets."""
    links["PART_OF"] = {(network, "area:11") for network in THINGS["network"]}
    features = features_of(links)
    plain = PlainPairs(links, AGENCIES)
    found = shared_issues(features, networks_of(features, None), 2, 10)
    expected = plain.shared_issues(THINGS["network"], 2)
    ids = features.graph.ids
    assert {ids[item.issue]: {ids[s.network] for s in item.sharers} for item in found} == expected
    rarity = [-plain.rarity(plain.issues, ids[item.issue]) for item in found]
    assert [round(value, 9) for value in rarity] == sorted(round(value, 9) for value in rarity)
    for item in found:
        for sharer in item.sharers:
            members = plain.members(ids[sharer.network])
            concerned = {a for a in members if ids[item.issue] in plain.issues(a)}
            assert {ids[a] for a in sharer.agencies} == concerned
            assert sharer.count >= 1
            assert sharer.provenance.links


def test_the_count_is_of_ways_of_the_network_and_its_members() -> None:
    """Two things of a member and one adoption of the network are three ways."""
    links: Links = {
        "MEMBER_OF": {("agency:a", "network:n1")},
        "RAISES": {("agency:a", "problem:p")},
        "OPERATES": {("agency:a", "mechanism:m")},
        "CONCERNS": {("problem:p", "issue:i"), ("mechanism:m", "issue:i")},
        "ADOPTS": {("network:n1", "issue:i")},
    }
    features = features_of(links)
    ((shared),) = shared_issues(features, networks_of(features, None), 1, 10)
    (sharer,) = shared.sharers
    assert sharer.count == 3
    assert [features.graph.ids[number] for number in sharer.provenance.nodes] == [
        "mechanism:m",
        "problem:p",
    ]


def test_the_matrix_has_every_unordered_pair_once_also_those_with_nothing() -> None:
    """Three networks of an area make three pairs; one of elsewhere makes none."""
    links: Links = {
        "PART_OF": {
            ("network:a", "area:11"),
            ("network:b", "area:1"),
            ("network:c", "area:12"),
            ("network:d", "area:2"),
        },
        "WITHIN": {("area:11", "area:1"), ("area:12", "area:1")},
        "ADOPTS": {("network:a", "issue:i"), ("network:b", "issue:i")},
    }
    features = features_of(links)
    matrix = network_matrix(features, ids_of(links).index("area:1"))
    ids = features.graph.ids
    assert [ids[number] for number in matrix.networks] == ["network:a", "network:b", "network:c"]
    assert [(ids[two.left.number], ids[two.right.number]) for two in matrix.pairs] == list(
        combinations(["network:a", "network:b", "network:c"], 2)
    )
    concerned = [[f.component.name for f in pair.findings] for pair in matrix.pairs]
    assert concerned == [["concern", "place"], ["place"], ["place"]]
    assert matrix.left_out == 0
