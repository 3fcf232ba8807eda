"""The group ``timeline``: what has changed over time."""

from __future__ import annotations

from graph_api.analyses.analysis import Group
from schema.declare import Text

GROUP = Group(
    "timeline", Text("What has changed, who came, what was promised", "ความเปลี่ยนแปลงตามเวลา")
)
