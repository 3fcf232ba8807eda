"""How an organisation comes to an issue or an area: straight, or by something that it has to do with.

It is concerned with an issue that it adopts, or that something of its own or some work it takes part
in concerns. It is active in an area that it is in, or that such work is in. Every way is one
relationship, or two by way of a thing in the middle, and lasts as long as all of it does. Which types
these are is read from the declaration; whatever folds, counts or shows ways asks here.
"""

from __future__ import annotations

from collections.abc import Collection

from schema.registry import declaration
from schema.relationships import WORKS

FOCUSES_ON = "FOCUSES_ON"
"""All ways from an organisation to an issue, folded into one relationship."""

CONCERNS = "CONCERNS"
"""What leads from the thing in the middle to the issue."""

_known = declaration()
(_focuses,) = _known.types[FOCUSES_ON]
(_concerns,) = _known.types[CONCERNS]

FOCUSED = _known.end_members(_focuses.source)
"""Kinds that focus on issues."""

MIDDLE = _known.end_members(_concerns.source)
"""Kinds of the things in the middle."""

_from_organisations = [
    row
    for row in _known.relationships
    if not row.derived and set(FOCUSED) & set(_known.end_members(row.source))
]


def _leading_to(kinds: Collection[str]) -> tuple[str, ...]:
    """Types that lead from organisations to these kinds alone."""
    return tuple(
        row.type for row in _from_organisations if {*_known.end_members(row.target)} <= {*kinds}
    )


THROUGH = _leading_to(MIDDLE)
"""Types that lead to the thing in the middle."""

STRAIGHT = _leading_to(_known.end_members(_concerns.target))
"""Types that lead to the issue at once."""

TAKING_PART = _leading_to([work.__name__ for work in WORKS])
"""Types by which an organisation has a part in work."""


def through(organisation: str, way: str, middle: str, concerning: str, issue: str) -> str:
    """The pattern of a way by two relationships; the arguments are its variables."""
    return (
        f"({organisation})-[{way}:{'|'.join(THROUGH)}]->({middle})"
        f"-[{concerning}:{CONCERNS}]->({issue})"
    )


def straight(organisation: str, way: str, issue: str) -> str:
    """The pattern of a way by one relationship."""
    return f"({organisation})-[{way}:{'|'.join(STRAIGHT)}]->({issue})"
