"""The families of questions that planners ask: one root field each, one package each."""

from __future__ import annotations

GROUPS = frozenset(
    {
        "collaboration",
        "communities",
        "gaps",
        "overlap",
        "overview",
        "readiness",
        "structure",
        "timeline",
    }
)
"""Fields of the root that hold questions, for who tells them apart without the schema."""
