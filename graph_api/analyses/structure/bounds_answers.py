"""What lists of ``structure`` say of those who are silent."""

from __future__ import annotations

import strawberry

from graph_api.linkage.silence_answers import Interval, Silence


@strawberry.type
class Surveyed:
    """Base of lists that rest on what agencies have said."""

    silence: Silence = strawberry.field(
        description="How many of the agencies looked at have said anything (หน่วยงานที่มีข้อมูล)"
    )
    total_bounds: Interval | None = strawberry.field(
        default=None,
        description="Where totalCount lies if those who are silent are like those who spoke; null where bounds "
        "are off (ช่วงของจำนวนทั้งหมด)",
    )


@strawberry.type(
    description="Where an agency would stand if those who are silent were like those who spoke "
    "(ช่วงของอันดับและจำนวน หากผู้ไม่มีข้อมูลเป็นเช่นผู้มีข้อมูล)"
)
class RankBounds:
    """Bounds of a place in a list, and of the count that it is ordered by."""

    rank: Interval = strawberry.field(
        description="Of its place in the list, from 1; where it is not in it, the place after the last (อันดับ)"
    )
    count: Interval = strawberry.field(
        description="Of the number that the list is ordered by; 0 where it is not in it (จำนวนที่ใช้เรียง)"
    )


@strawberry.type(
    description="What an agency would hold together if those who are silent were like those who spoke "
    "(ช่วงของค่าของหน่วยงานที่ยึดโยง)"
)
class CutPointBounds(RankBounds):
    """Bounds of a cut point."""

    remains: float = strawberry.field(
        description="The share of the draws, from 0 to 1, in which it holds anything together (สัดส่วนที่ยังยึดโยง)"
    )


@strawberry.type(
    description="How an agency's roles would stand if those who are silent were like those who spoke "
    "(ช่วงของภาระ)"
)
class LoadBounds(RankBounds):
    """Bounds of a load, its place being that among all who hold the role."""

    overloaded: float = strawberry.field(
        description="The share of the draws, from 0 to 1, in which it is overloaded (สัดส่วนที่ภาระเกิน)"
    )
