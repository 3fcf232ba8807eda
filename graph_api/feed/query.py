"""The root fields ``meta`` and ``changes``."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Annotated

import strawberry

from graph_api.feed.answers import ChangeConnection, Meta
from graph_api.feed.context import FeedInfo
from graph_api.feed.log import read_log
from graph_api.feed.position import Position
from graph_api.feed.showing import show_page
from graph_api.feed.statements import READ_META
from graph_api.feed.wanted import make_wanted
from graph_api.paging.pages import check_first
from graph_api.planner.refs import nodes
from schema.errors import ErrorCode, PhakhiError
from schema.model import Dataset

Since = Annotated[
    int | None,
    strawberry.argument(description="Whatever came after this revision, from 0 (หลังรุ่นข้อมูล)"),
]
After = Annotated[
    str | None,
    strawberry.argument(
        description="Whatever came after this cursor, of changes or of an event of changed (หลังตำแหน่งนี้)"
    ),
]
Kinds = Annotated[
    list[str] | None,
    strawberry.argument(
        description="Only these kinds of records such as Agency, and types of relationships such as MEMBER_OF, 100 at "
        "most (ประเภท)"
    ),
]
Ids = Annotated[
    list[strawberry.ID] | None,
    strawberry.argument(
        description="Only these records with the relationships at them, or these relationships, 100 at most (รหัส)"
    ),
]
InArea = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="Only what lies in this area or below it today, relationships by either end; and whatever was "
        "removed, which lies nowhere any more (พื้นที่)"
    ),
]


def starting(since: int | None, after: str | None) -> Position | None:
    """The place in the log that arguments name.

    Raises:
        PhakhiError: BAD_ARGUMENT, BAD_CURSOR.
    """
    if since is not None and after is not None:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            "Give since or after, not both.",
            "ระบุ since หรือ after อย่างใดอย่างหนึ่ง",
        )
    if after is not None:
        return Position.of(after)
    return None if since is None else Position.after(since)


async def _changes(  # noqa: PLR0913  # the arguments of the field
    info: FeedInfo,
    *,
    since: Since = None,
    after: After = None,
    first: Annotated[
        int,
        strawberry.argument(
            description="Maximum number of items; as large as other pages may be (จำนวน)"
        ),
    ] = 100,
    kinds: Kinds = None,
    ids: Ids = None,
    area: InArea = None,
) -> ChangeConnection:
    """The log of changes."""
    start = starting(since, after) or Position.after(0)
    most = check_first(first, info.context.limits.page_size)
    wanted = make_wanted(kinds, ids, area)
    stretch = await read_log(info.context.store, wanted, start, most, values=_values_selected(info))
    return show_page(stretch, start, info.context.granted)


def _values_selected(info: FeedInfo) -> bool:
    selected = info.context.selected("nodes") | info.context.selected("edges", "node")
    return not selected.isdisjoint(("properties", "before", "after"))


async def _meta(info: FeedInfo) -> Meta:
    """The state of the graph."""
    (row,) = await READ_META.read(info.context.store)
    return Meta(
        revision=row.revision,
        datasets=nodes(Dataset, row.datasets),
        loaded_at=row.at,
        version=_version(),
    )


@cache
def _version() -> str:
    return version("phakhi")


@strawberry.type
class ChangesQuery:
    """What changed, and how the graph stands."""

    meta: Meta = strawberry.field(
        resolver=_meta,
        description="The graph as a whole: its revision and datasets (ภาพรวมของข้อมูล)",
    )
    changes: ChangeConnection = strawberry.field(
        resolver=_changes,
        description="What was created, changed or taken away, in the order in which it was written; from the beginning, "
        "or after a revision or a cursor. Following endCursor, again and again, gives every change once "
        "(การเปลี่ยนแปลงของข้อมูลตามลำดับ)",
    )
