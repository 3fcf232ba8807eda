"""The group ``gaps``: what is missing, and who is nearest to close it."""

from __future__ import annotations

from graph_api.analyses.analysis import Group
from schema.declare import Text

GROUP = Group(
    "gaps", Text("What nobody does yet, and who is nearest to doing it", "ช่องว่าง: สิ่งที่ยังไม่มีใครทำ")
)
