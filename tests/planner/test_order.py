"""Orders and cursors, and cursors that are none."""

from __future__ import annotations

import base64
import datetime as dt
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_api.planner.model import (
    OrderKey,
)
from graph_api.planner.order import decode_cursor, encode_cursor, order_tag
from schema.errors import ErrorCode, PhakhiError
from schema.registry import declaration
from tests.planner.planning import connection

GOAL = declaration().kinds["Goal"]


def key(name: str, *, descending: bool = False) -> OrderKey:
    """A key on a property of goals."""
    item = GOAL.properties[name]
    return OrderKey(item.graphql_name, descending, prop=item, nullable=item.nullable)


NAME = (OrderKey("name"),)
ORDER = (key("due", descending=True), key("horizon_years"), key("target"), key("synthetic"))
COUNTED = (OrderKey("indicatorsCount", count=GOAL.relationships["indicators"]),)
MOMENT = (key("created_at"),)


def test_an_order_is_read() -> None:
    """Keys in the client's order; by name where there is none."""
    read = connection(
        "{ goals(orderBy: [{due: DESC}, {indicatorsCount: ASC}, {name: ASC}]) { totalCount } }"
    )
    assert order_tag(read.order) == "-due,indicatorsCount,name"
    for text in ("", "(orderBy: [])", "(orderBy: null)"):
        assert order_tag(connection(f"{{ goals{text} {{ totalCount }} }}").order) == "name"


def test_too_many_keys_are_refused() -> None:
    """Each of them costs."""
    with pytest.raises(PhakhiError, match="at most 4"):
        connection(f"{{ goals(orderBy: [{'{due: ASC}' * 5}]) {{ totalCount }} }}")


@pytest.mark.parametrize(
    ("order", "sent", "bound"),
    [
        (NAME, ["ก\t0", "goal:a"], ["ก\t0", "goal:a"]),
        (ORDER, ["2020-01-21", 3, 1.5, True, "a"], [dt.date(2020, 1, 21), 3, 1.5, True, "a"]),
        (ORDER, [None, None, None, False, "a"], [None, None, None, False, "a"]),
        (ORDER, [None, None, 2, False, "a"], [None, None, 2.0, False, "a"]),
        (COUNTED, [7, "a"], [7, "a"]),
        (MOMENT, ["2024-01-01T00:00:00Z", "a"], [dt.datetime(2024, 1, 1, tzinfo=dt.UTC), "a"]),
    ],
)
def test_a_cursor_is_read_back(
    order: tuple[OrderKey, ...], sent: list[Any], bound: list[Any]
) -> None:
    """With the types that the properties have."""
    assert decode_cursor(encode_cursor(order_tag(order), sent), order, 1) == bound


WRONG = {
    "of another order": (NAME, ["-name", "a", "b"]),
    "too short": (NAME, ["name", "a"]),
    "too long": (NAME, ["name", "a", "b", "c"]),
    "a number for a name": (NAME, ["name", 1, "b"]),
    "null for a name": (NAME, ["name", None, "b"]),
    "a number for an id": (NAME, ["name", "a", 1]),
    "null for an id": (NAME, ["name", "a", None]),
    "no date": (ORDER, [order_tag(ORDER), "yesterday", 1, 1.0, True, "a"]),
    "a number for a date": (ORDER, [order_tag(ORDER), 20200121, 1, 1.0, True, "a"]),
    "a truth for a number": (ORDER, [order_tag(ORDER), None, True, 1.0, True, "a"]),
    "a fraction for a whole number": (ORDER, [order_tag(ORDER), None, 1.5, 1.0, True, "a"]),
    "a number for a truth": (ORDER, [order_tag(ORDER), None, 1, 1.0, 1, "a"]),
    "null where none may be": (ORDER, [order_tag(ORDER), None, 1, 1.0, None, "a"]),
    "beyond 64 bits": (COUNTED, [order_tag(COUNTED), 2**63, "a"]),
    "a list for a number": (COUNTED, [order_tag(COUNTED), [1], "a"]),
    "no list": (NAME, {"name": "a"}),
    "nothing": (NAME, []),
    "null": (NAME, None),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_cursor_that_is_none_is_refused(name: str) -> None:
    """By a code of its own, before the database sees it."""
    order, values = WRONG[name]
    text = base64.urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")
    with pytest.raises(PhakhiError) as caught:
        decode_cursor(text, order, 1)
    assert caught.value.code is ErrorCode.BAD_CURSOR


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(
    text=st.one_of(
        st.text(max_size=60),
        st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner, max_size=4),
        ).map(
            lambda value: base64.urlsafe_b64encode(repr(value).replace("'", '"').encode()).decode()
        ),
    )
)
def test_hostile_cursors(text: str) -> None:
    """Whatever is sent is read or refused."""
    for order in (NAME, ORDER, COUNTED, MOMENT):
        try:
            found = decode_cursor(text, order, 1)
        except PhakhiError as error:
            assert error.code is ErrorCode.BAD_CURSOR  # noqa: PT017
        else:
            assert len(found) == len(order) + 1


def test_a_cursor_of_a_kind_is_not_one_of_a_relationship() -> None:
    """These end with two ids: of the node and of the relationship."""
    text = encode_cursor("name", ["a", "goal:a", "pursues:1"])
    assert decode_cursor(text, NAME, 2) == ["a", "goal:a", "pursues:1"]
    with pytest.raises(PhakhiError):
        decode_cursor(text, NAME, 1)
