"""Arguments that many questions have."""

from __future__ import annotations

from typing import Annotated

import strawberry

from schema.errors import ErrorCode, PhakhiError

MOST_NEAREST = 10
"""Candidates listed for one gap at most."""

First = Annotated[int, strawberry.argument(description="Maximum number of items, 1 to 100 (จำนวน)")]
After = Annotated[
    str | None, strawberry.argument(description="After this cursor of the same list (หลังตำแหน่งนี้)")
]
NearestCount = Annotated[
    int,
    strawberry.argument(
        description="Maximum number of nearest agencies for each, 0 to 10 (จำนวนหน่วยงานที่ใกล้ที่สุด)"
    ),
]
WithBounds = Annotated[
    bool | None,
    strawberry.argument(
        description="Whether to say where ranks and counts lie if those who are silent are like those who spoke, by 200 "
        "draws; by default where that is quick (ช่วงของค่า)"
    ),
]
AreaId = Annotated[strawberry.ID, strawberry.argument(description="The area (พื้นที่)")]
GoalId = Annotated[strawberry.ID, strawberry.argument(description="The goal (เป้าหมาย)")]
MadeAt = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only promises made at this event (การประชุม)"),
]
NetworksOf = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="Only networks of this area or of one within it (เฉพาะเครือข่ายในพื้นที่)"
    ),
]


def check_most(number: int, argument: str, most: int = MOST_NEAREST, least: int = 0) -> int:
    """A number from ``least`` to ``most``.

    Raises:
        PhakhiError: BAD_ARGUMENT.
    """
    if not least <= number <= most:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{argument} is a whole number from {least} to {most}.",
            f"{argument} ต้องเป็นจำนวนเต็มตั้งแต่ {least} ถึง {most}",
        )
    return number


def different(one: str, other: str, first: str, second: str) -> None:
    """Refuses two ends that are the same.

    Raises:
        PhakhiError: BAD_ARGUMENT.
    """
    if one == other:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{first} and {second} are the same; name two different ones.",
            f"{first} และ {second} เป็นรายเดียวกัน ระบุสองรายที่ต่างกัน",
        )
