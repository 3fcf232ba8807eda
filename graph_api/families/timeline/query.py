"""The questions of the family ``timeline``."""

from __future__ import annotations

import strawberry

from graph_api.families.common.family import Family


@strawberry.type(description="What has changed, who came, what was promised (ความเปลี่ยนแปลงตามเวลา)")
class Timeline(Family):
    """What has changed over time."""
