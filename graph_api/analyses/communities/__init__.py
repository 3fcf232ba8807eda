"""The group ``communities``: clusters of agencies that really work together."""

from __future__ import annotations

from graph_api.analyses.analysis import Group
from schema.declare import Text

GROUP = Group(
    "communities",
    Text("Who really works together, against the official networks", "กลุ่มที่ทำงานร่วมกันจริง"),
)
