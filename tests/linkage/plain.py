"""The blend and its rules again, in plain sets and sums: shares no code with what it checks.

Numbers come from the definitions in ``docs/linkage.md`` alone; cost does not matter here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from math import log, sqrt
from typing import Any

Links = dict[str, set[tuple[str, str]]]
Part = tuple[str, str, int, int]
"""An agency, the work or the other agency, and the first and the last day of it."""
NOTHING: Mapping[str, float] = {}
PARTS = ("PURSUES", "OPERATES", "TAKES_PART_IN", "ATTENDED")
THINGS = ("RAISES", "COMMITS_TO", "HOLDS", *PARTS)


def once(method: Callable[..., Any]) -> Callable[..., Any]:
    """Works something out once for each object: all else about it stays as naive as it is."""

    @wraps(method)
    def known(plain: Plain, *of: str) -> Any:
        key = method.__name__, *of
        if key not in plain.known:
            plain.known[key] = method(plain, *of)
        return plain.known[key]

    return known


class Plain:
    """One small graph, asked naively; ``standard`` is what it is measured by where some are away."""

    def __init__(
        self,
        links: Links,
        agencies: Iterable[str],
        standard: Plain | None = None,
        history: Iterable[Part] = (),
        day: int = 0,
        texts: Mapping[str, set[str]] | None = None,
    ) -> None:
        self.known: dict[tuple[str, ...], Any] = {}
        self.texts = texts or {}
        self.day = day
        self._inside: dict[str, dict[str, list[tuple[int, int]]]] = {}
        self._direct: list[tuple[str, str, int]] = []
        for who, what, since, last in history:
            if what.startswith("agency:"):
                self._direct.append((who, what, last))
            else:
                self._inside.setdefault(what, {}).setdefault(who, []).append((since, last))
        self.links = links
        self.standard = standard or self
        self.agencies = sorted(agencies)
        self._out: dict[tuple[str, str], set[str]] = {}
        for type_, pairs in links.items():
            for source, target in pairs:
                self._out.setdefault((type_, source), set()).add(target)
        self._events = self._all_events()
        self._partners = {
            agency: {p for event in self._events.values() if agency in event for p in event}
            - {agency}
            for agency in self.agencies
        }
        self._rarities: dict[tuple[str, str], float] = {}

    def out(self, type_: str, node: str) -> set[str]:
        """Where relationships of a type lead."""
        return set(self._out.get((type_, node), ()))

    @once
    def issues(self, agency: str) -> set[str]:
        """Issues an agency is concerned with."""
        things = {t for type_ in THINGS for t in self.out(type_, agency)}
        return self.out("ADOPTS", agency) | {i for t in things for i in self.out("CONCERNS", t)}

    @once
    def areas(self, agency: str) -> set[str]:
        """Areas it is in or has a part in work in, and those around."""
        works = {work for type_ in PARTS for work in self.out(type_, agency)}
        found = self.out("BASED_IN", agency) | self.out("IN_AREA", agency)
        return self.around(found | {area for work in works for area in self.out("IN_AREA", work)})

    @once
    def seats(self, agency: str) -> set[str]:
        """Areas that are stated of it, and those around."""
        return self.around(self.out("BASED_IN", agency) | self.out("IN_AREA", agency))

    def around(self, found: set[str]) -> set[str]:
        """These areas and those around them."""
        while True:
            more = found | {outer for area in found for outer in self.out("WITHIN", area)}
            if more == found:
                return found
            found = more

    def raised(self, agency: str) -> set[str]:
        """Problems it raises."""
        return self.out("RAISES", agency)

    @once
    def offered(self, agency: str) -> set[str]:
        """Things it offers."""
        offering = ("COMMITS_TO", "PURSUES", "OPERATES", "HOLDS", "TAKES_PART_IN")
        return {t for type_ in offering for t in self.out(type_, agency)}

    @once
    def solved(self, agency: str) -> set[str]:
        """Problems that these meet."""
        things = set(self.offered(agency))
        things |= {enabled for t in things for enabled in self.out("ENABLES", t)}
        return {p for t in things for type_ in ("ADDRESSES", "ANSWERS") for p in self.out(type_, t)}

    @once
    def topics(self, agency: str) -> set[str]:
        """Issues that these concern."""
        return {i for t in self.offered(agency) for i in self.out("CONCERNS", t)}

    def events(self) -> dict[str, set[str]]:
        """Sets of agencies that work together, each with a name."""
        return self._events

    def _all_events(self) -> dict[str, set[str]]:
        pairs = [{a, b} for a, b in self.links.get("COLLABORATES_WITH", ()) if a != b]
        direct = {" ".join(sorted(pair)): pair for pair in pairs}
        works = {w for _, w in self.links.get("TAKES_PART_IN", ())}
        together = {w: {a for a, b in self.links["TAKES_PART_IN"] if b == w} for w in works}
        return {name: event for name, event in (direct | together).items() if len(event) > 1}

    def partners(self, agency: str) -> set[str]:
        """Whom it works with."""
        return self._partners.get(agency, set())

    @once
    def strength(self, one: str, other: str) -> float:
        """How strongly two are tied."""
        return sum(
            1 / (len(self.standard.events()[name]) - 1)
            for name, event in self.events().items()
            if one in event and other in event and one != other
        )

    def rarity(self, things: Callable[[str], set[str]], thing: str) -> float:
        """What a thing says: the fewer have it, the more."""
        if self.standard is not self:
            return self.standard.rarity(getattr(self.standard, things.__name__), thing)
        key = (things.__name__, thing)
        if key not in self._rarities:
            holders = sum(1 for agency in self.agencies if thing in things(agency))
            self._rarities[key] = log(1 + len(self.agencies) / max(holders, 1))
        return self._rarities[key]

    def cosine(self, things: Callable[[str], set[str]], one: str, other: str) -> float:
        """Cosine of two agencies over things."""

        def length(found: set[str]) -> float:
            return sum(self.rarity(things, thing) ** 2 for thing in found)

        with_everyone = getattr(self.standard, things.__name__)
        norm = sqrt(length(with_everyone(one)) * length(with_everyone(other)))
        return length(things(one) & things(other)) / norm if norm else 0.0

    def near(self, one: str, other: str) -> float:
        """Half by the areas stated of both, half by all; by all where none is stated of the asker."""
        everywhere = self.cosine(self.areas, one, other)
        if not self.standard.seats(one):
            return everywhere
        return (self.cosine(self.seats, one, other) + everywhere) / 2

    def covered(self, wanted: set[str], has: set[str], weight: Callable[[str], float]) -> float:
        """The share of what is wanted that is there."""
        whole = sum(map(weight, wanted))
        return sum(map(weight, wanted & has)) / whole if whole else 0.0

    def need(self, one: str, other: str, stated: Mapping[str, float]) -> float:
        """What one needs and the other offers."""
        if not stated:
            return self.covered(
                self.standard.raised(one), self.solved(other), lambda p: self.rarity(self.raised, p)
            )
        said = {
            need: weight
            * self.rarity(self.topics if need.startswith("issue:") else self.solved, need)
            for need, weight in stated.items()
        }
        met = sum(said[need] * self.met(need, other) for need in stated) / sum(said.values())
        if not self.standard.partners(one):
            return met
        for_it = [
            thing for thing in self.offered(other) if any(self.serves(thing, n) for n in stated)
        ]
        return met * (0.5 + 0.5 * len(for_it) / max(len(self.standard.offered(other)), 1))

    def met(self, need: str, other: str) -> float:
        """How far one problem or issue is met by what somebody offers."""
        if need.startswith("issue:"):
            return 1.0 if need in self.topics(other) else 0.0
        if need in self.solved(other):
            return 1.0
        return 0.5 * self.covered(
            self.standard.out("CONCERNS", need),
            self.topics(other),
            lambda i: self.rarity(self.topics, i),
        )

    def serves(self, thing: str, need: str) -> bool:
        """Whether something that is offered is for a problem or an issue."""
        if need.startswith("issue:"):
            return need in self.out("CONCERNS", thing)
        acting = {thing} | self.out("ENABLES", thing)
        solved = {p for t in acting for way in ("ADDRESSES", "ANSWERS") for p in self.out(way, t)}
        return need in solved or bool(self.out("CONCERNS", thing) & self.out("CONCERNS", need))

    def shared(self, one: str, other: str) -> float:
        """Adamic–Adar."""
        both = self.partners(one) & self.partners(other)
        return sum(1 / log(len(self.standard.partners(c))) for c in both)

    def close(self, one: str, other: str) -> float:
        """Resource allocation over strengths."""
        return sum(
            self.strength(one, c)
            * self.strength(c, other)
            / sum(self.standard.strength(c, x) for x in self.standard.partners(c))
            for c in self.partners(one) & self.partners(other)
        )

    def reach(self, one: str, other: str) -> float:
        """Paths of length three."""
        return sum(
            1 / sqrt(len(self.standard.partners(u)) * len(self.standard.partners(v)))
            for u in self.partners(one) - {other}
            for v in self.partners(other) - {one}
            if v in self.partners(u)
        )

    def bridge(self, one: str, other: str) -> float:
        """Works with those who are most alike."""
        match = self.standard.likeness(one)
        best = sorted((c for c in match if match[c] > 0), key=lambda c: (-match[c], c))[:50]
        now = self.likeness(one)
        return sum(now.get(c, 0.0) for c in best if other in self.partners(c))

    def past(self, one: str, other: str) -> float:
        """What both were in on one day, and are not from this day on."""
        return sum(worth for worth, _ in self.over(one, other).values())

    def over(self, one: str, other: str) -> dict[str, tuple[float, int]]:
        """By work: what it is worth, and the last day of both in it; ``""`` for direct work."""
        over: dict[str, tuple[float, int]] = {}
        for work, inside in self._inside.items():
            days = [
                min(ours[1], theirs[1])
                for ours in inside.get(one, ())
                for theirs in inside.get(other, ())
                if max(ours[0], theirs[0]) <= min(ours[1], theirs[1])
            ]
            if days and max(days) < self.day:
                over[work] = 1 / (len(inside) - 1), max(days)
        ends = [last for a, b, last in self._direct if {a, b} == {one, other} and a != b]
        if ends and not {(one, other), (other, one)} & self.links["COLLABORATES_WITH"]:
            over[""] = 1.0, max(ends)
        return over

    @once
    def words(self, agency: str) -> set[str]:
        """Words in the texts of what it has to do with."""
        things = {t for type_ in THINGS for t in self.out(type_, agency)}
        return {word for thing in things for word in self.standard.texts.get(thing, ())}

    @once
    def says(self, word: str) -> float:
        """The fewer have a word, the more it says; nothing, where all have it."""
        having = sum(1 for agency in self.agencies if word in self.words(agency))
        return log(len(self.agencies) / having)

    def in_the_same_words(self, one: str, other: str) -> float:
        """Cosine over words, each ``ln(N/n)``."""
        standard = self.standard

        def length(found: set[str]) -> float:
            return sum(standard.says(word) ** 2 for word in found)

        norm = sqrt(length(standard.words(one)) * length(standard.words(other)))
        return length(self.words(one) & self.words(other)) / norm if norm else 0.0

    @once
    def likeness(self, one: str) -> dict[str, float]:
        """How alike the others are in concern and place."""
        return {
            c: round((self.cosine(self.issues, one, c) + self.near(one, c)) / 2, 12)
            for c in self.agencies
            if c != one
        }

    def scaled(self, name: str, one: str, other: str) -> float:
        """A value before it is divided by the best."""
        if name == "known":
            return float(len(self.partners(other)))
        measure: Callable[[str, str], float] = getattr(self, name)
        return measure(one, other)

    def values(
        self, one: str, stated: Mapping[str, float] = NOTHING
    ) -> dict[str, dict[str, float]]:
        """For each other agency, its value by component."""
        names = ("shared", "close", "reach", "bridge", "known", "past")
        standard = self.standard
        free = [a for a in standard.agencies if a != one and a not in standard.partners(one)]
        best = {
            name: max([standard.scaled(name, one, o) for o in free], default=0.0) for name in names
        }
        return {
            other: {
                "need": self.need(one, other, stated),
                "sought": float((one, other) in self.links.get("SEEKS_LINK_WITH", ())),
                "concern": self.cosine(self.issues, one, other),
                "words": self.in_the_same_words(one, other),
                "place": self.near(one, other),
            }
            | {
                name: self.scaled(name, one, other)
                / max(best[name], standard.scaled(name, one, other))
                if best[name] > 1e-12
                else 0.0
                for name in names
            }
            for other in self.agencies
            if other != one
        }
