"""What somebody is wanted for, as several kinds of gaps have it: read off the snapshot."""

from __future__ import annotations

from collections.abc import Callable

from graph_api.analyses.gaps.rule import GapRow
from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.engaged import engaged_for
from graph_api.linkage.features import Features
from graph_api.linkage.purpose import Purpose


def of_node(
    purpose: Callable[[Features, int], Purpose],
) -> Callable[[Features, GapRow, str | None], Purpose]:
    """A purpose that rests on the node alone; nothing where the snapshot does not have it."""

    def of_row(features: Features, row: GapRow, _network: str | None) -> Purpose:
        number = features.graph.number(row.id)
        return Purpose() if number is None else purpose(features, number)

    return of_row


def problem_purpose(features: Features, problem: int) -> Purpose:
    """What a problem takes."""
    problems = ints([problem])
    return Purpose(problems, concerned(features, problems), areas_of(features, problems))


def goal_purpose(features: Features, goal: int, *, inside: bool = False) -> Purpose:
    """What a goal takes: of those who have no part in it yet, or of those ``inside`` it."""
    graph = features.graph
    engaged = engaged_for(features, goal, through_mechanisms=False)
    among = engaged if inside and len(engaged) else None
    return Purpose(
        problems=graph.out("ADDRESSES", goal),
        issues=graph.out("CONCERNS", goal),
        areas=areas_of(features, ints([goal])),
        engaged=ints([]) if among is not None else engaged,
        among=among,
    )


def measuring_purpose(features: Features, goal: int) -> Purpose:
    """What measuring a goal takes: it is the business of those who have a part in it."""
    return goal_purpose(features, goal, inside=True)


def areas_of(features: Features, nodes: Ints) -> Ints:
    """Areas that these are in, with those around them."""
    return features.reach.areas.reached(nodes)


def concerned(features: Features, nodes: Ints) -> Ints:
    """Issues that these concern."""
    return features.graph.relations["CONCERNS"].out.reached(nodes)
