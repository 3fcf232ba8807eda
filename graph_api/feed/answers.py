"""What the feed of changes answers with."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any, NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

from graph_api.paging.connections import PageInfo
from graph_api.planner.refs import NodeRef
from schema.model import Dataset, Record

PropertyValues = NewType("PropertyValues", dict[str, Any])

PROPERTY_VALUES: ScalarDefinition = strawberry.scalar(
    name="PropertyValues",
    description="A JSON object: values by the names of their properties; references are ids, days and moments "
    "texts (ค่าของคุณสมบัติ)",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc8259",
    serialize=lambda value: value,
)


@strawberry.enum(description="What was done to a record (การเปลี่ยนแปลง)")
class ChangeAction(Enum):
    """What the log says was done."""

    CREATED = strawberry.enum_value("created", description="It is new (เพิ่มใหม่)")
    UPDATED = strawberry.enum_value("updated", description="Properties changed (แก้ไข)")
    REMOVED = strawberry.enum_value("removed", description="It is gone (ลบออก)")


@strawberry.type(description="One change of one record or relationship (การเปลี่ยนแปลงหนึ่งรายการ)")
class Change:
    """A change, as the log has it."""

    revision: int = strawberry.field(
        description="The revision that it belongs to; a revision may have thousands of changes (รุ่นของข้อมูล)"
    )
    at: dt.datetime = strawberry.field(description="When it was written (เวลา)")
    by: str = strawberry.field(description="What wrote it, such as load dataset:udon-demo (ผู้แก้ไข)")
    action: ChangeAction = strawberry.field(description="What was done (การเปลี่ยนแปลง)")
    kind: str = strawberry.field(
        description="Kind of the record such as Agency, or type of the relationship such as MEMBER_OF (ประเภท)"
    )
    record_id: strawberry.ID = strawberry.field(
        description="Id of the record, or of the relationship (รหัส)"
    )
    record: NodeRef[Record] | None = strawberry.field(
        description="The record as it is now; null when it is gone, or is a relationship (ระเบียนในปัจจุบัน)"
    )
    is_relationship: bool = strawberry.field(
        description="Whether it is a relationship (เป็นความสัมพันธ์)"
    )
    source_id: strawberry.ID | None = strawberry.field(
        description="Id of the record that the relationship starts from (รหัสต้นทาง)"
    )
    target_id: strawberry.ID | None = strawberry.field(
        description="Id of the record that the relationship leads to (รหัสปลายทาง)"
    )
    source: NodeRef[Record] | None = strawberry.field(
        description="Where the relationship starts, as it is now; null when that is gone (ต้นทาง)"
    )
    target: NodeRef[Record] | None = strawberry.field(
        description="Where the relationship leads, as it is now; null when that is gone (ปลายทาง)"
    )
    properties: list[str] = strawberry.field(
        description="Names of the properties that changed, of what was updated (คุณสมบัติที่เปลี่ยน)"
    )
    before: PropertyValues | None = strawberry.field(
        description="What the changed properties were; of what was removed, all that it had (ค่าเดิม)"
    )
    after: PropertyValues | None = strawberry.field(
        description="What the changed properties became; null of what is new or gone (ค่าใหม่)"
    )


@strawberry.type(description="A change with its place (การเปลี่ยนแปลงพร้อมตำแหน่ง)")
class ChangeEdge:
    """A change in its place."""

    cursor: str = strawberry.field(description="Where it stands, for after (ตำแหน่ง)")
    node: Change = strawberry.field(description="The change (การเปลี่ยนแปลง)")


@strawberry.type(
    description="A page of the changes, in the order in which they were written (หน้าหนึ่งของการเปลี่ยนแปลง)"
)
class ChangeConnection:
    """A page. Its ``endCursor`` is there even where the page is empty."""

    edges: list[ChangeEdge] = strawberry.field(
        description="The changes of the page with their places (รายการพร้อมตำแหน่ง)"
    )
    nodes: list[Change] = strawberry.field(description="The changes of the page (รายการ)")
    page_info: PageInfo = strawberry.field(
        description="Where the page stands. A page may hold fewer changes than asked for, even none, although more "
        "follow; endCursor is always there, to go on from now or later (ข้อมูลการแบ่งหน้า)"
    )


@strawberry.type(description="Some changes, as they were written (ชุดการเปลี่ยนแปลง)")
class ChangeEvent:
    """One event of the subscription."""

    revision: int = strawberry.field(
        description="The last revision of which all has been told; following since it may repeat changes, and loses "
        "none (รุ่นที่แจ้งครบแล้ว)"
    )
    cursor: str = strawberry.field(
        description="Where the event ends; following after it repeats nothing and loses nothing (ตำแหน่ง)"
    )
    changes: list[Change] = strawberry.field(
        description="The changes, in order, 100 at most (การเปลี่ยนแปลง)"
    )


@strawberry.type(description="The state of the graph as a whole (ภาพรวมของข้อมูล)")
class Meta:
    """What a portal asks before it reads."""

    revision: int = strawberry.field(
        description="The revision of the last change; 0 before the first (รุ่นของข้อมูล)"
    )
    datasets: list[NodeRef[Dataset]] = strawberry.field(
        description="The datasets that are loaded, by id (ชุดข้อมูล)"
    )
    loaded_at: dt.datetime | None = strawberry.field(
        description="When the last change was loaded; null before the first (เวลาที่นำเข้าล่าสุด)"
    )
    version: str = strawberry.field(description="The version of the service (รุ่นของบริการ)")
