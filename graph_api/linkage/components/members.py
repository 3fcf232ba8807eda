"""They share members, or networks."""

from __future__ import annotations

from collections.abc import Callable

from graph_api.linkage.common_work import WorkComparison
from graph_api.linkage.component import PairUse, ScoreComponent
from graph_api.linkage.csr import common
from graph_api.linkage.measures import jaccard
from graph_api.linkage.neighbours import Triple
from graph_api.linkage.profile import Profile
from graph_api.linkage.provenance import NODES_SHOWN, Provenance
from schema.declare import Text


def _of_pair(two: WorkComparison) -> tuple[float, Provenance]:
    """Two networks: members in common; two agencies: networks in common; else: is it a member."""
    left, right = two.left, two.right
    networks = [two.features.graph.is_a("network", side.number) for side in (left, right)]
    if all(networks):
        return _in_common(left, right, lambda number, side: (number, "MEMBER_OF", side))
    if not any(networks):
        return _in_common(left, right, lambda number, side: (side, "MEMBER_OF", number))
    return _is_member(left, right) if networks[1] else _is_member(right, left)


def _is_member(agency: Profile, network: Profile) -> tuple[float, Provenance]:
    provenance = Provenance()
    if network.number not in agency.memberships:
        return 0.0, provenance
    provenance.add_nodes([network.number])
    provenance.add_links([(agency.number, "MEMBER_OF", network.number)])
    return 1.0, provenance


def _in_common(
    left: Profile, right: Profile, link: Callable[[int, int], Triple]
) -> tuple[float, Provenance]:
    both = common(left.memberships, right.memberships)
    provenance = Provenance()
    provenance.add_nodes(both)
    for number in map(int, both[:NODES_SHOWN]):
        provenance.add_links([link(number, left.number), link(number, right.number)])
    return jaccard(left.memberships, right.memberships), provenance


COMPONENT = MEMBERS = ScoreComponent(
    name="members",
    position=120,
    text=Text("They share members, or networks", "สมาชิกหรือเครือข่ายร่วม"),
    sentence=Text("They meet in membership: {names}.", "เกี่ยวข้องกันทางสมาชิกภาพ: {names}"),
    pair=PairUse(
        formula="two networks: of all members, the share in common; two agencies: the same of their "
        "networks; an agency and a network: 1 for a member",
        value=_of_pair,
        weight=0.05,
    ),
)
