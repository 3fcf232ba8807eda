"""They do work together."""

from __future__ import annotations

from graph_api.linkage.common_work import WorkComparison
from graph_api.linkage.component import PairUse, ScoreComponent
from graph_api.linkage.csr import common
from graph_api.linkage.provenance import NODES_SHOWN, Provenance, tie
from schema.declare import Text


def _of_pair(two: WorkComparison) -> tuple[float, Provenance]:
    provenance = Provenance()
    provenance.add_nodes(two.work.works)
    _add_direct(two, provenance)
    _add_taking_part(two, provenance)
    return two.work.share, provenance


def _add_direct(two: WorkComparison, provenance: Provenance) -> None:
    features, ends = two.features, (two.left.number, two.right.number)
    for pair in two.work.pairs:
        one, other = (features.first + agency for agency in pair)
        provenance.add_nodes(agency for agency in (one, other) if agency not in ends)
        provenance.add_links(tie(features.graph, one, other)[1][:1])


def _add_taking_part(two: WorkComparison, provenance: Provenance) -> None:
    features = two.features
    for number in two.work.works[:NODES_SHOWN]:
        taking = features.works.taken_by.row(number)
        for side in (two.left, two.right):
            provenance.add_links(
                (features.first + int(agency), "TAKES_PART_IN", number)
                for agency in common(taking, side.agencies)[:2]
            )


COMPONENT = WORK = ScoreComponent(
    name="work",
    position=100,
    text=Text("They do work together", "งานที่ทำร่วมกัน"),
    sentence=Text("They work together on {names}.", "ทำงานร่วมกันใน {names}"),
    kinds=("goal", "mechanism", "project"),
    bare=Text("They work together directly.", "ทำงานร่วมกันโดยตรง"),
    pair=PairUse(
        formula="of all work that either has a part in, the share that an agency of each does "
        "together, each weighing `1 / (event size − 1)`; one agency that is a member of both does no "
        "common work alone",
        value=_of_pair,
        weight=0.25,
    ),
)
