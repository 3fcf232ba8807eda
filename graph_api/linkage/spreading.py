"""Moves marks apart that lie on top of each other: deterministic, bounded, the lighter one gives way.

What is moved depends smoothly on where everything stands, and nothing is drawn by lot: a small
change of the graph stays a small change of the picture.
"""

from __future__ import annotations

import numpy as np
from scipy.spatial import KDTree

from graph_api.linkage.csr import Floats, Ints

EDGE = 0.01
"""So far from the edge of the picture every mark stays."""

_SAME = np.array([1e-9, 0.0])
"""Two marks at one place are moved apart along the first axis, the lower number to the right."""


def spread_marks(
    points: Floats,
    spacing: Floats,
    mass: Floats,
    *,
    farthest: float,
    steps: int,
) -> Floats:
    """The points, moved until two are as far from each other as their spacings together.

    Args:
        points: a row of x and y each, from 0 to 1.
        spacing: the radius that each wants for itself.
        mass: of two that are too near, each moves by the other's share of both masses.
        farthest: no point ends farther than this from where it began.
        steps: rounds at most; after the last, some may still be too near.
    """
    if len(points) < 2:  # noqa: PLR2004  # a pair
        return points
    moved = points.copy()
    for _ in range(steps):
        pushed = _pushes(moved, spacing, mass)
        if not pushed.any():
            break
        moved = np.clip(_bounded(points, moved + pushed, farthest), EDGE, 1.0 - EDGE)
    return moved


def _pushes(points: Floats, spacing: Floats, mass: Floats) -> Floats:
    """How each point is moved by those too near to it."""
    one, other = _near(points, spacing)
    apart = points[one] - points[other]
    apart[~apart.any(axis=1)] = _SAME
    length = np.hypot(apart[:, 0], apart[:, 1])
    lacking = np.maximum(spacing[one] + spacing[other] - length, 0.0)
    push = apart * (lacking / length)[:, None]
    share = (mass[other] / (mass[one] + mass[other]))[:, None]
    return summed(one, push * share, len(points)) - summed(other, push * (1.0 - share), len(points))


def _near(points: Floats, spacing: Floats) -> tuple[Ints, Ints]:
    """Pairs that may be too near, in the order of their numbers."""
    reach = 2.0 * float(spacing.max())
    pairs = KDTree(points).query_pairs(reach, output_type="ndarray").reshape(-1, 2)
    # A sum depends on the order of its terms, in its last digits.
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return pairs[order, 0], pairs[order, 1]


def summed(numbers: Ints, values: Floats, size: int) -> Floats:
    """The sum of the rows of ``values`` that have each number, from 0 to ``size``."""
    columns = [np.bincount(numbers, column, size).astype(np.float64) for column in values.T]
    return np.stack(columns, axis=1)


def _bounded(start: Floats, wanted: Floats, farthest: float) -> Floats:
    step = wanted - start
    length = np.hypot(step[:, 0], step[:, 1])
    step *= np.minimum(1.0, farthest / np.maximum(length, farthest))[:, None]
    moved: Floats = start + step
    return moved
