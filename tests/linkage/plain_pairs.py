"""How two organisations are linked, again in plain sets; shares no code with what it checks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import log, sqrt

from tests.linkage.plain import Plain

Things = Callable[[str], set[str]]


class PlainPairs(Plain):
    """One small graph, asked about pairs of agencies or networks."""

    def members(self, organisation: str) -> set[str]:
        """Agencies that act for it: itself, or its members."""
        if organisation.startswith("agency:"):
            return {organisation}
        return {agency for agency, network in self.links["MEMBER_OF"] if network == organisation}

    def whole(self, things: Things, organisation: str) -> set[str]:
        """What it and its members have."""
        actors = self.members(organisation) | {organisation}
        return {thing for actor in actors for thing in things(actor)}

    def places(self, actor: str) -> set[str]:
        """Areas of an agency or a network, and those around."""
        found = self.areas(actor) | self.out("PART_OF", actor)
        while more := {o for area in found for o in self.out("WITHIN", area)} - found:
            found |= more
        return found

    def alike(self, things: Things, rarity: Callable[[str], float], a: str, b: str) -> float:
        """Cosine of two organisations."""
        ours, theirs = self.whole(things, a), self.whole(things, b)
        length = sqrt(sum(rarity(t) ** 2 for t in ours) * sum(rarity(t) ** 2 for t in theirs))
        return sum(rarity(t) ** 2 for t in ours & theirs) / length if length else 0.0

    def met(self, needing: str, offering: str) -> float:
        """The share of what one raises that the other can do something about."""
        return self.covered(
            self.whole(self.raised, needing),
            self.whole(self.solved, offering),
            lambda problem: self.rarity(self.raised, problem),
        )

    def work(self, a: str, b: str) -> float:
        """The share of all their work that is common."""
        ours, theirs = self.members(a), self.members(b)
        touched = [event for event in self.events().values() if event & (ours | theirs)]
        shared = [
            event
            for event in touched
            if any(x in ours and y in theirs and x != y for x in event for y in event)
        ]
        worth = sum(1 / (len(event) - 1) for event in touched)
        return sum(1 / (len(event) - 1) for event in shared) / worth if worth else 0.0

    def common_partners(self, a: str, b: str) -> float:
        """The share of all their partners that is common."""
        own = self.members(a) | self.members(b)
        ours = {p for member in self.members(a) for p in self.partners(member)} - own
        theirs = {p for member in self.members(b) for p in self.partners(member)} - own

        def says(partner: str) -> float:
            known = len(self.partners(partner))
            return 1 / log(known) if known > 1 else 0.0

        whole = sum(map(says, ours | theirs))
        return sum(map(says, ours & theirs)) / whole if whole else 0.0

    def membership(self, a: str, b: str) -> float:
        """Members in common, networks in common, or being a member."""
        kinds = {a.partition(":")[0], b.partition(":")[0]}
        if len(kinds) == 2:
            return float((a, b) in self.links["MEMBER_OF"] or (b, a) in self.links["MEMBER_OF"])
        ours = self.members(a) if kinds == {"network"} else self.out("MEMBER_OF", a)
        theirs = self.members(b) if kinds == {"network"} else self.out("MEMBER_OF", b)
        return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0

    def meetings(self, a: str, b: str) -> float:
        """Meetings that both came to, out of all that either came to."""
        ours, theirs = (
            self.whole(lambda actor: self.out("ATTENDED", actor), end) for end in (a, b)
        )
        return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0

    def pair(self, a: str, b: str) -> dict[str, float]:
        """All components of a pair that say something."""
        found = {
            "need": self.met(a, b),
            "offer": self.met(b, a),
            "concern": self.alike(self.issues, lambda i: self.rarity(self.issues, i), a, b),
            "place": self.alike(self.places, lambda i: self.rarity(self.areas, i), a, b),
            "shared": self.common_partners(a, b),
            "work": self.work(a, b),
            "members": self.membership(a, b),
            "meetings": self.meetings(a, b),
        }
        return {name: value for name, value in found.items() if value > 0}

    def shortest(self, a: str, b: str) -> list[str] | None:
        """The first in the order of ids of all shortest chains of at most six steps."""
        goals, chains = self.members(b), deque([[start] for start in sorted(self.members(a))])
        found: list[list[str]] = []
        while chains:
            chain = chains.popleft()
            if found and len(chain) > len(found[0]):
                break
            if chain[-1] in goals:
                found.append(chain)
            elif len(chain) <= 6:
                chains += [[*chain, n] for n in sorted(self.partners(chain[-1])) if n not in chain]
        return min(found, default=None)

    def shared_issues(self, networks: list[str], least: int) -> dict[str, set[str]]:
        """Issues that at least so many networks have, and which these are."""
        have = {network: self.whole(self.issues, network) for network in networks}
        issues = {issue for found in have.values() for issue in found}
        sharing = {issue: {n for n in networks if issue in have[n]} for issue in issues}
        return {issue: found for issue, found in sharing.items() if len(found) >= least}
