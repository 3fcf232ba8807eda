"""What agencies bring to a meeting: problems, good deeds, goals, mechanisms, moral capital.

Each province has its own; number ``n`` of the country is of the province ``n % provinces``.
"""

from __future__ import annotations

from random import Random

from benchmarks.generated.drawing import Zipf, some
from benchmarks.generated.ids import district_id, node_id, record
from benchmarks.generated.sizes import Sizes
from benchmarks.generated.tables import Tables

_MECHANISM_KINDS = ("committee", "fund", "activity", "rule", "channel")
_CAPITAL_KINDS = ("people", "place", "tradition", "knowledge")
_TWO_ISSUES = 0.4


class ConceptWriter:
    """Writes the concepts of a country and what they concern, answer and address."""

    def __init__(self, tables: Tables, sizes: Sizes, random: Random) -> None:
        self._tables = tables
        self._sizes = sizes
        self._random = random
        self._issues = Zipf(sizes.issues)

    def write(self) -> None:
        """All of them."""
        sizes = self._sizes
        for number in range(sizes.problems * sizes.provinces):
            self._tables.add("problems", **self._cells("problem", number))
        for number in range(sizes.good_deeds * sizes.provinces):
            cells = self._cells("good-deed", number)
            self._tables.add(
                "good_deeds", **cells, answers=self._near("problem", sizes.problems, number)
            )
        for number in range(sizes.goals * sizes.provinces):
            self._write_goal(number)
        for number in range(sizes.mechanisms * sizes.provinces):
            self._write_mechanism(number)
        for number in range(sizes.capitals * sizes.provinces):
            cells = self._cells("moral-capital", number)
            kind = f"term:capital-kind.{self._random.choice(_CAPITAL_KINDS)}"
            enables = self._near("good-deed", sizes.good_deeds, number)
            self._tables.add("moral_capitals", **cells, kind=kind, enables=enables)

    def _write_goal(self, number: int) -> None:
        addressed = self._near("problem", self._sizes.problems, number)
        self._tables.add(
            "goals",
            **self._cells("goal", number),
            horizon_years=str(1 + number % 3),
            baseline="40",
            target="80",
            addresses=addressed,
            measured_by=node_id("indicator", number),
        )
        self._tables.add("indicators", **record("indicator", number), unit="ร้อยละ")
        value = str(40 + self._random.randrange(40))
        indicator = node_id("indicator", number)
        self._tables.add(
            "readings", **record("reading", number), value=value, date="2024-06-30", of=indicator
        )

    def _write_mechanism(self, number: int) -> None:
        self._tables.add(
            "mechanisms",
            **self._cells("mechanism", number),
            kind=f"term:mechanism-kind.{self._random.choice(_MECHANISM_KINDS)}",
            addresses=self._near("problem", self._sizes.problems, number),
            serves=self._near("goal", self._sizes.goals, number),
        )

    def _cells(self, kind: str, number: int) -> dict[str, str]:
        wanted = 1 + (self._random.random() < _TWO_ISSUES)
        issues = [node_id("issue", issue) for issue in some(self._random, wanted, self._issues)]
        district = self._random.randrange(self._sizes.districts)
        here = district_id(number % self._sizes.provinces, district)
        return record(kind, number) | {"concerns": "|".join(issues), "in_area": here}

    def _near(self, kind: str, each: int, number: int) -> str:
        """One of a kind in the province of the concept ``number``."""
        provinces = self._sizes.provinces
        return node_id(kind, number % provinces + provinces * self._random.randrange(each))
