"""The arguments by which every analysis is held to a scope."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import strawberry

AsOf = Annotated[
    dt.date | None,
    strawberry.argument(description="Only what holds on this day; today by default (ณ วันที่)"),
]
Datasets = Annotated[
    list[strawberry.ID] | None,
    strawberry.argument(description="Only what one of these datasets asserts (เฉพาะชุดข้อมูลเหล่านี้)"),
]
IncludeSynthetic = Annotated[
    bool | None,
    strawberry.argument(
        description="Whether what is invented counts; by default it does only where the subject of the question, "
        "or a dataset that is named, is invented (รวมข้อมูลสังเคราะห์)"
    ),
]
