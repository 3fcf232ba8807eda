"""Means over askers, cold start apart, and the sign test of the blend against each other method."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from scipy import stats

from graph_api.evaluation.measures import RankingMeasures
from graph_api.evaluation.methods import BLEND
from graph_api.evaluation.protocol import AskerTrial, EvaluationResult
from graph_api.linkage.order import DECIMALS
from graph_api.linkage.weights import FEW_TIES

GROUPS: dict[str, Callable[[AskerTrial], bool]] = {
    "all": lambda _: True,
    "cold start": lambda trial: trial.ties <= FEW_TIES,
    "newcomers": lambda trial: trial.ties == 0,
}
"""All askers, those with two ties or fewer in what is left, and those with none."""


@dataclass(frozen=True, slots=True)
class Duel:
    """The blend against another method, by the mean of 1 / place of each agency over all trials.

    Attributes:
        wins, losses, draws: agencies for which the blend is better, worse, equal.
        p: of the two-sided sign test: how probable so uneven a number of wins and losses is where
            both methods are equally good. Agencies of one event are not independent: it is a
            guide, not a proof.
        seeds: trials in which the blend's mean is the better one.
    """

    wins: int
    losses: int
    draws: int
    p: float
    seeds: int


@dataclass(frozen=True, slots=True)
class Line:
    """One method in one group: means, and how the blend did against it (nothing for itself)."""

    method: str
    means: RankingMeasures
    duel: Duel | None


@dataclass(frozen=True, slots=True)
class AskerGroup:
    """Some of the askers.

    Attributes:
        name: ``all``, ``cold start`` or ``newcomers``.
        asked: number of askers, each counted in each trial; 0: there are no lines.
        agencies: number of different ones.
        lines: one a method.
    """

    name: str
    asked: int
    agencies: int
    lines: tuple[Line, ...]


def summarise(outcome: EvaluationResult) -> tuple[AskerGroup, ...]:
    """The groups, in their order."""
    return tuple(
        _group(name, list(filter(wanted, outcome.trials))) for name, wanted in GROUPS.items()
    )


def _group(name: str, trials: Sequence[AskerTrial]) -> AskerGroup:
    methods = trials[0].measures if trials else ()
    lines = (Line(method, _means(trials, method), _duel(trials, method)) for method in methods)
    return AskerGroup(name, len(trials), len({each.agency for each in trials}), tuple(lines))


def _means(trials: Sequence[AskerTrial], method: str) -> RankingMeasures:
    measures = [each.measures[method] for each in trials]
    return RankingMeasures(
        **{
            field.name: _mean(getattr(each, field.name) for each in measures)
            for field in fields(RankingMeasures)
        }
    )


def _mean(values: Iterable[float]) -> float:
    every = list(values)
    return sum(every) / len(every)


def _duel(trials: Sequence[AskerTrial], method: str) -> Duel | None:
    if method == BLEND or BLEND not in trials[0].measures:
        return None
    by_agency = _leads(trials, method, lambda each: each.agency)
    wins, losses = (sum(sign * lead > 0 for lead in by_agency.values()) for sign in (1, -1))
    p = float(stats.binomtest(wins, wins + losses).pvalue) if wins + losses else 1.0
    by_seed = _leads(trials, method, lambda each: str(each.seed))
    better = sum(lead > 0 for lead in by_seed.values())
    return Duel(wins, losses, len(by_agency) - wins - losses, p, better)


def _leads(
    trials: Sequence[AskerTrial], method: str, key: Callable[[AskerTrial], str]
) -> Mapping[str, float]:
    """How far the blend is ahead on average, by key."""
    leads: dict[str, list[float]] = defaultdict(list)
    for each in trials:
        leads[key(each)].append(each.measures[BLEND].mrr - each.measures[method].mrr)
    return {name: round(_mean(ahead), DECIMALS) for name, ahead in leads.items()}
