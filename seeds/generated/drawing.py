"""Random draws that a generated country is made of."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate
from random import Random

FIRST_DAY = date(2020, 1, 1)
DAYS = 2000
"""What is dated is of so many days from the first one."""

_TRIES = 20
_TAIL = 1.6


class Zipf:
    """Whole numbers from 0 to ``size - 1``; ``k`` comes with a weight of ``1 / (k + 1) ** power``.

    Args:
        size: how many there are.
        power: how much more often the first ones come.
    """

    def __init__(self, size: int, power: float = 1.0) -> None:
        self._sums = list(accumulate((k + 1) ** -power for k in range(size)))

    def __call__(self, random: Random) -> int:
        """One of them."""
        return bisect(self._sums, random.random() * self._sums[-1])


def some(random: Random, count: int, draw: Callable[[Random], int]) -> list[int]:
    """Up to ``count`` different draws, in the order that they came; fewer where few are left."""
    drawn: dict[int, None] = {}
    for _ in range(count * _TRIES):
        if len(drawn) == count:
            break
        drawn[draw(random)] = None
    return list(drawn)


def group_size(random: Random, largest: int) -> int:
    """How many take part in a work: 2 or more, most of them few, some many (a Pareto tail)."""
    return min(largest, int(2 * (1 - random.random()) ** (-1 / _TAIL)))


def day(random: Random) -> str:
    """A day of the years 2020 to 2025, as a seed file writes it."""
    return day_at(random.random())


def day_at(share: float, later: int = 0) -> str:
    """The day when this share of the whole time is over, and so many days later."""
    return (FIRST_DAY + timedelta(days=int(DAYS * share) + later)).isoformat()
