"""Issues that a network is missing from: the snapshot knows who is concerned with what."""

from __future__ import annotations

from collections import defaultdict

from graph_api.linkage.features import Features
from graph_api.linkage.profile import make_profile
from graph_api.linkage.provenance import Provenance, ways_to_issue

SHARED_BY = 2
"""So many other networks make an issue one that a network is missing from."""

LINKS_OF_ONE = 4
"""Relationships of one network that carry an issue at most."""


def missing_issues(features: Features, network: str, area: str | None) -> dict[str, list[str]]:
    """Issues of at least ``SHARED_BY`` other networks of its area that are none of its own.

    Args:
        features: the snapshot.
        network: id of a network.
        area: id of an area that the network must be in, or ``None``.

    Returns:
        Ids of issues, each with the ids of the networks that share it, ascending.
    """
    graph = features.graph
    number = graph.number(network)
    if number is None or (area and area not in graph.names(features.reach.areas.row(number))):
        return {}
    near = graph.relations["PART_OF"].back.reached(graph.out("PART_OF", number))
    own = set(map(int, make_profile(features, number).issues))
    sharers: dict[int, list[int]] = defaultdict(list)
    for other in (int(item) for item in near if int(item) != number):
        for issue in map(int, make_profile(features, other).issues):
            sharers[issue].append(other)
    return {
        graph.ids[issue]: graph.names(networks)
        for issue, networks in sorted(sharers.items())
        if len(networks) >= SHARED_BY and issue not in own
    }


def behind_missing(features: Features, issue: str, networks: list[str]) -> Provenance:
    """By what these networks are concerned with an issue."""
    graph, provenance = features.graph, Provenance()
    found = graph.number(issue)
    for network in networks:
        number = graph.number(network)
        if found is not None and number is not None:
            actors = make_profile(features, number).actors
            provenance.add_links(ways_to_issue(graph, actors, found)[:LINKS_OF_ONE])
    return provenance
