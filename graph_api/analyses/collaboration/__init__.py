"""The group ``collaboration``: who can work together on a problem or for a goal."""

from __future__ import annotations

from graph_api.analyses.analysis import Group
from schema.declare import Text

GROUP = Group(
    "collaboration",
    Text("Who can work together, and on what", "ความร่วมมือ: ใครทำงานร่วมกันได้ ในเรื่องใด"),
)
