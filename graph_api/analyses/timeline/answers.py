"""What the group ``timeline`` answers."""

from __future__ import annotations

import datetime as dt
from enum import Enum

import strawberry

from graph_api.planner.refs import NodeRef
from schema.model import (
    Commitment,
    Event,
    Evidence,
    Organisation,
    Record,
    Term,
)


@strawberry.enum(description="What became of it (เกิดอะไรขึ้น)")
class What(Enum):
    """How something changed."""

    BEGAN = strawberry.enum_value("began", description="That was its first day (เริ่ม)")
    ENDED = strawberry.enum_value("ended", description="That was its last day (สิ้นสุด)")
    TOOK_PLACE = strawberry.enum_value(
        "took_place", description="An event, a reading, a story of that day (เกิดขึ้นในวันนั้น)"
    )


@strawberry.type(description="Something that changed in the world (สิ่งที่เปลี่ยนไป)")
class Happening:
    """One change: of a record, or of a relationship."""

    what: What = strawberry.field(description="What became of it (เกิดอะไรขึ้น)")
    date: dt.date = strawberry.field(
        description="The first or the last day, or the day on which it took place (วันที่)"
    )
    node: NodeRef[Record] | None = strawberry.field(
        description="The record, where it is one that began, ended or took place (ระเบียน)"
    )
    relationship: str | None = strawberry.field(
        description="The type of the relationship, where it is one, such as MEMBER_OF (ชนิดความสัมพันธ์)"
    )
    source: NodeRef[Record] | None = strawberry.field(
        name="from", description="Where the relationship starts (ต้นทาง)"
    )
    target: NodeRef[Record] | None = strawberry.field(
        name="to", description="Where the relationship leads (ปลายทาง)"
    )
    summary: str = strawberry.field(
        description="In one sentence, in the language of the request (สรุปหนึ่งประโยค)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry it, 10 at most (หลักฐาน)"
    )


@strawberry.type(description="An entry of the log of changes (รายการในบันทึกการเปลี่ยนแปลง)")
class Recorded:
    """What one write did to records of one kind."""

    revision: int = strawberry.field(description="The revision of the graph (รุ่นของข้อมูล)")
    at: dt.datetime = strawberry.field(description="When it was written (เวลา)")
    by: str = strawberry.field(description="By what, such as a load of a dataset (โดย)")
    action: str = strawberry.field(description="created, updated or removed (การกระทำ)")
    kind: str = strawberry.field(
        description="The kind of record, or the type of relationship (ประเภท)"
    )
    records: list[strawberry.ID] = strawberry.field(
        description="Their ids, 50 at most; what was removed is no longer in the graph (รหัส)"
    )
    count: int = strawberry.field(description="How many records this entry is about (จำนวน)")
    properties: list[str] | None = strawberry.field(
        description="Names of the properties that an update changed; null for what was created or removed, and for "
        "an entry with more than 20,000 characters of values (ข้อมูลที่เปลี่ยน)"
    )


@strawberry.type(description="What followed up a promise (การสานต่อ)")
class PromiseFollowUp:
    """One thing that was done about it."""

    node: NodeRef[Record] = strawberry.field(description="What was done (สิ่งที่ทำ)")
    since: dt.date | None = strawberry.field(
        description="Since when it follows it up, else its own date or first day (วันที่)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry it, 10 at most (หลักฐาน)"
    )


@strawberry.type(description="A promise and what became of it (คำมั่นและการสานต่อ)")
class CommitmentOutcome:
    """One commitment."""

    commitment: NodeRef[Commitment] = strawberry.field(description="The promise (คำมั่น)")
    event: NodeRef[Event] = strawberry.field(description="Where it was made (ให้ไว้ที่)")
    promised_by: list[NodeRef[Organisation]] = strawberry.field(
        description="Who promised, by id, 20 at most (ผู้ให้คำมั่น)"
    )
    towards: list[NodeRef[Record]] = strawberry.field(
        description="What it works towards, by id, 20 at most (มุ่งไปสู่)"
    )
    due: dt.date | None = strawberry.field(description="When it is due (กำหนด)")
    status: NodeRef[Term] | None = strawberry.field(
        description="How it is said to stand; open and overdue do not look at it (สถานะ)"
    )
    follow_ups: list[PromiseFollowUp] = strawberry.field(
        description="What has followed it up by the day, by date, then by id, 20 at most (การสานต่อ)"
    )
    open: bool = strawberry.field(description="Whether nothing has followed it up (ยังไม่มีการสานต่อ)")
    overdue: bool = strawberry.field(
        description="Whether nothing has followed it up and it was due before the day (เกินกำหนด)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry the promise, 10 at most (หลักฐาน)"
    )


@strawberry.type(description="Who came to which events (การเข้าร่วม)")
class Attendance:
    """One organisation."""

    organisation: NodeRef[Organisation] = strawberry.field(description="The organisation (องค์กร)")
    attended: list[NodeRef[Event]] = strawberry.field(
        description="Those of the events looked at that it came to, by date (การประชุมที่มา)"
    )
    missed: list[NodeRef[Event]] = strawberry.field(
        description="Those that it is not recorded to have come to, by date (การประชุมที่ไม่ได้มา)"
    )
    evidence: list[NodeRef[Evidence]] = strawberry.field(
        description="The words that carry its attendance, 10 at most (หลักฐาน)"
    )
