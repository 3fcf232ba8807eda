"""They have partners in common; one with few partners says more."""

from __future__ import annotations

import numpy as np

from graph_api.linkage.asker import Asker
from graph_api.linkage.behind import common_partners, through_each
from graph_api.linkage.common_work import WorkComparison
from graph_api.linkage.component import PairUse, RankingUse, ScoreComponent
from graph_api.linkage.csr import Floats, Ints, among, common
from graph_api.linkage.features import Features
from graph_api.linkage.measures import against_best, common_partner_weights
from graph_api.linkage.order import largest_first
from graph_api.linkage.provenance import NODES_SHOWN, Provenance, tie
from schema.declare import Text


def _value(features: Features, asker: Asker) -> Floats:
    return against_best(features, asker, _adamic_adar)


def _adamic_adar(features: Features, asker: Asker) -> Floats:
    partners = features.ties.partners.row(asker.agency)
    return features.ties.partners.spread(partners, common_partner_weights(features, partners))


def _provenance(features: Features, asker: Asker, agency: int) -> Provenance:
    partners = common_partners(features, asker, agency)
    partners = largest_first(partners, common_partner_weights(features, partners))
    return through_each(features, asker, partners, agency)


def _of_pair(two: WorkComparison) -> tuple[float, Provenance]:
    """Of all partners of both, the share in common, each at what it says as a common partner."""
    features, ties = two.features, two.features.ties.partners
    own = np.union1d(two.left.agencies, two.right.agencies)
    ours, theirs = ties.reached(two.left.agencies), ties.reached(two.right.agencies)
    ours, theirs = ours[~among(ours, own)], theirs[~among(theirs, own)]
    either, both = np.union1d(ours, theirs), common(ours, theirs)
    whole = float(common_partner_weights(features, either).sum())
    says = common_partner_weights(features, both)
    value = float(says.sum()) / whole if whole > 0 else 0.0
    return value, _behind_pair(two, largest_first(both, says))


def _behind_pair(two: WorkComparison, partners: Ints) -> Provenance:
    features, first = two.features, two.features.first
    provenance = Provenance()
    provenance.add_nodes(first + partners)
    for partner in map(int, partners[:NODES_SHOWN]):
        for side in (two.left, two.right):
            near = common(side.agencies, features.ties.partners.row(partner))
            for agency in map(int, near[:1]):
                provenance.add_links(tie(features.graph, first + agency, first + partner)[1][:2])
    return provenance


COMPONENT = SHARED = ScoreComponent(
    name="shared",
    position=30,
    text=Text("They have partners in common; one with few partners says more", "พันธมิตรร่วม"),
    sentence=Text("Both work with {names}.", "ทั้งสองฝ่ายทำงานกับ {names}"),
    ranking=RankingUse(
        label=Text("Partners in common", "พันธมิตรร่วม"),
        formula="Adamic–Adar: the sum over common partners of `1 / ln(number of their partners)`, "
        "against the best",
        value=_value,
        provenance=_provenance,
        weight=0.23,
        few_ties=0.10,
    ),
    pair=PairUse(
        formula="of all partners of either, the share in common, each weighing `1 / ln(number of its partners)`",
        value=_of_pair,
        weight=0.10,
    ),
)
