"""Issues that a network is missing from: the snapshot knows who is concerned with what."""

from __future__ import annotations

from collections import defaultdict

from graph_api.analyses.gaps.rule import GapFilter, GapRow, GapRule, OnSnapshot, RuleDocs
from graph_api.domain.conditions import seen
from graph_api.linkage.areas import networks_of_areas
from graph_api.linkage.csr import ints
from graph_api.linkage.features import Features
from graph_api.linkage.profile import make_profile
from graph_api.linkage.provenance import Provenance, ways_to_issue
from graph_api.linkage.purpose import Purpose
from schema.declare import Text

SHARED_BY = 2
"""Other networks that make an issue one that a network is missing from, at least."""

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
    if number is None or (area and number not in networks_of_areas(graph, graph.numbers([area]))):
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
    at = graph.number(issue)
    for network in networks:
        number = graph.number(network)
        if at is not None and number is not None:
            actors = make_profile(features, number).actors
            provenance.add_links(ways_to_issue(graph, actors, at)[:LINKS_OF_ONE])
    return provenance


def _find(features: Features, filter_: GapFilter) -> dict[str, list[str]]:
    return missing_issues(features, filter_.network or "", filter_.area)


def _purpose(features: Features, row: GapRow, network: str | None) -> Purpose:
    """A member comes to an issue through those it works with who are concerned with it."""
    graph = features.graph
    issue, at = graph.number(row.id), graph.number(network or "")
    if issue is None:
        return Purpose()
    members = ints([]) if at is None else graph.back("MEMBER_OF", at)
    concerned = features.concern.had_by.row(issue) + features.first
    return Purpose(
        issues=ints([issue]), engaged=concerned, among=features.graph.of_kind("agency", members)
    )


RULE = GapRule(
    name="issue_missing_from_network",
    question=8,
    text=Text(
        "An issue that at least two other networks of its area share, and the network has "
        "nothing to do with; asked with a network",
        "ประเด็นร่วมที่เครือข่ายยังไม่มี",
    ),
    plural="shared issues that a network is missing from",
    document="issues_missing_from_network",
    docs=RuleDocs(
        condition=f"at least {SHARED_BY} other networks that are PART_OF the same area are *concerned with* the "
        "issue ([linkage](../linkage.md); a network is when it or a member is), and `network` is not. Asked with "
        f"`network` only. Evidence: that of at most {LINKS_OF_ONE} relationships a network, 12 in all, by which "
        "it is concerned",
        purpose="it; engaged: all agencies concerned with it; only among members of the network",
    ),
    match=f"MATCH (n:Issue) WHERE n.id IN keys($shown_by) AND {seen('n')}",
    shown="(b:Network) WHERE b.id IN $shown_by[n.id]",
    shown_as="the networks that share the issue",
    carried=False,
    narrowed=False,
    of_network=True,
    on_snapshot=OnSnapshot(_find, behind_missing),
    sentence=Text(
        "{shown} share {name}; this network has nothing to do with it.",
        "{shown} มี {name} เป็นประเด็นร่วม แต่เครือข่ายนี้ยังไม่มี",
    ),
    purpose=_purpose,
)
