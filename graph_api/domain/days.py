"""The first and the last of several days, as Cypher expressions."""

from __future__ import annotations

from schema.validity import VALIDITIES

_FIRST_DAYS = tuple(dict.fromkeys(first for first, _ in VALIDITIES))
_LAST_DAYS = tuple(dict.fromkeys(last for _, last in VALIDITIES))


def first_days(node: str) -> tuple[str, ...]:
    """Expressions for the first days that a node may have, or for the day of what takes place on one."""
    return tuple(f"{node}.{d}" for d in (*_FIRST_DAYS, "date"))


def last_days(node: str) -> tuple[str, ...]:
    """Expressions for the last days that a node may have; null where it has none of that name."""
    return tuple(f"{node}.{d}" for d in _LAST_DAYS)


def earliest(*days: str) -> str:
    """An expression for the first of these days, of which some may be null; null where all are."""
    return _extreme("<", days)


def latest(*days: str) -> str:
    """The same for the last."""
    return _extreme(">", days)


def ordinal(day: str) -> str:
    """An expression for the number of a day, as Python's ``date.toordinal`` has it; null for null."""
    return f"duration.inDays(date('0001-01-01'), {day}).days + 1"


def _extreme(order: str, days: tuple[str, ...]) -> str:
    # Cypher's comparisons with null are null: it would win or lose by chance.
    return (
        f"reduce(best = null, day IN [{', '.join(days)}] | "
        f"CASE WHEN best IS NULL OR day {order} best THEN coalesce(day, best) ELSE best END)"
    )
