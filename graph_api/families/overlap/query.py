"""The questions of the family ``overlap``."""

from __future__ import annotations

import strawberry

from graph_api.families.common.family import Family


@strawberry.type(description="What several do or raise at once (ความซ้ำซ้อนและประเด็นร่วม)")
class Overlap(Family):
    """What several do or raise at once."""
