"""What ``layout`` answers: a picture as it is drawn."""

from __future__ import annotations

from enum import Enum

import strawberry

from graph_api.domain.basis import Answer
from graph_api.linkage.picture_answers import PictureTotals
from graph_api.planner.refs import NodeRef
from schema.model import Network, Record


@strawberry.enum(name="Clustering", description="What the clusters of a picture are (วิธีจัดกลุ่มในภาพ)")
class Clustered(Enum):
    """Two ways to cluster."""

    OFFICIAL = strawberry.enum_value(
        "official",
        description="Official networks; an agency in several belongs to the one whose id comes first, and one "
        "without any to the area of its seat (ตามเครือข่าย)",
    )
    COOPERATION = strawberry.enum_value(
        "cooperation",
        description="Agencies that work together more than with others, as communities.clusters finds them; one "
        "that works with nobody belongs to the area of its seat (ตามความร่วมมือจริง)",
    )


@strawberry.enum(description="What the size of a mark says (ขนาดของจุด)")
class MarkMeasure(Enum):
    """Measures of marks."""

    DEGREE = strawberry.enum_value(
        "degree", description="Relationships in this picture (จำนวนความสัมพันธ์ในภาพ)"
    )
    PARTNERS = strawberry.enum_value(
        "partners",
        description="Agencies that it works with; of a cluster, all its agencies together (จำนวนพันธมิตร)",
    )
    BROKERAGE = strawberry.enum_value(
        "brokerage",
        description="The share of shortest chains of cooperation between other agencies that lead through it "
        "(Brandes), estimated where there are many agencies; of a cluster, the most that an agency of it has "
        "(การเป็นตัวกลาง)",
    )


@strawberry.type(description="A mark of a picture: a record, or a closed cluster (จุดในภาพ)")
class LayoutMark:
    """What is drawn in one place."""

    id: strawberry.ID = strawberry.field(
        description="Id of the record, or of the cluster, to be named in open and why (รหัส)"
    )
    kind: str = strawberry.field(
        description="The name of its kind, such as Agency; Cluster for a closed cluster (ประเภท)"
    )
    name_th: str = strawberry.field(description="Its name in Thai (ชื่อภาษาไทย)")
    name_en: str | None = strawberry.field(description="Its name in English (ชื่อภาษาอังกฤษ)")
    synthetic: bool = strawberry.field(
        description="Whether it is invented; of a cluster, whether all its organisations are (เป็นข้อมูลสังเคราะห์)"
    )
    x: float = strawberry.field(description="From 0 (left) to 1 (right) of the picture (แกนนอน)")
    y: float = strawberry.field(description="From 0 (top) to 1 (bottom) of the picture (แกนตั้ง)")
    size: float = strawberry.field(
        description="The measure, as a share of the largest in the picture, 0 to 1 (ขนาด)"
    )
    cluster: int | None = strawberry.field(
        description="Place of its cluster in clusters, from 0; null where it belongs to none (กลุ่ม)"
    )
    degree: int = strawberry.field(
        description="Relationships in this picture that it is an end of (จำนวนความสัมพันธ์ในภาพ)"
    )
    count: int = strawberry.field(
        description="Records behind it: 1, or the number in a closed cluster (จำนวนระเบียน)"
    )
    node: NodeRef[Record] | None = strawberry.field(
        description="The record itself; of a cluster, the network; null for a cluster that is no record (ระเบียน)"
    )


@strawberry.type(description="A line between two marks of a picture (เส้นในภาพ)")
class LayoutLine:
    """All relationships of one type between two marks."""

    id: strawberry.ID | None = strawberry.field(
        description="Id of the relationship; null where there are several (รหัส)"
    )
    source: int = strawberry.field(description="Place of the mark it starts from, from 0 (ต้นทาง)")
    target: int = strawberry.field(description="Place of the mark it leads to, from 0 (ปลายทาง)")
    type: str = strawberry.field(description="Its type, such as MEMBER_OF (ชนิดความสัมพันธ์)")
    count: int = strawberry.field(description="Relationships behind it (จำนวนความสัมพันธ์)")
    synthetic: bool = strawberry.field(
        description="Whether all of them are invented (เป็นข้อมูลสังเคราะห์)"
    )


@strawberry.type(description="A cluster of a picture, closed or open (กลุ่มในภาพ)")
class LayoutCluster:
    """Where a cluster lies."""

    id: strawberry.ID = strawberry.field(
        description="The same in every revision: the network's, or one that is named after a member or an area "
        "(รหัส)"
    )
    name_th: str = strawberry.field(description="Its name in Thai (ชื่อภาษาไทย)")
    name_en: str | None = strawberry.field(description="Its name in English (ชื่อภาษาอังกฤษ)")
    count: int = strawberry.field(
        description="Organisations in it, whether shown or not (จำนวนองค์กร)"
    )
    x: float = strawberry.field(description="Its middle, from 0 (left) to 1 (right) (แกนนอน)")
    y: float = strawberry.field(description="Its middle, from 0 (top) to 1 (bottom) (แกนตั้ง)")
    radius: float = strawberry.field(
        description="Of the circle around its middle that holds nine in ten of its organisations, as a share of "
        "the picture (รัศมี)"
    )
    network: NodeRef[Network] | None = strawberry.field(
        description="The network that it is; null where it is none (เครือข่าย)"
    )


@strawberry.type(
    name="Layout", description="A picture with the place of everything (ภาพพร้อมตำแหน่ง)"
)
class DrawnLayout(Answer):
    """A picture; the same request gives the same marks, places and lines in the same order."""

    marks: list[LayoutMark] = strawberry.field(
        description="Closed clusters, networks, agencies, then the rest (จุด)"
    )
    lines: list[LayoutLine] = strawberry.field(description="Lines between these marks (เส้น)")
    clusters: list[LayoutCluster] = strawberry.field(
        description="Clusters of the marks, by id (กลุ่ม)"
    )
    truncated: bool = strawberry.field(
        description="Whether a bound left something out (มีส่วนที่ตัดออก)"
    )
    totals: PictureTotals = strawberry.field(description="How much it holds (จำนวนรวม)")
