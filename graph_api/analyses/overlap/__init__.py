"""The group ``overlap``: what several do or raise at once."""

from __future__ import annotations

from graph_api.analyses.analysis import Group
from schema.declare import Text

GROUP = Group("overlap", Text("What several do or raise at once", "ความซ้ำซ้อนและประเด็นร่วม"))
