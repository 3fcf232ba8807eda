"""Where each field's value stands in the row of a planned statement.

Only for what the measured documents use: root fields by id, root connections, properties, single
ends, and connections with nodes, edges and totals; no aliases, no fragments, no cursors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

from graphql import OperationDefinitionNode, parse
from graphql.execution.values import VariableValues, get_variable_values

from graph_api.graphql.schema import build_schema
from graph_api.planner import canonical
from graph_api.planner.collect import Document
from graph_api.planner.limits import OperationLimits
from graph_api.planner.model import (
    Branch,
    ConnectionColumn,
    EdgeNodeView,
    EdgePropertyView,
    EdgesView,
    Entry,
    NodesView,
    OneColumn,
    PageView,
    Selection,
    TotalView,
)
from graph_api.planner.plan import QueryPlan
from graph_api.planner.plan_cache import PlanCache
from graph_api.planner.shape import Layout
from graph_api.planner.slots import RootSort, SubquerySource
from graph_api.settings import Settings
from schema.registry import declaration

Row = Any
Read = Callable[[Row], Any]
Fields = Mapping[str, Read]
Source = tuple[Row, Fields]
"""What a resolver gets: a row, and how to read each field from it."""


def root_layout(text: str, variables: Mapping[str, Any]) -> Fields:
    """The root fields of a document."""
    schema = build_schema()._schema  # noqa: SLF001 - Strawberry's own graphql-core schema
    (operation,) = parse(text).definitions
    assert isinstance(operation, OperationDefinitionNode)
    values = get_variable_values(schema, operation.variable_definitions or (), dict(variables))
    assert isinstance(values, VariableValues)
    document = Document(schema, {}, operation, values)
    limits = OperationLimits.of(Settings.load())
    return _roots(PlanCache(declaration()).plan(document, limits, frozenset()))


def _roots(plan: QueryPlan) -> Fields:
    places = {part.source: place for place, part in enumerate(plan.parts)}
    found: dict[str, Read] = {}
    for index, find in enumerate(plan.finds):
        rows = itemgetter(places[SubquerySource(RootSort.FIND, index)])
        below = _node(find.views[0], find.selection)
        found[find.responses[0]] = _one(_then(rows, itemgetter(0)), below)
    for index, listing in enumerate(plan.listings):
        row = itemgetter(places[SubquerySource(RootSort.LISTING, index)])
        found[listing.responses[0]] = _one(row, _page(listing.connection, listing.views[0]))
    return found


def _node(view: Selection, merged: Selection) -> Fields:
    (names,), (columns,) = view.branches, merged.branches
    return _branch(names.entries, columns)


def _branch(entries: tuple[Entry, ...], columns: Branch) -> Fields:
    found: dict[str, Read] = {}
    for entry in entries:
        assert entry.column is not None
        place = canonical.position(columns, entry.column)
        column, read = columns.columns[place], itemgetter(place)
        if isinstance(column, ConnectionColumn):
            assert isinstance(entry.view, PageView)
            found[entry.name] = _one(read, _page(column, entry.view))
        elif isinstance(column, OneColumn):
            assert isinstance(entry.view, Selection)
            found[entry.name] = _one(read, _node(entry.view, column.node))
        else:
            found[entry.name] = read
    return found


def _page(connection: ConnectionColumn, view: PageView) -> Fields:
    """The fields of a page; rows come before the total."""
    found: dict[str, Read] = {}
    place, node = Layout(connection).node, connection.node
    inner: Read = _itself if place is None else itemgetter(place)
    for part in view.parts:
        match part:
            case TotalView():
                found["totalCount"] = itemgetter(len(connection.wants) - 1)
            case NodesView():
                assert node is not None
                found["nodes"] = _many(inner, _node(part.node, node))
            case EdgesView():
                found["edges"] = _many(_itself, _edge(connection, part, inner))
            case _:
                raise TypeError(part)
    return found


def _edge(connection: ConnectionColumn, view: EdgesView, inner: Read) -> Fields:
    found: dict[str, Read] = {}
    for part in view.parts:
        match part:
            case EdgeNodeView():
                assert connection.node is not None
                found["node"] = _one(inner, _node(part.node, connection.node))
            case EdgePropertyView(entry=entry):
                assert connection.edge is not None
                assert entry.column is not None
                place = canonical.position(connection.edge, entry.column)
                found[entry.name] = _then(itemgetter(Layout(connection).edge), itemgetter(place))
            case _:
                raise TypeError(part)
    return found


def _itself(row: Row) -> Row:
    return row


def _then(first: Read, second: Read) -> Read:
    return lambda row: second(first(row))


def _one(read: Read, below: Fields) -> Read:
    """The object in a column; null where it is null."""

    def one(row: Row) -> Source | None:
        value = read(row)
        return None if value is None else (value, below)

    return one


def _many(inner: Read, below: Fields) -> Read:
    """The objects in the rows of a page."""
    return lambda row: [(inner(item), below) for item in row[0]]
