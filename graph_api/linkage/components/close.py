"""Their common partners work closely with both."""

from __future__ import annotations

from graph_api.linkage.asker import Asker
from graph_api.linkage.behind import common_partners, strengths, through_each
from graph_api.linkage.component import RankingUse, ScoreComponent
from graph_api.linkage.csr import Floats
from graph_api.linkage.features import Features
from graph_api.linkage.measures import against_best
from graph_api.linkage.order import largest_first
from graph_api.linkage.provenance import Provenance
from schema.declare import Text


def _value(features: Features, asker: Asker) -> Floats:
    return against_best(features, asker, _resource_allocation)


def _resource_allocation(features: Features, asker: Asker) -> Floats:
    ties = features.ties
    partners = ties.strength.row(asker.agency)
    given = ties.strength.row_weights(asker.agency) / ties.total[partners]
    return ties.strength.spread(partners, given)


def _provenance(features: Features, asker: Asker, agency: int) -> Provenance:
    partners = common_partners(features, asker, agency)
    given = strengths(features, asker.agency, partners) * strengths(features, agency, partners)
    partners = largest_first(partners, given / features.ties.total[partners])
    return through_each(features, asker, partners, agency)


COMPONENT = CLOSE = ScoreComponent(
    name="close",
    position=40,
    text=Text("Their common partners work closely with both", "ความใกล้ชิดผ่านพันธมิตร"),
    sentence=Text("Both work closely with {names}.", "ทั้งสองฝ่ายทำงานใกล้ชิดกับ {names}"),
    ranking=RankingUse(
        label=Text("Closeness through common partners", "ความใกล้ชิด"),
        formula="resource allocation over ties: for each common partner, strength of the one tie "
        "times strength of the other, divided by all of the partner's strengths, against the best. A "
        "tie is as strong as the sum of `1 / (event size − 1)` over what both do",
        value=_value,
        provenance=_provenance,
        weight=0.18,
        few_ties=0.33,
    ),
)
