"""They came to the same meetings; no tie in itself."""

from __future__ import annotations

from graph_api.linkage.common_work import WorkComparison
from graph_api.linkage.component import PairUse, ScoreComponent
from graph_api.linkage.csr import common
from graph_api.linkage.measures import jaccard
from graph_api.linkage.provenance import NODES_SHOWN, Provenance
from schema.declare import Text


def _of_pair(two: WorkComparison) -> tuple[float, Provenance]:
    both = common(two.left.meetings, two.right.meetings)
    provenance = Provenance()
    provenance.add_nodes(both)
    for event in map(int, both[:NODES_SHOWN]):
        came = two.features.graph.back("ATTENDED", event)
        for side in (two.left, two.right):
            actors = common(came, side.actors)
            provenance.add_links((int(actor), "ATTENDED", event) for actor in actors[:2])
    return jaccard(two.left.meetings, two.right.meetings), provenance


COMPONENT = MEETINGS = ScoreComponent(
    name="meetings",
    position=110,
    text=Text("They came to the same meetings; no tie in itself", "เข้าประชุมเดียวกัน"),
    sentence=Text("Both came to {names}.", "ทั้งสองฝ่ายเข้าร่วม {names}"),
    pair=PairUse(
        formula="of all meetings that either attended, the share in common",
        value=_of_pair,
        weight=0.05,
    ),
)
