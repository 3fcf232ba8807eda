"""What an organisation (an agency or a network) has and does, for comparing two of them.

What an agency does counts for its networks while it is a member; what a network does does not
count for each member.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.features import Features


@dataclass(frozen=True)
class Profile:
    """One organisation.

    Attributes:
        number: its number in the graph.
        actors: itself and its members, ascending, numbers of the graph.
        agencies: those of them that are agencies, counted from the first agency.
        issues: issues it is concerned with.
        areas: areas it is active in.
        raised: problems it raises.
        solved: problems it has something to offer for.
        meetings: events it attended.
        memberships: a network's members, or the networks of an agency.
    """

    number: int
    actors: Ints
    agencies: Ints
    issues: Ints
    areas: Ints
    raised: Ints
    solved: Ints
    meetings: Ints
    memberships: Ints


def make_profile(features: Features, number: int) -> Profile:
    """The profile of the agency or network with this number."""
    graph, reach = features.graph, features.reach
    member_of = graph.relations["MEMBER_OF"]
    network = graph.is_a("network", number)
    memberships = member_of.back.row(number) if network else member_of.out.row(number)
    actors = np.union1d(memberships, ints([number])) if network else ints([number])
    return Profile(
        number=number,
        actors=actors,
        agencies=graph.of_kind("agency", actors) - features.first,
        issues=reach.issues.reached(actors),
        areas=reach.areas.reached(actors),
        raised=reach.raised.reached(actors),
        solved=reach.solved.reached(actors),
        meetings=graph.relations["ATTENDED"].out.reached(actors),
        memberships=memberships,
    )
