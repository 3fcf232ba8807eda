"""Which agencies hold cooperation together: articulation points, and what they hold.

Blocks (biconnected components) come from networkit. An agency in several blocks is an articulation
point: beyond each of its blocks lies one part. Walking the tree of blocks and writing down the
agencies of each block as it is entered puts all that lies beyond a block next to each other, so a
part is a span of that order.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from networkit.components import BiconnectedComponents
from scipy import sparse

from graph_api.analyses.structure.cooperation import network_of
from graph_api.linkage.csr import Ints, ints

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Articulation:
    """An articulation point: which one, and how many lie outside the largest part left."""

    agency: int
    cut_off: int


@dataclass
class Articulations:
    """What every articulation point holds; agencies are rows of the matrix.

    Attributes:
        points: all articulation points, most cut off first, then by number.
        order: agencies, those of a block and of all beyond it next to each other.
        beyond: for each point the spans of ``order`` beyond its blocks.
        whole: for each point the span of its own part.
    """

    points: list[Articulation] = field(default_factory=list)
    order: Ints = field(default_factory=lambda: ints([]))
    beyond: dict[int, list[Span]] = field(default_factory=dict)
    whole: dict[int, Span] = field(default_factory=dict)

    def parts_without(self, point: int) -> list[Ints]:
        """What the part of ``point`` falls into without it: largest first, then by number."""
        start, end = self.whole[point]
        spans = sorted(self.beyond[point])
        parts = [np.sort(self.order[first:last]) for first, last in spans]
        edges = [start, *(edge for span in spans for edge in span), end]
        rest = np.concatenate(
            [self.order[first:last] for first, last in zip(edges[::2], edges[1::2], strict=True)]
        )
        return by_size([*parts, np.sort(rest[rest != point])])

    def cut_off(self, point: int) -> int:
        """Agencies outside the largest part that is left without ``point``."""
        start, end = self.whole[point]
        sizes = [last - first for first, last in self.beyond[point]]
        left = end - start - 1
        return left - max(*sizes, left - sum(sizes))


def by_size(parts: list[Ints]) -> list[Ints]:
    """Parts in order: largest first, then by their first agency."""
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))


def find_articulations(ties: sparse.csr_array) -> Articulations:
    """The articulation points of a symmetric matrix of ties, and what they hold."""
    blocks = _blocks(ties)
    blocks_of: dict[int, list[int]] = defaultdict(list)
    for block, agencies in enumerate(blocks):
        for agency in agencies:
            blocks_of[agency].append(block)
    articulations, order = Articulations(), list[int]()
    entered = np.zeros(len(blocks), dtype=np.bool_)
    for root in range(len(blocks)):
        if not entered[root]:
            start, beyond = len(order), defaultdict[int, list[Span]](list)
            entered[_walk(root, blocks, blocks_of, order, beyond)] = True
            articulations.beyond.update(beyond)
            articulations.whole.update(dict.fromkeys(beyond, (start, len(order))))
    articulations.order = ints(order)
    points = [Articulation(point, articulations.cut_off(point)) for point in articulations.beyond]
    articulations.points = sorted(points, key=lambda item: (-item.cut_off, item.agency))
    return articulations


def _walk(
    root: int,
    blocks: list[list[int]],
    blocks_of: dict[int, list[int]],
    order: list[int],
    beyond: dict[int, list[Span]],
) -> list[int]:
    """Walks one tree; fills ``order`` and ``beyond``, and gives the blocks that it entered."""
    entered: list[int] = []
    # A list of steps and no recursion: a chain of blocks may be longer than Python's stack.
    steps: list[tuple[int, int, int]] = [(root, -1, -1)]  # block, by which point, where it began
    while steps:
        block, via, began = steps.pop()
        if began >= 0:
            beyond[via].append((began, len(order)))
            continue
        entered.append(block)
        if via >= 0:
            steps.append((block, via, len(order)))
        own = [agency for agency in blocks[block] if agency != via]
        order += own
        steps += [
            (further, agency, -1)
            for agency in own
            for further in blocks_of[agency]
            if further != block
        ]
    return entered


def _blocks(ties: sparse.csr_array) -> list[list[int]]:
    network = network_of(ties)  # named, to outlive the run: networkit's object keeps none of it
    components = BiconnectedComponents(network)
    components.run()
    blocks: list[list[int]] = components.getComponents()
    return blocks
