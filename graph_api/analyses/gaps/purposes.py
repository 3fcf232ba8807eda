"""What somebody is wanted for, to close a gap: read off the snapshot."""

from __future__ import annotations

from collections.abc import Iterable

from graph_api.analyses.common.purpose import Purpose
from graph_api.analyses.gaps.answers import GapKind
from graph_api.analyses.gaps.statements import GapRow
from graph_api.linkage.csr import Ints, ints
from graph_api.linkage.features import Features
from graph_api.linkage.provenance import SOLVES

_MEASURED_BY_THOSE_IN_IT = (GapKind.GOAL_WITHOUT_EVIDENCE, GapKind.GOAL_NOT_MEASURABLE)
"""A goal's readings and indicators are the business of those who have a part in it."""


def purpose_of(features: Features, row: GapRow, network: str | None) -> Purpose:
    """What closing a gap takes; nothing where its node is not in the snapshot."""
    graph = features.graph
    number = graph.number(row.id)
    if row.kind is GapKind.COMMITMENT_WITHOUT_FOLLOW_UP:
        return _of_promise(features, row)
    if number is None:
        return Purpose()
    if row.kind is GapKind.AREA_WITHOUT_AGENCY:
        problems = _numbers(features, (ident for ident, _, _ in row.because))
        return Purpose(problems, _concerned(features, problems), area_circle(features, number))
    if row.kind is GapKind.ISSUE_MISSING_FROM_NETWORK:
        return _of_members(features, number, network or "")
    if row.kind in (GapKind.PROBLEM_WITHOUT_WORK, GapKind.PROBLEM_WITHOUT_MECHANISM):
        problem = ints([number])
        return Purpose(problem, _concerned(features, problem), _areas(features, problem))
    if row.kind is GapKind.MECHANISM_WITHOUT_PURPOSE:
        return _of_mechanism(features, number)
    inside = row.kind in _MEASURED_BY_THOSE_IN_IT
    return goal_purpose(features, number, inside=inside)


def goal_purpose(features: Features, goal: int, *, inside: bool = False) -> Purpose:
    """What a goal takes: of those who have no part in it yet, or of those ``inside`` it."""
    graph = features.graph
    part = graph.relations["TAKES_PART_IN"].back.row(goal)
    engaged = _agencies(features, _union(part, graph.back("PURSUES", goal)))
    among = engaged if inside and len(engaged) else None
    return Purpose(
        problems=graph.out("ADDRESSES", goal),
        issues=graph.out("CONCERNS", goal),
        areas=_areas(features, ints([goal])),
        engaged=ints([]) if among is not None else engaged,
        among=among,
    )


def area_circle(features: Features, area: int) -> Ints:
    """An area and all areas around it."""
    found, layer = [area], ints([area])
    while len(layer := features.graph.relations["WITHIN"].out.reached(layer)):
        found += [int(outer) for outer in layer if int(outer) not in found]
    return ints(sorted(found))


def _of_members(features: Features, issue: int, network: str) -> Purpose:
    """A member comes to an issue through those it works with who are concerned with it."""
    number = features.graph.number(network)
    members = ints([]) if number is None else features.graph.back("MEMBER_OF", number)
    concerned = features.concern.had_by.row(issue) + features.first
    return Purpose(issues=ints([issue]), engaged=concerned, among=_agencies(features, members))


def _of_mechanism(features: Features, mechanism: int) -> Purpose:
    """Who else cares about its issues, is where it is, or works with those who operate it."""
    graph = features.graph
    part = graph.back("TAKES_PART_IN", mechanism)
    return Purpose(
        issues=graph.out("CONCERNS", mechanism),
        areas=_areas(features, ints([mechanism])),
        engaged=_agencies(features, _union(part, graph.back("OPERATES", mechanism))),
    )


def _of_promise(features: Features, row: GapRow) -> Purpose:
    """Who else could help with what was promised; who promised stands in the answer already."""
    towards = _numbers(features, row.towards)
    relations = features.graph.relations
    meant = [relations[type_].out.reached(towards) for type_ in SOLVES]
    promising = _numbers(features, (ident for ident, _, _ in row.because))
    return Purpose(
        problems=_union(*meant),
        issues=_concerned(features, towards),
        areas=_areas(features, towards),
        engaged=_agencies(features, promising),
    )


def _numbers(features: Features, idents: Iterable[str]) -> Ints:
    found = (features.graph.number(ident) for ident in idents)
    return ints(sorted({number for number in found if number is not None}))


def _areas(features: Features, things: Ints) -> Ints:
    return features.reach.areas.reached(things)


def _concerned(features: Features, things: Ints) -> Ints:
    return features.graph.relations["CONCERNS"].out.reached(things)


def _union(left: Ints, right: Ints) -> Ints:
    return ints(sorted({*map(int, left), *map(int, right)}))


def _agencies(features: Features, numbers: Ints) -> Ints:
    return numbers[(numbers >= features.first) & (numbers < features.first + features.count)]
