"""How often a score came true: pairs of an asker and a candidate, by the score that they had.

A score is no probability. Hide some work, score every pair that nothing left ties, and count: of
the pairs with about the same score, so many were partners in what was hidden.

All agencies ask, not those alone that lost a partner: whoever asks does not know whether there is
one to come, and counting only those for whom there was would double what is promised.

Bins have fixed edges, a tenth apart. Bins of equally many pairs would put all that anybody looks at
into one: nearly every pair has a low score. A bin with few pairs is not joined to its neighbour for
the same reason: thousands of low scores would decide what is said of a few high ones.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph_api.evaluation.hiding import Trial
from graph_api.evaluation.methods import blend
from graph_api.linkage.csr import Flags, Floats, Ints, ints
from graph_api.linkage.features import tied
from graph_api.linkage.reasons import SHOWN_DECIMALS
from graph_api.linkage.weights import TIES_GROUPS, ties_group
from loaders.calibration import BinsByGroup, ScoreBin

BINS = 10
"""Bins from score 0 to score 1."""

_LOW = np.arange(BINS) / BINS
_HIGH = np.arange(1, BINS + 1) / BINS


class ScoreTally:
    """Counts pairs by score, over several trials.

    Args:
        most: askers of a trial, at most; drawn at random.
    """

    def __init__(self, most: int) -> None:
        """Begins with nothing counted."""
        self._most = most
        self._of = {group: np.zeros(BINS, dtype=np.int64) for group in TIES_GROUPS}
        self._came_true = {group: np.zeros(BINS, dtype=np.int64) for group in TIES_GROUPS}

    def add(self, seed: int, trial: Trial) -> None:
        """Counts the pairs of one trial, with all agencies as askers, whatever it hid of them."""
        random = np.random.default_rng([seed, 3])
        askers = np.sort(random.permutation(trial.features.count)[: self._most])
        for group, scores, sought in _asked(trial, askers):
            self.count(group, scores, sought)

    def count(self, group: str, scores: Floats, sought: Flags) -> None:
        """Counts pairs of one asker.

        Args:
            group: of the asker.
            scores: of its candidates; who has none is no candidate.
            sought: which of them are hidden partners.
        """
        bins = bins_of(scores)
        self._of[group] += np.bincount(bins[scores > 0], minlength=BINS)
        self._came_true[group] += np.bincount(bins[(scores > 0) & sought], minlength=BINS)

    def tables(self) -> BinsByGroup:
        """The bins of every group that have any pair."""
        return {group: _bins(self._of[group], self._came_true[group]) for group in TIES_GROUPS}


def bins_of(scores: Floats) -> Ints:
    """The bin of each score, as the score is shown."""
    shown = np.round(scores, SHOWN_DECIMALS)
    return np.searchsorted(_LOW, shown, side="right").astype(np.int64) - 1


def _bins(of: Ints, came_true: Ints) -> tuple[ScoreBin, ...]:
    return tuple(
        ScoreBin(float(_LOW[at]), float(_HIGH[at]), int(of[at]), int(came_true[at]))
        for at in reversed(np.flatnonzero(of))
    )


def _asked(trial: Trial, askers: Ints) -> Iterator[tuple[str, Floats, Flags]]:
    """Of each asker its group, and scores of its candidates with which of them are hidden partners."""
    features = trial.features
    hidden = dict(zip(map(int, trial.askers), trial.sought, strict=True))
    for asker in map(int, askers):
        ties = tied(features, asker)
        sought = np.zeros(features.count, dtype=np.bool_)
        sought[hidden.get(asker, ints([]))] = True
        candidates = np.ones(features.count, dtype=np.bool_)
        candidates[np.append(ties, asker)] = False
        scores = blend(features, ints([asker]))[0]
        yield ties_group(len(ties)), scores[candidates], sought[candidates]
