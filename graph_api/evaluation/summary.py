"""Means over askers by how many ties they have left, and the blend against each other method."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from graph_api.evaluation.bootstrap import EventDraws
from graph_api.evaluation.measures import RankingMeasures
from graph_api.evaluation.methods import BLEND
from graph_api.evaluation.protocol import AskerTrial, EvaluationResult
from graph_api.linkage.order import DECIMALS
from graph_api.linkage.weights import TIES_GROUPS, ties_group

ALL = "all"

GROUPS = (*TIES_GROUPS, ALL)
"""Askers by how many ties they have in what is left; the last row mixes all of them."""


@dataclass(frozen=True, slots=True)
class Duel:
    """The blend against another method, by the mean of 1 / place of each agency over all trials.

    Attributes:
        wins, losses, draws: agencies for which the blend is better, worse, equal.
        low, high: with 95%, the blend's lead in MRR lies between these.
        p: how probable a lead so far from 0 is where both methods are equally good, by the paired
            bootstrap over hidden events.
        seeds: trials in which the blend's mean is the better one.
    """

    wins: int
    losses: int
    draws: int
    low: float
    high: float
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
        name: how many ties they have left: ``none``, ``1–2`` or ``3+``; or ``all``.
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
    trials = outcome.trials
    return tuple(
        _group(name, [each for each in trials if name in (ties_group(each.ties), ALL)])
        for name in GROUPS
    )


def _group(name: str, trials: Sequence[AskerTrial]) -> AskerGroup:
    if not trials:
        return AskerGroup(name, 0, 0, ())
    draws = EventDraws([[(each.seed, event) for event in each.events] for each in trials])
    lines = (
        Line(method, _means(trials, method), _duel(trials, method, draws))
        for method in trials[0].measures
    )
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


def _duel(trials: Sequence[AskerTrial], method: str, draws: EventDraws) -> Duel | None:
    if method == BLEND or BLEND not in trials[0].measures:
        return None
    by_agency = _leads(trials, method, lambda each: each.agency)
    wins, losses = (sum(sign * lead > 0 for lead in by_agency.values()) for sign in (1, -1))
    by_seed = _leads(trials, method, lambda each: str(each.seed))
    better = sum(lead > 0 for lead in by_seed.values())
    sure = draws.difference([_lead(each, method) for each in trials])
    draw = len(by_agency) - wins - losses
    return Duel(wins, losses, draw, sure.low, sure.high, sure.p, better)


def _lead(trial: AskerTrial, method: str) -> float:
    return trial.measures[BLEND].mrr - trial.measures[method].mrr


def _leads(
    trials: Sequence[AskerTrial], method: str, key: Callable[[AskerTrial], str]
) -> Mapping[str, float]:
    """How far the blend is ahead on average, by key."""
    leads: dict[str, list[float]] = defaultdict(list)
    for each in trials:
        leads[key(each)].append(_lead(each, method))
    return {name: round(_mean(ahead), DECIMALS) for name, ahead in leads.items()}
