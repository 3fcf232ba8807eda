"""Which agencies hold cooperation together: articulation points, and what they hold.

Blocks (biconnected components) come from networkit. An agency in several blocks is an articulation
point; what would be left of its part without it is read off the tree of blocks and articulation
points: beyond each of its blocks lies one part.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from networkit.components import BiconnectedComponents
from networkit.graph import Graph
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from graph_api.linkage.rows import Ints


@dataclass(frozen=True, slots=True)
class Articulation:
    """An articulation point: which one, and how many lie outside the largest part left."""

    agency: int
    cut_off: int


def articulations(partners: sparse.csr_array) -> list[Articulation]:
    """All articulation points of a symmetric matrix of ties: most cut off first, then by number."""
    blocks = _blocks(partners)
    holding = defaultdict(list)
    for block, agencies in enumerate(blocks):
        for agency in agencies:
            holding[agency].append(block)
    points = {agency for agency, inside in holding.items() if len(inside) > 1}
    sizes = component_sizes(partners)
    below = _Tree(blocks, holding, points, sizes)
    found = [Articulation(point, below.cut_off(point)) for point in points]
    return sorted(found, key=lambda item: (-item.cut_off, item.agency))


def _blocks(partners: sparse.csr_array) -> list[list[int]]:
    ties = sparse.coo_array(sparse.triu(partners, 1))
    graph = Graph(partners.shape[0])
    graph.addEdges((ties.row.astype(np.uint64), ties.col.astype(np.uint64)))
    found = BiconnectedComponents(graph)
    found.run()
    return [list(map(int, block)) for block in found.getComponents()]


def component_sizes(partners: sparse.csr_array) -> Ints:
    """For each agency the size of its part."""
    _, labels = connected_components(partners, directed=False)
    sizes: Ints = np.bincount(labels)[labels]
    return sizes


class _Tree:
    """The tree of blocks and articulation points, each part rooted at one of its blocks."""

    def __init__(
        self,
        blocks: list[list[int]],
        holding: dict[int, list[int]],
        points: set[int],
        sizes: Ints,
    ) -> None:
        self._blocks = blocks
        self._holding = holding
        self._points = points
        self._sizes = sizes
        self._parent: dict[int, int | None] = {}  # of a block: the point through which it was met
        self._weight: dict[
            int, int
        ] = {}  # of a block: agencies in it and below, but for that point
        for block in range(len(blocks)):
            if block not in self._parent:
                self._weigh(block)

    def _weigh(self, root: int) -> None:
        order: list[int] = [root]
        self._parent[root] = None
        for block in order:
            for point in self._points_below(block):
                for further in self._holding[point]:
                    if further != block and further not in self._parent:
                        self._parent[further] = point
                        order.append(further)
        for block in reversed(order):
            above = self._parent[block]
            self._weight[block] = (
                len(self._blocks[block])
                - (above is not None)
                + sum(
                    self._weight[further]
                    for point in self._points_below(block)
                    for further in self._holding[point]
                    if self._parent[further] == point and further != block
                )
            )

    def _points_below(self, block: int) -> list[int]:
        above = self._parent[block]
        return [item for item in self._blocks[block] if item in self._points and item != above]

    def cut_off(self, point: int) -> int:
        """Agencies outside the largest part that is left without ``point``."""
        below = [self._weight[b] for b in self._holding[point] if self._parent[b] == point]
        whole = int(self._sizes[point]) - 1
        return whole - max(*below, whole - sum(below))


def parts_without(partners: sparse.csr_array, agency: int) -> list[Ints]:
    """The parts that an agency's own part falls into without it: largest first, then by number."""
    _, before = connected_components(partners, directed=False)
    inside = np.flatnonzero(before == before[agency])
    inside = inside[inside != agency]
    return parts_of(partners, inside)


def parts_of(partners: sparse.csr_array, inside: Ints) -> list[Ints]:
    """The parts of these agencies alone: largest first, then by number."""
    _, labels = connected_components(partners[inside][:, inside], directed=False)
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    parts = np.split(inside[order], cuts) if len(inside) else []
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))
