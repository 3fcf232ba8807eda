"""Partners of partners work with it."""

from __future__ import annotations

import numpy as np

from graph_api.linkage.asker import Asker
from graph_api.linkage.behind import through
from graph_api.linkage.component import RankingUse, ScoreComponent
from graph_api.linkage.csr import Floats, Ints
from graph_api.linkage.features import Features
from graph_api.linkage.measures import against_best
from graph_api.linkage.order import DECIMALS
from graph_api.linkage.provenance import NODES_SHOWN, Provenance
from schema.declare import Text


def _value(features: Features, asker: Asker) -> Floats:
    return against_best(features, asker, _three_steps)


def _three_steps(features: Features, asker: Asker) -> Floats:
    """Paths of length 3 that do not turn back, normalised by the degrees on the way."""
    ties = features.ties
    first = ties.partners.row(asker.agency)
    # Row by row from the asker, never the matrix cubed: that would be every pair's paths.
    second = ties.partners.spread(first, ties.degree[first] ** -0.5)
    second[asker.agency] = 0.0
    onward = np.flatnonzero(second)
    value = ties.partners.spread(onward, second[onward] * ties.degree[onward] ** -0.5)
    value[first] -= _turning_back(features, asker.agency, first)
    # Where every path turned back, the difference can be a rounding below 0.
    paths: Floats = np.maximum(value, 0.0)
    return paths


def _turning_back(features: Features, agency: int, partners: Ints) -> Floats:
    """What the paths agency – partner – somebody – the same partner add up to, for each partner."""
    ties = features.ties
    columns, _, counts = ties.partners.gather(partners)
    owners = np.repeat(np.arange(len(partners)), counts)
    onward = columns != agency
    weights = ties.degree[columns[onward]] ** -0.5
    sums = np.bincount(owners[onward], weights, minlength=len(partners))
    back: Floats = sums * ties.degree[partners] ** -0.5
    return back


def _provenance(features: Features, asker: Asker, agency: int) -> Provenance:
    ties = features.ties
    ours, theirs = ties.partners.row(asker.agency), ties.partners.row(agency)
    theirs = theirs[theirs != asker.agency]
    first, last = ties.partners.between(ours[ours != agency], theirs)
    value = (ties.degree[first] * ties.degree[last]) ** -0.5
    order = np.lexsort((last, first, -np.round(value, DECIMALS)))[: NODES_SHOWN // 2]
    chains = [[asker.agency, int(first[at]), int(last[at]), agency] for at in order]
    return through(features, chains)


COMPONENT = REACH = ScoreComponent(
    name="reach",
    position=50,
    text=Text("Partners of partners work with it", "เชื่อมถึงผ่านพันธมิตรของพันธมิตร"),
    sentence=Text(
        "{other} works with {last}, which works with {first}, a partner of {one}.",
        "“{other}” ทำงานกับ {last} ซึ่งทำงานกับ {first} พันธมิตรของ “{one}”",
    ),
    ranking=RankingUse(
        label=Text("Partners of partners", "พันธมิตรของพันธมิตร"),
        formula="paths of length 3 that do not turn back, each weighing `1 / √(partners of the "
        "second × partners of the third)`, against the best",
        value=_value,
        provenance=_provenance,
        weight=0.13,
        few_ties=0.04,
    ),
)
