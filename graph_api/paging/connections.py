"""Connections as in Relay's specification, over answers that are computed in process."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

import strawberry

from graph_api.domain.basis import Answer
from graph_api.paging.pages import Page

T = TypeVar("T")


@strawberry.type(description="Where a page stands in its connection (ข้อมูลการแบ่งหน้า)")
class PageInfo:
    """As in Relay's connection specification."""

    has_next_page: bool = strawberry.field(description="Whether more follow (มีหน้าถัดไป)")
    has_previous_page: bool = strawberry.field(description="Whether some come before (มีหน้าก่อน)")
    start_cursor: str | None = strawberry.field(description="Cursor of the first edge (ตำแหน่งแรก)")
    end_cursor: str | None = strawberry.field(description="Cursor of the last edge (ตำแหน่งสุดท้าย)")


@strawberry.type(description="One item of a list, with its place (รายการพร้อมตำแหน่ง)")
class Edge(Generic[T]):
    """An answer in its place."""

    cursor: str = strawberry.field(description="Where this item stands, for after (ตำแหน่ง)")
    node: T = strawberry.field(description="The item (รายการ)")


@strawberry.type(description="A page of a list, always in the same order (หน้าหนึ่งของรายการ)")
class Connection(Answer, Generic[T]):
    """A page."""

    edges: list[Edge[T]] = strawberry.field(
        description="The items of the page with their places (รายการพร้อมตำแหน่ง)"
    )
    nodes: list[T] = strawberry.field(description="The items of the page (รายการ)")
    page_info: PageInfo = strawberry.field(description="Where the page stands (ข้อมูลการแบ่งหน้า)")
    total_count: int = strawberry.field(
        description="How many there are over all pages (จำนวนทั้งหมด)"
    )


def connection(page: Page[object], answers: Iterable[T]) -> Connection[T]:
    """The connection of a page whose items have become these answers, in the same order."""
    nodes = list(answers)
    cursors = page.cursors
    return Connection(
        edges=[Edge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
        nodes=nodes,
        page_info=PageInfo(
            has_next_page=page.more,
            has_previous_page=page.before,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        ),
        total_count=page.total,
    )
