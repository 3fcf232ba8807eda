"""Agencies of one part of the country: where they are, what they adopt, and what they take up.

Every agency raises five problems and commits to five good deeds, so that a page of
agencies has related records to show.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from seeds.generated.concepts import Concepts, Topics
from seeds.generated.drawing import day, some
from seeds.generated.frame import sheet_evidence
from seeds.generated.ids import AGENCY_KINDS, district_id, named, node_id
from seeds.generated.mechanism import ParticipationShares
from seeds.generated.sizes import Partition, Sizes
from seeds.generated.tables import Tables

_TAKEN = {
    "raises": ("problem", "problem"),
    "commits_to": ("good-deed", "deed"),
    "holds": ("moral-capital", "mechanism"),
}
"""Relationships of an agency: to what kind, and by which answer of its network's sheet."""

_CIRCLE = 25
"""Agencies of a circle, about."""

_SECOND_NETWORK = 0.1


@dataclass
class People:
    """The agencies of a part, found by what the mechanism of cooperation goes by.

    Attributes:
        all: their numbers.
        adopts, districts, network: of each agency.
        circle: which circle each is of; no record shows it.
        by_issue, by_district, by_circle: agencies of each.
    """

    all: range
    adopts: list[list[int]] = field(default_factory=list)
    districts: list[list[int]] = field(default_factory=list)
    network: list[int] = field(default_factory=list)
    circle: list[int] = field(default_factory=list)
    by_issue: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_district: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_circle: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, agency: int, adopts: list[int], districts: list[int], circle: int) -> None:
        """Enters the next agency."""
        self.adopts.append(adopts)
        self.districts.append(districts)
        self.circle.append(circle)
        self.by_circle[circle].append(agency)
        for issue in adopts:
            self.by_issue[issue].append(agency)
        for district in districts:
            self.by_district[district].append(agency)


class AgencyWriter:
    """Writes the agencies of a part."""

    def __init__(
        self,
        tables: Tables,
        part: Partition,
        sizes: Sizes,
        mechanism: ParticipationShares,
        random: Random,
    ) -> None:
        self._tables = tables
        self._part = part
        self._sizes = sizes
        self._mechanism = mechanism
        self._random = random
        self._topics = Topics(sizes)

    def write(self, concepts: Concepts, everywhere: Sequence[Partition]) -> People:
        """All of them, with what they take up.

        Args:
            concepts: of this part.
            everywhere: all parts, whose concepts are taken up in a null country.
        """
        random, people = self._random, People(self._part.run("agency"))
        circles = max(1, self._part.count["agency"] // _CIRCLE)
        for number in people.all:
            issues = self._topics.some(random, 2 + random.randrange(4))
            wanted = 1 + random.randrange(2)
            districts = some(random, wanted, lambda r: r.randrange(self._sizes.districts))
            people.add(number, issues, districts, random.randrange(circles))
            people.network.append(self._write(number, issues, districts))
            self._take_up(number, people, concepts, everywhere)
        return people

    def _write(self, number: int, issues: list[int], districts: list[int]) -> int:
        """The agency itself; the number of its first network."""
        random, ident = self._random, node_id("agency", number)
        kind = random.choice(list(AGENCY_KINDS))
        thai, english = AGENCY_KINDS[kind]
        cells = named(ident, f"{thai}สังเคราะห์ {number}", f"{english} {number} (generated)")
        self._tables.add("agencies", **cells, kind=f"term:agency-kind.{kind}")
        self._tables.link("based_in", ident, district_id(self._part.number, districts[0]))
        for district in districts[1:]:
            self._tables.link("in_area", ident, district_id(self._part.number, district))
        for issue in issues:
            self._tables.link("adopts", ident, node_id("issue", issue))
        wanted = 1 + (random.random() < _SECOND_NETWORK)
        networks = some(random, wanted, lambda r: r.choice(self._part.run("network")))
        for network in networks:
            target, role = node_id("network", network), "term:member-role.member"
            self._tables.link("member_of", ident, target, role=role, since=day(random))
        return networks[0]

    def _take_up(
        self, number: int, people: People, concepts: Concepts, everywhere: Sequence[Partition]
    ) -> None:
        random, ident = self._random, node_id("agency", number)
        issues, network = people.adopts[-1], people.network[-1]
        for table, wanted in (("raises", 5), ("commits_to", 5), ("holds", random.randrange(2))):
            kind, question = _TAKEN[table]
            cells = {"evidence": sheet_evidence(network, question)}
            pick = self._picker(kind, issues, concepts, everywhere)
            for concept in some(random, wanted, pick):
                self._tables.link(table, ident, node_id(kind, concept), **cells)

    def _picker(
        self, kind: str, issues: list[int], concepts: Concepts, everywhere: Sequence[Partition]
    ) -> Callable[[Random], int]:
        """How an agency that adopts these issues picks what it takes up."""
        mechanism = self._mechanism

        def pick(random: Random) -> int:
            if mechanism.null:
                return random.choice(random.choice(everywhere).run(kind))
            about = concepts.about.get((kind, random.choice(issues)))
            if about and random.random() < mechanism.faithful:
                return random.choice(about)
            return concepts.popular(kind, random)

        return pick
