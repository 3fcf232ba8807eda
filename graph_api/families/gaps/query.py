"""The questions of the family ``gaps``."""

from __future__ import annotations

import strawberry

from graph_api.families.common.family import Family


@strawberry.type(
    description="What nobody does yet, and who is nearest to doing it (ช่องว่าง: สิ่งที่ยังไม่มีใครทำ)"
)
class Gaps(Family):
    """What is missing, and who is nearest to close it."""
