"""Random draws that a generated country is made of."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate
from random import Random

_FIRST_DAY = date(2020, 1, 1)
_DAYS = 2000
_TRIES = 20


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
    found: dict[int, None] = {}
    for _ in range(count * _TRIES):
        if len(found) == count:
            break
        found[draw(random)] = None
    return list(found)


def day(random: Random) -> str:
    """A day of the years 2020 to 2025, as a seed file writes it."""
    return (_FIRST_DAY + timedelta(days=random.randrange(_DAYS))).isoformat()
