"""Measures of groups: modularity, and how far two groupings agree.

networkit has both, but its modularity takes no resolution, by which the best of several runs is
chosen, and its index compares groupings of a whole graph, where here only some agencies are compared;
both want partitions that are filled from Python, one agency at a time.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from graph_api.linkage.csr import Floats, Ints
from graph_api.linkage.order import DECIMALS


def modularity(strength: sparse.csr_array, groups: Ints, resolution: float = 1.0) -> float:
    """Modularity of Newman and Girvan (2004), with weights; 0 without any tie.

    The share of all strength that lies inside groups, less what would by chance if every agency
    kept its total strength, times ``resolution``.

    Args:
        strength: symmetric, how strongly two are tied.
        groups: number of its group for each row.
        resolution: what the part of chance weighs.
    """
    ties = sparse.coo_array(strength)
    whole = float(ties.data.sum())
    if whole == 0:
        return 0.0
    inside = float(ties.data[groups[ties.row] == groups[ties.col]].sum())
    totals: Floats = np.bincount(groups, strength.sum(axis=1)).astype(np.float64)
    chance = float(((totals / whole) ** 2).sum())
    return round(inside / whole - resolution * chance, DECIMALS)


def pairs_in(counts: Ints) -> int:
    """Pairs within groups of these sizes."""
    return int((counts * (counts - 1) // 2).sum())


def both(one: Ints, other: Ints) -> Ints:
    """Sizes of what two groupings both keep together."""
    # The table of one grouping against the other, without its empty cells, which are nearly all.
    _, counts = np.unique(np.stack([one, other]), axis=1, return_counts=True)
    return counts.astype(np.int64)


def agreement(one: Ints, other: Ints) -> float | None:
    """Adjusted Rand index of Hubert and Arabie (1985) of two groupings of the same agencies.

    Returns:
        1 where they are the same, about 0 where they agree as by chance; ``None`` for fewer than
        two agencies.
    """
    if len(one) < 2:  # noqa: PLR2004  # a pair
        return None
    together, of_one, of_other = (
        pairs_in(both(*pair)) for pair in ((one, other), (one, one), (other, other))
    )
    chance = of_one * of_other / pairs_in(np.array([len(one)]))
    most = (of_one + of_other) / 2
    return 1.0 if most == chance else round((together - chance) / (most - chance), DECIMALS)
