"""A page of items in an order, and the cursors that say where it ends.

An order is a *key*: a function from an item to a tuple of texts and numbers that no two items
share, by which items ascend (a number is negated where more comes first). A cursor holds the key
of one item, so the next page begins after it whatever has come or gone since.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph_api.planner.order import bad_cursor, encode_cursor, read_cursor
from schema.errors import ErrorCode, PhakhiError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Key = tuple[str | int | float, ...]

MOST = 100
"""Items of a page at most."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page as it is asked for.

    Attributes:
        first: items at most.
        after: the key of the item before it; ``None`` for the first page.
        tag: names the list and its order; a cursor of another is refused.
    """

    first: int
    after: Key | None
    tag: str


@dataclass(frozen=True, slots=True)
class Page(Generic[T_co]):
    """A page.

    Attributes:
        items: in order.
        cursors: one an item.
        total: number of items over all pages.
        before: whether items come before the page.
        more: whether items follow it.
    """

    items: Sequence[T_co]
    cursors: list[str]
    total: int
    before: bool
    more: bool


def check_first(first: int, most: int = MOST) -> int:
    """How many to list, when it is from 1 to ``most``.

    Raises:
        PhakhiError: ``BAD_PAGE_SIZE``.
    """
    if not 1 <= first <= most:
        raise PhakhiError(
            ErrorCode.BAD_PAGE_SIZE,
            f"first is a whole number from 1 to {most}.",
            f"first ต้องเป็นจำนวนเต็มตั้งแต่ 1 ถึง {most}",
        )
    return first


def page_request(first: int, after: str | None, tag: str, sample: Key) -> PageRequest:
    """A page as arguments ask for it.

    Args:
        first: items at most, 1 to ``MOST``.
        after: a cursor, or ``None``.
        tag: names the list and its order.
        sample: any key of the order; a cursor's values must be of the same types.

    Raises:
        PhakhiError: ``BAD_PAGE_SIZE``, ``BAD_CURSOR``.
    """
    return PageRequest(check_first(first), None if after is None else _key(after, tag, sample), tag)


def _key(cursor: str, tag: str, sample: Key) -> Key:
    given, *values = read_cursor(cursor) or [None]
    fits = len(values) == len(sample) and all(
        isinstance(value, _TYPES[type(like)]) and not isinstance(value, bool)
        for value, like in zip(values, sample, strict=True)
    )
    if given != tag or not fits:
        raise bad_cursor()
    return tuple(values)


_TYPES: dict[type, tuple[type, ...]] = {str: (str,), int: (int,), float: (int, float)}


def page_of(items: Sequence[T], key: Callable[[T], Key], request: PageRequest) -> Page[T]:
    """The page of a whole list, which ascends by ``key``."""
    start = 0 if request.after is None else bisect_right(items, request.after, key=key)
    shown = items[start : start + request.first]
    return Page(
        items=shown,
        cursors=[encode_cursor(request.tag, list(key(item))) for item in shown],
        total=len(items),
        before=start > 0,
        more=start + len(shown) < len(items),
    )


def page_read(
    rows: Sequence[T], key: Callable[[T], Key], request: PageRequest, total: int
) -> Page[T]:
    """The page of rows that a statement read after the cursor, one more than were asked for."""
    shown = rows[: request.first]
    return Page(
        items=shown,
        cursors=[encode_cursor(request.tag, list(key(item))) for item in shown],
        total=total,
        before=request.after is not None,
        more=len(rows) > request.first,
    )
