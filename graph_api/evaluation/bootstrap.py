"""How sure a difference between two methods is: the paired bootstrap over hidden events.

Agencies of one event succeed or fail together, so it is events that are drawn again, with
replacement, and each asker counts as often as the events do that it lost a partner in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graph_api.linkage.csr import Floats

DRAWS = 1000
_SEED = 20_260
_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class MeanDifference:
    """How far one method is ahead of another, by the mean of 1 / place.

    Attributes:
        low, high: the interval that holds 95% of the draws.
        p: how probable a difference so far from 0 is where there is none; at least 1 / ``DRAWS``.
    """

    low: float
    high: float
    p: float


HiddenEvent = tuple[int, int]
"""A hidden event: the trial's seed, and its number in the trial."""


class EventDraws:
    """The same draws of events, for all methods that are compared on the same askers.

    Args:
        events: of each asker, the events that it lost a partner in; one at least.
    """

    def __init__(self, events: Sequence[Sequence[HiddenEvent]]) -> None:
        """Draws how often each asker counts."""
        numbers = {
            event: at for at, event in enumerate(sorted({e for each in events for e in each}))
        }
        rows = [at for at, each in enumerate(events) for _ in each]
        columns = [numbers[event] for each in events for event in each]
        shares = [1.0 / len(each) for each in events for _ in each]
        shape = (len(events), len(numbers))
        counted = sparse.csr_array((shares, (rows, columns)), shape=shape)
        random = np.random.default_rng(_SEED)
        drawn = random.multinomial(
            len(numbers), np.full(len(numbers), 1.0 / len(numbers)), size=DRAWS
        )
        self._weights: Floats = np.asarray(counted @ drawn.T.astype(np.float64)).T

    def difference(self, leads: Sequence[float]) -> MeanDifference:
        """How sure it is that the mean of these is not 0; one lead for each asker."""
        whole = self._weights.sum(axis=1)
        # a draw in which nobody counts says nothing either way
        means = np.divide(
            self._weights @ np.asarray(leads), whole, out=np.zeros(DRAWS), where=whole > 0
        )
        tail = (1 - _LEVEL) / 2
        low, high = np.quantile(means, [tail, 1 - tail])
        side = min(float((means <= 0).mean()), float((means >= 0).mean()))
        return MeanDifference(float(low), float(high), min(1.0, max(2 * side, 1 / DRAWS)))
