"""Headers that list what a client accepts, each with a weight (``q``): types and languages.

Ours, since what is well kept comes with a framework (werkzeug, WebOb) or no longer is (mimeparse,
accept-types), and since a weight that makes no sense must count as 0 rather than raise.
"""

from __future__ import annotations


def weighted(header: str) -> list[tuple[str, float]]:
    """What a header lists, in small letters and in its order, each with its weight from 0 to 1."""
    listed = []
    for item in header.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        if name:
            listed.append((name, min([1.0, *map(_weight, parameters)])))
    return listed


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
