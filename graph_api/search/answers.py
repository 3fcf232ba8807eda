"""What ``search`` answers."""

from __future__ import annotations

import strawberry

from graph_api.planner.refs import NodeRef
from schema.model import Record


@strawberry.type(description="A record that a search found (ผลการค้นหา)")
class SearchHit:
    """One hit."""

    score: float = strawberry.field(
        description="How well its text matches, from 0 to 1; it says nothing of the record itself (ความตรงของข้อความ)"
    )
    node: NodeRef[Record] = strawberry.field(description="The record (ระเบียน)")
    matched_text: str = strawberry.field(description="The name or alias that matched (ข้อความที่ตรง)")
    exact: bool = strawberry.field(
        description="Whether it holds the search letter by letter; false for a typing slip (ตรงทุกตัวอักษร)"
    )
