"""Which of our two languages a reader wants."""

from __future__ import annotations

from typing import Literal

Language = Literal["en", "th"]


def language_of(accept_language: str) -> Language:
    """The language of an ``Accept-Language`` header: Thai where it is preferred to English."""
    if not accept_language:
        return "en"
    weights = {"en": 0.0, "th": 0.0}
    for item in accept_language.lower().split(","):
        tag, _, parameters = item.strip().partition(";")
        name = tag.split("-")[0]
        if name in weights:
            weights[name] = max(weights[name], _weight(parameters))
    return "th" if weights["th"] > weights["en"] else "en"


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
