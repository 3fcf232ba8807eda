"""Which of our two languages a reader wants."""

from __future__ import annotations

from typing import Literal

from graph_api.http.weighted import weighted

Language = Literal["en", "th"]


def language_of(accept_language: str) -> Language:
    """The language of an ``Accept-Language`` header: Thai where it is preferred to English."""
    weights = {"en": 0.0, "th": 0.0}
    for tag, weight in weighted(accept_language):
        name = tag.split("-")[0]
        if name in weights:
            weights[name] = max(weights[name], weight)
    return "th" if weights["th"] > weights["en"] else "en"
