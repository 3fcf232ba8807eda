"""How well a ranking of partners predicts cooperation that was hidden from it."""

from __future__ import annotations

from graph_api.evaluation.protocol import Asked, Outcome, Protocol, evaluate
from graph_api.evaluation.records import Records, read_records
from graph_api.evaluation.summary import Duel, Group, Line, summarise

__all__ = [
    "Asked",
    "Duel",
    "Group",
    "Line",
    "Outcome",
    "Protocol",
    "Records",
    "evaluate",
    "read_records",
    "summarise",
]
