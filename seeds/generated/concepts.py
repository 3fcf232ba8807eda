"""What agencies bring to a meeting: problems, good deeds and moral capital, each about some issues."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from seeds.generated.drawing import Zipf, some
from seeds.generated.ids import district_id, node_id, record
from seeds.generated.sizes import Partition, Sizes
from seeds.generated.tables import Tables

_CAPITAL_KINDS = ("people", "place", "tradition", "knowledge")
_TWO_ISSUES = 0.4
_POWER = 0.8
"""How much more often the first concepts are taken up."""


class Topics:
    """Issues, drawn by Zipf's law over the whole country."""

    def __init__(self, sizes: Sizes) -> None:
        self._issues = Zipf(sizes.issues)

    def some(self, random: Random, count: int) -> list[int]:
        """So many different ones."""
        return some(random, count, self._issues)

    def of_concept(self, random: Random) -> list[int]:
        """One or two."""
        return self.some(random, 1 + (random.random() < _TWO_ISSUES))


def concern_cells(issues: list[int]) -> dict[str, str]:
    """The cell that says which issues a record concerns."""
    return {"concerns": "|".join(node_id("issue", issue) for issue in issues)}


class Concepts:
    """The concepts of one part of the country, written when made, and where to find them.

    Attributes:
        about: numbers of a kind's concepts that concern an issue.
    """

    def __init__(self, tables: Tables, part: Partition, sizes: Sizes, random: Random) -> None:
        self._tables = tables
        self._part = part
        self._sizes = sizes
        self._random = random
        self._topics = Topics(sizes)
        self._popular = {kind: Zipf(count, _POWER) for kind, count in part.count.items()}
        self.about: dict[tuple[str, int], list[int]] = defaultdict(list)

    def write(self) -> None:
        """All of them."""
        for number in self._part.run("problem"):
            self._tables.add("problems", **self._cells("problem", number))
        for number in self._part.run("good-deed"):
            cells = self._cells("good-deed", number)
            self._tables.add("good_deeds", **cells, answers=self.near("problem"))
        for number in self._part.run("moral-capital"):
            cells = self._cells("moral-capital", number)
            kind = f"term:capital-kind.{self._random.choice(_CAPITAL_KINDS)}"
            self._tables.add("moral_capitals", **cells, kind=kind, enables=self.near("good-deed"))

    def near(self, kind: str) -> str:
        """The id of one of a kind of this part, each as often."""
        return node_id(kind, self._random.choice(self._part.run(kind)))

    def popular(self, kind: str, random: Random) -> int:
        """One of a kind of this part, the first ones more often."""
        return self._part.first[kind] + self._popular[kind](random)

    def _cells(self, kind: str, number: int) -> dict[str, str]:
        issues = self._topics.of_concept(self._random)
        for issue in issues:
            self.about[kind, issue].append(number)
        here = district_id(self._part.number, self._random.randrange(self._sizes.districts))
        return record(kind, number) | concern_cells(issues) | {"in_area": here}
