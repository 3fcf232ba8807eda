"""What one offers, the other needs."""

from __future__ import annotations

from graph_api.linkage.common_work import WorkComparison
from graph_api.linkage.component import PairUse, ScoreComponent
from graph_api.linkage.needs import met_by
from graph_api.linkage.provenance import Provenance
from schema.declare import Text


def _of_pair(two: WorkComparison) -> tuple[float, Provenance]:
    return met_by(two.features, two.right, two.left)


COMPONENT = OFFER = ScoreComponent(
    name="offer",
    position=90,
    text=Text("What one offers, the other needs", "สิ่งที่ให้ได้ตรงกับที่อีกฝ่ายต้องการ"),
    sentence=Text(
        "{one} has something to offer for {names}{means}.",
        "“{one}” มีสิ่งที่ช่วยเรื่อง {names} ได้{means}",
    ),
    kinds=("problem", "issue"),
    pair=PairUse(
        formula="the share of the problems that the other raises, by rarity, that the one offers something for",
        value=_of_pair,
        weight=0.10,
    ),
)
