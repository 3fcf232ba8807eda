"""What an area, or a network, has: sets of nodes, each counted once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph_api.analyses.overview.answers import Counts
from graph_api.analyses.overview.places import Places
from graph_api.linkage.areas import networks_of_areas
from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.features import Features
from graph_api.linkage.profile import make_profile

FOUND = {
    "problems": "problem",
    "good_deeds": "good-deed",
    "goals": "goal",
    "mechanisms": "mechanism",
    "projects": "project",
    "moral_capitals": "moral-capital",
}
"""What is found in an area, with the prefix of its kind."""

DONE = {
    "problems": "RAISES",
    "good_deeds": "COMMITS_TO",
    "goals": "PURSUES",
    "mechanisms": "OPERATES",
    "moral_capitals": "HOLDS",
}
"""What an organisation has to do with, and how."""


@dataclass(frozen=True)
class Inventory:
    """What there is.

    Attributes:
        sets: by the name of a count, numbers of the graph, ascending.
        events: number of events.
    """

    sets: Mapping[str, Ints]
    events: int

    def counts(self) -> Counts:
        """How much of each there is."""
        sizes = {name: len(numbers) for name, numbers in self.sets.items()}
        return Counts(
            networks=sizes.get("networks"),
            agencies_based=sizes.get("agencies_based"),
            agencies=sizes["agencies"],
            issues=sizes["issues"],
            events=self.events,
            **{name: sizes[name] for name in FOUND},
        )


def inventory_of_area(places: Places, area: int, events: int) -> Inventory:
    """What an area has, with all areas within it."""
    features, placed = places.features, places.placed.row(area)
    agencies = features.graph.of_kind("agency", placed)
    networks = networks_of_areas(features.graph, ints([area]))
    sets = {name: features.graph.of_kind(prefix, placed) for name, prefix in FOUND.items()}
    cared_for = features.reach.issues.reached(np.concatenate([agencies, networks]))
    concerned = features.graph.relations["CONCERNS"].out.reached(placed)
    issues = np.union1d(cared_for, concerned)
    own = {"networks": networks, "agencies": agencies, "agencies_based": places.based(area)}
    return Inventory({**sets, **own, "issues": issues}, events)


def inventory_of_network(features: Features, network: int) -> Inventory:
    """What a network has, with its members."""
    graph, profile = features.graph, make_profile(features, network)
    sets = {
        name: graph.relations[type_].out.reached(profile.actors) for name, type_ in DONE.items()
    }
    taken = graph.relations["TAKES_PART_IN"].out.reached(profile.actors)
    own = {
        "agencies": profile.memberships,
        "issues": profile.issues,
        "projects": features.graph.of_kind("project", taken),
    }
    return Inventory({**sets, **own}, len(profile.meetings))
