"""How often agencies hold a role, against their peers.

Peers of an agency are the others that share a network with it and take part in any work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph_api.linkage.csr import Floats, Ints
from graph_api.linkage.features import Features
from graph_api.linkage.order import largest_first

LEAST = 3
"""Fewer roles than this are no overload, whatever the peers have."""

FENCE = 1.5
"""Tukey's factor: so many distances of the quartiles above the upper one."""


@dataclass(frozen=True, slots=True)
class Load:
    """An agency (counted from the first), how often it holds the role, and how often its peers do.

    Attributes:
        peers: number of peers.
        median: of the peers' counts; ``None`` without peers.
        fence: Tukey's upper fence of these; ``None`` without peers.
    """

    agency: int
    count: int
    peers: int
    median: float | None
    fence: float | None

    @property
    def overloaded(self) -> bool:
        """At least ``LEAST``, and above the fence."""
        return self.fence is not None and self.count >= LEAST and self.count > self.fence


def held_by(features: Features, counts: Mapping[str, int]) -> Floats:
    """In how many works each agency, counted from the first, holds the role."""
    held = np.zeros(features.count)
    for ident, count in counts.items():
        number = features.graph.number(ident)
        if number is not None:
            held[number - features.first] = count
    return held


def weigh_held(features: Features, held: Floats) -> list[Load]:
    """The load of every agency that holds the role: largest first, then by id.

    Args:
        features: networks, and who takes part in work.
        held: for each agency, counted from the first, in how many works it holds the role.
    """
    holders = np.flatnonzero(held)
    order = largest_first(holders, held[holders])
    peers = _Peers(features, held)
    return [peers.load(int(agency)) for agency in order]


class _Peers:
    """Counts of peers; agencies of the same networks have the same ones, but for themselves."""

    def __init__(self, features: Features, held: Floats) -> None:
        self._features = features
        self._held = held
        self._working = features.works.takes.lengths() > 0
        self._sorted: dict[bytes, Floats] = {}

    def load(self, agency: int) -> Load:
        """The load of an agency that holds the role."""
        member_of = self._features.graph.relations["MEMBER_OF"].out
        networks = member_of.row(self._features.first + agency)
        counts, own = self._of(networks), self._held[agency]
        if len(networks) and self._working[agency]:
            # Its own count goes; of equal ones any does.
            counts = np.delete(counts, np.searchsorted(counts, own))
        if len(counts) == 0:
            return Load(agency, int(own), 0, None, None)
        low, median, high = (_quantile(counts, part) for part in (0.25, 0.5, 0.75))
        return Load(agency, int(own), len(counts), median, high + FENCE * (high - low))

    def _of(self, networks: Ints) -> Floats:
        """Counts of all that are in one of these networks and take part in work, ascending."""
        key = networks.tobytes()
        if key not in self._sorted:
            members = self._features.graph.relations["MEMBER_OF"].back.reached(networks)
            members -= self._features.first
            self._sorted[key] = np.sort(self._held[members[self._working[members]]])
        return self._sorted[key]


def _quantile(ascending: Floats, part: float) -> float:
    """A quantile, between two values in proportion (R's type 7)."""
    # np.quantile says the same, but partitions a copy each time; these are sorted, and shared.
    place = part * (len(ascending) - 1)
    low = int(place)
    high = min(low + 1, len(ascending) - 1)
    return float(ascending[low] + (place - low) * (ascending[high] - ascending[low]))
