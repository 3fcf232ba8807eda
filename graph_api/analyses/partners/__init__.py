"""Who can work with whom, on what, and why: the analyses that are root fields themselves."""

from __future__ import annotations

from graph_api.analyses.analysis import Group
from schema.declare import Text

GROUP = Group(
    "", Text("Who can work with whom, on what, and why", "ใครทำงานกับใครได้ ในเรื่องใด เพราะอะไร")
)
