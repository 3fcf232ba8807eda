"""What it takes for a record to be there on a day."""

from __future__ import annotations

from graph_api.linkage.scoping import asserted, seen


def begun(node: str) -> str:
    """What a record must meet: begun on the day, asserted, and not left out; it may be over."""
    dates = ("starts", "since", "date")
    started = " AND ".join(f"({node}.{name} IS NULL OR {node}.{name} <= day)" for name in dates)
    return f"{started} AND {asserted(node)} AND {seen(node)}"


def there(node: str) -> str:
    """What a record must meet: begun, and not over on the day."""
    dates = ("ends", "until")
    lasting = " AND ".join(f"({node}.{name} IS NULL OR {node}.{name} >= day)" for name in dates)
    return f"{begun(node)} AND {lasting}"
