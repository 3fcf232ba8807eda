"""What stands behind a reason: the nodes that tell it, and the relationships that carry it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from graph_api.linkage.csr import Ints, common, ints
from graph_api.linkage.graph import OFFERING, PLACING, SOLVING, Graph
from graph_api.linkage.neighbours import NodeLookups, Triple
from schema.ways import STRAIGHT, THROUGH

NODES_SHOWN = 8
"""Nodes named for one reason at most, most telling first."""

LINKS_SHOWN = 12
"""Relationships whose evidence is looked up for one reason at most."""


@dataclass
class Provenance:
    """Nodes and relationships behind a reason, each once, in the order in which they are added.

    Attributes:
        nodes: numbers of the nodes that are shown.
        seen: all that could have been shown.
        links: relationships.
        until: the last day of what is over, where the reason is that; its relationships need not hold
            any more.
        directly: whether a direct collaboration is over, where the reason is that.
        words: all that is said in them, where the reason is that, most telling first.
    """

    nodes: list[int] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    links: list[Triple] = field(default_factory=list)
    until: dt.date | None = None
    directly: bool = False
    words: list[str] = field(default_factory=list)

    def add_nodes(self, numbers: Iterable[int], most: int = NODES_SHOWN) -> None:
        """Adds nodes; of these at most ``most`` are shown, and only while there is room."""
        limit = min(len(self.nodes) + most, NODES_SHOWN)
        for number in map(int, numbers):
            if number not in self.seen and len(self.nodes) < limit:
                self.nodes.append(number)
            self.seen.add(number)

    def add_links(self, links: Iterable[Triple]) -> None:
        """Adds relationships while there is room."""
        for link in links:
            if self.full:
                return
            if link not in self.links:
                self.links.append(link)

    def add(self, other: Provenance) -> None:
        """Adds what stands behind something else, while there is room."""
        self.add_nodes(other.nodes)
        self.seen |= other.seen
        self.add_links(other.links)

    @property
    def full(self) -> bool:
        """Whether no more relationships are looked up."""
        return len(self.links) >= LINKS_SHOWN


_ORDER = {type_: at for at, type_ in enumerate((*STRAIGHT, *THROUGH, *PLACING))}
"""Types in the order in which relationships are told."""


def ways_to_issue(graph: Graph, actors: Ints, issue: int) -> list[Triple]:
    """The relationships by which these actors are concerned with an issue, step by step."""
    ways = [way for actor in actors.tolist() for way in graph.near.ways(actor).get(issue, ())]
    if len(actors) > 1:
        ways.sort(key=lambda way: _ORDER[way[0][1]])  # a stable sort: then by actor
    return [link for way in ways for link in way]


def ways_through(graph: Graph, actors: Ints, things: Ints) -> list[Triple]:
    """The relationships by which these actors have to do with these things."""
    return list(_between(graph, THROUGH, actors, things))


def middles_of(links: Iterable[Triple]) -> set[int]:
    """The things that the actors of these relationships have to do with."""
    return {target for _, type_, target in links if type_ in THROUGH}


def shared_issues(graph: Graph, left: Ints, right: Ints, issues: Ints) -> Provenance:
    """What stands behind a shared concern: the issues, then the things that both have to do with."""
    provenance = Provenance()
    provenance.add_nodes(issues)
    both_have: list[int] = []
    for issue in map(int, issues[:NODES_SHOWN]):
        if provenance.full:
            break
        ours, theirs = ways_to_issue(graph, left, issue), ways_to_issue(graph, right, issue)
        both_have += sorted(middles_of(ours) & middles_of(theirs))
        provenance.add_links(_alternating(ours, theirs))
    provenance.add_nodes(both_have)
    return provenance


def _alternating(left: list[Triple], right: list[Triple]) -> list[Triple]:
    """A fair share of both sides within the bound: no side's words crowd out the other's."""
    half = LINKS_SHOWN // 2
    return [*left[:half], *right[:half], *left[half:], *right[half:]]


def ways_to_offer(graph: Graph, actors: Ints, nodes: Ints) -> list[Triple]:
    """The relationships by which these actors offer one of these things."""
    return list(_between(graph, OFFERING, actors, nodes))


def _between(graph: Graph, types: Iterable[str], actors: Ints, things: Ints) -> Iterator[Triple]:
    """The relationships of these types from these actors to these things."""
    for type_ in types if len(things) else ():
        for actor, thing in zip(*graph.relations[type_].out.between(actors, things), strict=True):
            yield int(actor), type_, int(thing)


def offers_for(graph: Graph, actors: Ints, problem: int) -> list[Triple]:
    """How these actors' offers meet a problem: first what does so itself, then what enables that."""
    links: list[Triple] = []
    for type_ in SOLVING:
        solving = graph.back(type_, problem)
        offered = ways_to_offer(graph, actors, solving)
        links += _each_followed_by(offered, [(type_, problem)])
        for solution in map(int, solving):
            enabling = graph.back("ENABLES", solution)
            if len(enabling):
                steps = [("ENABLES", solution)]
                enabled = _each_followed_by(ways_to_offer(graph, actors, enabling), steps)
                links += [*enabled, (solution, type_, problem)] if enabled else []
    return links


def _each_followed_by(offered: list[Triple], steps: list[tuple[str, int]]) -> list[Triple]:
    links: list[Triple] = []
    for actor, type_, thing in offered:
        links.append((actor, type_, thing))
        links += [(thing, step, target) for step, target in steps]
    return links


def met_needs(graph: Graph, needing: Ints, offering: Ints, problems: Ints) -> Provenance:
    """What stands behind needs that meet offers: the problems, then what is offered for them."""
    provenance = Provenance()
    offered: list[int] = []
    provenance.add_nodes(problems, NODES_SHOWN // 2)
    for problem in map(int, problems[:NODES_SHOWN]):
        if provenance.full:
            break
        raising = common(graph.back("RAISES", problem), needing)
        links = offers_for(graph, offering, problem)
        offered += [thing for _, type_, thing in links if type_ in OFFERING]
        provenance.add_links((int(actor), "RAISES", problem) for actor in raising[:2])
        provenance.add_links(links)
    provenance.add_nodes(offered)
    return provenance


def tie(graph: Graph, one: int, other: int) -> tuple[list[int], list[Triple]]:
    """What two agencies do together: the works, and the relationships that say so."""
    links: list[Triple] = []
    # Stored in one direction, which means nothing; the lower id first, so that both ways round
    # name the same relationship where both are stored.
    low, high = min(one, other), max(one, other)
    if graph.linked("COLLABORATES_WITH", low, high):
        links.append((low, "COLLABORATES_WITH", high))
    elif graph.linked("COLLABORATES_WITH", high, low):
        links.append((high, "COLLABORATES_WITH", low))
    theirs = graph.near.out("TAKES_PART_IN", other)
    works = [work for work in graph.near.out("TAKES_PART_IN", one) if work in theirs]
    for work in works[:NODES_SHOWN]:
        links += [(one, "TAKES_PART_IN", work), (other, "TAKES_PART_IN", work)]
    return works, links


def presence(graph: Graph, actors: Ints, areas: Ints) -> list[Triple]:
    """The first relationships by which these actors are active in one of these areas or within it."""
    inside = frozenset[int]().union(*map(graph.near.inside, areas.tolist()))
    return list(islice(_presence(graph.near, actors.tolist(), inside), LINKS_SHOWN))


def _presence(near: NodeLookups, actors: list[int], inside: frozenset[int]) -> Iterator[Triple]:
    seats = [link for actor in actors for link in near.placed(actor) if link[2] in inside]
    yield from _by_type(seats)
    # From the actors, who have few works, and not from the areas: a province has thousands of works.
    for part in _by_type(part for actor in actors for part in near.parts(actor)):
        there = [link for link in near.placed(part[2]) if link[2] in inside]
        if there:
            yield part
            yield from there


def _by_type(links: Iterable[Triple]) -> list[Triple]:
    """In the order of their types, and within a type as they are."""
    return sorted(links, key=lambda link: _ORDER[link[1]])


def shared_areas(graph: Graph, left: Ints, right: Ints, areas: Ints) -> Provenance:
    """What stands behind a shared place: the areas, smallest circle first."""
    provenance = Provenance()
    provenance.add_nodes(areas)
    for area in areas[:NODES_SHOWN]:
        if provenance.full:
            break
        there = ints([int(area)])
        provenance.add_links(
            _alternating(presence(graph, left, there), presence(graph, right, there))
        )
    return provenance
