"""Which moral capital an area has, and which problems it could serve: read off the snapshot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_api.linkage.areas import areas_within
from graph_api.linkage.csr import Ints, common, ints
from graph_api.linkage.features import Features, rarest
from graph_api.linkage.provenance import Provenance
from graph_api.linkage.purpose import Purpose

NAMED = 8
"""Issues and areas shown of one problem at most."""


@dataclass(frozen=True, slots=True)
class Servable:
    """A problem that a capital could serve.

    Attributes:
        issues: issues that both concern, the rarest first.
        areas: where it is found, of the areas that count.
    """

    problem: int
    issues: Ints
    areas: Ints


@dataclass(frozen=True, slots=True)
class Capital:
    """A piece of moral capital; all numbers are of the graph.

    Attributes:
        areas: where it is, of the area asked for and those within it.
        holders: who holds it.
        serves: problems that it serves.
        could: problems that it could serve, those with most issues in common first, then by id.
    """

    number: int
    areas: Ints
    holders: Ints
    serves: Ints
    could: list[Servable]


def find_capital(features: Features, area: int) -> list[Capital]:
    """Moral capital in an area or within it: most problems that it could serve first, then by id."""
    graph = features.graph
    inside = areas_within(graph, ints([area]))
    there = graph.of_kind("moral-capital", graph.relations["IN_AREA"].back.reached(inside))
    capitals = [_capital(features, int(number), inside) for number in there]
    return sorted(capitals, key=lambda capital: (-len(capital.could), capital.number))


def _capital(features: Features, number: int, inside: Ints) -> Capital:
    graph = features.graph
    areas = common(graph.out("IN_AREA", number), inside)
    serves = _served(features, number)
    return Capital(
        number=number,
        areas=areas,
        holders=graph.back("HOLDS", number),
        serves=serves,
        could=_could(features, number, areas_within(graph, areas), serves),
    )


def _served(features: Features, number: int) -> Ints:
    """Problems that a mechanism or good deed that it enables addresses or answers."""
    graph = features.graph
    enabled = graph.out("ENABLES", number)
    reached = [graph.relations[type_].out.reached(enabled) for type_ in ("ADDRESSES", "ANSWERS")]
    served: Ints = np.union1d(*reached)
    return served


def _could(features: Features, number: int, areas: Ints, serves: Ints) -> list[Servable]:
    graph = features.graph
    issues = graph.out("CONCERNS", number)
    concerning = graph.relations["CONCERNS"].back.reached(issues)
    problems = np.setdiff1d(graph.of_kind("problem", concerning), serves)
    servable = [
        Servable(
            int(problem),
            rarest(common(issues, graph.out("CONCERNS", int(problem))), features.concern.weights),
            common(areas, graph.out("IN_AREA", int(problem))),
        )
        for problem in problems
    ]
    there = [item for item in servable if len(item.areas)]
    return sorted(there, key=lambda item: (-len(item.issues), item.problem))


def provenance(features: Features, capital: Capital, item: Servable) -> Provenance:
    """What says that a capital could serve a problem."""
    graph, rest = features.graph, Provenance()
    rest.add_nodes([item.problem, capital.number])
    rest.add_nodes(item.issues[:2])
    rest.add_nodes(item.areas[:2])
    for issue in map(int, item.issues[:2]):
        rest.add_links([(capital.number, "CONCERNS", issue), (item.problem, "CONCERNS", issue)])
    rest.add_links((item.problem, "IN_AREA", int(area)) for area in item.areas[:2])
    near = common(capital.areas, graph.out("IN_AREA", capital.number))
    rest.add_links((capital.number, "IN_AREA", int(area)) for area in near[:2])
    return rest


def purpose_of(features: Features, capital: Capital) -> Purpose:
    """What taking up a capital takes, of agencies that do not hold it."""
    return Purpose(
        problems=ints(sorted(item.problem for item in capital.could)),
        issues=features.graph.out("CONCERNS", capital.number),
        areas=features.reach.areas.row(capital.number),
        engaged=features.graph.of_kind("agency", capital.holders),
    )
