"""The questions of the family ``overview``."""

from __future__ import annotations

import strawberry

from graph_api.families.common.family import Family


@strawberry.type(description="Who does what where and when (ภาพรวม: ใครทำอะไร ที่ไหน เมื่อไร)")
class Overview(Family):
    """Who does what where and when."""
