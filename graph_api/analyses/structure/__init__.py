"""The group ``structure``: how cooperation hangs together."""

from __future__ import annotations

from graph_api.analyses.analysis import Group
from schema.declare import Text

GROUP = Group("structure", Text("How cooperation hangs together", "โครงสร้างความร่วมมือ"))
