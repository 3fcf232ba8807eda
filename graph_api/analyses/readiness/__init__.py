"""The group ``readiness``: the conditions of success, and how firm the facts are."""

from __future__ import annotations

from graph_api.analyses.analysis import Group
from schema.declare import Text

GROUP = Group(
    "readiness", Text("The conditions of success, and how firm the facts are", "ความพร้อม")
)
