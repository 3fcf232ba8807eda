"""Which agencies share a problem and complement each other: read off the snapshot.

Two agencies that both raise the problem, each in a network but in none together, complement each
other when one of them operates a mechanism against the problem that the other does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_api.linkage.csr import Flags, Ints, common, ints
from graph_api.linkage.features import Features
from graph_api.linkage.matrices import matrix_of
from graph_api.linkage.order import DECIMALS
from graph_api.linkage.pair import Pair
from graph_api.linkage.profile import make_profile
from graph_api.linkage.weights import PAIR

MOST_RAISERS = 1000
"""Agencies compared at most; those with most mechanisms against the problem, then by id."""

MOST_PAIRS = 800
"""Pairs scored at most; mutual ones, then those with most mechanisms, then by id."""


@dataclass(frozen=True, slots=True)
class Complement:
    """Two agencies that complement each other; numbers of the graph, the first one smaller.

    Attributes:
        only_a: mechanisms against the problem that the first alone operates.
        only_b: those that the second alone operates.
        score: of the pair.
    """

    a: int
    b: int
    only_a: Ints
    only_b: Ints
    score: float

    @property
    def mutual(self) -> bool:
        """Whether each has something that the other lacks."""
        return len(self.only_a) > 0 and len(self.only_b) > 0


@dataclass(frozen=True, slots=True)
class Complements:
    """All pairs for a problem.

    Attributes:
        raisers: agencies that raise it.
        mechanisms: mechanisms against it.
        pairs: mutual ones first, then by score, then by ids.
        truncated: whether a bound left something out.
    """

    raisers: Ints
    mechanisms: Ints
    pairs: list[Complement]
    truncated: bool


def mechanisms_against(features: Features, problem: int) -> Ints:
    """Mechanisms that address a problem or serve a goal that addresses it, ascending."""
    graph = features.graph
    addressing = graph.back("ADDRESSES", problem)
    mechanisms = graph.of_kind("mechanism", addressing)
    goals = graph.of_kind("goal", addressing)
    serving = graph.relations["SERVES"].back.reached(goals)
    against: Ints = np.union1d(mechanisms, serving)
    return against


def find_pairs(features: Features, problem: int, agency: int | None = None) -> Complements:
    """All pairs for a problem; with ``agency`` (number of the graph) only those that it is one of."""
    graph = features.graph
    raisers = graph.of_kind("agency", graph.back("RAISES", problem))
    mechanisms = mechanisms_against(features, problem)
    operates = matrix_of(graph, "OPERATES")
    compared = _most_able(raisers, operates[raisers][:, mechanisms].sum(axis=1), agency)
    has = operates[compared][:, mechanisms].toarray() > 0
    # lacks[i, j] counts what i has and j lacks, for all pairs in one product; as numbers, since a
    # product of flags is again a flag.
    lacks = has.astype(np.int64) @ (~has).astype(np.int64).T
    fits = _apart(features, compared) & ((lacks + lacks.T) > 0)
    if agency is not None:
        of_agency = compared == agency
        fits &= of_agency[:, None] | of_agency[None, :]
    chosen, every = _chosen(fits, lacks)
    pairs = [
        Complement(
            a=int(compared[one]),
            b=int(compared[other]),
            only_a=mechanisms[has[one] & ~has[other]],
            only_b=mechanisms[has[other] & ~has[one]],
            score=_score(compare_agencies(features, int(compared[one]), int(compared[other]))),
        )
        for one, other in chosen
    ]
    truncated = len(compared) < len(raisers) or len(chosen) < every
    return Complements(raisers, mechanisms, sorted(pairs, key=_order), truncated)


def _order(pair: Complement) -> tuple[bool, float, int, int]:
    return not pair.mutual, -pair.score, pair.a, pair.b


def _most_able(raisers: Ints, mechanisms: Ints, agency: int | None) -> Ints:
    """Those who are compared, ascending."""
    named = raisers == agency if agency is not None else np.zeros(len(raisers), dtype=np.bool_)
    # The last key of lexsort is the first to decide: who is named is never cut off.
    order = np.lexsort((raisers, -np.asarray(mechanisms), ~named))
    return np.sort(raisers[order[:MOST_RAISERS]])


def _apart(features: Features, agencies: Ints) -> Flags:
    """For each two, whether both are in a network and they share none."""
    member_of = matrix_of(features.graph, "MEMBER_OF")[agencies]
    in_one = member_of.sum(axis=1) > 0
    shares = (member_of @ member_of.T).toarray() > 0
    apart: Flags = in_one[:, None] & in_one[None, :] & ~shares
    return apart


def _chosen(fits: Flags, lacks: Ints) -> tuple[list[tuple[int, int]], int]:
    """The pairs that are scored, and how many there are."""
    # Each pair once, the smaller id first.
    first, second = np.nonzero(np.triu(fits, 1))
    there, back = lacks[first, second], lacks[second, first]
    mutual = (there > 0) & (back > 0)
    order = np.lexsort((second, first, -(there + back), ~mutual))[:MOST_PAIRS]
    return [(int(first[at]), int(second[at])) for at in order], len(first)


def compare_agencies(features: Features, one: int, other: int) -> Pair:
    """How two agencies (numbers of the graph) are linked."""
    return Pair(features, make_profile(features, one), make_profile(features, other))


def _score(pair: Pair) -> float:
    return round(
        sum(PAIR[finding.component] * finding.value for finding in pair.findings), DECIMALS
    )


def tied_agencies(features: Features, one: int, other: int) -> bool:
    """Whether two agencies (numbers of the graph) cooperate."""
    works = common(*(features.graph.out("TAKES_PART_IN", number) for number in (one, other)))
    direct = features.direct.row(one - features.first)
    return len(works) > 0 or len(common(direct, ints([other - features.first]))) > 0
