"""Places in a ranking, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from graph_api.evaluation.measures import RankingMeasures, measure
from graph_api.linkage.csr import Floats, ints


def measured(
    scores: list[float], left_out: list[int], sought: list[int], seed: int = 1
) -> RankingMeasures:
    """One ranking."""
    values: Floats = np.array(scores)
    return measure(values, ints(left_out), ints(sought), np.random.default_rng(seed))


def test_places_count_among_candidates_alone() -> None:
    """0 asks, 1 is tied: candidates in order are 2 3 4 5; sought are 3 (second) and 5 (fourth)."""
    found = measured([9, 8, 7, 6, 5, 4], [0, 1], [3, 5])
    assert found == RankingMeasures(mrr=1 / 2, recall=1.0, hits=1.0, auc=pytest.approx(1 / 4))


def test_only_the_first_ten_are_looked_at() -> None:
    """The eleventh of twelve is no hit."""
    found = measured([0.0, *range(12, 0, -1)], [0], [11])
    assert found == RankingMeasures(mrr=1 / 11, recall=0.0, hits=0.0, auc=pytest.approx(1 / 11))


def test_equal_scores_are_ranked_at_random() -> None:
    """On average in the middle; the same seed gives the same order, noise makes no difference."""
    scores = [0.0, *[0.5] * 9]
    every = [measured(scores, [0], [4], seed).auc for seed in range(400)]
    assert np.mean(every) == pytest.approx(0.5, abs=0.05)
    noisy = [0.0, *(0.5 + 1e-15 * n for n in range(9))]
    assert measured(noisy, [0], [4], 7) == measured(scores, [0], [4], 7)


def test_where_all_candidates_are_sought_nothing_stands_before_them() -> None:
    """No other candidate: the best of all."""
    assert measured([1, 2, 3], [0], [1, 2]) == RankingMeasures(1.0, 1.0, 1.0, 1.0)
