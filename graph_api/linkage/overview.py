"""Chooses the nodes of a picture without a centre."""

from __future__ import annotations

import numpy as np

from graph_api.linkage.csr import Floats, Ints, among, common, ints
from graph_api.linkage.features import Features
from graph_api.linkage.graph import Graph
from schema.registry import declaration

_ORGANISATIONS = ("Network", "Agency")


def choose(
    features: Features,
    *,
    kinds: tuple[str, ...],
    area: str | None,
    networks: tuple[str, ...] | None,
    issues: tuple[str, ...] | None,
) -> list[str]:
    """Ids to show: networks, agencies, then the other kinds, each by links to what is shown.

    Organisations must be active in the area, belong to (or be) one of the networks and be concerned
    with one of the issues, as far as these are stated; a network also when such an agency is its
    member. Other nodes must be linked to such an organisation. An id that is not there matches nothing.
    """
    graph = features.graph
    organisations = _organisations(features, area, networks, issues)
    around = _around(graph, organisations)
    if issues is not None:
        other_issues = np.setdiff1d(graph.of_kind("issue", around), graph.numbers(issues))
        around = np.setdiff1d(around, other_issues)
    everything = np.union1d(organisations, around)
    inside = np.zeros(graph.size, dtype=np.int64)
    inside[everything] = 1
    order = [
        *[kind for kind in _ORGANISATIONS if kind in kinds],
        *[kind for kind in kinds if kind not in _ORGANISATIONS],
    ]
    links = _links_among(graph, inside)
    chosen: list[str] = []
    for kind in order:
        pool = organisations if kind in _ORGANISATIONS else around
        numbers = graph.of_kind(declaration().kinds[kind].prefix, pool)
        chosen += graph.names(map(int, numbers[np.lexsort((numbers, -links[numbers]))]))
    return chosen


def _organisations(
    features: Features,
    area: str | None,
    networks: tuple[str, ...] | None,
    issues: tuple[str, ...] | None,
) -> Ints:
    graph = features.graph
    member_of = graph.relations["MEMBER_OF"]
    agencies, own = ints([*graph.run("agency")]), ints([*graph.run("network")])
    if networks is not None:
        own = own[among(own, graph.numbers(networks))]
        agencies = member_of.back.reached(own)
    named = own
    if area is not None:
        active = features.reach.areas.transpose().reached(graph.numbers((area,)))
        agencies, own = agencies[among(agencies, active)], own[among(own, active)]
    if issues is not None:
        concerned = features.reach.issues.transpose().reached(graph.numbers(issues))
        agencies, own = agencies[among(agencies, concerned)], own[among(own, concerned)]
    theirs = common(member_of.out.reached(agencies), named)
    return np.union1d(agencies, np.union1d(own, theirs))


def _around(graph: Graph, organisations: Ints) -> Ints:
    """Everything one step from these organisations, and the issues that things one step away concern."""
    near = [relation.out.reached(organisations) for relation in graph.relations.values()]
    adjacent = np.unique(np.concatenate([ints([]), *near]))
    return np.union1d(adjacent, graph.relations["CONCERNS"].out.reached(adjacent))


def _links_among(graph: Graph, inside: Ints) -> Floats:
    """For every node, how many relationships it has with the nodes that are ``inside``."""
    numbers = np.arange(graph.size)
    links = np.zeros(len(numbers))
    for relation in graph.relations.values():
        for rows in (relation.out, relation.back):
            # Relationships with what is not inside are summed as 0, in one pass over all rows.
            near = inside[rows.columns].astype(np.float64)
            links += np.bincount(np.repeat(numbers, rows.lengths()), near, minlength=len(numbers))
    return links
