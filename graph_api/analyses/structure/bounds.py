"""Bounds of ranks and counts: each measure on draws in which nobody is silent.

A measure gives, for a draw, a list of agencies in order with a count each; an agency that is not in
the list of a draw has its place after the last one there, and a count of 0.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.structure.bounds_answers import RankBounds
from graph_api.concurrency import compute
from graph_api.linkage.csr import Flags, Ints, ints
from graph_api.linkage.features import Features
from graph_api.linkage.resampling import (
    Draw,
    Resampling,
    decide_bounds,
    find_draws,
    interval,
    make_resampling,
    steps_in_draw,
)
from graph_api.linkage.silence import silence_among
from graph_api.linkage.silence_answers import Interval, Silence

BOUNDED = frozenset({"bounds", "remains", "totalBounds"})
"""Fields for which draws are made."""


class ListedAgency(NamedTuple):
    """An agency of a list (counted from the first), what it is listed by, and whether it is looked for."""

    agency: int
    value: int
    marked: bool = True


Listed = Sequence[ListedAgency]
"""Agencies in their order."""

Measure = Callable[[Draw], Listed]


@dataclass(frozen=True, slots=True)
class ListBounds:
    """Bounds of a list.

    Attributes:
        total: of how many are in it.
        marked: of how many are in it and marked.
        rank: of an agency's place, from 1.
        count: of its count.
        remains: in what share of the draws it is in the list and marked.
    """

    total: Interval
    marked: Interval
    rank: dict[int, Interval]
    count: dict[int, Interval]
    remains: dict[int, float]


def bounds_asked(request: AnalysisRequest, stated: bool | None) -> bool | None:  # noqa: FBT001  # an argument of the field, passed on
    """What the request says of bounds; ``False`` where it selects none of them."""
    at = [(), ("nodes",), ("edges", "node")]
    selected = frozenset[str]().union(*(request.selected(*path) for path in at))
    return stated if selected & BOUNDED else False


async def resampling_of(context: QueryContext) -> Resampling:
    """Who is silent in the snapshot, and whose records they draw."""
    return await context.snapshot.once("resampling", make_resampling)


async def silence_of(context: QueryContext, members: Ints) -> Silence:
    """How many of these agencies have a record."""
    resampling = await resampling_of(context)
    return silence_among(resampling.silent, members, context.language)


def rank_bounds(bounded: ListBounds | None, agency: int) -> RankBounds | None:
    """Of one agency of the list; ``None`` where bounds are off."""
    if bounded is None:
        return None
    return RankBounds(rank=bounded.rank[agency], count=bounded.count[agency])


@dataclass(frozen=True, slots=True)
class Bounding:
    """How a list is bounded.

    Attributes:
        key: says what is listed.
        rows: agencies of the list as it is, counted from the first.
        measure: the list of a draw.
        steps: about how much there is to look at in one draw.
    """

    key: Hashable
    rows: Sequence[int]
    measure: Measure
    steps: Callable[[Features, Resampling], float] = steps_in_draw


async def find_bounds(
    context: QueryContext, bounding: Bounding, *, asked: bool | None
) -> ListBounds | None:
    """The bounds, once a snapshot; ``None`` where they are off.

    Args:
        context: what they are worked out with.
        bounding: what is bounded.
        asked: as the request says it; ``None``: where that is cheap.

    Raises:
        PhakhiError: BAD_ARGUMENT when they are asked for and take too long.
    """
    if asked is False:
        return None
    resampling = await resampling_of(context)
    steps = await compute(bounding.steps, context.features, resampling)
    if not decide_bounds(resampling, steps, asked=asked):
        return None

    def over_draws(own: Features) -> ListBounds:
        return bound(bounding.rows, map(bounding.measure, find_draws(own, resampling)))

    return await context.snapshot.in_turn(("bounds", bounding.key), over_draws)


def bound(rows: Sequence[int], lists: Iterable[Listed]) -> ListBounds:
    """The bounds of these agencies over lists, one a draw."""
    drawn = list(lists)
    ranks, counts, marked = _tables(rows, drawn)
    return ListBounds(
        total=interval(ints([len(listed) for listed in drawn])),
        marked=interval(ints([sum(entry.marked for entry in listed) for listed in drawn])),
        rank={agency: interval(ranks[:, at]) for at, agency in enumerate(rows)},
        count={agency: interval(counts[:, at]) for at, agency in enumerate(rows)},
        remains={agency: float(marked[:, at].mean()) for at, agency in enumerate(rows)},
    )


def _tables(rows: Sequence[int], drawn: list[Listed]) -> tuple[Ints, Ints, Flags]:
    """Draw × agency: its place, its count, and whether it is marked."""
    shape = len(drawn), len(rows)
    ranks, counts = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    marked = np.zeros(shape, dtype=np.bool_)
    for draw, listed in enumerate(drawn):
        places = {entry.agency: at for at, entry in enumerate(listed)}
        there = [places.get(agency, len(listed)) for agency in rows]
        entries = [*listed, ListedAgency(-1, 0, marked=False)]  # for whoever is not in the list
        ranks[draw] = np.array(there, dtype=np.int64) + 1
        counts[draw] = [entries[at].value for at in there]
        marked[draw] = [entries[at].marked for at in there]
    return ranks, counts, marked
