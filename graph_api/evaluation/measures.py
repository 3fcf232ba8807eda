"""What a ranking is worth: where in it the hidden partners stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_api.linkage.csr import Floats, Ints
from graph_api.linkage.order import DECIMALS

TOP = 10
"""The first so many of a ranking are what somebody would look at."""


@dataclass(frozen=True, slots=True)
class RankingMeasures:
    """Of one ranking, or the means over several.

    Attributes:
        mrr: 1 / place of the first hidden partner.
        recall: the share of the hidden partners among the first ``TOP``.
        hits: 1 where one of them is among the first ``TOP``, else 0.
        auc: how often a hidden partner stands before a candidate that is none.
    """

    mrr: float
    recall: float
    hits: float
    auc: float


def measure(
    scores: Floats, left_out: Ints, sought: Ints, random: np.random.Generator
) -> RankingMeasures:
    """How one asker's hidden partners are ranked.

    Args:
        scores: of every agency; those that agree to 12 decimals of the largest are equal.
        left_out: the asker and all that it is tied to.
        sought: hidden partners, at least one; none of them left out.
        random: draws the order of equal scores.
    """
    free = np.ones(len(scores), dtype=np.bool_)
    free[left_out] = False
    # Shuffled, then sorted stably: equal scores stay in random order.
    candidates = random.permutation(np.flatnonzero(free))
    values = scores[candidates]
    largest = float(np.abs(values).max(initial=0.0)) or 1.0
    order = np.argsort(-np.round(values / largest, DECIMALS), kind="stable")
    wanted = np.zeros(len(scores), dtype=np.bool_)
    wanted[sought] = True
    places = np.flatnonzero(wanted[candidates[order]]) + 1
    return _of_places(places, len(candidates))


def _of_places(places: Ints, candidates: int) -> RankingMeasures:
    """Of the places, ascending from 1, of the hidden partners."""
    hits = int((places <= TOP).sum())
    others = candidates - len(places)
    before = places - np.arange(1, len(places) + 1)  # candidates that are none, before each
    auc = 1.0 - float(before.mean()) / others if others else 1.0
    return RankingMeasures(1.0 / float(places[0]), hits / len(places), float(hits > 0), auc)
