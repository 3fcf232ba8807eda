"""Works carry what they are about: to whoever has a part in them, and for as long as it has."""

from __future__ import annotations

import pytest

from graph_api.linkage.measures import nearness
from graph_api.linkage.provenance import presence, ways_to_issue
from tests.linkage.graphs import Links, features_of

_LINKS: Links = {
    "TAKES_PART_IN": {("agency:a", "project:j"), ("agency:b", "goal:g")},
    "OPERATES": {("agency:c", "mechanism:m")},
    "ATTENDED": {("agency:d", "event:e")},
    "CONCERNS": {(work, "issue:i") for work in ("project:j", "goal:g", "mechanism:m", "event:e")},
    "IN_AREA": {(work, "area:11") for work in ("project:j", "goal:g", "mechanism:m", "event:e")},
    "WITHIN": {("area:11", "area:1")},
}


def test_whoever_has_a_part_is_concerned_and_active_there() -> None:
    """Taking part, operating and attending alike; attending alone offers nothing."""
    features = features_of(_LINKS)
    graph = features.graph
    for agency in ("agency:a", "agency:b", "agency:c", "agency:d"):
        number = graph.number(agency)
        assert number is not None
        assert graph.names(features.reach.issues.row(number)) == ["issue:i"]
        assert graph.names(features.reach.areas.row(number)) == ["area:1", "area:11"]
    offering = features.topics.had_by.row(graph.ids.index("issue:i"))
    assert features.agencies(offering) == ["agency:a", "agency:b", "agency:c"]
    assert graph.names(features.concern.has.row(4)) == []  # agency:e has a part in nothing


def test_a_reason_names_the_work_and_its_place() -> None:
    """Both relationships are behind it: having a part, and what the work is about."""
    graph = features_of(_LINKS).graph
    agency, area, issue = (graph.numbers([ident]) for ident in ("agency:a", "area:1", "issue:i"))
    named = [
        [(graph.ids[one], type_, graph.ids[other]) for one, type_, other in links]
        for links in (presence(graph, agency, area), ways_to_issue(graph, agency, int(issue[0])))
    ]
    taking = ("agency:a", "TAKES_PART_IN", "project:j")
    assert named == [
        [taking, ("project:j", "IN_AREA", "area:11")],
        [taking, ("project:j", "CONCERNS", "issue:i")],
    ]


def test_what_is_stated_of_an_agency_is_half_of_its_nearness() -> None:
    """Two at home in one area are near by half, though their works lie apart; works alone decide else."""
    links: Links = {
        "BASED_IN": {("agency:a", "area:1"), ("agency:b", "area:1")},
        "OPERATES": {("agency:a", "mechanism:x"), ("agency:c", "mechanism:y")},
        "IN_AREA": {("mechanism:x", "area:2"), ("mechanism:y", "area:2")},
    }
    features = features_of(links)
    # Two of seven agencies are in area 1 and two in area 2: one rarity w. Of a: (w, w) with its works.
    half = 0.5**0.5 / 2
    assert list(nearness(features, 0)) == pytest.approx([1, 0.5 + half, half, 0, 0, 0, 0])
    assert list(nearness(features, 2)) == pytest.approx([0.5**0.5, 0, 1, 0, 0, 0, 0])
