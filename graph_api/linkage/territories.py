"""Divides the picture among clusters: each a rectangle, the larger the more agencies it has.

An area is divided among what lies in it: further areas, and clusters. The bits of a hash of its id
say on which side of each division something lies; where the line runs is the share of what is on
either side. So who comes or grows moves the lines by as much as it brings, and nobody changes
sides: places follow the graph smoothly. (Discs that push each other apart, tried first, look as good,
but one agency more makes them settle quite otherwise in one case of ten.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from graph_api.linkage.clustering import Clustering
from graph_api.linkage.csr import Floats
from graph_api.linkage.hashed import hashed

LONGEST_SIDE = 1.8
"""A territory is so many times as long, in either direction, as the circle of the same area at most."""

FEW = 3.0
"""A cluster of so many agencies weighs half of what it would in proportion."""

DAMPING = 6.0
"""How far large clusters weigh less than in proportion: by ``ln(1 + DAMPING * share)``."""

_NOTHING = 1e-3
_BITS = 32
_LAST_BIT = 2 * _BITS


@dataclass(frozen=True, slots=True)
class Territories:
    """Where the members of each cluster stand.

    Attributes:
        centres: x and y of each.
        halves: half of the width and half of the height of each.
    """

    centres: Floats
    halves: Floats


@dataclass
class _Part:
    """An area or a cluster, with what lies in it."""

    mass: float = 0.0
    bits: int = 0
    cluster: int = -1
    within: dict[str, _Part] = field(default_factory=dict)


def divide(clustering: Clustering, mass: Floats, edge: float) -> Territories:
    """The territories.

    Args:
        clustering: clusters and the areas that they lie in.
        mass: agencies of each.
        edge: the width of the frame that stays free.
    """
    corners = np.zeros((clustering.count, 4))
    whole = _tree(clustering, _weights(mass).tolist())
    for cluster, corner in _divided([whole], (edge, edge, 1.0 - edge, 1.0 - edge)):
        corners[cluster] = corner
    sides = corners[:, 2:] - corners[:, :2]
    fair = np.sqrt(sides.prod(axis=1) / np.pi)[:, None]
    halves = np.minimum(sides / 2, LONGEST_SIDE * fair)
    return Territories((corners[:, 2:] + corners[:, :2]) / 2, halves)


def _weights(mass: Floats) -> Floats:
    """Less than in proportion for the smallest, so that a newcomer moves nobody, and for the largest."""
    own = mass**2 / (mass + FEW) + _NOTHING
    weights: Floats = np.log1p(DAMPING * own / max(float(own.sum()), _NOTHING))
    return weights


def _tree(clustering: Clustering, mass: Sequence[float]) -> _Part:
    whole = _Part()
    bits = _bits_of(sorted({*clustering.idents}.union(*clustering.chains)))
    for cluster, (ident, chain) in enumerate(
        zip(clustering.idents, clustering.chains, strict=True)
    ):
        part = whole
        part.mass += mass[cluster]
        for step in (*reversed(chain), ident):
            part = part.within.setdefault(step, _Part(bits=bits[step]))
            part.mass += mass[cluster]
        part.cluster = cluster
    return whole


def _bits_of(idents: Sequence[str]) -> Mapping[str, int]:
    drawn = (hashed(idents, "territory") * 2.0**_BITS).astype(np.int64).tolist()
    return {ident: high << _BITS | low for ident, (high, low) in zip(idents, drawn, strict=True)}


Corner = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def _divided(parts: list[_Part], corner: Corner, bit: int = 0) -> Iterable[tuple[int, Corner]]:
    """The corners of every cluster of these parts; even bits divide by lines down, odd ones across.

    Which way a line runs must not depend on who else is there, or a newcomer would turn the others.
    """
    if len(parts) == 1:
        (part,) = parts
        if part.cluster >= 0:
            yield part.cluster, corner
        if part.within:
            yield from _divided(list(part.within.values()), corner)
        return
    low, high = _sides(parts, bit)
    if not low or not high:
        yield from _divided(parts, corner, bit + 1)
        return
    share = sum(part.mass for part in low) / sum(part.mass for part in parts)
    near, far = _cut(corner, bit % 2, share)
    yield from _divided(low, near, bit + 1)
    yield from _divided(high, far, bit + 1)


def _sides(parts: list[_Part], bit: int) -> tuple[list[_Part], list[_Part]]:
    if bit >= _LAST_BIT:  # no two ids have the same hash in practice
        return parts[:1], parts[1:]
    high = [part for part in parts if part.bits >> bit & 1]
    return [part for part in parts if not part.bits >> bit & 1], high


def _cut(corner: Corner, axis: int, share: float) -> tuple[Corner, Corner]:
    left, top, right, bottom = corner
    if axis == 0:
        line = left + share * (right - left)
        return (left, top, line, bottom), (line, top, right, bottom)
    line = top + share * (bottom - top)
    return (left, top, right, line), (left, line, right, bottom)
