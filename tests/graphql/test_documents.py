"""Documents are parsed and validated once, and take bounded room."""

from __future__ import annotations

from graphql import build_schema

from graph_api.graphql.documents import Documents

_SCHEMA = build_schema("type Query { a: Int b: Int }")


def test_a_document_is_parsed_once() -> None:
    """The same text gives the same document."""
    documents = Documents(_SCHEMA)
    assert documents.get("{ a }") is documents.get("{ a }")


def test_what_is_wrong_is_told_each_time() -> None:
    """Syntax, validity and depth; a wrong document is not kept."""
    documents = Documents(_SCHEMA)
    for text in ("{", "{ c }", "{a" * 50_000):
        for _ in range(2):
            found = documents.get(text)
            assert isinstance(found, list)
            assert len(found) == 1


def test_the_one_longest_out_of_use_goes_first() -> None:
    """Room for two documents: the third takes the place of the one that was not asked for."""
    documents = Documents(_SCHEMA, room=10)
    first, second = documents.get("{ a }"), documents.get("{ b }")
    assert documents.get("{ a }") is first
    documents.get("{a b}")
    assert documents.get("{ a }") is first
    assert documents.get("{ b }") is not second


def test_a_document_that_has_no_room_is_answered_all_the_same() -> None:
    """It is just not kept."""
    documents = Documents(_SCHEMA, room=4)
    assert documents.get("{ a }") is not documents.get("{ a }")
    assert not isinstance(documents.get("{ a }"), list)
