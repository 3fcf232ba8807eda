"""Who really works together against who officially belongs together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_api.analyses.communities.louvain import find_groups
from graph_api.analyses.communities.measures import agreement, both, modularity, pairs_in
from graph_api.linkage.csr import Ints
from graph_api.linkage.features import Features


@dataclass(frozen=True, slots=True)
class Clusters:
    """Clusters of agencies, counted from the first.

    Attributes:
        members: agencies of each cluster, ascending; the largest cluster first, then by agency.
        modularity: of the clusters.
        networks_modularity: of the official networks.
        agreement: adjusted Rand index of the two; ``None`` for fewer than two compared.
        compared: agencies that have a tie and a network.
        pairs: pairs of these in one cluster.
        pairs_of_networks: of these, those whose networks are the same.
    """

    members: list[Ints]
    modularity: float
    networks_modularity: float
    agreement: float | None
    compared: int
    pairs: int
    pairs_of_networks: int


def find_clusters(features: Features, resolution: float) -> Clusters:
    """The clusters at a resolution: 1 is plain modularity, more gives smaller clusters."""
    strength = features.ties.strength.matrix()
    groups, official = find_groups(strength, resolution), official_groups(features)
    member_of = features.graph.relations["MEMBER_OF"].out.lengths()
    networks = member_of[features.first : features.first + features.count]
    compared = np.flatnonzero((features.ties.degree > 0) & (networks > 0))
    clustered, networked = groups[compared], official[compared]
    return Clusters(
        members=_members(groups),
        modularity=modularity(strength, groups),
        networks_modularity=modularity(strength, official),
        agreement=agreement(clustered, networked),
        compared=len(compared),
        pairs=pairs_in(both(clustered, clustered)),
        pairs_of_networks=pairs_in(both(clustered, networked)),
    )


def official_groups(features: Features) -> Ints:
    """A number for each agency: the same for agencies of the same networks; alone without any."""
    member_of = features.graph.relations["MEMBER_OF"].out
    numbers: dict[bytes, int] = {}
    groups = np.zeros(features.count, dtype=np.int64)
    for agency in range(features.count):
        # The bytes of a row can be hashed; an agency without a network is a group of its own.
        key = member_of.row(features.first + agency).tobytes() or str(agency).encode()
        groups[agency] = numbers.setdefault(key, len(numbers))
    return groups


def _members(groups: Ints) -> list[Ints]:
    if len(groups) == 0:
        return []
    # Stable, so that the agencies of a group stay in the order of their ids.
    order = np.argsort(groups, kind="stable")
    cuts = np.flatnonzero(np.diff(groups[order])) + 1
    return sorted(np.split(order, cuts), key=lambda part: (-len(part), int(part[0])))
