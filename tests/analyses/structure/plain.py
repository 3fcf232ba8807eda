"""Cooperation of small graphs for networkx, computed from the relationships alone."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from unittest.mock import patch

import networkx as nx
from hypothesis import strategies as st

from graph_api.linkage import features as features_module
from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.graph import make_graph
from tests.linkage.graphs import Links

AGENCIES = [f"agency:{number:02}" for number in range(14)]
WORKS = [f"project:{number}" for number in range(7)]
NETWORKS = ["network:a", "network:b", "network:c"]


def cooperation(links: Links, largest: float = float("inf")) -> nx.Graph:
    """All agencies, tied by collaboration and by work with at most ``largest`` agencies."""
    graph = nx.Graph()
    graph.add_nodes_from(AGENCIES)
    graph.add_edges_from(links.get("COLLABORATES_WITH", set()))
    for work in WORKS:
        taking = sorted(a for a, w in links.get("TAKES_PART_IN", set()) if w == work)
        if len(taking) <= largest:
            graph.add_edges_from(combinations(taking, 2))
    return graph


def members(links: Links, network: str) -> set[str]:
    """Agencies of a network."""
    return {agency for agency, of in links.get("MEMBER_OF", set()) if of == network}


def networks_of(links: Links, agency: str) -> set[str]:
    """Networks of an agency."""
    return {of for member, of in links.get("MEMBER_OF", set()) if member == agency}


def features_of(links: Links, largest: int = 300) -> Features:
    """The features of a small graph, where work with more than ``largest`` agencies is large."""
    with patch.object(features_module, "LARGEST_WORK", largest):
        return make_features(make_graph([*AGENCIES, *WORKS, *NETWORKS], links))


def numbers(agencies: Iterable[str]) -> Ints:
    """Agencies, counted from the first."""
    return ints(sorted(AGENCIES.index(agency) for agency in agencies))


def named(parts: Iterable[Iterable[int]]) -> list[set[str]]:
    """Parts by ids, as sets in their order."""
    return [{AGENCIES[number] for number in part} for part in parts]


def in_order(parts: Iterable[set[str]]) -> list[set[str]]:
    """Largest first, then by the first id."""
    return sorted(parts, key=lambda part: (-len(part), min(part)))


def cooperating() -> st.SearchStrategy[Links]:
    """Random ties, work and memberships; sparse, so that there is something to cut."""
    pair = st.tuples(st.sampled_from(AGENCIES), st.sampled_from(AGENCIES))
    return st.fixed_dictionaries(
        {
            "COLLABORATES_WITH": st.sets(pair.filter(lambda ends: ends[0] < ends[1]), max_size=16),
            "TAKES_PART_IN": st.sets(
                st.tuples(st.sampled_from(AGENCIES), st.sampled_from(WORKS)), max_size=14
            ),
            "MEMBER_OF": st.sets(
                st.tuples(st.sampled_from(AGENCIES), st.sampled_from(NETWORKS)), max_size=16
            ),
        }
    )
