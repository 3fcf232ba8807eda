"""Answers as tables."""

from __future__ import annotations

from typing import Any

import pytest

from graph_api.cli.tables import Section, sections, text_of

TEMPLE = {"id": "agency:a", "nameTh": "วัด", "nameEn": "Temple", "synthetic": True}
SCHOOL = {"id": "agency:b", "nameTh": "โรงเรียน", "nameEn": None}


def test_a_page_of_answers_is_a_table() -> None:
    """Names in the language, reasons by their summaries, evidence by its number, no ids."""
    pair = {
        "__typename": "Pair",
        "a": TEMPLE,
        "b": SCHOOL,
        "networks": [TEMPLE, SCHOOL],
        "mutual": True,
        "score": 0.25,
        "why": "Both.",
        "reasons": [{"summary": "One.", "share": 0.5}, {"summary": "Two.", "share": 0.5}],
        "evidence": [{"id": "evidence:1", "phrase": "words"}],
        "distance": None,
    }
    data = {
        "collaboration": {
            "basis": {"revision": 1},
            "pairsOf": {
                "totalCount": 7,
                "pageInfo": {"endCursor": "x", "hasNextPage": True},
                "nodes": [pair],
            },
        }
    }
    assert sections(data, "en") == [
        Section(
            "pairs of",
            (("total count", "7"),),
            ("a", "b", "networks", "mutual", "score", "why", "reasons", "evidence"),
            (("Temple", "โรงเรียน", "Temple; โรงเรียน", "yes", "0.25", "Both.", "One.; Two.", "1"),),
            more="x",
        )
    ]
    assert sections(data, "th")[0].rows[0][:4] == ("วัด", "โรงเรียน", "วัด; โรงเรียน", "ใช่")


def test_a_single_record_is_facts_and_a_table_for_each_of_its_lists() -> None:
    """Pages within it too; lists of mere names are facts."""
    data = {
        "profile": {
            "area": TEMPLE,
            "counts": {"agencies": 2, "works": 0},
            "partners": [TEMPLE, SCHOOL],
            "page": {"totalCount": 9, "nodes": [{"size": 1}]},
            "parts": [{"size": 2, "members": [TEMPLE]}, {"size": 1, "members": [SCHOOL]}],
        }
    }
    assert sections(data, "en") == [
        Section(
            "profile",
            (
                ("area", "Temple"),
                ("agencies", "2"),
                ("works", "0"),
                ("partners", "Temple; โรงเรียน"),
            ),
        ),
        Section("profile: page", (("total count", "9"),), ("size",), (("1",),)),
        Section("profile: parts", (), ("size", "members"), (("2", "Temple"), ("1", "โรงเรียน"))),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"x": None}, [Section("x", there=False)]),
        ({"gaps": {"basis": {}, "x": {"nodes": []}}}, [Section("x")]),
        ({"x": []}, [Section("x")]),
        ({"x": 3}, [Section("x", (("x", "3"),))]),
        ({"x": ["a", "b"]}, [Section("x", (), ("",), (("a",), ("b",)))]),
        ({}, []),
        (None, []),
    ],
)
def test_what_is_empty_or_not_there_is_told_apart(value: Any, expected: list[Section]) -> None:
    """Null is not there; an empty list is a section without rows."""
    assert sections(value, "en") == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"agency": TEMPLE, "rank": 1, "score": 0.5, "reasons": []}, "Temple (rank 1, score 0.5)"),
        ({**TEMPLE, "due": "2026-01-01"}, "Temple (2026-01-01)"),
        ([{"phrase": "words", "id": "evidence:1"}], "words"),
        ({"nodes": [TEMPLE]}, "Temple"),
        (list(range(7)), "0; 1; 2; 3; 4; +2"),
        (False, "no"),
        ({}, ""),
    ],
)
def test_nested_values_become_one_text(value: object, text: str) -> None:
    """Numbers with their word, long lists cut with how many more."""
    assert text_of(value, "en") == text
