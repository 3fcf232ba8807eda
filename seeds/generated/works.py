"""Goals, mechanisms, projects, direct collaborations and meetings of one part, as they come about."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from seeds.generated.agencies import People
from seeds.generated.concepts import Concepts, Topics, concern_cells
from seeds.generated.cooperation import Cooperation
from seeds.generated.drawing import day_at, group_size
from seeds.generated.frame import COMMITMENTS, CONDITIONS, sheet_evidence
from seeds.generated.ids import district_id, node_id, record
from seeds.generated.sizes import Partition, Sizes
from seeds.generated.tables import Tables

_MECHANISM_KINDS = ("committee", "fund", "activity", "rule", "channel")
_ROLES = ("supports", "supports", "supports", "funds", "evaluates")
_LARGEST_GROUP = 60
_COLLABORATIONS = 2
"""Direct collaborations for each agency."""

_PRESENT = 0.2
_LARGEST_MEETING = 200
_PROMISES = 0.1
_MEASURED = 0.8
_ENDED = 0.2
_TABLES = {"goal": "goals", "mechanism": "mechanisms", "project": "projects"}


@dataclass(frozen=True)
class Setting:
    """What works of a part have at hand.

    Attributes:
        null: whether ties ignore concerns; who then pursues or operates a work is anybody.
    """

    tables: Tables
    part: Partition
    sizes: Sizes
    people: People
    concepts: Concepts
    cooperation: Cooperation
    null: bool


class WorkWriter:
    """Writes all that agencies of a part do together, from the first day to the last."""

    def __init__(self, setting: Setting, random: Random) -> None:
        self._at = setting
        self._random = random
        self._topics = Topics(setting.sizes)
        self._pairs: set[tuple[int, int]] = set()

    def write(self) -> None:
        """All of it."""
        part = self._at.part
        works = [(kind, number) for kind in _TABLES for number in part.run(kind)]
        works += [("event", number) for number in part.run("event")]
        works += [("", number) for number in range(_COLLABORATIONS * part.count["agency"])]
        self._random.shuffle(works)
        for at, (kind, number) in enumerate(works):
            share = at / len(works)
            if kind in _TABLES:
                self._write_work(kind, number, share)
            elif kind:
                self._write_meeting(number)
            else:
                self._write_pair(share)

    def _write_work(self, kind: str, number: int, share: float) -> None:
        random, at = self._random, self._at
        issues = self._topics.of_concept(random)
        district = random.randrange(at.sizes.districts)
        group = at.cooperation.gather(issues, district, group_size(random, _LARGEST_GROUP))
        at.cooperation.remember(group)
        cells = record(kind, number) | {"in_area": district_id(at.part.number, district)}
        self._write_record(kind, number, cells, issues, share)
        ident = node_id(kind, number)
        for place, agency in enumerate(group):
            role = f"term:role.{random.choice(_ROLES) if place else 'leads'}"
            since = day_at(share, random.randrange(60) if place else 0)
            at.tables.link(
                "takes_part_in", node_id("agency", agency), ident, role=role, since=since
            )
        if kind != "project":
            owner = random.choice(at.people.all) if at.null else group[0]
            table = "pursues" if kind == "goal" else "operates"
            at.tables.link(table, node_id("agency", owner), ident, since=day_at(share))

    def _write_record(
        self, kind: str, number: int, cells: dict[str, str], issues: list[int], share: float
    ) -> None:
        if kind == "goal":
            self._write_goal(number, cells | concern_cells(issues), share)
        elif kind == "mechanism":
            self._write_mechanism(number, cells | concern_cells(issues), share)
        else:
            under = node_id("plan", self._at.part.number)
            self._at.tables.add("projects", **cells, starts=day_at(share), under=under)

    def _write_goal(self, number: int, cells: dict[str, str], share: float) -> None:
        random, tables = self._random, self._at.tables
        years = 1 + number % 3
        measured = random.random() < _MEASURED
        indicator = node_id("indicator", number)
        tables.add(
            "goals",
            **cells,
            horizon_years=str(years),
            due=day_at(share, 365 * years),
            baseline="40" if measured else "",
            target="80" if measured else "",
            addresses=self._at.concepts.near("problem"),
            measured_by=indicator if measured else "",
        )
        if measured:
            tables.add("indicators", **record("indicator", number), unit="ร้อยละ")
            value = {"value": str(40 + random.randrange(40)), "date": day_at(share, 180)}
            tables.add("readings", **record("reading", number), **value, of=indicator)

    def _write_mechanism(self, number: int, cells: dict[str, str], share: float) -> None:
        random, at = self._random, self._at
        ended = random.random() < _ENDED
        at.tables.add(
            "mechanisms",
            **cells,
            kind=f"term:mechanism-kind.{random.choice(_MECHANISM_KINDS)}",
            starts=day_at(share),
            ends=day_at(share, 730) if ended else "",
            addresses=at.concepts.near("problem"),
            serves=at.concepts.near("goal"),
        )
        if number % (CONDITIONS + 1) == 0:
            condition = node_id("success-condition", random.randrange(CONDITIONS))
            at.tables.link("fulfils", node_id("mechanism", number), condition)

    def _write_pair(self, share: float) -> None:
        random, at = self._random, self._at
        first = random.choice(at.people.all)
        place = first - at.people.all.start
        issues, districts = at.people.adopts[place], at.people.districts[place]
        other = at.cooperation.join(first, issues, random.choice(districts))
        pair = (min(first, other), max(first, other))
        if other == first or pair in self._pairs:
            return
        self._pairs.add(pair)
        at.cooperation.remember(pair)
        ends = [node_id("agency", agency) for agency in (first, other)]
        evidence = sheet_evidence(at.people.network[place], "link")
        since = day_at(share)
        at.tables.link("collaborates_with", *sorted(ends), since=since, evidence=evidence)

    def _write_meeting(self, number: int) -> None:
        random, at = self._random, self._at
        issues = self._topics.of_concept(random)
        wanted = min(_LARGEST_MEETING, max(2, int(_PRESENT * len(at.people.all))))
        district = random.randrange(at.sizes.districts)
        for agency in at.cooperation.gather(issues, district, wanted):
            ident = node_id("agency", agency)
            at.tables.link("attended", ident, node_id("event", number))
            if random.random() < _PROMISES:
                made = number * COMMITMENTS + random.randrange(COMMITMENTS)
                at.tables.link("promised", ident, node_id("commitment", made))
