"""Who is near to a purpose: agencies ranked for a goal, a problem, a gap, rather than for a partner.

A purpose is what somebody is wanted for: problems to work on, issues it concerns, areas it is in,
and those who are engaged in it already. An agency is near by what it offers (*need*), by what it
cares about (*concern*), by whom of those engaged it works with (*bridge*), and by where it is
active (*place*). Values are from 0 to 1 and rest on the agency and the purpose alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.csr import Floats, Ints
from graph_api.linkage.features import Features
from graph_api.linkage.order import DECIMALS, largest_first
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.purpose import Purpose
from graph_api.linkage.registry import purpose_uses
from graph_api.linkage.weights import PURPOSE_BLEND, Weights


@dataclass(frozen=True, slots=True)
class Near:
    """An agency in its place.

    Attributes:
        agency: its number in the graph.
        rank: its place, from 1.
        score: sum of weight times value.
        values: the value of every component that gives something.
    """

    agency: int
    rank: int
    score: float
    values: Mapping[ScoreComponent, float]


@dataclass(frozen=True)
class Ranked(Sequence[Near]):
    """Agencies in their places, each made when it is looked at: there may be very many.

    Attributes:
        first: number of the first agency.
        order: agencies, counted from the first one, best first.
        score: a value an agency.
        values: the same for each component.
    """

    first: int
    order: Ints
    score: Floats
    values: Mapping[ScoreComponent, Floats]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.order)

    @overload
    def __getitem__(self, at: int) -> Near: ...
    @overload
    def __getitem__(self, at: slice) -> list[Near]: ...
    def __getitem__(self, at: int | slice) -> Near | list[Near]:
        """One, or some, in their order."""
        places = range(len(self))[at]
        return self._near(places) if isinstance(places, int) else list(map(self._near, places))

    def find(self, number: int) -> Near | None:
        """The agency with this number of the graph, in its place; ``None`` when it has none."""
        places = np.flatnonzero(self.order == number - self.first)
        return self._near(int(places[0])) if len(places) else None

    def _near(self, place: int) -> Near:
        agency = int(self.order[place])
        return Near(
            agency=self.first + agency,
            rank=place + 1,
            score=float(self.score[agency]),
            values={
                part: float(value[agency]) for part, value in self.values.items() if value[agency]
            },
        )


def rank_for(features: Features, purpose: Purpose, weights: Weights = PURPOSE_BLEND) -> Ranked:
    """All agencies with any nearness: score, larger first, then id; those engaged are left out."""
    values = {
        component: np.round(use.value(features, purpose), DECIMALS)
        for component, use in purpose_uses().items()
        if weights.get(component, 0.0) > 0
    }
    score = np.zeros(features.count)
    for component, value in values.items():
        score += weights[component] * value
    score = np.round(score, DECIMALS)
    score[purpose.engaged - features.first] = 0.0
    if purpose.among is not None:
        score[np.setdiff1d(np.arange(features.count), purpose.among - features.first)] = 0.0
    scored = np.flatnonzero(score)
    return Ranked(features.first, largest_first(scored, score[scored]), score, values)


def explain_near(
    features: Features, purpose: Purpose, near: Near
) -> dict[ScoreComponent, Provenance]:
    """What stands behind each component of a nearness."""
    uses = purpose_uses()
    return {part: uses[part].provenance(features, purpose, near.agency) for part in near.values}
