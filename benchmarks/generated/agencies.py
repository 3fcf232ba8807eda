"""Agencies and all that they raise, do and share; a few are known to nearly everyone.

Number ``n`` of the country is of the province ``n % provinces``. Every agency brings at least five
problems and five good deeds, so that a page of agencies has related records to show.
"""

from __future__ import annotations

from random import Random

from benchmarks.generated.drawing import Zipf, day, some
from benchmarks.generated.frame import COMMITMENTS, sheet_evidence
from benchmarks.generated.ids import AGENCY_KINDS, district_id, named, node_id
from benchmarks.generated.sizes import Sizes
from benchmarks.generated.tables import Tables

_ROLES = ("leads", "supports", "supports", "supports", "funds", "evaluates")
_AT_HOME = 0.85
"""How often what an agency takes up is of its own province."""

_TAKEN = {
    "raises": ("problem", "problem"),
    "commits_to": ("good-deed", "deed"),
    "pursues": ("goal", "goal"),
    "operates": ("mechanism", "mechanism"),
    "holds": ("moral-capital", "mechanism"),
}
"""Relationships of an agency: to what kind, and by which answer of its network's sheet."""

_WORK = ("goal", "mechanism", "project")
_CONCEPT_POWER, _WORK_POWER = 0.8, 0.5
"""How much more often the first ones are taken up; work is more evenly shared than concerns."""

_ATTENDS = 0.35
_SECOND_NETWORK = 0.1


class AgencyWriter:
    """Writes agencies one by one; nothing of one is kept when the next is written."""

    def __init__(self, tables: Tables, sizes: Sizes, random: Random) -> None:
        self._tables = tables
        self._sizes = sizes
        self._random = random
        self._issues = Zipf(sizes.issues)
        each = {
            "problem": sizes.problems,
            "good-deed": sizes.good_deeds,
            "goal": sizes.goals,
            "mechanism": sizes.mechanisms,
            "moral-capital": sizes.capitals,
            "project": sizes.projects,
        }
        self._popular = {
            kind: Zipf(count, _WORK_POWER if kind in _WORK else _CONCEPT_POWER)
            for kind, count in each.items()
        }

    def write(self) -> None:
        """All of them."""
        for number in range(self._sizes.agencies):
            self._write(number)

    def _write(self, number: int) -> None:
        ident = node_id("agency", number)
        kind = self._random.choice(list(AGENCY_KINDS))
        thai, english = AGENCY_KINDS[kind]
        cells = named(ident, f"{thai}สังเคราะห์ {number}", f"{english} {number} (generated)")
        self._tables.add("agencies", **cells, kind=f"term:agency-kind.{kind}")
        province = number % self._sizes.provinces
        network = province * self._sizes.networks + self._random.randrange(self._sizes.networks)
        self._membership(ident, network, province)
        self._places(ident, province)
        self._answers(ident, network)
        self._cooperation(ident, number, network)
        self._meetings(ident, province)

    def _membership(self, ident: str, network: int, province: int) -> None:
        networks = [network]
        if self._random.random() < _SECOND_NETWORK:
            first = province * self._sizes.networks
            other = first + self._random.randrange(self._sizes.networks)
            networks += [other] if other != network else []
        for item in networks:
            target, role = node_id("network", item), "term:member-role.member"
            self._tables.link("member_of", ident, target, role=role, since=day(self._random))

    def _places(self, ident: str, province: int) -> None:
        count = 1 + self._random.randrange(2)
        found = some(self._random, count, lambda random: random.randrange(self._sizes.districts))
        self._tables.link("based_in", ident, district_id(province, found[0]))
        for district in found:
            self._tables.link("in_area", ident, district_id(province, district))

    def _answers(self, ident: str, network: int) -> None:
        random = self._random
        self._take(ident, "raises", 5 + random.randrange(3), network)
        self._take(ident, "commits_to", 5 + random.randrange(2), network)
        self._take(ident, "pursues", random.randrange(2), network)
        self._take(ident, "operates", random.randrange(2), network)
        self._take(ident, "holds", random.randrange(3), network)
        for issue in some(random, 1 + random.randrange(2), self._issues):
            self._tables.link("adopts", ident, node_id("issue", issue))

    def _take(self, ident: str, table: str, count: int, network: int) -> None:
        kind, question = _TAKEN[table]
        evidence = sheet_evidence(network, question)
        province = network // self._sizes.networks
        for number in some(self._random, count, lambda random: self._pick(random, kind, province)):
            self._tables.link(table, ident, node_id(kind, number), evidence=evidence)

    def _pick(self, random: Random, kind: str, province: int) -> int:
        """A concept, mostly of one's own province, the popular ones more often."""
        provinces = self._sizes.provinces
        where = province if random.random() < _AT_HOME else random.randrange(provinces)
        return where + provinces * self._popular[kind](random)

    def _cooperation(self, ident: str, number: int, network: int) -> None:
        """Ties to earlier agencies (so that each pair comes once), and common work."""
        random, province = self._random, network // self._sizes.networks
        evidence = sheet_evidence(network, "link")
        for other in some(random, 3 + random.randrange(3), lambda r: self._partner(r, number)):
            if other < number:
                target = node_id("agency", other)
                self._tables.link("collaborates_with", ident, target, evidence=evidence)
        for kind, count in (("goal", 2), ("mechanism", 2), ("project", 1)):
            wanted = random.randrange(count + 1)
            for work in some(random, wanted, lambda r, k=kind: self._pick(r, k, province)):  # type: ignore[misc]
                role = f"term:role.{random.choice(_ROLES)}"
                since = day(random)
                self._tables.link(
                    "takes_part_in", ident, node_id(kind, work), role=role, since=since
                )

    def _partner(self, random: Random, number: int) -> int:
        """An agency before ``number``, mostly of its province, the first ones more often.

        ``number`` itself where there is none.
        """
        provinces = self._sizes.provinces
        where = number % provinces if random.random() < _AT_HOME else random.randrange(provinces)
        before = (number - where + provinces - 1) // provinces
        if before <= 0:
            return number
        return where + provinces * int(before * random.random() ** 1.5)

    def _meetings(self, ident: str, province: int) -> None:
        first = province * self._sizes.events
        for event in range(first, first + self._sizes.events):
            if self._random.random() < _ATTENDS:
                self._tables.link("attended", ident, node_id("event", event))
                if self._random.random() < _SECOND_NETWORK:
                    made = event * COMMITMENTS + self._random.randrange(COMMITMENTS)
                    self._tables.link("promised", ident, node_id("commitment", made))
