"""Documents are parsed and validated once, and the cache of them is bounded."""

from __future__ import annotations

from graphql import build_schema

from graph_api.graphql.documents import Documents
from graph_api.graphql.guards import Bounds

_SCHEMA = build_schema("type Query { a: Int b: Int }")
_BOUNDS = Bounds(100, aliases=9, directives=9, repeats=9, nesting=9, introspection=True)


def test_a_document_is_parsed_once() -> None:
    """The same text gives the same document."""
    documents = Documents(_SCHEMA)
    assert documents.get("{ a }", _BOUNDS) is documents.get("{ a }", _BOUNDS)


def test_what_is_wrong_is_told_each_time() -> None:
    """Syntax, validity and depth; a wrong document is not kept."""
    documents = Documents(_SCHEMA)
    for text in ("{", "{ c }", "{a" * 50_000):
        for _ in range(2):
            found = documents.get(text, _BOUNDS)
            assert isinstance(found, list)
            assert len(found) == 1


def test_the_one_longest_out_of_use_goes_first() -> None:
    """A capacity of two documents: the third takes the place of the one that was not asked for."""
    documents = Documents(_SCHEMA, capacity=10)
    first, second = documents.get("{ a }", _BOUNDS), documents.get("{ b }", _BOUNDS)
    assert documents.get("{ a }", _BOUNDS) is first
    documents.get("{a b}", _BOUNDS)
    assert documents.get("{ a }", _BOUNDS) is first
    assert documents.get("{ b }", _BOUNDS) is not second


def test_a_document_beyond_the_capacity_is_answered_all_the_same() -> None:
    """It is just not cached."""
    documents = Documents(_SCHEMA, capacity=4)
    assert documents.get("{ a }", _BOUNDS) is not documents.get("{ a }", _BOUNDS)
    assert not isinstance(documents.get("{ a }", _BOUNDS), list)


def test_what_one_service_refuses_another_may_answer() -> None:
    """Documents are kept by the bounds that they were read with."""
    documents = Documents(_SCHEMA)
    narrow = _BOUNDS._replace(aliases=0)
    for _ in range(2):
        assert not isinstance(documents.get("{ x: a }", _BOUNDS), list)
        assert isinstance(documents.get("{ x: a }", narrow), list)
