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
from graph_api.planner.cost import OperationLimits
from graph_api.planner.model import Branch, Connection, Entry, OneColumn, PageShape, Selection
from graph_api.planner.plan import PlanCache, QueryPlan
from graph_api.planner.shape import Layout
from graph_api.planner.slots import RootSort
from graph_api.planner.slots import Source as PartSource
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
    return _roots(PlanCache(declaration()).plan(document, OperationLimits(), frozenset()))


def _roots(plan: QueryPlan) -> Fields:
    places = {part.source: place for place, part in enumerate(plan.parts)}
    found: dict[str, Read] = {}
    for index, find in enumerate(plan.finds):
        rows = itemgetter(places[PartSource(RootSort.FIND, index)])
        below = _node(find.views[0], find.selection)
        found[find.responses[0]] = _one(_then(rows, itemgetter(0)), below)
    for index, listing in enumerate(plan.listings):
        row = itemgetter(places[PartSource(RootSort.LISTING, index)])
        found[listing.responses[0]] = _one(row, _page(listing.connection, listing.shapes[0]))
    return found


def _node(view: Selection, merged: Selection) -> Fields:
    (names,), (columns,) = view.branches, merged.branches
    return _branch(names.entries, columns)


def _branch(entries: tuple[Entry, ...], columns: Branch) -> Fields:
    found: dict[str, Read] = {}
    for entry in entries:
        place = canonical.position(columns, entry.column)
        column, read = columns.columns[place], itemgetter(place)
        if isinstance(column, Connection):
            found[entry.name] = _one(read, _page(column, entry.shape))
        elif isinstance(column, OneColumn):
            found[entry.name] = _one(read, _node(entry.shape, column.node))
        else:
            found[entry.name] = read
    return found


def _page(connection: Connection, shape: PageShape) -> Fields:
    """The fields of a page; rows come before the total."""
    found: dict[str, Read] = {}
    place, node = Layout(connection).node, connection.node
    inner: Read = _itself if place is None else itemgetter(place)
    for _, name, details in shape.parts:
        if name == "totalCount":
            found[name] = itemgetter(len(connection.wants) - 1)
        elif name == "nodes":
            assert node is not None
            found[name] = _many(inner, _node(details, node))
        else:
            found[name] = _many(_itself, _edge(connection, details, inner))
    return found


def _edge(connection: Connection, details: Any, inner: Read) -> Fields:  # noqa: ANN401
    found: dict[str, Read] = {}
    for _, name, part in details:
        if name == "node":
            assert connection.node is not None
            found[name] = _one(inner, _node(part, connection.node))
        else:
            assert connection.edge is not None
            place = canonical.position(connection.edge, part.column)
            found[part.name] = _then(itemgetter(Layout(connection).edge), itemgetter(place))
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
