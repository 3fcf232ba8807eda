"""Statements: read against the declaration when they are made; rows by their names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from schema.cypher import STATEMENTS, Statement, undeclared


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("MATCH (a:Agency)-[r:RAISES|HOLDS]->(b:Record) RETURN a", []),
        ("MATCH (a:Agncy) RETURN a", ["Agncy"]),
        ("MATCH (a)-[:RAISE]->() RETURN a", ["RAISE"]),
        ("MATCH (a)-[r:RAISES|HOLD*0..1]->() RETURN a", ["HOLD"]),
        ("MATCH (n) WHERE n:Agency OR n:Netwrk RETURN n", ["Netwrk"]),
        ("MATCH (n:Agency|Netwrk&!Aera) RETURN n", ["Aera", "Netwrk"]),
        ("MATCH ()-[r]->() WHERE type(r) <> 'FOCUS_ON' RETURN r", ["FOCUS_ON"]),
        ("MATCH ()-[r]->() WHERE type(r) IN ['RAISES', 'LIFTS'] RETURN r", ["LIFTS"]),
        ("MATCH (n {id: 'Agncy:RAISE'}) RETURN 'x:Agncy' // :Agncy", []),
        ("MATCH (m:Meta {id: 'revision'}) RETURN m {.revision, at: m.at}", []),
        (
            "RETURN {one: COLLECT { MATCH (a:Agncy) RETURN a }, two: CASE WHEN true THEN 1 END}",
            ["Agncy"],
        ),
        (
            "RETURN {one: COUNT { (:Agency) }, two: EXISTS { (:Area) }, three: NOT true, four: NULL}",
            [],
        ),
    ],
)
def test_names_that_are_not_declared(text: str, wrong: list[str]) -> None:
    """Labels and types are held to the declaration wherever a text names them; texts are not."""
    assert undeclared(text) == wrong


@dataclass(frozen=True)
class _Inner:
    id: str


@dataclass(frozen=True)
class _Outer:
    day: dt.date | None
    inner: list[_Inner]


class _Answering:
    """Stands in for nothing: gives the rows that it is made with, and keeps what it was asked."""

    def __init__(self, rows: list[list[Any]]) -> None:
        self.rows = rows
        self.asked: Mapping[str, object] | None = None

    async def read(
        self, statement: str, parameters: Mapping[str, object] | None = None
    ) -> list[list[Any]]:
        del statement
        self.asked = parameters
        return self.rows


def _statement(name: str, text: str) -> Statement[_Outer]:
    STATEMENTS.pop(name, None)
    try:
        return Statement(name, _Outer, text)
    finally:
        STATEMENTS.pop(name, None)


async def test_rows_are_read_by_the_names_of_their_columns() -> None:
    """Texts of days become days, maps become dataclasses; parameters go out in one map."""
    statement = _statement("test.rows", "MATCH (n {id: $id}) RETURN n.due AS day, [] AS inner")
    answering = _Answering([["2026-11-28", [{"id": "agency:a"}]], [None, []]])
    rows = await statement.read(answering, id="x")
    assert rows == [_Outer(dt.date(2026, 11, 28), [_Inner("agency:a")]), _Outer(None, [])]
    assert answering.asked == {"p": {"id": "x"}}


def test_parameters_are_sent_in_one_map() -> None:
    """One plan serves whatever is null and however long a list is; texts and comments stay as they are."""
    text = "MATCH (n {id: $id}) // $id\nWHERE n.x = '$id' RETURN $day AS day, $p AS inner"
    assert _statement("test.sent", text).sent == (
        "MATCH (n {id: $p.id}) // $id\nWHERE n.x = '$id' RETURN $p.day AS day, $p.p AS inner"
    )


@pytest.mark.parametrize("given", [{}, {"id": 1, "ident": 2}])
async def test_parameters_that_are_not_the_statements_own(given: dict[str, object]) -> None:
    """A missing parameter, or one too many, is an error of ours before anything is asked."""
    statement = _statement("test.parameters", "MATCH (n {id: $id}) RETURN 1 AS day, 2 AS inner")
    with pytest.raises(TypeError, match=r"test\.parameters"):
        await statement.read(_Answering([]), **given)


def test_a_statement_with_an_undeclared_name_cannot_be_made() -> None:
    """It fails where it is written, naming the statement and the name."""
    with pytest.raises(ValueError, match=r"test\.wrong names what is not declared: RAISE"):
        _statement("test.wrong", "MATCH ()-[:RAISE]->() RETURN 1")


def test_two_statements_cannot_share_a_name() -> None:
    """Names are what a test, a log and a reader find a statement by."""
    text = "RETURN null AS day, [] AS inner"
    Statement("test.twice", _Outer, text)
    try:
        with pytest.raises(ValueError, match=r"test\.twice"):
            Statement("test.twice", _Outer, text)
    finally:
        STATEMENTS.pop("test.twice")
