"""How two organisations are linked: every component with its value and what stands behind it.

All values are from 0 to 1 and depend on the two alone. But for need and offer, which change places,
they are the same both ways round.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graph_api.linkage.blend import common_partner_weights
from graph_api.linkage.common_work import CommonWork, common_work
from graph_api.linkage.csr import Floats, Ints, among, common
from graph_api.linkage.features import Features, rarest
from graph_api.linkage.profile import Profile
from graph_api.linkage.provenance import (
    NODES_SHOWN,
    Provenance,
    Triple,
    met_needs,
    shared_areas,
    shared_issues,
    tie,
)
from graph_api.linkage.weights import Component


@dataclass(frozen=True)
class Finding:
    """One component: its value, and what stands behind it."""

    component: Component
    value: float
    provenance: Provenance


@dataclass(frozen=True)
class Pair:
    """Two organisations, compared.

    Attributes:
        findings: components with a value above 0, in the order of ``Component``.
        issues: all issues that both are concerned with, the rarest first.
        work: what they do together.
    """

    findings: list[Finding]
    issues: Ints
    work: CommonWork


def compare(features: Features, left: Profile, right: Profile) -> Pair:
    """Compares two organisations."""
    work = common_work(features, left, right)
    issues = rarest(common(left.issues, right.issues), features.concern.weights)
    found = [
        Finding(Component.NEED, *_needs(features, left, right)),
        Finding(Component.CONCERN, *_concern(features, left, right, issues)),
        Finding(Component.SHARED, *_partners(features, left, right)),
        Finding(Component.PLACE, *_place(features, left, right)),
        Finding(Component.OFFER, *_needs(features, right, left)),
        Finding(Component.WORK, work.share, _work_behind(features, left, right, work)),
        Finding(Component.MEETINGS, *_meetings(features, left, right)),
        Finding(Component.MEMBERS, *_members(features, left, right)),
    ]
    return Pair([item for item in found if item.value > 0], issues, work)


def _cosine(left: Ints, right: Ints, weights: Floats) -> float:
    squares = weights**2
    norms = float(squares[left].sum()) * float(squares[right].sum())
    dot = float(squares[common(left, right)].sum())
    return float(min(dot / np.sqrt(norms), 1.0)) if norms > 0 else 0.0


def _concern(
    features: Features, left: Profile, right: Profile, issues: Ints
) -> tuple[float, Provenance]:
    value = _cosine(left.issues, right.issues, features.concern.weights)
    return value, shared_issues(features.graph, left.actors, right.actors, issues)


def _place(features: Features, left: Profile, right: Profile) -> tuple[float, Provenance]:
    value = _cosine(left.areas, right.areas, features.place.weights)
    areas = rarest(common(left.areas, right.areas), features.place.weights)
    return value, shared_areas(features.graph, left.actors, right.actors, areas)


def _needs(features: Features, needing: Profile, offering: Profile) -> tuple[float, Provenance]:
    """The share of what one raises, by rarity, that the other has something to offer for."""
    weights = features.need.weights
    met = rarest(common(needing.raised, offering.solved), weights)
    whole = float(weights[needing.raised].sum())
    provenance = met_needs(features.graph, needing.actors, offering.actors, met)
    return (float(weights[met].sum()) / whole if whole > 0 else 0.0), provenance


def _partners(features: Features, left: Profile, right: Profile) -> tuple[float, Provenance]:
    """Of all partners of both, the share in common, each at what it says as a common partner."""
    ties = features.ties.partners
    own = np.union1d(left.agencies, right.agencies)
    ours, theirs = ties.reached(left.agencies), ties.reached(right.agencies)
    ours, theirs = ours[~among(ours, own)], theirs[~among(theirs, own)]
    either, both = np.union1d(ours, theirs), common(ours, theirs)
    whole = float(common_partner_weights(features, either).sum())
    says = common_partner_weights(features, both)
    value = float(says.sum()) / whole if whole > 0 else 0.0
    return value, _partners_behind(features, left, right, both[np.lexsort((both, -says))])


def _partners_behind(
    features: Features, left: Profile, right: Profile, partners: Ints
) -> Provenance:
    provenance = Provenance()
    provenance.add_nodes(features.first + partners)
    for partner in map(int, partners[:NODES_SHOWN]):
        for side in (left, right):
            near = common(side.agencies, features.ties.partners.row(partner))
            for agency in map(int, near[:1]):
                provenance.add_links(_tie_links(features, agency, partner)[:2])
    return provenance


def _tie_links(features: Features, one: int, other: int) -> list[Triple]:
    return tie(features.graph, features.first + one, features.first + other)[1]


def _work_behind(features: Features, left: Profile, right: Profile, work: CommonWork) -> Provenance:
    provenance = Provenance()
    provenance.add_nodes(work.works)
    for one, other in work.pairs:
        provenance.add_nodes(
            agency
            for agency in (features.first + one, features.first + other)
            if agency not in (left.number, right.number)
        )
        provenance.add_links(_tie_links(features, one, other)[:1])
    for number in work.works[:NODES_SHOWN]:
        taking = features.works.taken_by.row(number)
        for side in (left, right):
            provenance.add_links(
                (features.first + int(agency), "TAKES_PART_IN", number)
                for agency in common(taking, side.agencies)[:2]
            )
    return provenance


def _meetings(features: Features, left: Profile, right: Profile) -> tuple[float, Provenance]:
    both = common(left.meetings, right.meetings)
    provenance = Provenance()
    provenance.add_nodes(both)
    for event in both[:NODES_SHOWN]:
        came = features.graph.back("ATTENDED", int(event))
        for side in (left, right):
            actors = common(came, side.actors)
            provenance.add_links((int(actor), "ATTENDED", int(event)) for actor in actors[:2])
    return _jaccard(left.meetings, right.meetings), provenance


def _jaccard(left: Ints, right: Ints) -> float:
    either = len(np.union1d(left, right))
    return len(common(left, right)) / either if either else 0.0


def _members(features: Features, left: Profile, right: Profile) -> tuple[float, Provenance]:
    """Two networks: members in common; two agencies: networks in common; else: is it a member."""
    networks = [features.graph.is_a("network", side.number) for side in (left, right)]
    if all(networks):
        return _common_members(left, right, lambda number, side: (number, "MEMBER_OF", side))
    if not any(networks):
        return _common_members(left, right, lambda number, side: (side, "MEMBER_OF", number))
    agency, network = (left, right) if networks[1] else (right, left)
    provenance = Provenance()
    if network.number not in agency.memberships:
        return 0.0, provenance
    provenance.add_nodes([network.number])
    provenance.add_links([(agency.number, "MEMBER_OF", network.number)])
    return 1.0, provenance


def _common_members(
    left: Profile, right: Profile, link: Callable[[int, int], Triple]
) -> tuple[float, Provenance]:
    both = common(left.memberships, right.memberships)
    provenance = Provenance()
    provenance.add_nodes(both)
    for number in map(int, both[:NODES_SHOWN]):
        provenance.add_links([link(number, left.number), link(number, right.number)])
    return _jaccard(left.memberships, right.memberships), provenance
