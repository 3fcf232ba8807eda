"""The bootstrap over events: what it says where the answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from graph_api.evaluation.bootstrap import DRAWS, EventDraws


def test_a_lead_that_is_the_same_everywhere_is_sure() -> None:
    """No draw can say otherwise."""
    found = EventDraws([[(1, 0)], [(1, 1)], [(2, 0)]]).difference([0.25, 0.25, 0.25])
    assert (found.low, found.high) == pytest.approx((0.25, 0.25))
    assert found.p == 1 / DRAWS


def test_no_lead_anywhere_is_no_difference() -> None:
    """It is as probable as can be where there is none."""
    found = EventDraws([[(1, 0)], [(1, 1)]]).difference([0.0, 0.0])
    assert (found.low, found.high, found.p) == (0.0, 0.0, 1.0)


def test_many_events_give_the_interval_of_the_mean() -> None:
    """With one asker an event the bootstrap is the textbook's interval."""
    leads = np.random.default_rng(5).normal(0.02, 0.1, 400)
    found = EventDraws([[(1, at)] for at in range(400)]).difference(list(leads))
    error = leads.std() / 20
    assert found.low == pytest.approx(leads.mean() - 1.96 * error, abs=0.3 * error)
    assert found.high == pytest.approx(leads.mean() + 1.96 * error, abs=0.3 * error)
    expected = 2 * stats.norm.sf(leads.mean() / error)
    assert found.p == pytest.approx(expected, abs=0.02)


def test_askers_of_one_event_are_one_piece_of_news() -> None:
    """A hundred who stand or fall together say no more than one."""
    leads = np.random.default_rng(5).normal(0.02, 0.1, 20)
    alone = EventDraws([[(1, at)] for at in range(20)]).difference(list(leads))
    many = EventDraws([[(1, at)] for at in range(20) for _ in range(100)])
    together = many.difference(list(np.repeat(leads, 100)))
    assert (together.low, together.high, together.p) == pytest.approx(
        (alone.low, alone.high, alone.p)
    )


def test_an_asker_of_several_events_counts_as_often_as_they_do_on_average() -> None:
    """Two events, one asker in both and one in the first: worked out draw by draw."""
    draws = EventDraws([[(1, 0), (1, 1)], [(1, 0)]])
    found = draws.difference([1.0, 0.0])
    # events drawn (2, 0): weights 1 and 2, lead 1/3; (1, 1): 1 and 1, 1/2; (0, 2): 1 and 0, 1
    assert (found.low, found.high) == pytest.approx((1 / 3, 1.0))
