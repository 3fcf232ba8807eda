"""Pages of computed answers: walked to the end they are the list."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_api.paging.connections import connection
from graph_api.paging.pages import Page, page_of, page_read, page_request
from schema.errors import ErrorCode, PhakhiError

Item = tuple[float, str]
SAMPLE = (0.0, "")


def page(items: list[Item], first: int, after: str | None) -> Page[Item]:
    """A page of items that ascend by themselves."""
    return page_of(items, lambda item: item, page_request(first, after, "items", SAMPLE))


def cursor(*values: object) -> str:
    """Any cursor."""
    return (
        base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode())
        .decode()
        .rstrip("=")
    )


items = st.lists(
    st.tuples(st.floats(-9, 9, allow_nan=False), st.text("abก", max_size=3)), unique=True
).map(sorted)


@given(items, st.integers(1, 7))
def test_pages_follow_each_other(whole: list[Item], first: int) -> None:
    """Every item once, in order; flags and total say where a page stands."""
    seen: list[Item] = []
    after = None
    while True:
        shown = page(whole, first, after)
        assert (shown.total, shown.before) == (len(whole), bool(seen))
        seen += shown.items
        assert shown.more == (len(seen) < len(whole))
        if not shown.more:
            break
        after = shown.cursors[-1]
    assert seen == whole


def test_a_page_begins_after_its_cursor_whatever_has_gone() -> None:
    """The cursor's own item need not be there any more."""
    whole = [(1.0, "a"), (2.0, "b"), (3.0, "c")]
    after = page(whole, 2, None).cursors[1]
    assert page([(1.0, "a"), (3.0, "c")], 2, after).items == [(3.0, "c")]


def test_a_page_that_was_read() -> None:
    """One row more than asked for says that more follow."""
    rows = [("a",), ("b",), ("c",)]
    asked = page_request(2, None, "rows", ("",))
    shown = page_read(rows, lambda row: row, asked, total=9)
    assert (shown.items, shown.more, shown.before, shown.total) == (rows[:2], True, False, 9)
    again = page_request(2, shown.cursors[1], "rows", ("",))
    assert (again.after, page_read(rows[2:], lambda row: row, again, 9).before) == (("b",), True)


def test_a_connection_holds_answers_in_their_places() -> None:
    """Edges and nodes are the same answers."""
    made = connection(page([(1.0, "a"), (2.0, "b"), (3.0, "c")], 2, None), ["A", "B"])
    assert [(edge.cursor, edge.node) for edge in made.edges] == [
        (cursor("items", 1.0, "a"), "A"),
        (cursor("items", 2.0, "b"), "B"),
    ]
    assert (made.nodes, made.total_count) == (["A", "B"], 3)
    info = made.page_info
    assert (info.has_next_page, info.has_previous_page) == (True, False)
    assert (info.start_cursor, info.end_cursor) == (made.edges[0].cursor, made.edges[1].cursor)
    empty = connection(page([], 2, None), [])
    assert (empty.edges, empty.page_info.end_cursor) == ([], None)


@pytest.mark.parametrize("first", [0, -1, 101, 2**40])
def test_a_page_has_a_size(first: int) -> None:
    """From 1 to 100."""
    with pytest.raises(PhakhiError) as caught:
        page_request(first, None, "items", SAMPLE)
    assert caught.value.code is ErrorCode.BAD_PAGE_SIZE


@pytest.mark.parametrize(
    "after",
    [
        "",
        "x",
        "ก",
        "[]",
        "A" * 5000,
        cursor(),
        cursor("others", 1.0, "a"),
        cursor("items", 1.0),
        cursor("items", 1.0, "a", "b"),
        cursor("items", "1", "a"),
        cursor("items", *[True], "a"),
        cursor("items", 1.0, None),
        cursor("items", 1.0, ["a"]),
    ],
)
def test_a_cursor_of_something_else_is_refused(after: str) -> None:
    """Of another list, another order, or none at all."""
    with pytest.raises(PhakhiError) as caught:
        page_request(5, after, "items", SAMPLE)
    assert caught.value.code is ErrorCode.BAD_CURSOR
