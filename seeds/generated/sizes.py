"""How many there are of everything in a generated country, and where each part's numbers begin.

A country is made part by part. A part is a province, or an even share of one that has more than
``LARGEST_PART`` agencies; only one part is held in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, isqrt

LARGEST_PART = 4000
"""Agencies of a part, at most."""

_AGENCIES_OF_A_PROVINCE = 650
_NETWORKS = (6, 7, 6, 8)
"""Networks of the first, second, third and fourth part, and so on in turn."""

_SHARES = {
    "problem": 30,
    "good-deed": 25,
    "goal": 12,
    "mechanism": 12,
    "moral-capital": 12,
    "project": 4,
}
"""So many of a kind for 100 agencies."""

_FEWEST = 4
_FEWEST_ISSUES = 40


@dataclass(frozen=True, slots=True)
class Partition:
    """A part of the country.

    Attributes:
        number: which one.
        province: of which province it is.
        first, count: the number of its first record of each kind, and how many it has.
    """

    number: int
    province: int
    first: dict[str, int]
    count: dict[str, int]

    def run(self, kind: str) -> range:
        """The numbers of its records of a kind."""
        return range(self.first[kind], self.first[kind] + self.count[kind])


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of records of a country.

    Attributes:
        agencies, provinces: in all.
        districts, meetings: of each part.
    """

    agencies: int
    provinces: int
    districts: int = 12
    meetings: int = 3

    @classmethod
    def of(cls, agencies: int, provinces: int = 0) -> Sizes:
        """The sizes that go with a number of agencies; 0 provinces: as many as they fill."""
        return cls(agencies, provinces or max(1, round(agencies / _AGENCIES_OF_A_PROVINCE)))

    @property
    def issues(self) -> int:
        """Issues of the country."""
        return max(_FEWEST_ISSUES, isqrt(self.agencies) // 2)

    def parts(self) -> Iterator[Partition]:
        """All parts, in order."""
        each = self._split(self.agencies, self.provinces)
        small = [
            (province, size)
            for province, count in enumerate(each)
            for size in self._split(count, max(1, ceil(count / LARGEST_PART)))
        ]
        counts = [self._counts(number, size) for number, (_, size) in enumerate(small)]
        firsts = {
            kind: list(accumulate((count[kind] for count in counts), initial=0))
            for kind in counts[0]
        }
        for number, (province, _) in enumerate(small):
            first = {kind: starts[number] for kind, starts in firsts.items()}
            yield Partition(number, province, first, counts[number])

    def _split(self, whole: int, pieces: int) -> list[int]:
        return [whole * (at + 1) // pieces - whole * at // pieces for at in range(pieces)]

    def _counts(self, number: int, agencies: int) -> dict[str, int]:
        shares = {kind: max(_FEWEST, agencies * each // 100) for kind, each in _SHARES.items()}
        networks = _NETWORKS[number % len(_NETWORKS)]
        return shares | {"agency": agencies, "network": networks, "event": self.meetings}
