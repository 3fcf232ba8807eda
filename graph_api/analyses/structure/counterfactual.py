"""Cooperation as it would be if some left and others began to work together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from graph_api.analyses.structure.blocks import by_size, find_articulations
from graph_api.analyses.structure.cooperation import connectivity_of, everyone, with_ties
from graph_api.linkage.counterfactual import leaving
from graph_api.linkage.csr import Ints, among, ints
from graph_api.linkage.features import Features

AgencyEnds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CooperationNumbers:
    """A cooperation network in numbers."""

    agencies: int
    ties: int
    components: int
    largest: int
    isolated: int
    cut_points: int


@dataclass(frozen=True, slots=True)
class CounterfactualOutcome:
    """What becomes of cooperation; agencies are counted from the first.

    Attributes:
        after: its numbers.
        splits: parts that fall apart, each as the parts that are left of it.
        merges: parts that become one, each as the parts that it is made of.
        isolated: who loses all partners.
        connected: pairs of ``join`` with no chain of cooperation between them until then.
    """

    after: CooperationNumbers
    splits: list[list[Ints]]
    merges: list[list[Ints]]
    isolated: Ints
    connected: list[AgencyEnds]


def leaving_of(features: Features, leave: list[int]) -> Ints:
    """Agencies that leave with these agencies and networks (numbers of the graph), ascending.

    A network takes along the members that belong to no other network, other than one that leaves
    too.
    """
    gone = leaving(features.graph, leave)
    return features.graph.of_kind("agency", gone) - features.first


def outcome_of(features: Features, leaving: Ints, join: list[AgencyEnds]) -> CounterfactualOutcome:
    """What would become of cooperation when some leave and pairs of others join.

    Args:
        features: cooperation as it is.
        leaving: who leaves, ascending.
        join: pairs of agencies that stay.
    """
    before = connectivity_of(features, everyone(features))
    staying = np.setdiff1d(everyone(features), leaving)
    left = connectivity_of(features, staying)
    # No pairs at all are still two columns.
    ends = np.searchsorted(staying, np.array(join, dtype=np.int64).reshape(-1, 2))
    after = with_ties(left, ends[:, 0], ends[:, 1])
    was, remaining, now = parts_of(before)[staying], parts_of(left), parts_of(after)
    lost = (np.diff(after.indptr) == 0) & (np.diff(before.indptr)[staying] > 0)
    return CounterfactualOutcome(
        after=_numbers(after, _ties_among(features, staying) + _new(features, join)),
        splits=_regrouped(staying, was, now),
        merges=_regrouped(staying, now, remaining),
        isolated=staying[lost],
        connected=[
            pair for pair, (a, b) in zip(join, ends, strict=True) if remaining[a] != remaining[b]
        ],
    )


def numbers_now(features: Features) -> CooperationNumbers:
    """The numbers of cooperation as it is."""
    agencies = everyone(features)
    return _numbers(connectivity_of(features, agencies), _ties_among(features, agencies))


def _ties_among(features: Features, inside: Ints) -> int:
    """Pairs of these agencies that work together, without what more than 300 do."""
    return features.ties.partners.matrix()[inside][:, inside].nnz // 2


def _new(features: Features, join: list[AgencyEnds]) -> int:
    partners = features.ties.partners
    return len({(min(p), max(p)) for p in join if not among(ints([p[1]]), partners.row(p[0]))[0]})


def parts_of(ties: sparse.csr_array) -> Ints:
    """For each row the number of its part."""
    _, labels = connected_components(ties, directed=False)
    return labels.astype(np.int64)


def _numbers(ties: sparse.csr_array, pairs: int) -> CooperationNumbers:
    sizes = np.bincount(parts_of(ties))
    return CooperationNumbers(
        agencies=ties.shape[0],
        ties=pairs,
        components=len(sizes),
        largest=int(sizes.max(initial=0)),
        isolated=int(np.count_nonzero(np.diff(ties.indptr) == 0)),
        cut_points=len(find_articulations(ties).points),
    )


def _regrouped(agencies: Ints, whole: Ints, piece: Ints) -> list[list[Ints]]:
    """What is one by ``whole`` and several by ``piece``: the pieces of each, largest first."""
    distinct = np.unique(np.stack([whole, piece]), axis=1)
    regrouped = []
    for label in np.flatnonzero(np.bincount(distinct[0]) > 1):
        inside = np.flatnonzero(whole == label)
        inside = inside[np.argsort(piece[inside], kind="stable")]
        cuts = np.flatnonzero(np.diff(piece[inside])) + 1
        regrouped.append(by_size([agencies[part] for part in np.split(inside, cuts)]))
    return sorted(regrouped, key=lambda parts: (-sum(map(len, parts)), int(parts[0][0])))
