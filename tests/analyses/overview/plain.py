"""The overview in plain Python sets: slow, obvious, and sharing no code with the product."""

from __future__ import annotations

from collections import defaultdict

from tests.linkage.graphs import Links

WORKS = ("goal:", "good-deed:", "mechanism:", "project:")
PARTS = ("PURSUES", "OPERATES", "TAKES_PART_IN", "ATTENDED")
Cell = tuple[str | None, str | None, str | None]
Tally = dict[Cell, tuple[int, int]]


class Plain:
    """A small graph."""

    def __init__(self, links: Links) -> None:
        self.links = links

    def out(self, type_: str, source: str) -> set[str]:
        """What relationships of a type lead to."""
        return {b for a, b in self.links.get(type_, ()) if a == source}

    def back(self, type_: str, target: str) -> set[str]:
        """What they come from."""
        return {a for a, b in self.links.get(type_, ()) if b == target}

    def inside(self, area: str) -> set[str]:
        """An area and all within it."""
        found = {area}
        for inner in self.back("WITHIN", area):
            found |= self.inside(inner)
        return found

    def straight(self, area: str) -> set[str]:
        """What is placed in an area itself."""
        return set().union(*(self.back(t, area) for t in ("BASED_IN", "IN_AREA", "PART_OF")))

    def placed(self, area: str) -> set[str]:
        """What is placed in an area or within it."""
        return set().union(*map(self.straight, self.inside(area)))

    def active(self, area: str) -> set[str]:
        """The same, and whoever has a part in what is placed."""
        placed = self.placed(area)
        return placed.union(*(self.back(part, work) for part in PARTS for work in placed))

    def nowhere(self, thing: str) -> bool:
        """Whether it is placed in no area at all."""
        return not any(self.out(t, thing) for t in ("BASED_IN", "IN_AREA", "PART_OF"))

    def issues(self, actor: str) -> set[str]:
        """What an actor is concerned with."""
        ways = ("RAISES", "COMMITS_TO", "HOLDS", *PARTS)
        things = set().union(*(self.out(way, actor) for way in ways))
        return self.out("ADOPTS", actor).union(*(self.out("CONCERNS", t) for t in things))

    def where(self, thing: str, area: str) -> set[str]:
        """In which part of an area it is placed."""
        found = {area} if thing in self.straight(area) | {area} else set()
        for child in self.back("WITHIN", area):
            if thing in self.placed(child) | self.inside(child):
                found.add(child)
        return found

    def rows(self, area: str) -> list[tuple[Cell, str, str]]:
        """Who (and who exactly) does what where, and the work."""
        found: list[tuple[Cell, str, str]] = []
        for type_ in ("COMMITS_TO", "OPERATES", "PURSUES", "TAKES_PART_IN"):
            for actor, work in self.links.get(type_, ()):
                if not work.startswith(WORKS):
                    continue
                networks: set[str | None] = {*self.out("MEMBER_OF", actor)}
                if actor.startswith("network:"):
                    networks = {actor}
                issues: set[str | None] = {*self.out("CONCERNS", work)}
                wheres = self.where(actor if self.nowhere(work) else work, area)
                found += [
                    ((network, issue, where), actor, work)
                    for network in networks or {None}
                    for issue in issues or {None}
                    for where in wheres
                ]
        return found

    def tally(self, area: str, sides: tuple[bool, bool, bool]) -> Tally:
        """Distinct agencies and works by cell; a side that is not asked by is ``None``."""
        agencies: defaultdict[Cell, set[str]] = defaultdict(set)
        works: defaultdict[Cell, set[str]] = defaultdict(set)
        for (network, issue, where), actor, work in self.rows(area):
            who, what, there = sides
            cell = (network if who else None, issue if what else None, where if there else None)
            works[cell].add(work)
            if actor.startswith("agency:"):
                agencies[cell].add(actor)
        return {cell: (len(agencies[cell]), len(works[cell])) for cell in works}
