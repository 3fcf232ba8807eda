"""A relationship may be called by its type or by its field in GraphQL."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from loaders.errors import WrongRow, WrongRowsError
from loaders.get import get
from loaders.models import node_model
from loaders.naming import header_of
from loaders.records import LinkRow, RawFile, RowLocation
from loaders.transform import transform
from schema.registry import Direction, declaration
from tests.loaders.conftest import Folder

_NOWHERE = RowLocation("", 0)


def _links(path: Path) -> list[LinkRow]:
    """The relationships of a dataset, wherever they are stated."""
    return [
        replace(item, place=_NOWHERE, columns=("from", "to")) for item in transform(get(path)).links
    ]


def _wrong(path: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(WrongRowsError) as caught:
        transform(get(path))
    return [(row.file, row.column, row.en) for row in caught.value.rows]


@pytest.mark.parametrize(
    ("file", "row", "names", "target"),
    [
        ("agencies", "agency:a", ("raises", "problems"), "problem:x"),
        ("agencies", "agency:a", ("in_area", "inArea", "areas"), "area:1"),
        ("agencies", "agency:a", ("holds", "moral_capitals", "moralCapitals"), "moral-capital:x"),
        ("agencies", "agency:a", ("based_in", "basedIn"), "area:1"),
        ("networks", "network:a", ("part_of", "partOf", "area"), "area:1"),
        ("networks", "network:a", ("adopts", "issues"), "issue:x"),
        ("goals", "goal:a", ("concerns", "issues"), "issue:x"),
        ("goals", "goal:a", ("measured_by", "measuredBy", "indicators"), "indicator:x"),
        ("events", "event:a", ("in_series", "inSeries", "series"), "event-series:x"),
    ],
)
def test_a_column_goes_by_each_of_its_names(
    folder: Folder, file: str, row: str, names: tuple[str, ...], target: str
) -> None:
    """The same relationship comes of it."""
    stated = [
        _links(folder("x", **{file: f"id,name_th,{name}\n{row},ก,{target}"})) for name in names
    ]
    assert [item.ends for item in stated[0]] == [(row, target)]
    assert all(links == stated[0] for links in stated)


@pytest.mark.parametrize(
    ("names", "row"),
    [
        (("attended", "events_attended", "eventsAttended"), "agency:a,event:x"),
        (("raises", "problems"), "network:a,problem:x"),
        (("commits_to", "commitsTo", "good_deeds", "goodDeeds"), "agency:a,good-deed:x"),
        (("member_of", "memberOf", "networks"), "agency:a,network:x"),
        (("in_area", "inArea", "areas"), "goal:a,area:1"),
        (("of", "indicator"), "reading:a,indicator:x"),
        (("has_item", "hasItem", "agenda"), "event:a,agenda-item:x"),
    ],
)
def test_a_file_goes_by_each_of_its_names(folder: Folder, names: tuple[str, ...], row: str) -> None:
    """One that is called as a kind is holds relationships where its columns are their ends."""
    stated = [_links(folder("x", **{name: f"from,to\n{row}"})) for name in names]
    assert [",".join(item.ends) for item in stated[0]] == [row]
    assert all(links == stated[0] for links in stated)


def test_every_name_of_a_declared_relationship_is_a_column() -> None:
    """Of every kind: the type and the field, each as files and as GraphQL write it."""
    known = declaration()
    for kind in known.by_plural.values():
        for item in kind.relationships.values():
            row = item.relationship
            if item.direction is Direction.BACK or row.derived or kind.name in {"Claim", "Dataset"}:
                continue
            model = node_model(kind.name).model_fields
            needed = [name for name, field in model.items() if field.is_required()]
            for name in (row.type.lower(), item.name, item.graphql_name):
                wrong: list[WrongRow] = []
                file = RawFile(f"{kind.plural}.csv", (*needed, name), ())
                header = header_of(file, kind, wrong)
                assert wrong == []
                assert header is not None
                assert header.names[-1] == row.type.lower()


def test_two_names_of_one_column_are_refused(folder: Folder) -> None:
    """The sentence names both."""
    path = folder("x", agencies="id,name_th,raises,problems\nagency:a,ก,problem:a,problem:b")
    said = "and raises are two names of one column; keep one of the two"
    assert _wrong(path) == [("agencies.csv", "problems", said)]
    path = folder("x", goals="id,name_th,areas,inArea,in_area\ngoal:a,ก,area:1,,")
    assert _wrong(path) == [
        ("goals.csv", name, "and areas are two names of one column; keep one of the two")
        for name in ("inArea", "in_area")
    ]


def test_two_names_of_one_file_are_refused(folder: Folder) -> None:
    """The sentence names both."""
    path = folder("x", raises="from,to\nagency:a,problem:x", problems="from,to\nagency:b,problem:x")
    said = "and problems.csv are two names of one file (RAISES); put all rows into one of them"
    assert _wrong(path) == [("raises.csv", "", said)]


def test_a_file_of_several_types_is_refused_with_their_names(folder: Folder) -> None:
    """``issues`` is a field of two types; with ids it is the file of issues."""
    assert _wrong(folder("x", issues="from,to\nagency:a,issue:x")) == [
        (
            "issues.csv",
            "",
            "may hold relationships of several types; name it adopts.csv or concerns.csv",
        )
    ]
    assert _links(folder("x", issues="id,name_th\nissue:x,ก")) == []


def test_wrong_cells_are_named_by_the_column_as_the_file_has_it(folder: Folder) -> None:
    """A reader finds it there."""
    rows = _wrong(folder("x", agencies="id,name_th,problems\nagency:a,ก,goal:x"))
    assert [row[:2] for row in rows] == [("agencies.csv", "problems")]


@pytest.mark.parametrize(
    ("file", "column", "said"),
    [
        ("agencies", "raised_by", "; did you mean raises?"),
        ("problems", "raised_by", "; it is stated from the other end, in raises.csv"),
        ("problems", "raises", "; it is stated from the other end, in raises.csv"),
        ("networks", "areas", "; did you mean part_of?"),
        ("areas", "agenciesWorking", "; it is stated from the other end, in in_area.csv"),
        ("agencies", "problms", "; did you mean problems?"),
        ("agencies", "zzzzz", ""),
    ],
)
def test_a_column_that_is_none_is_answered_by_what_it_means(
    folder: Folder, file: str, column: str, said: str
) -> None:
    """A name of a relationship is not taken for a slip of typing."""
    path = folder("x", **{file: f"id,name_th,{column}\n"})
    assert _wrong(path) == [(f"{file}.csv", column, f"is not a column of this file{said}")]


def test_a_file_named_after_the_other_end_is_answered_with_its_name(folder: Folder) -> None:
    """``raised_by`` is what RAISES is at a problem."""
    said = "is not named after a kind or a relationship; did you mean raises.csv?"
    assert _wrong(folder("x", raisedBy="from,to\n")) == [("raisedBy.csv", "", said)]
