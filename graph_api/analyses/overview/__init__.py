"""The group ``overview``: who does what where and when."""

from __future__ import annotations

from graph_api.analyses.analysis import Group
from schema.declare import Text

GROUP = Group("overview", Text("Who does what where and when", "ภาพรวม: ใครทำอะไร ที่ไหน เมื่อไร"))
