"""The protocol: the same trials for every method, and how often one ranks better than another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from graph_api.evaluation.events import find_events
from graph_api.evaluation.hiding import Trial, hide_last, hide_some
from graph_api.evaluation.measures import RankingMeasures, measure
from graph_api.evaluation.methods import (
    BLEND,
    LARGEST_INVERSE,
    METHODS,
    UNSTATED,
    Method,
    blend,
    blend_for,
    ease,
)
from graph_api.evaluation.records import Records
from graph_api.linkage.csr import Ints
from graph_api.linkage.features import tied
from schema.errors import ErrorCode, PhakhiError

_AT_ONCE = 4_000_000
"""Scores that are held at once."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """How to measure.

    Attributes:
        seeds: number of trials, with seeds 1, 2, 3, …
        most: askers of a trial, at most; drawn at random.
        hide: the share of events that is hidden.
        by_date: hide the last ones instead of some drawn at random.
        need: askers state as their need what the work concerned that was hidden of them; only those
            are asked about of whom it is known.
    """

    seeds: int = 5
    most: int = 1000
    hide: float = 0.2
    by_date: bool = False
    need: bool = False


@dataclass(frozen=True, slots=True)
class AskerTrial:
    """One asker in one trial.

    Attributes:
        seed: which trial.
        agency: its id.
        ties: how many it is tied to in what is left.
        events: numbers of the hidden events that it has a sought partner in.
        measures: each method's worth.
    """

    seed: int
    agency: str
    ties: int
    events: tuple[int, ...]
    measures: Mapping[str, RankingMeasures]


@dataclass(frozen=True)
class EvaluationResult:
    """What was measured.

    Attributes:
        agencies, events: in the datasets; an event is what has two agencies or more.
        hidden: events hidden in a trial, on average.
        trials: of every asker, in every trial.
        synthetic: whether agencies come from a synthetic dataset.
        left_out: methods that were not tried, as there are too many agencies.
    """

    agencies: int
    events: int
    hidden: float
    trials: tuple[AskerTrial, ...]
    synthetic: bool
    left_out: tuple[str, ...] = ()


def evaluate(
    records: Records,
    protocol: Protocol,
    methods: Mapping[str, Method] = METHODS,
    tell: Callable[[int], object] = lambda _: None,
    watch: Callable[[int, Trial], object] | None = None,
) -> EvaluationResult:
    """Tries the methods on records.

    Args:
        records: the records.
        protocol: how.
        methods: by name.
        tell: is told the number of every trial that is done.
        watch: is shown every trial with its number, before askers are drawn of it.

    Raises:
        PhakhiError: BAD_ARGUMENT, when no work has two agencies (``by_date``: or none is dated).
    """
    events = find_events(records)
    if not any(event.date or not protocol.by_date for event in events):
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            "There is no work that two agencies share (or none with a date): nothing can be hidden.",
            "ไม่มีงานที่สองหน่วยงานทำร่วมกัน (หรือไม่มีงานที่ระบุวันที่) จึงไม่มีสิ่งที่ซ่อนได้",
        )
    trials: list[AskerTrial] = []
    hidden = 0
    for seed in range(1, protocol.seeds + 1):
        whole = (
            hide_last(records, events, protocol.hide)
            if protocol.by_date
            else hide_some(records, events, protocol.hide, seed)
        )
        if watch:
            watch(seed, whole)
        trial = (whole.needing() if protocol.need else whole).sample(
            protocol.most, np.random.default_rng([seed, 1])
        )
        hidden += trial.hidden
        trials.extend(_try(trial, seed, _stating(trial, methods) if protocol.need else methods))
        tell(seed)
    agencies = sum(1 for ident in records.ids if ident.startswith("agency:"))
    mean = hidden / protocol.seeds
    left_out = tuple(name for name in methods if trials and name not in trials[0].measures)
    return EvaluationResult(agencies, len(events), mean, tuple(trials), records.synthetic, left_out)


def _stating(trial: Trial, methods: Mapping[str, Method]) -> Mapping[str, Method]:
    """The methods, the blend with what the askers need; and beside it as it is without."""
    needs = dict(zip(map(int, trial.askers), trial.needs, strict=True))
    rest = {name: method for name, method in methods.items() if name != BLEND}
    return {BLEND: blend_for(needs), UNSTATED: blend} | rest


def _try(trial: Trial, seed: int, methods: Mapping[str, Method]) -> Iterator[AskerTrial]:
    features = trial.features
    left_out = [np.append(tied(features, int(asker)), asker) for asker in trial.askers]
    by_method = {
        name: _measured(trial, method, left_out, seed)
        for name, method in methods.items()
        if method is not ease or features.count <= LARGEST_INVERSE
    }
    for at, asker in enumerate(trial.askers):
        measures = {name: each[at] for name, each in by_method.items()}
        events = tuple(map(int, trial.through[at]))
        yield AskerTrial(seed, features.agency(int(asker)), len(left_out[at]) - 1, events, measures)


def _measured(
    trial: Trial, method: Method, left_out: list[Ints], seed: int
) -> list[RankingMeasures]:
    measures: list[RankingMeasures] = []
    each = max(1, _AT_ONCE // max(trial.features.count, 1))
    for begin in range(0, len(trial.askers), each):
        askers = trial.askers[begin : begin + each]
        scores = method(trial.features, askers)
        for row, at in enumerate(range(begin, begin + len(askers))):
            # Equal scores are in the same order for all methods: the trials are paired.
            random = np.random.default_rng([seed, 2, at])
            measures.append(measure(scores[row], left_out[at], trial.sought[at], random))
    return measures
