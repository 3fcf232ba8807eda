"""What counts in a scope, as Cypher conditions: one text a rule.

A statement that is held to a scope takes the parameters of :class:`~graph_api.domain.scope.Scope`:
``$as_of`` (a day), ``$datasets`` (ids, or null for all) and ``$include_synthetic``. Parameters are
seen inside every subquery, so nothing has to be carried along.

Which rule holds where, and why they differ, is told in ``docs/architecture.md`` ("What counts").
"""

from __future__ import annotations

from graph_api.domain.days import last_days
from schema import validity
from schema.validity import LASTING, VALIDITIES

AS_OF = "$as_of"
_DATASETS = "$datasets"

_FIRST_DAYS = tuple(dict.fromkeys(first for first, _ in VALIDITIES))


def between(variable: str, first: str, last: str, day: str = AS_OF, opening: str = "") -> str:
    """Whether ``variable`` holds on ``day`` (or at any time from ``opening`` to it).

    ``first`` and ``last`` are names of its first and last day; null means always, and still.
    """
    return validity.between(variable, (first, last), day, opening)


def asserted_by(variable: str, datasets: str) -> str:
    """Whether one of these datasets asserts it."""
    return f"any(d IN {variable}.datasets WHERE d IN {datasets})"


def asserted(variable: str, datasets: str = _DATASETS) -> str:
    """Whether one of the datasets that count asserts it; anything does where all count."""
    return f"({datasets} IS NULL OR {asserted_by(variable, datasets)})"


def factual(variable: str) -> str:
    """Whether it is not invented."""
    return f"NOT coalesce({variable}.synthetic, false)"


def seen(variable: str) -> str:
    """Whether it is seen where what is invented may not count."""
    return f"($include_synthetic OR {factual(variable)})"


def holds(link: str, opening: str = "") -> str:
    """What a relationship must meet: holding on the day, asserted, seen.

    With ``opening`` (an expression for a day) it must have held at any time from there to the day.
    """
    return f"{between(link, *LASTING, opening=opening)} AND {asserted(link)} AND {seen(link)}"


def held(link: str) -> str:
    """What a relationship must meet: begun by the day, asserted, seen; it may be over."""
    return f"{begun(link)} AND {asserted(link)} AND {seen(link)}"


def along(steps: str, opening: str = "") -> str:
    """What every relationship of a way must meet, as :func:`holds`."""
    return f"all(step IN {steps} WHERE {holds('step', opening)})"


def valid(node: str, opening: str = "") -> str:
    """What a node with a first and a last day must meet: that it is there on the day.

    With ``opening`` it must have been there at any time from there to the day.
    """
    return f"{begun(node)} AND {lasting(node, opening)}"


def begun(node: str) -> str:
    """What a node with a first day must meet: that it has begun; it may be over."""
    return " AND ".join(f"({node}.{d} IS NULL OR {node}.{d} <= {AS_OF})" for d in _FIRST_DAYS)


def lasting(node: str, opening: str = "") -> str:
    """What a node with a last day must meet: that it is not over; with ``opening``, not by then."""
    day = opening or AS_OF
    return " AND ".join(f"({d} IS NULL OR {d} >= {day})" for d in last_days(node))


def taken_place(node: str) -> str:
    """What a node with a date (an event, a reading, a story) must meet: not after the day."""
    return f"({node}.date IS NULL OR {node}.date <= {AS_OF})"


def taken_place_since(node: str, opening: str) -> str:
    """The same in a period: dated from ``opening`` to the day; as on a day where ``opening`` is null.

    What has no date may have taken place at any time: it counts on a day, but in no one year.
    """
    dated = f"{opening} IS NOT NULL AND {node}.date >= {opening} AND {node}.date <= {AS_OF}"
    return f"({opening} IS NULL AND {taken_place(node)} OR {dated})"


def arisen(node: str) -> str:
    """What any record must meet to count as of the day: begun or taken place; it may be over."""
    return f"{begun(node)} AND {taken_place(node)} AND {asserted(node)} AND {seen(node)}"


def present(node: str) -> str:
    """What any record must meet to be there on the day: arisen, and not over."""
    return f"{arisen(node)} AND {lasting(node)}"
