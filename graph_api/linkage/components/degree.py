"""It has many partners. The API calls it ``known``."""

from __future__ import annotations

import numpy as np

from graph_api.linkage.asker import Asker
from graph_api.linkage.behind import strengths
from graph_api.linkage.component import RankingUse, ScoreComponent
from graph_api.linkage.csr import Floats
from graph_api.linkage.features import Features
from graph_api.linkage.measures import against_best
from graph_api.linkage.order import largest_first
from graph_api.linkage.provenance import NODES_SHOWN, Provenance, tie
from schema.declare import Text


def _value(features: Features, asker: Asker) -> Floats:
    return against_best(features, asker, _partners)


def _partners(features: Features, asker: Asker) -> Floats:
    del asker
    return features.ties.partners.lengths().astype(np.float64)


def _provenance(features: Features, asker: Asker, agency: int) -> Provenance:
    del asker
    partners = features.ties.partners.row(agency)
    partners = largest_first(partners, strengths(features, agency, partners))
    provenance = Provenance()
    provenance.add_nodes(features.first + partners)
    for partner in map(int, partners[:NODES_SHOWN]):
        _, links = tie(features.graph, features.first + agency, features.first + partner)
        provenance.add_links(links[:2])
    return provenance


COMPONENT = DEGREE = ScoreComponent(
    name="known",
    position=80,
    text=Text("It has many partners", "มีพันธมิตรมาก"),
    sentence=Text("{other} has partners: {names}.", "“{other}” มีพันธมิตร: {names}"),
    ranking=RankingUse(
        label=Text("Number of partners", "จำนวนพันธมิตร"),
        formula="number of partners, against the best",
        value=_value,
        provenance=_provenance,
        weight=0.09,
        few_ties=0.14,
        no_ties=0.39,
    ),
)
