"""How well a ranking of partners predicts cooperation that was hidden from it."""

from __future__ import annotations

from graph_api.evaluation.calibration import ScoreTally
from graph_api.evaluation.protocol import AskerTrial, EvaluationResult, Protocol, evaluate
from graph_api.evaluation.records import Records, read_records
from graph_api.evaluation.summary import AskerGroup, Duel, Line, summarise

__all__ = [
    "AskerGroup",
    "AskerTrial",
    "Duel",
    "EvaluationResult",
    "Line",
    "Protocol",
    "Records",
    "ScoreTally",
    "evaluate",
    "read_records",
    "summarise",
]
