"""Relationship types that computations name are those that the snapshot holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import graph_api
from graph_api.linkage.graph import TYPES

PACKAGE = Path(str(graph_api.__file__)).parent
ROOMS = ("linkage", "analyses", "evaluation")
ASKING = {"out", "back", "linked"}
"""Methods of a graph whose first argument is a type."""


def named(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of every relationship type that a module asks a graph for."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=method), args=[ast.Constant(str(text)), *_]):
                if method in ASKING:
                    yield node.lineno, text
            case ast.Call(func=ast.Name("matrix_of"), args=[_, ast.Constant(str(text))]):
                yield node.lineno, text
            case ast.Subscript(
                value=ast.Attribute(attr="relations"), slice=ast.Constant(str(text))
            ):
                yield node.lineno, text


def test_every_type_that_is_named_is_in_the_snapshot() -> None:
    """A wrong one would fail only when its question is asked."""
    found = [
        (f"{path.relative_to(PACKAGE)}:{line}", text)
        for room in ROOMS
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for line, text in named(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert len(found) > 30
    assert [place for place in found if place[1] not in TYPES] == []


def test_a_wrong_one_is_found() -> None:
    """By each of the ways in which a graph is asked."""
    module = (
        'graph.out("A", 1), graph.linked("B", 1, 2), matrix_of(graph, "C"), g.relations["D"].out'
    )
    assert [text for _, text in named(ast.parse(module))] == ["A", "B", "C", "D"]
