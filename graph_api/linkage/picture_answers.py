"""What ``graph`` answers: a picture of nodes and edges."""

from __future__ import annotations

import strawberry

from graph_api.domain.basis import Answer
from graph_api.planner.refs import NodeRef
from schema.model import Record


@strawberry.type(description="A node of a picture (จุดในภาพ)")
class GraphNode:
    """One record, as a picture needs it."""

    id: strawberry.ID = strawberry.field(description="Its id, the same in every answer (รหัส)")
    kind: str = strawberry.field(description="The name of its kind, such as Agency (ประเภท)")
    name_th: str = strawberry.field(description="Its name in Thai (ชื่อภาษาไทย)")
    name_en: str | None = strawberry.field(description="Its name in English (ชื่อภาษาอังกฤษ)")
    synthetic: bool = strawberry.field(description="Whether it is invented (เป็นข้อมูลสังเคราะห์)")
    degree: int = strawberry.field(description="Number of edges in this picture (จำนวนเส้นในภาพ)")
    node: NodeRef[Record] = strawberry.field(description="The record itself (ระเบียน)")


@strawberry.type(description="An edge of a picture (เส้นในภาพ)")
class GraphEdge:
    """One relationship, as a picture needs it."""

    id: strawberry.ID = strawberry.field(description="Its id, the same in every answer (รหัส)")
    type: str = strawberry.field(description="Its type, such as MEMBER_OF (ชนิดความสัมพันธ์)")
    source: strawberry.ID = strawberry.field(description="Id of the node it starts from (ต้นทาง)")
    target: strawberry.ID = strawberry.field(description="Id of the node it leads to (ปลายทาง)")
    synthetic: bool = strawberry.field(description="Whether it is invented (เป็นข้อมูลสังเคราะห์)")


@strawberry.type(description="How much a picture holds (จำนวนรวม)")
class PictureTotals:
    """Counts."""

    nodes: int = strawberry.field(description="Nodes in the picture (จำนวนจุด)")
    edges: int = strawberry.field(description="Edges in the picture (จำนวนเส้น)")
    matching: int = strawberry.field(
        description="Nodes that matched before the bound; around a centre, those that were looked at (จำนวนที่ตรงเงื่อนไข)"
    )


@strawberry.type(name="Graph", description="Nodes and edges for a picture (ภาพเครือข่าย)")
class Picture(Answer):
    """A picture; the same request gives the same nodes and edges in the same order."""

    nodes: list[GraphNode] = strawberry.field(
        description="Nodes: networks, agencies, then the rest (จุด)"
    )
    edges: list[GraphEdge] = strawberry.field(description="Edges between these nodes (เส้น)")
    truncated: bool = strawberry.field(
        description="Whether a bound left something out (มีส่วนที่ตัดออก)"
    )
    totals: PictureTotals = strawberry.field(description="How much it holds (จำนวนรวม)")
