"""Cooperation: works, direct collaborations and meetings, each filled by the stated mechanism.

They come about one after the other, from the first day to the last, so that what an agency has done
decides where it is asked next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from random import Random

from seeds.generated.agencies import People
from seeds.generated.mechanism import ParticipationShares

_TRIES = 20


class Cooperation:
    """Who takes part in what, within one part of the country.

    Args:
        people: the agencies of the part.
        mechanism: in what ways agencies come to take part, with the share of each.
        country: how many agencies the whole country has.
        random: draws.
    """

    def __init__(
        self, people: People, mechanism: ParticipationShares, country: int, random: Random
    ) -> None:
        self._people = people
        self._country = country
        self._random = random
        shares = mechanism.shares()
        self._ways = tuple(shares)
        self._sums = list(accumulate(shares.values()))
        self._fame: list[int] = []
        self._partners: dict[int, list[int]] = {}

    def gather(self, issues: Sequence[int], district: int, size: int) -> list[int]:
        """Agencies for one occasion, in the order in which they came; the first one leads.

        Fewer than ``size`` where the part has no more.
        """
        joined: list[int] = []
        for _ in range(size * _TRIES):
            if len(joined) == size:
                break
            agency = self._random.choice(self._pool(issues, district, joined))
            if agency not in joined:
                joined.append(agency)
        return joined

    def join(self, agency: int, issues: Sequence[int], district: int) -> int:
        """Whom an agency finds for the two of them; itself where it finds nobody else."""
        return self._random.choice(self._pool(issues, district, [agency]))

    def remember(self, group: Sequence[int]) -> None:
        """What a group has done together counts from now on."""
        for agency in group:
            if agency in self._people.all:
                self._fame.append(agency)
                self._partners.setdefault(agency, []).extend(
                    other for other in group if other != agency and other in self._people.all
                )

    def _pool(self, issues: Sequence[int], district: int, joined: Sequence[int]) -> Sequence[int]:
        """Of whom one is asked, each equally; never empty."""
        random, people = self._random, self._people
        (way,) = random.choices(self._ways, cum_weights=self._sums)
        pools: dict[str, Callable[[], Sequence[int] | None]] = {
            "concern": lambda: people.by_issue.get(random.choice(issues)),
            "place": lambda: people.by_district.get(district),
            "popularity": lambda: self._fame,
            "closure": lambda: self._partners.get(random.choice(joined)) if joined else None,
            "circle": lambda: self._circle(joined),
            "away": lambda: range(self._country),
        }
        return pools.get(way, lambda: None)() or people.all

    def _circle(self, joined: Sequence[int]) -> Sequence[int] | None:
        own = [agency for agency in joined if agency in self._people.all]
        if not own:
            return None
        agency = self._random.choice(own)
        return self._people.by_circle[self._people.circle[agency - self._people.all.start]]
