"""Orders the agencies by how well they fit, and says what would change that order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import numpy as np
import strawberry

from graph_api.linkage.asker import Asker
from graph_api.linkage.blend import Values, component_values, total
from graph_api.linkage.component import ScoreComponent
from graph_api.linkage.csr import Flags, Floats, Ints
from graph_api.linkage.features import Features
from graph_api.linkage.order import DECIMALS, largest_first
from graph_api.linkage.weights import Weights


@strawberry.enum(
    description="What to do with those that one works with already (ผู้ที่ทำงานร่วมกันอยู่แล้ว)"
)
class Existing(Enum):
    """Existing ties among the candidates."""

    LEAVE_OUT = strawberry.enum_value("leave_out", description="They are no candidates (ไม่รวม)")
    MARK = strawberry.enum_value(
        "mark", description="They are listed and marked (รวมและทำเครื่องหมาย)"
    )
    ONLY = strawberry.enum_value("only", description="Only they are listed (เฉพาะผู้ที่ทำงานร่วมกันแล้ว)")


@dataclass(frozen=True, slots=True)
class RankedCandidate:
    """One candidate in its place.

    Attributes:
        agency: which one, counted from the first agency.
        score: sum of its contributions.
        contributions: weight times value, for each component that gives something, largest first.
        values: the values themselves.
        tied: whether the asker works with it already.
        same_network: whether both belong to one network.
        strongest: the component that gives most.
        rank: its place, from 1.
        rank_without_strongest: the place that it would have if that component gave nothing;
            ``None`` when nothing would be left to list it for.
        ahead_by: how much more it scores than the candidate after it; ``None`` when none follows
            that is compared with it.
    """

    agency: int
    score: float
    contributions: dict[ScoreComponent, float]
    values: dict[ScoreComponent, float]
    tied: bool
    same_network: bool
    strongest: ScoreComponent
    rank: int
    rank_without_strongest: int | None
    ahead_by: float | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best candidates, and how many there were."""

    places: list[RankedCandidate]
    considered: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Which candidates to list, and in what order."""

    first: int
    existing: Existing = Existing.LEAVE_OUT
    other_networks_first: bool = False


def rank(features: Features, asker: Asker, weights: Weights, choice: Choice) -> Ranking:
    """Ranks all agencies for the asker: score, larger first; then id. Nobody without a score."""
    table = _table(features, asker, weights, choice)
    # One more than is listed: the last that is listed is so far ahead of it.
    order = _best(table.score, table.group, choice.first + 1)
    places = [table.place(order, rank) for rank in range(min(len(order), choice.first))]
    return Ranking(places, int(np.count_nonzero(table.score)))


def standings(
    features: Features, asker: Asker, weights: Weights, choice: Choice, agencies: Iterable[int]
) -> dict[int, tuple[int, float]]:
    """Place and score of those of these agencies that have a place among all."""
    table = _table(features, asker, weights, choice)
    return {
        agency: (rank, float(table.score[agency]))
        for agency in agencies
        if (rank := table.rank_with(agency, float(table.score[agency]))) is not None
    }


def _table(features: Features, asker: Asker, weights: Weights, choice: Choice) -> _Table:
    values = component_values(features, asker, weights)
    score = total(values, weights, features.count)
    near = same_network(features, asker.agency)
    score = np.where(_allowed(features, asker, choice.existing), score, 0.0)
    group = near if choice.other_networks_first else np.zeros(features.count, dtype=np.bool_)
    return _Table(asker, values, weights, score, group, near)


@dataclass(frozen=True, slots=True)
class _Table:
    asker: Asker
    values: Values
    weights: Weights
    score: Floats
    group: Flags
    near: Flags

    def place(self, order: Ints, rank: int) -> RankedCandidate:
        agency = int(order[rank])
        values = {
            part: float(value[agency]) for part, value in self.values.items() if value[agency] > 0
        }
        given = {part: self.weights[part] * value for part, value in values.items()}
        # A stable sort: components that give the same stay in their declared order.
        by_size = dict(sorted(given.items(), key=lambda item: -round(item[1], DECIMALS)))
        strongest = next(iter(by_size))
        score = float(self.score[agency])
        return RankedCandidate(
            agency=agency,
            score=score,
            contributions=by_size,
            values=values,
            tied=bool(np.isin(agency, self.asker.tied)),
            same_network=bool(self.near[agency]),
            strongest=strongest,
            rank=rank + 1,
            rank_without_strongest=self.rank_with(agency, score - by_size[strongest]),
            ahead_by=self._ahead_by(order, rank),
        )

    def _ahead_by(self, order: Ints, rank: int) -> float | None:
        if rank + 1 >= len(order) or self.group[order[rank]] != self.group[order[rank + 1]]:
            return None
        return round(float(self.score[order[rank]] - self.score[order[rank + 1]]), DECIMALS)

    def rank_with(self, agency: int, score: float) -> int | None:
        """The place of ``agency`` if its score were ``score``; ``None`` for no score."""
        score = round(score, DECIMALS)
        if score <= 0:
            return None
        before = (self.score > score) | (
            (self.score == score) & (np.arange(len(self.score)) < agency)
        )
        here = self.group == self.group[agency]
        earlier = (self.group < self.group[agency]) & (self.score > 0)
        ahead = (before & here & (self.score > 0)) | earlier
        ahead[agency] = False
        return 1 + int(np.count_nonzero(ahead))


def same_network(features: Features, agency: int) -> Flags:
    """For each agency, whether it is a member of a network that ``agency`` is a member of."""
    relation = features.graph.relations["MEMBER_OF"]
    networks = relation.out.row(features.first + agency)
    near = np.zeros(features.count, dtype=np.bool_)
    near[relation.back.reached(networks) - features.first] = True
    return near


def _allowed(features: Features, asker: Asker, existing: Existing) -> Flags:
    allowed = np.full(features.count, existing is not Existing.ONLY)
    if existing is not Existing.MARK:
        allowed[asker.tied] = existing is Existing.ONLY
    allowed[asker.agency] = False
    return allowed


def _best(score: Floats, group: Flags, count: int) -> Ints:
    scored = score > 0
    parts = [_best_of(score, np.flatnonzero(part & scored), count) for part in (~group, group)]
    return np.concatenate(parts)[:count]


def _best_of(score: Floats, candidates: Ints, count: int) -> Ints:
    """The best ``count`` candidates, exactly: none that ties with the last is missed before sorting."""
    if len(candidates) > count:
        bar = np.partition(score[candidates], -count)[-count]
        candidates = candidates[score[candidates] >= bar]
    return largest_first(candidates, score[candidates])[:count]
