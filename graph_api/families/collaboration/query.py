"""The questions of the family ``collaboration``."""

from __future__ import annotations

import strawberry

from graph_api.families.common.family import Family


@strawberry.type(
    description="Who can work together, and on what (ความร่วมมือ: ใครทำงานร่วมกันได้ ในเรื่องใด)"
)
class Collaboration(Family):
    """Who can work together on a problem or for a goal."""
