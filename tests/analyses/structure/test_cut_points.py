"""Articulation points and what they hold, and changes thought through, against networkx."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.analyses.structure.blocks import find_articulations
from graph_api.analyses.structure.cooperation import connectivity_of, everyone, network_of
from graph_api.analyses.structure.counterfactual import (
    CooperationNumbers,
    leaving_of,
    numbers_now,
    outcome_of,
)
from graph_api.analyses.structure.cut_points import agencies_inside
from tests.analyses.structure.plain import (
    AGENCIES,
    NETWORKS,
    Links,
    cooperating,
    cooperation,
    features_of,
    in_order,
    members,
    named,
    networks_of,
    numbers,
)

largest = st.sampled_from([2, 3, 300])
"""From how many agencies on a work is a large one."""


@settings(max_examples=100, deadline=None)
@given(cooperating(), largest, st.sampled_from([None, *NETWORKS]))
def test_articulation_points_and_what_they_hold_are_those_of_networkx(
    links: Links, size: int, network: str | None
) -> None:
    """Also within one network, and where a ring stands for all ties of a large work."""
    features = features_of(links, size)
    inside = agencies_inside(features, network, None)
    assert inside is not None
    articulations = find_articulations(connectivity_of(features, inside))
    plain = cooperation(links)
    if network is not None:
        plain = plain.subgraph(members(links, network)).copy()
    found = {}
    for point in articulations.points:
        parts = named(inside[part] for part in articulations.parts_without(point.agency))
        assert point.cut_off == sum(map(len, parts[1:]))
        found[AGENCIES[inside[point.agency]]] = parts
    assert list(found) == sorted(found, key=lambda a: (-sum(map(len, found[a][1:])), a))
    assert set(found) == set(nx.articulation_points(plain))
    for point, parts in found.items():
        rest = nx.node_connected_component(plain, point) - {point}
        assert parts == in_order(map(set, nx.connected_components(plain.subgraph(rest))))


def shape(plain: nx.Graph, ties: nx.Graph) -> CooperationNumbers:
    """The numbers of a network by networkx; ties leave large work out."""
    sizes = [len(part) for part in nx.connected_components(plain)]
    return CooperationNumbers(
        agencies=len(plain),
        ties=ties.number_of_edges(),
        components=len(sizes),
        largest=max(sizes, default=0),
        isolated=sum(1 for _ in nx.isolates(plain)),
        cut_points=len(set(nx.articulation_points(plain))),
    )


def without(links: Links, leaving: set[str], join: list[tuple[str, str]]) -> Links:
    """The relationships once some have left and others work together."""
    ties = links["COLLABORATES_WITH"] | set(join)
    return {
        "COLLABORATES_WITH": {p for p in ties if not leaving & set(p)},
        "TAKES_PART_IN": {p for p in links["TAKES_PART_IN"] if p[0] not in leaving},
    }


agency_pairs = st.tuples(st.sampled_from(AGENCIES), st.sampled_from(AGENCIES))


@settings(max_examples=100, deadline=None)
@given(
    cooperating(),
    largest,
    st.sets(st.sampled_from([*AGENCIES, *NETWORKS]), max_size=3),
    st.lists(agency_pairs.filter(lambda pair: pair[0] != pair[1]), max_size=3),
)
def test_before_and_after_are_what_networkx_finds_in_the_two_graphs(
    links: Links, size: int, leave: set[str], join: list[tuple[str, str]]
) -> None:
    """A network takes along those that belong to no other; all numbers and parts agree."""
    features = features_of(links, size)
    leaving = {
        a for a in AGENCIES if a in leave or (networks_of(links, a) and networks_of(links, a) <= leave)
    }  # fmt: skip
    named_numbers = [features.graph.number(ident) for ident in sorted(leave)]
    gone = leaving_of(features, [number for number in named_numbers if number is not None])
    assert named([gone]) == [leaving]
    join = [pair for pair in join if not leaving & set(pair)]
    pairs = [(AGENCIES.index(a), AGENCIES.index(b)) for a, b in join]
    outcome = outcome_of(features, gone, pairs)

    before, large = cooperation(links), set(features.works.large)
    left, after = (cooperation(without(links, leaving, ties)) for ties in ([], join))
    small = {p for p in links["TAKES_PART_IN"] if features.graph.number(p[1]) not in large}
    counted = {**links, "TAKES_PART_IN": small}
    ties_after = cooperation(without(counted, leaving, join))
    for graph in (left, after, ties_after):
        graph.remove_nodes_from(leaving)
    assert numbers_now(features) == shape(before, cooperation(counted))
    assert outcome.after == shape(after, ties_after)
    assert [named(parts) for parts in outcome.splits] == broken(before, after)
    assert [named(parts) for parts in outcome.merges] == broken(after, left)
    assert named([outcome.isolated]) == [
        {a for a in nx.isolates(after) if before.degree(a)}
    ]  # fmt: skip
    assert outcome.connected == [
        pair for pair, (a, b) in zip(pairs, join, strict=True) if not nx.has_path(left, a, b)
    ]


def broken(whole: nx.Graph, pieces: nx.Graph) -> list[list[set[str]]]:
    """Parts of the one graph that are several in the other, largest first."""
    found = []
    for part in nx.connected_components(whole):
        touched = [set(p) & part for p in nx.connected_components(pieces) if set(p) & part]
        if len(touched) > 1:
            found.append(in_order(touched))
    return sorted(found, key=lambda parts: (-sum(map(len, parts)), min(parts[0])))


def test_an_area_and_a_network_both_narrow_whom_one_looks_at() -> None:
    """Active in the area or within it, and a member; what is not there is nothing."""
    links: Links = {
        "MEMBER_OF": {(AGENCIES[0], NETWORKS[0]), (AGENCIES[1], NETWORKS[0])},
        "COLLABORATES_WITH": set(),
        "TAKES_PART_IN": set(),
    }
    features = features_of(links)
    inside = agencies_inside(features, NETWORKS[0], None)
    assert inside is not None
    assert inside.tolist() == numbers(AGENCIES[:2]).tolist()
    assert agencies_inside(features, "network:none", None) is None
    assert agencies_inside(features, NETWORKS[0], "area:none") is None


def test_edges_are_added_in_pieces_and_none_is_lost() -> None:
    """A chain longer than a piece is one part whose inner agencies are all articulation points."""
    from scipy import sparse  # noqa: PLC0415  # this test alone

    length = 40_000
    here, there = np.arange(length - 1), np.arange(1, length)
    ties = sparse.csr_array(
        (np.ones(2 * (length - 1)), (np.r_[here, there], np.r_[there, here])),
        shape=(length, length),
    )
    assert network_of(ties).numberOfEdges() == length - 1
    articulations = find_articulations(ties)
    assert len(articulations.points) == length - 2
    middle = articulations.points[0]
    assert (middle.agency, middle.cut_off) == (length // 2 - 1, length // 2 - 1)
    assert list(map(len, articulations.parts_without(middle.agency))) == [
        length // 2,
        length // 2 - 1,
    ]


def test_a_graph_without_agencies_or_ties_holds_nothing() -> None:
    """Neither fails."""
    features = features_of({})
    assert find_articulations(connectivity_of(features, everyone(features)[:0])).points == []
    assert find_articulations(connectivity_of(features, everyone(features))).points == []
