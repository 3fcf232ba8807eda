"""Work that agencies did together and no longer do, in numbers."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from graph_api.linkage.csr import Floats, Ints, among, ints
from graph_api.linkage.graph import Graph

ALWAYS, STILL = 0, sys.maxsize
"""Days before all others and after all others, where a first or a last day is not stated."""

DIRECT = -1
"""In place of the number of a work, for a direct collaboration."""

_COLLABORATES = "COLLABORATES_WITH"
_PAIRS_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class WorkPeriod:
    """What an agency had a part in, and when.

    Attributes:
        agency: its id.
        work: id of the goal, mechanism or project, or of the other agency of a collaboration.
        since, last: the first and the last day of it (and of the work), as proleptic ordinals.
    """

    agency: str
    work: str
    since: int = ALWAYS
    last: int = STILL


@dataclass(frozen=True)
class History:
    """All participations in work in which somebody's part is over.

    Attributes:
        day: the day that all is seen from, as a proleptic ordinal.
        participations: of works, also those that go on; of direct collaborations, those that are over.
    """

    day: int
    participations: tuple[WorkPeriod, ...] = ()


@dataclass(frozen=True)
class FormerTies:
    """Who worked with whom in what, and no longer does; each pair of agencies both ways round.

    Attributes:
        day: the day that it is seen from, as a proleptic ordinal.
        starts: where an agency's rows begin; its length is the number of agencies plus one.
        others: the other agency, counted from the first agency.
        works: number of the work in the graph, or ``DIRECT``.
        worth: what it is worth, like a tie: ``1 / (agencies in it − 1)``, 1 where it was direct.
        until: the last day on which both were in it, as a proleptic ordinal.
    """

    day: int
    starts: Ints
    others: Ints
    works: Ints
    worth: Floats
    until: Ints

    def row(self, agency: int) -> slice:
        """Where the rows of an agency are."""
        return slice(int(self.starts[agency]), int(self.starts[agency + 1]))

    def known(self, agency: int) -> Ints:
        """Everyone that an agency worked with, ascending."""
        return np.unique(self.others[self.row(agency)])

    def without(self, graph: Graph, untied: Iterable[tuple[str, str]]) -> FormerTies:
        """Without what is gone from a graph, and without some parts that agencies had.

        Args:
            graph: the one that is left.
            untied: ids of an agency and of what it had a part in, a work or the other agency.
        """
        count, first = len(self.starts) - 1, graph.run("agency").start
        agencies = np.repeat(np.arange(count), np.diff(self.starts)) + first
        others, works = self.others + first, self.works
        stays = ~(
            among(agencies, graph.gone) | among(others, graph.gone) | among(works, graph.gone)
        )
        # What they did is the work, or directly the one with the other.
        parts = _pair_keys(graph, untied)
        for one, other in ((agencies, others), (others, agencies)):
            did = np.where(works == DIRECT, other, works)
            stays &= ~among(one * len(graph.ids) + did, parts)
        lengths = np.bincount(agencies[stays], minlength=count)
        return replace(
            self,
            starts=np.concatenate([[0], np.cumsum(lengths)]),
            others=self.others[stays],
            works=self.works[stays],
            worth=self.worth[stays],
            until=self.until[stays],
        )


def _pair_keys(graph: Graph, pairs: Iterable[tuple[str, str]]) -> Ints:
    """One number for each two of these whose nodes are there, ascending."""
    ends = ((graph.any_number(one), graph.any_number(other)) for one, other in pairs)
    size = len(graph.ids)
    return np.unique(ints([a * size + b for a, b in ends if a is not None and b is not None]))


def make_former(graph: Graph, history: History, largest: int) -> FormerTies:
    """Who worked with whom: two were in one work on a day, and never are again.

    Args:
        graph: the numbers of agencies and works; who is not in it is left out.
        history: who had a part in what.
        largest: work with more agencies than this ties no two of them.
    """
    run = graph.run("agency")
    works, direct = _by_numbers(graph, history.participations)
    rows = np.concatenate([_met_in_works(works, history.day, largest), _met(graph, direct)])
    rows = rows[np.lexsort((rows[:, 2], -rows[:, 3], rows[:, 1], rows[:, 0]))]
    agencies, others, work, until, size = (rows - [run.start, run.start, 0, 0, 0]).T
    lengths = np.bincount(agencies, minlength=len(run))
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return FormerTies(history.day, starts, others, work, 1.0 / (size - 1), until)


def _by_numbers(graph: Graph, participations: Iterable[WorkPeriod]) -> tuple[Ints, Ints]:
    """Rows of agency, work, first and last day, by numbers: those of works, those of agencies."""
    works: list[tuple[int, int, int, int]] = []
    direct: list[tuple[int, int, int, int]] = []
    for part in participations:
        agency, work = graph.number(part.agency), graph.any_number(part.work)
        if agency is not None and work is not None:
            row = agency, work, part.since, part.last
            (direct if graph.is_a("agency", work) else works).append(row)
    return _table(works), _table(direct)


def _table(rows: list[tuple[int, int, int, int]]) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(-1, 4)


def _met_in_works(parts: Ints, day: int, largest: int) -> Ints:
    """Rows of two agencies, work, last common day before ``day``, and the work's number of agencies."""
    parts = parts[np.lexsort((parts[:, 0], parts[:, 1]))]
    works, begins, counts = np.unique(parts[:, 1], return_index=True, return_counts=True)
    distinct = np.sort(np.unique(parts[:, :2], axis=0)[:, 1])  # a work for each agency in it
    sizes = np.searchsorted(distinct, works, "right") - np.searchsorted(distinct, works)
    tying = np.flatnonzero((sizes > 1) & (sizes <= largest))
    blocks = [_EMPTY]
    # Pairs of a work are as many as the square of its participants: some works at a time.
    at_once = np.cumsum(counts[tying] ** 2) // _PAIRS_AT_ONCE
    for block in np.unique(at_once):
        chosen = tying[at_once == block]
        blocks.append(_pairs(parts, begins[chosen], counts[chosen], sizes[chosen], day))
    return np.concatenate(blocks)


_EMPTY = np.empty((0, 5), dtype=np.int64)


def _pairs(parts: Ints, begins: Ints, counts: Ints, sizes: Ints, day: int) -> Ints:
    # Every participation beside every one of the same work: for each, the run of that work's.
    own = np.repeat(begins, counts) + _running(counts)
    runs = np.repeat(counts, counts)
    one, other = np.repeat(own, runs), np.repeat(np.repeat(begins, counts), runs) + _running(runs)
    first = np.maximum(parts[one, 2], parts[other, 2])
    last = np.minimum(parts[one, 3], parts[other, 3])
    met = (parts[one, 0] != parts[other, 0]) & (first <= last)
    size = np.repeat(np.repeat(sizes, counts), runs)
    rows = np.column_stack([parts[one, 0], parts[other, 0], parts[one, 1], last, size])[met]
    return _latest(rows, day)


def _running(counts: Ints) -> Ints:
    """0, 1, … for each of these counts, one after another."""
    return np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)


def _latest(rows: Ints, day: int) -> Ints:
    """Of each pair and work the row with the last day, where that is over."""
    rows = rows[np.lexsort((rows[:, 3], rows[:, 2], rows[:, 1], rows[:, 0]))]
    final = np.ones(len(rows), dtype=np.bool_)
    final[:-1] = (rows[1:, :3] != rows[:-1, :3]).any(axis=1)
    return rows[final & (rows[:, 3] < day)]


def _met(graph: Graph, direct: Ints) -> Ints:
    """The same rows of direct collaborations, of those that no longer collaborate."""
    over = [
        (one, other, DIRECT, last, 2)
        for a, b, _, last in direct.tolist()
        if not graph.linked(_COLLABORATES, a, b) and not graph.linked(_COLLABORATES, b, a)
        for one, other in ((a, b), (b, a))
        if one != other
    ]
    return _latest(np.array(over, dtype=np.int64).reshape(-1, 5), STILL)
