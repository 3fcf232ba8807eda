"""Walks over what was resolved, for the passes that look at all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph_api.planner.model import (
    Branch,
    Column,
    ConnectionColumn,
    OneColumn,
    PropertyColumn,
    RefColumn,
    Selection,
)
from graph_api.planner.predicates import (
    AllOf,
    AnyOf,
    Counted,
    Not,
    Predicate,
    Related,
    Test,
)
from schema.registry import Property, RelationshipField


def below(column: Column) -> Iterator[Column]:
    """Columns of the nodes (and the edge) that a column leads to."""
    if isinstance(column, ConnectionColumn):
        yield from rows_columns(column)
        for grouping in column.groups:
            yield from selection_columns(grouping.node)
    elif isinstance(column, (OneColumn, RefColumn)):
        yield from selection_columns(column.node)


def rows_columns(connection: ConnectionColumn) -> Iterator[Column]:
    """Columns of the rows of a page: of the edge, and of the node."""
    yield from connection.edge.columns if connection.edge else ()
    yield from selection_columns(connection.node)


def selection_columns(selection: Selection | None) -> Iterator[Column]:
    """Columns of all branches of a selection."""
    branches: tuple[Branch, ...] = selection.branches if selection else ()
    for branch in branches:
        yield from branch.columns


def properties(column: Column) -> Iterator[Property]:
    """Properties that a column reads, filters or orders by, at any depth."""
    if isinstance(column, (PropertyColumn, RefColumn)):
        yield column.prop
    if isinstance(column, ConnectionColumn):
        yield from predicate_properties(column.where)
        yield from predicate_properties(column.edge_where)
        yield from (item.prop for item in column.order if item.prop)
        yield from (item.prop for item in column.measures if item.prop)
        for grouping in column.groups:
            yield from (item.prop for item in grouping.keys if item.prop)
            yield from (item.prop for item in grouping.measures if item.prop)
    for inner in below(column):
        yield from properties(inner)


def predicate_properties(predicate: Predicate) -> Iterator[Property]:
    """Properties that a predicate tests, at any depth."""
    if isinstance(predicate, Test):
        yield predicate.prop
    elif isinstance(predicate, (AllOf, AnyOf)):
        for part in predicate.parts:
            yield from predicate_properties(part)
    elif isinstance(predicate, (Not, Related, Counted)):
        yield from predicate_properties(predicate.inner)
        if isinstance(predicate, (Related, Counted)):
            yield from predicate_properties(predicate.edge)


def followed(predicate: Predicate) -> Iterator[RelationshipField]:
    """The relationships that a predicate follows, at any depth, one for each time."""
    if isinstance(predicate, (AllOf, AnyOf)):
        for part in predicate.parts:
            yield from followed(part)
    elif isinstance(predicate, (Not, Related, Counted)):
        if isinstance(predicate, (Related, Counted)):
            yield predicate.field
        yield from followed(predicate.inner)


def nesting(predicate: Predicate) -> int:
    """How many relationships a predicate follows in a row."""
    if isinstance(predicate, (AllOf, AnyOf)):
        return max(map(nesting, predicate.parts), default=0)
    if isinstance(predicate, Not):
        return nesting(predicate.inner)
    return 1 + nesting(predicate.inner) if isinstance(predicate, (Related, Counted)) else 0


def leaves(predicate: Predicate) -> int:
    """How many leaves a predicate has."""
    if isinstance(predicate, (AllOf, AnyOf)):
        return sum(leaves(part) for part in predicate.parts)
    if isinstance(predicate, Not):
        return leaves(predicate.inner)
    if isinstance(predicate, Related):
        return leaves(predicate.inner) + leaves(predicate.edge)
    if isinstance(predicate, Counted):
        return 1 + leaves(predicate.inner) + leaves(predicate.edge)
    return 1


def height(column: Column) -> int:
    """How many subqueries nest in a column: 0 for a plain value."""
    inner = max((height(item) for item in below(column)), default=0)
    return inner + isinstance(column, (ConnectionColumn, OneColumn, RefColumn))


def selection_height(selection: Selection | None) -> int:
    """How many subqueries nest in a selection."""
    return max((height(item) for item in selection_columns(selection)), default=0)


def is_measured(columns: Iterable[Column]) -> bool:
    """Whether something is measured or grouped in these columns, at any depth."""
    return any(
        (isinstance(column, ConnectionColumn) and bool(column.measures or column.groups))
        or is_measured(below(column))
        for column in columns
    )
