"""What several networks have in common, counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.features import Features
from graph_api.linkage.sharing import networks_of


@dataclass(frozen=True, slots=True)
class Common:
    """A problem or an issue, with the networks that have it; numbers are of the graph."""

    number: int
    networks: list[int]


def networks_in(features: Features, area: str | None) -> Sequence[int] | None:
    """Networks of an area or of one within it; ``None`` when the area is not there."""
    if area is None:
        return networks_of(features, None)
    number = features.graph.number(area)
    return None if number is None else networks_of(features, number)


def members_of(features: Features, network: int) -> Ints:
    """A network and its members, ascending."""
    members = features.graph.back("MEMBER_OF", network)
    return np.union1d(members, ints([network]))


def had_by_several(by_network: Mapping[int, Iterable[int]], least: int) -> list[Common]:
    """Problems or issues that at least ``least`` networks have, in no order; networks ascend."""
    having: dict[int, list[int]] = defaultdict(list)
    for network in sorted(by_network):
        for number in by_network[network]:
            having[int(number)].append(network)
    return [Common(number, have) for number, have in having.items() if len(have) >= least]
