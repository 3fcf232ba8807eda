"""What those who are silent might change: a measure on draws in which they are like those who spoke.

In each draw every silent agency gets the record of an agency that spoke: what that one raises,
offers, adopts, takes part in and does with others, with itself in its place. The one is drawn at
random among those of its networks that spoke, and among all that spoke where none of these did;
agencies, networks and places stay as they are. Draws depend on ``SEED`` and on ids alone, so every
measure sees the same ones, and asking again gives the same.

Work that ties somebody goes on to tie all who are in it, and large work nobody, though a draw may
carry work past that size: that more have been heard of makes no cooperation vanish.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from graph_api.linkage.csr import CsrMatrix, Flags, Floats, Ints, ints
from graph_api.linkage.features import Features
from graph_api.linkage.silence import find_silent
from graph_api.linkage.silence_answers import Interval
from schema.errors import ErrorCode, PhakhiError

DRAWS = 200

SEED = 2569
"""Any number would do; another gives other draws."""

PERCENTILES = (0.05, 0.95)

AGENCY_STEPS = 20
"""What an agency costs a measure, beside the pairs that it is in."""

CHEAP = 4_000_000
"""Steps of all draws up to which bounds are worked out where the request does not say."""

MOST_STEPS = 100_000_000
"""Steps of all draws beyond which bounds are refused."""


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw.

    Attributes:
        donors: for each agency the one whose record it has: itself, where it spoke.
        features: those of the snapshot with the works and partners (``works``, ``ties.partners``,
            ``ties.degree``) of this draw; whatever else is there is still that of the snapshot.
    """

    donors: Ints
    features: Features


@dataclass(frozen=True, slots=True)
class Pool:
    """Silent agencies (ascending), and those that spoke from whom each of them draws."""

    silent: Ints
    donors: Ints


@dataclass(frozen=True)
class Resampling:
    """What draws are made of, once a snapshot.

    Attributes:
        silent: for each agency, counted from the first, whether it is silent.
        pools: every silent agency is in one; none where nobody spoke.
    """

    silent: Flags
    pools: list[Pool]

    def bearing(self, agencies: Ints) -> Floats:
        """For each agency that spoke, how many of these bear its record on average."""
        chosen = np.zeros(len(self.silent))
        chosen[agencies] = 1.0
        bearing = np.where(self.silent, 0.0, chosen)
        for pool in self.pools:
            bearing[pool.donors] += chosen[pool.silent].sum() / len(pool.donors)
        return bearing


def make_resampling(features: Features) -> Resampling:
    """Who is silent, and whose records they draw."""
    silent = find_silent(features)
    return Resampling(silent, [] if silent.all() else _pools(features, silent))


def _pools(features: Features, silent: Flags) -> list[Pool]:
    """Those of the same networks draw from the same ones."""
    member_of = features.graph.relations["MEMBER_OF"]
    of_networks: dict[bytes, list[int]] = defaultdict(list)
    for agency in map(int, np.flatnonzero(silent)):
        of_networks[member_of.out.row(features.first + agency).tobytes()].append(agency)
    everyone, pools = np.flatnonzero(~silent), []
    for key, agencies in of_networks.items():
        networks = np.frombuffer(key, dtype=np.int64)
        members = member_of.back.reached(networks) - features.first
        near = members[~silent[members]]
        pools.append(Pool(ints(agencies), near if len(near) else everyone))
    return pools


def find_draws(features: Features, resampling: Resampling) -> Iterator[Draw]:
    """All draws; one alone, the snapshot itself, where nobody is silent or nobody spoke."""
    if not resampling.pools:
        yield Draw(np.arange(features.count), features)
        return
    cooperation = _Cooperation(features)
    for donors in find_donors(features, resampling):
        yield Draw(donors, cooperation.with_records(donors))


def find_donors(features: Features, resampling: Resampling) -> Ints:
    """Draw × agency: the one whose record it gets; agencies are counted from the first."""
    donors = np.tile(np.arange(features.count), (DRAWS, 1))
    for pool in resampling.pools:
        for agency in map(int, pool.silent):
            donors[:, agency] = pool.donors[_places(features.agency(agency), len(pool.donors))]
    return donors


def _places(ident: str, size: int) -> Ints:
    """A place below ``size`` for each draw."""
    # Seeded by each agency alone: who else is silent, or joins, does not change what it draws.
    seed = int.from_bytes(blake2b(f"{SEED}:{ident}".encode(), digest_size=8).digest())
    return (np.random.default_rng(seed).random(DRAWS) * size).astype(np.int64)


class _Cooperation:
    """Who works with whom once some have the records of others."""

    def __init__(self, features: Features) -> None:
        self._features = features
        self._takes = features.works.takes.matrix()
        tying = np.ones(self._takes.shape[1])
        tying[features.works.large] = 0.0
        counted = sparse.csr_array(self._takes @ sparse.diags_array(tying))
        counted.eliminate_zeros()
        # With the diagonal: who gets the record of another is in the same work as that other.
        self._together = sparse.csr_array(counted @ counted.T)
        self._direct = features.direct.matrix()

    def with_records(self, donors: Ints) -> Features:
        """The features with the works and partners that these records make."""
        takes = CsrMatrix.of_matrix(sparse.csr_array(self._takes[donors]))
        works = replace(self._features.works, takes=takes, taken_by=takes.transpose())
        partners = self._partners(donors)
        ties = replace(
            self._features.ties, partners=partners, degree=partners.lengths().astype(np.float64)
        )
        return replace(self._features, works=works, ties=ties)

    def _partners(self, donors: Ints) -> CsrMatrix:
        direct = self._direct[donors]
        ties = sparse.csr_array(self._together[donors][:, donors] + direct + direct.T)
        ties.setdiag(0)
        ties.eliminate_zeros()
        ties.data[:] = 1.0
        return CsrMatrix.of_matrix(ties)


def partners_borne(features: Features, bearing: Floats) -> Floats:
    """About how many partners each agency has among agencies that bear these records."""
    takes = features.works.takes.matrix()
    shared = takes.T @ bearing
    shared[features.works.large] = 0.0
    borne: Floats = takes @ shared + features.direct.matrix() @ bearing
    return borne


def steps_in_draw(features: Features, resampling: Resampling) -> float:
    """About how much there is to look at in a draw: pairs that work together, and agencies."""
    bearing = resampling.bearing(np.arange(features.count))
    return float(bearing @ partners_borne(features, bearing)) + AGENCY_STEPS * features.count


def decide_bounds(resampling: Resampling, steps: float, *, asked: bool | None) -> bool:
    """Whether bounds are worked out.

    Args:
        resampling: who draws.
        steps: about how much one draw looks at.
        asked: as the request says it: ``None`` where they are cheap.

    Raises:
        PhakhiError: BAD_ARGUMENT when they are asked for and take too long.
    """
    if asked is False:
        return False
    every = steps * (DRAWS if resampling.pools else 1)
    if asked and every > MOST_STEPS:
        raise _too_long()
    return bool(asked) or every <= CHEAP


def _too_long() -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        "bounds would take too long on so much data: choose fewer datasets, or leave bounds out.",
        "ข้อมูลมากเกินกว่าจะคำนวณ bounds ได้ในเวลาที่เหมาะสม โปรดเลือกชุดข้อมูลให้น้อยลง หรือไม่ต้องระบุ bounds",
    )


def interval(values: npt.NDArray[Any]) -> Interval:
    """The percentiles of one value a draw, each a value that some draw has."""
    low, high = np.quantile(values, PERCENTILES, method="inverted_cdf")
    return Interval(from_=int(low), to=int(high))
