"""The one wants to link with the other: that is on its own agenda."""

from __future__ import annotations

import numpy as np

from graph_api.linkage.asker import Asker
from graph_api.linkage.component import RankingUse, ScoreComponent
from graph_api.linkage.csr import Floats
from graph_api.linkage.features import Features
from graph_api.linkage.provenance import Provenance
from schema.declare import Text

_SEEKS = "SEEKS_LINK_WITH"


def _value(features: Features, asker: Asker) -> Floats:
    value = np.zeros(features.count)
    value[features.graph.out(_SEEKS, features.first + asker.agency) - features.first] = 1.0
    return value


def _provenance(features: Features, asker: Asker, agency: int) -> Provenance:
    provenance = Provenance()
    provenance.add_links([(features.first + asker.agency, _SEEKS, features.first + agency)])
    return provenance


COMPONENT = SOUGHT = ScoreComponent(
    name="sought",
    position=15,
    text=Text("The asker wants to link with it", "หน่วยงานที่อยากเชื่อมโยง"),
    sentence=Text("{one} wants to link with {other}.", "“{one}” อยากเชื่อมโยงกับ “{other}”"),
    ranking=RankingUse(
        label=Text("The asker wants to link with it", "หน่วยงานที่อยากเชื่อมโยง"),
        formula="1 for an agency that the asker itself says it wants to link with (`SEEKS_LINK_WITH`; what its "
        "networks want is theirs). It is on top of the other weights, as `past` is",
        value=_value,
        provenance=_provenance,
        weight=0.20,
        few_ties=0.20,
        no_ties=0.20,
    ),
)
