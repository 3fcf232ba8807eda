"""Budgets of clients, by a clock of the test's."""

from __future__ import annotations

import pytest

from graph_api.access.budget import Budgets
from schema.errors import ErrorCode, PhakhiError


class Clock:
    """Seconds, as the test sets them."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def exceeded(budgets: Budgets, client: str, cost: int, per_minute: int) -> PhakhiError:
    """The error with which a charge is refused."""
    with pytest.raises(PhakhiError) as caught:
        budgets.charge(client, cost, per_minute)
    assert caught.value.code is ErrorCode.BUDGET_EXCEEDED
    assert caught.value.retryable
    return caught.value


def test_a_budget_is_used_up_and_fills_again() -> None:
    """Steadily: a sixtieth each second, and never above the whole."""
    clock = Clock()
    budgets = Budgets(clock=clock)
    assert budgets.charge("a", 400, 600) == 200
    error = exceeded(budgets, "a", 300, 600)
    assert error.retry_after == 10
    assert error.en == (
        "The operation costs 300 and 200 are left of the 600 that a client has in a minute; "
        "ask again in 10 seconds."
    )
    assert "300" in error.th
    assert budgets.charge("b", 600, 600) == 0
    clock.now += 9.9
    assert exceeded(budgets, "a", 300, 600).retry_after == 1
    clock.now += 0.1
    assert budgets.charge("a", 300, 600) == 0
    clock.now += 3_600
    assert budgets.charge("a", 1, 600) == 599


def test_what_costs_more_than_a_minute_needs_a_full_bucket() -> None:
    """It leaves a debt; nothing is refused for ever."""
    clock = Clock()
    budgets = Budgets(clock=clock)
    assert budgets.charge("a", 900, 600) == -300
    assert exceeded(budgets, "a", 10, 600).retry_after == 31
    clock.now += 60
    assert exceeded(budgets, "a", 900, 600).retry_after == 30
    clock.now += 30
    assert budgets.charge("a", 900, 600) == -300


def test_clients_are_forgotten() -> None:
    """When they have a whole budget again; and the one longest out of use where there are many."""
    clock = Clock()
    budgets = Budgets(most=3, clock=clock)
    for client in "abcd":
        budgets.charge(client, 600, 600)
        clock.now += 1
    assert len(budgets) == 3
    assert budgets.charge("a", 600, 600) == 0
    assert exceeded(budgets, "d", 600, 600).retry_after == 59
    clock.now += 120
    budgets.charge("e", 1, 600)
    assert len(budgets) == 1
