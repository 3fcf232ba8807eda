"""Small pieces of Cypher text. Every name in it is declared or made here; none is a client's."""

from __future__ import annotations

from graph_api.planner.model import (
    OrderKey,
)
from schema.registry import Direction, Property, RelationshipField, ValueType


def stored(variable: str, item: Property) -> str:
    """A property as it is stored; quoted, since some names are words of Cypher too."""
    return f"{variable}.`{item.name}`"


def compared(variable: str, item: Property) -> str:
    """A property as conditions compare it: texts in their canonical form."""
    text = stored(variable, item)
    return f"coalesce({variable}.`{item.canonical_name}`, {text})" if item.verbatim else text


def sent(variable: str, item: Property) -> str:
    """A property as it is sent out: days and moments as text, lists never null."""
    text = stored(variable, item)
    return f"coalesce({text}, [])" if item.many else shown(text, item)


def shown(value: str, item: Property) -> str:
    """A value of a property as it is sent out: days and moments as text.

    A moment's text is that of :func:`schema.dates.moment_text`. The database drops zeros at the
    end of a second, so it is given a ninth digit that is none, which is then cut off.
    """
    if item.type is ValueType.DATE:
        return f"toString({value})"
    if item.type is not ValueType.DATETIME:
        return value
    # A list of one gives a value a name inside an expression; for null it is empty, and head() is null.
    whole = "datetime({epochSeconds: t.epochSeconds, nanosecond: t.nanosecond / 1000 * 1000 + 1})"
    return f"head([t IN [{value}] WHERE t IS NOT NULL | left(toString({whole}), 26) + 'Z'])"


def hop(near: str, item: RelationshipField, relation: str, far: str) -> str:
    """A pattern of one step from ``near`` to ``far`` (either may carry labels)."""
    inner = f"[{relation}:{item.relationship.type}]"
    if item.direction is Direction.BACK:
        return f"({near})<-{inner}-({far})"
    return (
        f"({near})-{inner}-({far})"
        if item.direction is Direction.BOTH
        else f"({near})-{inner}->({far})"
    )


def labelled(variable: str, labels: tuple[str, ...]) -> str:
    """A variable with its labels, if any."""
    return f"{variable}:{'|'.join(labels)}" if labels else variable


def where(*conditions: str) -> str:
    """A WHERE of those conditions that are not empty, or nothing."""
    stated = [item for item in conditions if item]
    return f" WHERE {' AND '.join(stated)}" if stated else ""


def descending(order: tuple[OrderKey, ...], *, backward: bool) -> bool:
    """Whether the id is read from its end: it follows the first key."""
    return order[0].descending is not backward
