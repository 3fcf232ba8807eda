"""Changes as a reader may see them."""

from __future__ import annotations

from functools import cache

import strawberry

from graph_api.feed.answers import (
    Change,
    ChangeAction,
    ChangeConnection,
    ChangeEdge,
    ChangeEvent,
    PropertyValues,
)
from graph_api.feed.log import ChangeBatch, Item, Values
from graph_api.feed.position import Position
from graph_api.paging.connections import PageInfo
from graph_api.planner.refs import node
from schema.model import Record
from schema.registry import Property, declaration


def show(item: Item, granted: frozenset[str]) -> Change:
    """A change without what needs a scope that the reader has not."""
    source, target = item.ends or (None, None)
    after = _shown(item.kind, item.after, granted)
    return Change(
        revision=item.place.revision,
        at=item.at,
        by=item.by,
        action=ChangeAction(item.action),
        kind=item.kind,
        record_id=strawberry.ID(item.id),
        record=None if item.ends else node(Record, item.id),
        is_relationship=item.ends is not None,
        source_id=None if source is None else strawberry.ID(source),
        target_id=None if target is None else strawberry.ID(target),
        source=None if source is None else node(Record, source),
        target=None if target is None else node(Record, target),
        properties=list(after or ()),
        before=_shown(item.kind, item.before, granted),
        after=after,
    )


def _shown(kind: str, values: Values | None, granted: frozenset[str]) -> PropertyValues | None:
    if values is None:
        return None
    properties = _properties(kind)
    return PropertyValues(
        {
            prop.graphql_name: value
            for name, value in values.items()
            if (prop := properties.get(name)) and (prop.scope is None or prop.scope in granted)
        }
    )


@cache
def _properties(kind: str) -> dict[str, Property]:
    """What is declared of a kind or a type; none of one that is declared no longer."""
    known = declaration()
    if kind in known.kinds:
        return known.kinds[kind].properties
    return known.properties_of(known.types[kind][0]) if kind in known.types else {}


def show_page(stretch: ChangeBatch, start: Position, granted: frozenset[str]) -> ChangeConnection:
    """The page of a stretch that was read from ``start``."""
    shown = [show(item, granted) for item in stretch.items]
    cursors = [_behind(item).cursor for item in stretch.items]
    return ChangeConnection(
        edges=[
            ChangeEdge(cursor=cursor, node=change)
            for cursor, change in zip(cursors, shown, strict=True)
        ],
        nodes=shown,
        page_info=PageInfo(
            has_next_page=stretch.more,
            has_previous_page=start > Position(1, 0),
            start_cursor=cursors[0] if cursors else None,
            end_cursor=stretch.end.cursor,
        ),
    )


def _behind(item: Item) -> Position:
    return Position(item.place.revision, item.place.number + 1)


def show_event(stretch: ChangeBatch, granted: frozenset[str]) -> ChangeEvent:
    """The event of a stretch."""
    return ChangeEvent(
        revision=stretch.end.last_revision,
        cursor=stretch.end.cursor,
        changes=[show(item, granted) for item in stretch.items],
    )
