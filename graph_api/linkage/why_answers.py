"""What ``why`` answers: what stands behind a mark, a line or a cluster of a picture."""

from __future__ import annotations

import datetime as dt

import strawberry

from graph_api.domain.basis import Answer
from graph_api.planner.refs import NodeRef
from schema.model import Dataset, Evidence, Record, Term


@strawberry.type(description="One thing that is recorded (เหตุผลหนึ่งข้อ)")
class WhyReason:
    """A relationship, a way of two, the relationships of one type, or a record's own words."""

    type: str = strawberry.field(
        description="Type of the relationship, such as MEMBER_OF; of a way by something in the middle, the type of "
        "its first step; RECORD for what is recorded of the record itself (ชนิด)"
    )
    summary: str = strawberry.field(
        description="What it says, in the language of the request (สรุปหนึ่งประโยค)"
    )
    since: dt.date | None = strawberry.field(description="From when, where that is stated (ตั้งแต่)")
    until: dt.date | None = strawberry.field(description="Until when, where that is stated (จนถึง)")
    role: NodeRef[Term] | None = strawberry.field(
        description="The role in it, where one is stated (บทบาท)"
    )
    synthetic: bool = strawberry.field(description="Whether it is invented (เป็นข้อมูลสังเคราะห์)")
    source: NodeRef[Record] = strawberry.field(description="What it starts from (ต้นทาง)")
    target: NodeRef[Record] | None = strawberry.field(
        description="What it leads to; null for what is recorded of one record (ปลายทาง)"
    )
    nodes: list[NodeRef[Record]] = strawberry.field(
        description="What is in the middle; of one record, what it is tied with by this type, by id, 8 at most "
        "(ระเบียนที่เกี่ยวข้อง)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry it, 10 at most (หลักฐาน)"
    )
    datasets: list[NodeRef[Dataset]] = strawberry.field(
        description="The datasets that assert it (ชุดข้อมูล)"
    )


@strawberry.type(description="Why something is in a picture (เหตุที่ปรากฏในภาพ)")
class Why(Answer):
    """What stands behind it."""

    summary: str = strawberry.field(
        description="All of it in one sentence, in the language of the request (สรุปหนึ่งประโยค)"
    )
    total_count: int = strawberry.field(
        description="Reasons in all; between clusters, pairs of records that are tied where that is more (จำนวนทั้งหมด)"
    )
    reasons: list[WhyReason] = strawberry.field(
        description="Relationships before ways by something in the middle, each by type and ids (เหตุผล)"
    )
