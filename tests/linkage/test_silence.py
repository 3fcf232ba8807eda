"""Who is silent, and what is said of it."""

from __future__ import annotations

import pytest

from graph_api.linkage.csr import ints
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.graph import make_graph
from graph_api.linkage.silence import TELLING, find_silent, silence_among, summary
from graph_api.linkage.silence_answers import Silence
from tests.linkage.graphs import AGENCIES, features_of


def _silent(features: Features) -> list[str]:
    return [
        features.agency(number)
        for number, silent in enumerate(find_silent(features).tolist())
        if silent
    ]


def test_what_tells_what_an_agency_does_is_read_from_the_declaration() -> None:
    """What it raises, offers, adopts, takes part in and does with others; a tie from either end."""
    assert TELLING == {
        "ADOPTS": False,
        "COLLABORATES_WITH": True,
        "COMMITS_TO": False,
        "HOLDS": False,
        "OPERATES": False,
        "PURSUES": False,
        "RAISES": False,
        "SEEKS_LINK_WITH": False,
        "TAKES_PART_IN": False,
    }


def test_being_somewhere_tells_nothing() -> None:
    """A member, a seat, a place of work and an attendance; what a network does is not its members'."""
    links = {
        "MEMBER_OF": {(agency, "network:n1") for agency in AGENCIES},
        "BASED_IN": {("agency:a", "area:1")},
        "IN_AREA": {("agency:a", "area:1")},
        "ATTENDED": {("agency:b", "event:e")},
        "RAISES": {("agency:c", "problem:p0"), ("network:n1", "problem:p0")},
        "COLLABORATES_WITH": {("agency:d", "agency:e")},
        "TAKES_PART_IN": {("agency:f", "project:j0")},
    }
    assert _silent(features_of(links)) == ["agency:a", "agency:b", "agency:g"]


def test_what_does_not_hold_tells_nothing() -> None:
    """A tie with somebody who is not there, as on another day or in another dataset."""
    graph = make_graph(["agency:a"], {"COLLABORATES_WITH": {("agency:a", "agency:b")}})
    assert _silent(make_features(graph)) == ["agency:a"]


@pytest.mark.parametrize(
    ("members", "spoke", "english", "thai"),
    [
        (62, 41, "Of 62 agencies, 41 have said anything.", "จาก 62 หน่วยงาน มี 41 หน่วยงานที่มีข้อมูล"),
        (2, 1, "Of 2 agencies, 1 has said anything.", "จาก 2 หน่วยงาน มี 1 หน่วยงานที่มีข้อมูล"),
        (1, 0, "Of 1 agency, 0 have said anything.", "จาก 1 หน่วยงาน มี 0 หน่วยงานที่มีข้อมูล"),
        (0, 0, "There is no agency here.", "ไม่มีหน่วยงานในส่วนนี้"),
    ],
)
def test_it_is_said_in_one_sentence(members: int, spoke: int, english: str, thai: str) -> None:
    """In both languages, one and none included."""
    assert (summary(members, spoke).en, summary(members, spoke).th) == (english, thai)


def test_only_the_agencies_looked_at_are_counted() -> None:
    """Of seven two are looked at, and one of these is silent."""
    silent = find_silent(features_of({"ADOPTS": {("agency:b", "issue:i0")}}))
    assert silence_among(silent, ints([0, 1]), "en") == Silence(
        members=2, spoke=1, silent=1, summary="Of 2 agencies, 1 has said anything."
    )
