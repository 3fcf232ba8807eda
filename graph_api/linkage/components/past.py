"""They worked together in something that is over."""

from __future__ import annotations

import datetime as dt

import numpy as np

from graph_api.linkage.asker import Asker, HistoryUse
from graph_api.linkage.component import RankingUse, ScoreComponent
from graph_api.linkage.csr import Floats
from graph_api.linkage.features import Features
from graph_api.linkage.former import DIRECT
from graph_api.linkage.measures import against_best
from graph_api.linkage.provenance import NODES_SHOWN, Provenance
from schema.declare import Text

_DAYS_A_YEAR = 365.25


def _value(features: Features, asker: Asker) -> Floats:
    return against_best(features, asker, _worked_together)


def _worked_together(features: Features, asker: Asker) -> Floats:
    former, past = features.former, asker.past
    if past.use is HistoryUse.IGNORE:
        return np.zeros(features.count)
    row = former.row(asker.agency)
    worth = former.worth[row]
    if past.half_life is not None:
        years = (former.day - former.until[row]) / _DAYS_A_YEAR
        worth = worth * 0.5 ** (years / past.half_life)
    return np.bincount(former.others[row], worth, minlength=features.count).astype(np.float64)


def _provenance(features: Features, asker: Asker, agency: int) -> Provenance:
    former, row = features.former, features.former.row(asker.agency)
    with_it = former.others[row] == agency
    provenance = Provenance(until=dt.date.fromordinal(int(former.until[row][with_it].max())))
    works = former.works[row][with_it]  # those that ended last come first
    provenance.directly = DIRECT in works
    provenance.add_nodes(works[works != DIRECT])
    ours, theirs = features.first + asker.agency, features.first + agency
    for work in map(int, works[:NODES_SHOWN]):
        ends = (
            [(ours, theirs), (theirs, ours)] if work == DIRECT else [(ours, work), (theirs, work)]
        )
        type_ = "COLLABORATES_WITH" if work == DIRECT else "TAKES_PART_IN"
        provenance.add_links((source, type_, target) for source, target in ends)
    return provenance


COMPONENT = PAST = ScoreComponent(
    name="past",
    position=75,
    text=Text("They worked together in something that is over", "เคยทำงานร่วมกัน"),
    sentence=Text(
        "They worked together on {names} until {until}.", "เคยทำงานร่วมกันใน {names} ถึงปี {until}"
    ),
    bare=Text("They worked together until {until}.", "เคยทำงานร่วมกันถึงปี {until}"),
    ranking=RankingUse(
        label=Text("Having worked together", "งานที่เคยทำร่วมกัน"),
        formula="strength of the ties that are over: the sum of `1 / (event size − 1)` over what both did "
        "at one time and no longer do, 1 for a direct collaboration, against the best; with "
        "`historyHalfLife`, each times `0.5 ^ (years since / historyHalfLife)`. It is on top of the other "
        "weights: where nothing is over, scores are the same without it",
        value=_value,
        provenance=_provenance,
        weight=0.20,
        few_ties=0.20,
        no_ties=0.20,
    ),
)
