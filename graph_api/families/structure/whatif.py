"""Cooperation as it would be if some left and others began to work together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from graph_api.families.structure.blocks import articulations, parts_of
from graph_api.linkage.features import Features
from graph_api.linkage.rows import Ints, ints


@dataclass(frozen=True, slots=True)
class Numbers:
    """A cooperation network in numbers."""

    agencies: int
    ties: int
    parts: int
    largest: int
    isolated: int
    cut_points: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Before and after; agencies are counted from the first.

    Attributes:
        leaving: who leaves.
        splits: parts that fall apart, each as the parts that are left of it.
        merges: parts that become one, each as the parts that it is made of.
        isolated: who loses all partners.
    """

    before: Numbers
    after: Numbers
    leaving: Ints
    splits: list[list[Ints]]
    merges: list[list[Ints]]
    isolated: Ints


def leaving_of(features: Features, leave: list[int]) -> Ints:
    """Agencies that leave with these agencies and networks (numbers of the graph).

    A network takes along the members that belong to no other network.
    """
    member_of = features.graph.relations["MEMBER_OF"]
    networks = {number for number in leave if features.graph.is_a("network", number)}
    members = {int(m) for network in networks for m in member_of.back.row(network)}
    alone = {m for m in members if set(map(int, member_of.out.row(m))) <= networks}
    return ints(sorted((alone | set(leave)) - networks)) - features.first


def think_through(features: Features, leaving: Ints, join: list[tuple[int, int]]) -> Outcome:
    """What would become of cooperation."""
    before = features.ties.partners.matrix()
    staying = np.setdiff1d(np.arange(features.count), leaving)
    left = _only(before, staying)
    after = _joined(left, join)
    lost = np.diff(after.indptr) == 0
    had = np.diff(before.indptr) > 0
    return Outcome(
        before=numbers_of(before, np.arange(features.count)),
        after=numbers_of(after, staying),
        leaving=leaving,
        splits=_splits(before, after, staying),
        merges=_merges(left, after, staying),
        isolated=staying[(lost & had)[staying]],
    )


def numbers_of(partners: sparse.csr_array, inside: Ints) -> Numbers:
    """The numbers of a network of these agencies."""
    own = partners[inside][:, inside]
    count, labels = connected_components(own, directed=False)
    return Numbers(
        agencies=len(inside),
        ties=own.nnz // 2,
        parts=int(count),
        largest=int(np.bincount(labels).max(initial=0)) if len(inside) else 0,
        isolated=int(np.count_nonzero(np.diff(own.indptr) == 0)),
        cut_points=len(articulations(own)),
    )


def _only(partners: sparse.csr_array, staying: Ints) -> sparse.csr_array:
    keep = np.zeros(partners.shape[0])
    keep[staying] = 1.0
    kept = sparse.csr_array(partners.multiply(keep[:, None]).multiply(keep[None, :]))
    kept.eliminate_zeros()
    return kept


def _joined(partners: sparse.csr_array, join: list[tuple[int, int]]) -> sparse.csr_array:
    if not join:
        return partners
    rows, columns = zip(*join, strict=True)
    ones = np.ones(2 * len(join))
    new = sparse.csr_array((ones, ([*rows, *columns], [*columns, *rows])), shape=partners.shape)
    joined = sparse.csr_array(partners + new)
    joined.data[:] = 1.0
    return joined


def _splits(before: sparse.csr_array, after: sparse.csr_array, staying: Ints) -> list[list[Ints]]:
    """Parts of ``before`` whose agencies are no longer connected."""
    _, was = connected_components(before, directed=False)
    _, now = connected_components(after, directed=False)
    found = []
    for label in np.unique(was[staying]):
        inside = staying[was[staying] == label]
        if len(np.unique(now[inside])) > 1:
            pieces = [inside[now[inside] == piece] for piece in np.unique(now[inside])]
            found.append(_ordered(pieces))
    return sorted(found, key=lambda parts: (-sum(map(len, parts)), int(parts[0][0])))


def _merges(left: sparse.csr_array, after: sparse.csr_array, staying: Ints) -> list[list[Ints]]:
    """Parts of ``after`` that new ties have made of several."""
    found = []
    for part in parts_of(after, staying):
        pieces = parts_of(left, part)
        if len(pieces) > 1:
            found.append(pieces)
    return found


def _ordered(parts: list[Ints]) -> list[Ints]:
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))
