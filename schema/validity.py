"""When things hold, as Cypher conditions: between a first and a last day, both included."""

from __future__ import annotations

from collections.abc import Iterable

from schema.registry import declaration

Days = tuple[str, str]
"""Names of the properties that are a first and a last day."""

VALIDITIES: tuple[Days, ...] = tuple(
    dict.fromkeys(kind.validity for kind in declaration().kinds.values() if kind.validity)
)
"""The days between which nodes hold, of any kind that has such days."""

LASTING: Days = ("since", "until")
"""The days between which a relationship holds."""


def between(variable: str, days: Days, day: str, opening: str = "") -> str:
    """Whether ``variable`` holds on ``day`` (or at any time from ``opening`` to it).

    A first day that is null means always, a last one still.
    """
    first, last = days
    return (
        f"({variable}.{first} IS NULL OR {variable}.{first} <= {day}) "
        f"AND ({variable}.{last} IS NULL OR {variable}.{last} >= {opening or day})"
    )


def valid(node: str, day: str, validities: Iterable[Days] = VALIDITIES) -> str:
    """Whether a node is there on ``day``: between its days, where it has any.

    A node without such days passes, since it has no such properties.
    """
    return " AND ".join(between(node, days, day) for days in validities)
