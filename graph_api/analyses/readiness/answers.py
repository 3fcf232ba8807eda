"""What the group ``readiness`` answers."""

from __future__ import annotations

import datetime as dt
from enum import Enum

import strawberry

from graph_api.domain.basis import Answer
from graph_api.paging.connections import Edge, PageInfo
from graph_api.planner.refs import NodeRef
from schema.model import Dataset, Evidence, Record, Source, SuccessCondition


@strawberry.type(description="Who or what named a condition of success (ผู้กล่าวถึงเงื่อนไข)")
class Naming:
    """One naming."""

    by: NodeRef[Record] = strawberry.field(
        description="The event, area or plan (การประชุม พื้นที่ หรือแผน)"
    )
    since: dt.date | None = strawberry.field(
        description="From when: of the naming, else the date of the event (ตั้งแต่)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry the naming (หลักฐานการกล่าวถึง)"
    )


@strawberry.type(description="Something that fulfils a condition of success (สิ่งที่ทำให้เงื่อนไขเป็นจริง)")
class Fulfilling:
    """One fulfilment."""

    node: NodeRef[Record] = strawberry.field(description="What fulfils it (สิ่งที่ทำให้เป็นจริง)")
    since: dt.date | None = strawberry.field(
        description="From when: of the fulfilment, else the first day or the date of what fulfils it; "
        "null when neither is known (ตั้งแต่)"
    )
    age_days: int | None = strawberry.field(
        description="Days from since to the day that is asked about; null without since (อายุ วัน)"
    )
    synthetic: bool = strawberry.field(
        description="Whether the fulfilment, or what fulfils, is invented (เป็นข้อมูลสังเคราะห์)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry the fulfilment (หลักฐาน)"
    )


@strawberry.type(
    description="A condition of success, with what fulfils it or that nothing does (ความพร้อมตามเงื่อนไข)"
)
class ConditionStanding:
    """One condition on one day."""

    position: int | None = strawberry.field(description="Its place in the row, from 1 (ลำดับ)")
    condition: NodeRef[SuccessCondition] = strawberry.field(
        description="The condition (เงื่อนไขความสำเร็จ)"
    )
    named_by: list[Naming] = strawberry.field(
        description="Who named it, by id, 20 at most (ผู้กล่าวถึง)"
    )
    fulfilments: list[Fulfilling] = strawberry.field(
        description="What fulfils it on the day, the newest first, 50 at most (สิ่งที่ทำให้เป็นจริง)"
    )
    fulfilment_count: int = strawberry.field(
        description="How many fulfil it on the day (จำนวนที่ทำให้เป็นจริง)"
    )
    synthetic_count: int = strawberry.field(
        description="How many of these are invented (จำนวนที่เป็นข้อมูลสังเคราะห์)"
    )
    missing: bool = strawberry.field(
        description="Whether nothing fulfils it on the day (ยังไม่มีสิ่งใดทำให้เป็นจริง)"
    )
    all_synthetic: bool = strawberry.field(
        description="Whether something fulfils it, and all of that is invented (เป็นข้อมูลสังเคราะห์ทั้งหมด)"
    )
    why: str = strawberry.field(
        description="How it stands in one sentence, in the language of the request (คำอธิบาย)"
    )


@strawberry.enum(description="Why a fact is doubtful (เหตุที่ควรสงสัย)")
class DoubtKind(Enum):
    """In the order in which they are listed."""

    DISPUTED = strawberry.enum_value(
        "disputed", description="Two datasets say different things of it (ข้อมูลขัดแย้งกัน)"
    )
    SINGLE_SOURCE = strawberry.enum_value(
        "single_source",
        description="All its evidence comes from one source; it is not invented (มีแหล่งที่มาเดียว)",
    )
    NO_EVIDENCE = strawberry.enum_value(
        "no_evidence",
        description="No words in any source carry it; it is not invented (ไม่มีหลักฐาน)",
    )
    SYNTHETIC = strawberry.enum_value(
        "synthetic", description="Only invented datasets assert it (เป็นข้อมูลสังเคราะห์)"
    )


@strawberry.type(description="A relationship that is doubtful (ความสัมพันธ์ที่ควรสงสัย)")
class DoubtfulLink:
    """Its source is the node of the doubt."""

    id: strawberry.ID = strawberry.field(description="Its id (รหัสความสัมพันธ์)")
    type: str = strawberry.field(description="Its type, such as MEMBER_OF (ชนิด)")
    to: NodeRef[Record] = strawberry.field(description="What it leads to (ไปยัง)")


@strawberry.type(description="One side of a contradiction (ฝ่ายหนึ่งของข้อมูลที่ขัดแย้ง)")
class Side:
    """What some datasets say."""

    value: str | None = strawberry.field(
        description="The value as JSON; null where reading it needs a scope (ค่า)"
    )
    datasets: list[NodeRef[Dataset]] = strawberry.field(description="Who says so (ชุดข้อมูล)")
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="Their evidence for the record, 10 at most (หลักฐาน)"
    )


@strawberry.type(description="A contradiction, with both sides (ข้อมูลที่ขัดแย้งกัน)")
class Contradiction:
    """A property on which datasets differ."""

    property: str = strawberry.field(description="The property, in camelCase (คุณสมบัติ)")
    shown: Side = strawberry.field(
        description="The side that is shown: of the dataset with the highest precedence (ค่าที่แสดง)"
    )
    other: Side = strawberry.field(description="The other side (ค่าที่ต่าง)")


@strawberry.type(description="A fact that is doubtful, and why (ข้อเท็จจริงที่ควรสงสัย)")
class Doubt:
    """One doubt about one record or relationship."""

    kind: DoubtKind = strawberry.field(description="Why it is doubtful (เหตุที่ควรสงสัย)")
    node: NodeRef[Record] = strawberry.field(
        description="The record; for a relationship, where it starts from (ระเบียน)"
    )
    link: DoubtfulLink | None = strawberry.field(
        description="The relationship that it is about; null for the record itself (ความสัมพันธ์)"
    )
    contradiction: Contradiction | None = strawberry.field(
        description="Both sides, for DISPUTED (ข้อมูลที่ขัดแย้งกัน)"
    )
    source: NodeRef[Source] | None = strawberry.field(
        description="The only source, for SINGLE_SOURCE (แหล่งที่มาเดียว)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="Its evidence as shown, 10 at most (หลักฐาน)"
    )
    why: str = strawberry.field(
        description="The doubt in one sentence, in the language of the request (คำอธิบาย)"
    )


@strawberry.type(
    description="A page of doubts. They are not counted: that would read the whole graph. A page that "
    "reached its bound is short, even empty, and has a next one (หน้าหนึ่งของข้อที่ควรสงสัย)"
)
class DoubtConnection(Answer):
    """A page, as a connection without a total."""

    edges: list[Edge[Doubt]] = strawberry.field(
        description="The doubts of the page with their places (รายการพร้อมตำแหน่ง)"
    )
    nodes: list[Doubt] = strawberry.field(description="The doubts of the page (รายการ)")
    page_info: PageInfo = strawberry.field(
        description="Where the page stands; go on after endCursor while hasNextPage (ข้อมูลการแบ่งหน้า)"
    )
