"""The questions of the family ``readiness``."""

from __future__ import annotations

import strawberry

from graph_api.families.common.family import Family


@strawberry.type(description="The conditions of success, and how firm the facts are (ความพร้อม)")
class Readiness(Family):
    """The conditions of success, and how firm the facts are."""
