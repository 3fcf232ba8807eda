"""Who asks for collaborators, and what for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph_api.linkage.csr import Floats, Ints, ints
from graph_api.linkage.features import Features, tied


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
    """

    agency: int
    tied: Ints
    needs: Needs | None


def make_asker(features: Features, agency: int, needs: Needs | None = None) -> Asker:
    """The asker ``agency`` (counted from the first agency) with what it states, if anything."""
    return Asker(agency, tied(features, agency), needs)


def make_needs(wanted: Iterable[tuple[int, float]]) -> Needs | None:
    """Needs of these numbers and weights; those of one number are added; ``None`` for nothing."""
    weights: dict[int, float] = {}
    for number, weight in wanted:
        weights[number] = weights.get(number, 0.0) + weight
    if not weights:
        return None
    order = sorted(weights)
    return Needs(ints(order), np.array([weights[number] for number in order]))
