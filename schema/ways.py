"""How an organisation has to do with an issue: it adopts it, or something of its own concerns it.

Every way is one relationship, or two by way of a thing in the middle. Which types these are is read
from the declaration; whatever folds, counts or shows ways asks here.
"""

from __future__ import annotations

from schema.registry import declaration, end_name

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
    if not row.derived and set(FOCUSED) <= set(_known.end_members(row.source))
]

THROUGH = tuple(row.type for row in _from_organisations if end_name(row.target) in MIDDLE)
"""Types that lead to the thing in the middle."""

STRAIGHT = tuple(
    row.type
    for row in _from_organisations
    if _known.end_members(row.target) == _known.end_members(_concerns.target)
)
"""Types that lead to the issue at once."""


def through(organisation: str, way: str, middle: str, concerning: str, issue: str) -> str:
    """The pattern of a way by two relationships; the arguments are its variables."""
    return (
        f"({organisation})-[{way}:{'|'.join(THROUGH)}]->({middle})"
        f"-[{concerning}:{CONCERNS}]->({issue})"
    )


def straight(organisation: str, way: str, issue: str) -> str:
    """The pattern of a way by one relationship."""
    return f"({organisation})-[{way}:{'|'.join(STRAIGHT)}]->({issue})"
