"""Issues that several networks share, and how every two networks of an area are linked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from graph_api.linkage.areas import networks_of_areas
from graph_api.linkage.csr import Ints, among, ints
from graph_api.linkage.features import Features
from graph_api.linkage.order import DECIMALS
from graph_api.linkage.pair import Pair
from graph_api.linkage.profile import Profile, make_profile
from graph_api.linkage.provenance import Provenance, ways_to_issue
from schema.ways import THROUGH

MOST_NETWORKS = 40
"""Networks compared with each other at most, those with most members first."""


@dataclass(frozen=True)
class Sharer:
    """One network that is concerned with an issue: in how many ways, who, and through what."""

    network: int
    count: int
    agencies: list[int]
    provenance: Provenance


@dataclass(frozen=True)
class IssueSharing:
    """An issue and the networks that share it."""

    issue: int
    sharers: list[Sharer]


def networks_of(features: Features, area: int | None) -> list[int]:
    """Networks of an area or of one within it (of anywhere for ``None``), by id."""
    if area is None:
        return list(features.graph.run("network"))
    return list(map(int, networks_of_areas(features.graph, ints([area]))))


def shared_issues(
    features: Features, networks: list[int], least: int, first: int
) -> list[IssueSharing]:
    """Issues that at least ``least`` of these networks share.

    Those of most networks come first, then those that fewer agencies have, then by id.
    """
    profiles = [make_profile(features, number) for number in networks]
    counts = [count_ways(features, profile) for profile in profiles]
    sharing = Counter(issue for ways in counts for issue in ways)
    chosen = sorted(
        (issue for issue, number in sharing.items() if number >= least),
        key=lambda issue: (
            -sharing[issue],
            -round(float(features.concern.weights[issue]), DECIMALS),
            issue,
        ),
    )[:first]
    return [IssueSharing(issue, _sharers(features, profiles, counts, issue)) for issue in chosen]


def count_ways(features: Features, profile: Profile) -> dict[int, int]:
    """For each issue of an organisation, the number of ways that lead there."""
    issues, weights, _ = features.reach.issues.gather(profile.actors)
    sums = np.bincount(issues, weights) if len(issues) else np.zeros(0)
    # bincount with weights gives floats, though ways are whole numbers.
    return {int(issue): round(float(sums[issue])) for issue in np.flatnonzero(sums)}


def _sharers(
    features: Features, profiles: list[Profile], counts: list[dict[int, int]], issue: int
) -> list[Sharer]:
    sharers = [
        make_sharer(features, profile, ways[issue], issue)
        for profile, ways in zip(profiles, counts, strict=True)
        if issue in ways
    ]
    return sorted(sharers, key=lambda sharer: (-sharer.count, sharer.network))


def make_sharer(features: Features, profile: Profile, count: int, issue: int) -> Sharer:
    """Who in a network is concerned with an issue, and through what, given its number of ways."""
    links = ways_to_issue(features.graph, profile.actors, issue)
    through = Counter(target for _, type_, target in links if type_ in THROUGH)
    provenance = Provenance()
    provenance.add_nodes(sorted(through, key=lambda thing: (-through[thing], thing)))
    provenance.add_links(links)
    concerned = _concerned(features, profile, issue)
    return Sharer(profile.number, count, concerned, provenance)


def _concerned(features: Features, profile: Profile, issue: int) -> list[int]:
    """Members that are concerned with an issue, those with most ways first."""
    holders: Ints = features.concern.had_by.row(issue)
    agencies = profile.agencies[among(profile.agencies, holders)]
    numbers = [features.first + int(agency) for agency in agencies]
    ways = {number: features.reach.issues.weight(number, issue) for number in numbers}
    return sorted(ways, key=lambda number: (-ways[number], number))


@dataclass(frozen=True)
class Matrix:
    """Every unordered pair of some networks.

    Attributes:
        profiles: the networks compared, by id.
        pairs: each pair, in the order of its ids.
        left_out: how many networks were too many to compare.
    """

    profiles: list[Profile]
    pairs: list[Pair]
    left_out: int

    @property
    def networks(self) -> list[int]:
        """Their numbers."""
        return [profile.number for profile in self.profiles]


def network_matrix(features: Features, area: int) -> Matrix:
    """Every two networks of an area, to be compared."""
    profiles = [make_profile(features, number) for number in networks_of(features, area)]
    by_members = sorted(profiles, key=lambda profile: (-len(profile.memberships), profile.number))
    chosen = sorted(by_members[:MOST_NETWORKS], key=lambda profile: profile.number)
    pairs = [Pair(features, one, other) for one, other in combinations(chosen, 2)]
    return Matrix(chosen, pairs, len(profiles) - len(chosen))
