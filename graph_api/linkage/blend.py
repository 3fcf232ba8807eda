"""The blend: how well each agency fits the asker, component by component.

Every component is a value from 0 to 1 for each agency, as an array in the order of the agencies.
The cost is that of the asker's own links (its issues, areas, problems and partners, and what these
lead to), and one pass over an array as long as there are agencies for each component.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from graph_api.linkage.asker import Asker
from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.csr import Floats
from graph_api.linkage.features import Features
from graph_api.linkage.order import DECIMALS
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.registry import ranking_uses
from graph_api.linkage.weights import Weights

Values = Mapping[ScoreComponent, Floats]


def component_values(features: Features, asker: Asker, weights: Weights) -> Values:
    """The values of every component that weighs something."""
    return {
        component: _own(features, asker, use.value(features, asker))
        for component, use in ranking_uses().items()
        if weights.get(component, 0.0) > 0
    }


def explain(features: Features, asker: Asker, agency: int, component: ScoreComponent) -> Provenance:
    """What stands behind the value of ``component`` for the candidate ``agency``."""
    return ranking_uses()[component].provenance(features, asker, agency)


def total(values: Values, weights: Weights, count: int) -> Floats:
    """The score of each agency: the sum of weight times value."""
    score = np.zeros(count)
    for component, value in values.items():
        score += weights[component] * value
    return np.round(score, DECIMALS)


def _own(features: Features, asker: Asker, value: Floats) -> Floats:
    """Without the asker itself and without what rounding left."""
    value[asker.agency] = 0.0
    value[np.abs(value) < 10.0**-DECIMALS] = 0.0
    return value[: features.count]
