"""Who asks for collaborators, and what for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np
import strawberry

from graph_api.linkage.csr import Floats, Ints, ints
from graph_api.linkage.features import Features, tied


@strawberry.enum(description="What becomes of work that is over (งานที่สิ้นสุดแล้ว)")
class HistoryUse(Enum):
    """Whether former partners are worth something."""

    COUNT = strawberry.enum_value(
        "count", description="Having worked together is a reason (นับเป็นเหตุผล)"
    )
    IGNORE = strawberry.enum_value(
        "ignore", description="It is none; candidates still say so (ไม่นับ แต่ยังบอกไว้)"
    )


@dataclass(frozen=True)
class Past:
    """How work that is over counts.

    Attributes:
        use: whether it does.
        half_life: years after which it is worth half; ``None`` where it is always worth the same.
    """

    use: HistoryUse = HistoryUse.COUNT
    half_life: float | None = None


PAST_COUNTS = Past()
"""It is worth the same whenever it ended."""


@dataclass(frozen=True)
class Needs:
    """What somebody needs help with now.

    Attributes:
        wanted: numbers of problems and issues, ascending and distinct.
        weights: how much of each, above 0; only their proportions count.
    """

    wanted: Ints
    weights: Floats


@dataclass(frozen=True)
class Asker:
    """Who asks, and what for.

    Attributes:
        agency: which one, counted from the first agency.
        tied: everyone it works with.
        needs: what it states, or ``None`` for what it raises.
        past: how work that is over counts.
        matches: the agencies most like it, and how much, by the features that it is found in: every
            candidate is explained by them.
    """

    agency: int
    tied: Ints
    needs: Needs | None
    past: Past = PAST_COUNTS
    matches: dict[int, tuple[Ints, Floats]] = field(default_factory=dict, compare=False, repr=False)

    def among(self, features: Features) -> Asker:
        """The same asker among other features of the same agencies."""
        return replace(self, tied=tied(features, self.agency))


def make_asker(
    features: Features, agency: int, needs: Needs | None = None, past: Past = PAST_COUNTS
) -> Asker:
    """The asker ``agency`` (counted from the first agency) with what it states, if anything."""
    return Asker(agency, tied(features, agency), needs, past)


def make_needs(wanted: Iterable[tuple[int, float]]) -> Needs | None:
    """Needs of these numbers and weights; those of one number are added; ``None`` for nothing."""
    weights: dict[int, float] = {}
    for number, weight in wanted:
        weights[number] = weights.get(number, 0.0) + weight
    if not weights:
        return None
    order = sorted(weights)
    return Needs(ints(order), np.array([weights[number] for number in order]))
