"""The one place where code is made."""

from __future__ import annotations

import pytest
from graphql import GraphQLError

from graph_api.planner.compiled import object_maker


def test_an_object_reads_places_and_holds_constants_in_the_clients_order() -> None:
    """Names in the order given; a place may be read twice."""
    make = object_maker([("b", 1), ("kind", "Agency"), ("a", 0), ("again", 1)])
    made = make(["x", None])
    assert list(made.items()) == [("b", None), ("kind", "Agency"), ("a", "x"), ("again", None)]


@pytest.mark.parametrize("name", ["", "a b", "x'}", "{}", "ก", "__import__('os')", "a\n"])
def test_nothing_but_names_gets_into_code(name: str) -> None:
    """A response name comes from a client; GraphQL's grammar keeps it a name, and so do we."""
    with pytest.raises(GraphQLError):
        object_maker([(name, 0)])
    with pytest.raises(GraphQLError):
        object_maker([("a", name)])
