"""The questions of the family ``communities``."""

from __future__ import annotations

import strawberry

from graph_api.families.common.family import Family


@strawberry.type(
    description="Who really works together, against the official networks (กลุ่มที่ทำงานร่วมกันจริง)"
)
class Communities(Family):
    """Clusters of agencies that really work together."""
