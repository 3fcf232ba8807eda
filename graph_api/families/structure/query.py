"""The questions of the family ``structure``."""

from __future__ import annotations

import strawberry

from graph_api.families.common.family import Family


@strawberry.type(description="How cooperation hangs together (โครงสร้างความร่วมมือ)")
class Structure(Family):
    """How cooperation hangs together."""
