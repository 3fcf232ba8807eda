"""Work that two organisations do together: each piece of it, and how much of all their work it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_api.linkage.csr import Flags, Ints, among
from graph_api.linkage.features import Features
from graph_api.linkage.profile import Profile


@dataclass(frozen=True)
class CommonWork:
    """What two organisations do together.

    Attributes:
        works: goals, mechanisms and projects that one of each takes part in, smallest first.
        pairs: pairs of an agency of each that work together directly, by id.
        collaborations: number of pairs of an agency of each that work together in any way.
        share: of all work of both, how much is common; each weighs ``1 / (agencies in it − 1)``.
    """

    works: list[int]
    pairs: list[tuple[int, int]]
    collaborations: int
    share: float


NO_WORK = CommonWork([], [], 0, 0.0)


def common_work(features: Features, left: Profile, right: Profile) -> CommonWork:
    """The common work of two organisations; one agency alone, member of both, does none."""
    both = np.union1d(left.agencies, right.agencies)
    works, work_common, work_all = _works(features, left, right, both)
    pairs, edges = _direct(features, left, right, both)
    whole = work_all + edges
    return CommonWork(
        works=works,
        pairs=pairs,
        collaborations=_tied_pairs(features, left, right),
        share=(work_common + len(pairs)) / whole if whole > 0 else 0.0,
    )


def _works(
    features: Features, left: Profile, right: Profile, both: Ints
) -> tuple[list[int], float, float]:
    taken_by, takes = features.works.taken_by, features.works.takes
    touched = takes.reached(both)
    sizes = taken_by.lengths()[touched]
    touched, sizes = touched[sizes > 1], sizes[sizes > 1]
    worth = 1.0 / (sizes - 1)
    ours = among(touched, takes.reached(left.agencies))
    theirs = among(touched, takes.reached(right.agencies))
    shared: Flags = ours & theirs & _several(features, touched, both)
    order = np.lexsort((touched[shared], sizes[shared]))
    return list(map(int, touched[shared][order])), float(worth[shared].sum()), float(worth.sum())


def _several(features: Features, works: Ints, agencies: Ints) -> Flags:
    """For each work, whether at least two of these agencies take part."""
    columns, _, counts = features.works.taken_by.gather(works)
    owners = np.repeat(np.arange(len(works)), counts)
    several: Flags = np.bincount(owners[among(columns, agencies)], minlength=len(works)) > 1
    return several


def _direct(
    features: Features, left: Profile, right: Profile, both: Ints
) -> tuple[list[tuple[int, int]], int]:
    """Direct collaborations across, and the number of those that touch either."""
    columns, _, counts = features.direct.gather(both)
    owners = np.repeat(both, counts)
    touching = {
        (min(a, b), max(a, b)) for a, b in zip(owners.tolist(), columns.tolist(), strict=True)
    }
    return sorted(_across(features.direct.between(left.agencies, right.agencies))), len(touching)


def _tied_pairs(features: Features, left: Profile, right: Profile) -> int:
    return len(_across(features.ties.partners.between(left.agencies, right.agencies)))


def _across(pairs: tuple[Ints, Ints]) -> set[tuple[int, int]]:
    return {
        (min(a, b), max(a, b)) for a, b in zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)
    }


@dataclass(frozen=True)
class WorkComparison:
    """Two organisations that are compared.

    Attributes:
        features: the graph.
        left: the one.
        right: the other.
        issues: all issues that both are concerned with, the rarest first.
        work: what they do together.
    """

    features: Features
    left: Profile
    right: Profile
    issues: Ints
    work: CommonWork
