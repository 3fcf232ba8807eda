"""The oracle of shape: the statement's own row, completed by graphql-core value by value.

It reads the positional lists by the plan's columns, with a walker of its own; names, order, null
rules, errors and paths are graphql-core's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    execute_sync,
    parse,
)

from graph_api.planner.answers import AnswerPlan
from graph_api.planner.model import (
    AggregateView,
    Branch,
    ConnectionColumn,
    CursorView,
    EdgeNodeView,
    EdgePropertyView,
    EdgesView,
    GroupsView,
    KeyNodeView,
    KeyPart,
    KeysView,
    KeyValueView,
    MeasureView,
    NodesView,
    OneColumn,
    PageFactView,
    PageInfoView,
    PageView,
    RefColumn,
    Selection,
    TotalView,
    TypeNameView,
)
from graph_api.planner.order import encode_cursor, order_tag
from graph_api.planner.plan import QueryPlan
from graph_api.planner.refs import NodeRef
from graph_api.planner.request import Request
from graph_api.planner.slots import RootSort, SubquerySource
from graph_api.planner.values import Const
from schema.registry import declaration, snake


@dataclass(frozen=True)
class NodeRow:
    """A node's row: ``merged`` says what stands where, ``view`` what the client calls it."""

    row: Any
    view: Selection
    merged: Selection

    @property
    def kind(self) -> str:
        """The node's kind."""
        if not self.merged.typed:
            return declaration().members(self.merged.target)[0]
        return declaration().by_prefix[self.row[0].split(":")[0]].name


@dataclass(frozen=True)
class PageRow:
    """A connection's row."""

    row: Any
    connection: ConnectionColumn
    view: PageView
    size: int


@dataclass(frozen=True)
class EdgeRow:
    """An edge's row."""

    row: Any
    connection: ConnectionColumn
    view: EdgesView


@dataclass(frozen=True)
class AnswerValue:
    """Part of an answer; ``item`` is what the plan says of it."""

    value: Any
    item: Any
    rows: list[dict[str, Any]]
    plan: AnswerPlan


@dataclass(frozen=True)
class Other:
    """What a resolver gave that is not planned."""

    value: Any


class Shape:
    """Answers one request from its row.

    Args:
        failures: messages of the root fields that failed, by response name.
        others: values of root fields that are not planned, by response name.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        request: Request,
        row: list[Any],
        failures: Mapping[str, str],
        others: Mapping[str, Any],
    ) -> None:
        self._schema = schema
        self._request = request
        self._failures = failures
        self._others = others
        self._columns = {part.source: row[at] for at, part in enumerate(request.plan.parts)}

    def run(self, document: str, variables: dict[str, Any] | None = None) -> ExecutionResult:
        """The response that graphql-core makes of it."""
        result = execute_sync(
            self._schema,
            parse(document),
            variable_values=variables,
            field_resolver=self._field,
            type_resolver=lambda value, _info, _kind: value.kind,
        )
        assert isinstance(result, ExecutionResult)
        return result

    def _field(self, source: Any, info: GraphQLResolveInfo, **_arguments: Any) -> Any:
        response = info.path.key
        match source:
            case None:
                return self._root(str(response))
            case NodeRow():
                return self._of_node(source, str(response))
            case PageRow():
                return self._of_page(source, str(response))
            case EdgeRow():
                return self._of_edge(source, str(response))
            case AnswerValue():
                return self._of_answer(source, str(response))
            case Other():
                return getattr(source.value, snake(info.field_name))
        return source[response]

    def _root(self, response: str) -> Any:
        plan: QueryPlan = self._request.plan
        if response in self._failures:
            raise GraphQLError(self._failures[response])
        for index, find in enumerate(plan.finds):
            if response in find.responses:
                rows = self._columns[SubquerySource(RootSort.FIND, index)]
                place = find.responses.index(response)
                view = find.views[place]
                if find.many:
                    return [node(row, view, find.selection) for row in rows]
                return node(rows[place], view, find.selection)
        for index, listing in enumerate(plan.listings):
            if response in listing.responses:
                view = listing.views[listing.responses.index(response)]
                return self._page(
                    self._columns[SubquerySource(RootSort.LISTING, index)],
                    listing.connection,
                    view,
                )
        for index, answer in enumerate(plan.answers):
            if (response,) == answer.place:
                rows = [
                    dict(
                        zip(
                            self._request._ids[SubquerySource(RootSort.ANSWER, index, inner)],
                            self._columns[SubquerySource(RootSort.ANSWER, index, inner)],
                            strict=True,
                        )
                    )
                    for inner in range(len(answer.plan.nodes))
                ]
                value = AnswerValue(
                    self._request.answers[answer.place], answer.plan.root, rows, answer.plan
                )
                return self._answer(value, value.value)
        return Other(self._others[response])

    def _page(self, row: Any, connection: ConnectionColumn, view: PageView) -> PageRow:
        given = connection.page.size
        size = 20 if given is None else self._size(given)
        return PageRow(row, connection, view, size)

    def _size(self, leaf: Any) -> int:
        if isinstance(leaf, Const):
            return int(leaf.value)
        value: Any = self._request.variables[leaf.name]
        for step in leaf.path:
            value = value[step]
        return int(value)

    def _of_node(self, source: NodeRow, response: str) -> Any:
        views = [branch for branch in source.view.branches if source.kind in branch.kinds]
        merged = [branch for branch in source.merged.branches if source.kind in branch.kinds]
        (entry,) = [entry for entry in views[0].entries if entry.response == response]
        row = source.row[1] if source.merged.typed else source.row
        return self._read(entry, row, merged[0])

    def _read(self, entry: Any, row: Any, branch: Branch) -> Any:
        place, column = find_column(branch, entry.column)
        value = row[place]
        if isinstance(column, ConnectionColumn):
            return self._page(value, column, entry.view)
        if isinstance(column, RefColumn) and column.prop.many:
            return value and [node(one, entry.view, column.node) for one in value]
        if isinstance(column, (OneColumn, RefColumn)):
            return node(value, entry.view, column.node)
        return value

    # --- pages ------------------------------------------------------------------------------

    def _of_page(self, page: PageRow, response: str) -> Any:
        (part,) = [part for part in page.view.parts if part.response == response]
        connection = page.connection
        layout = [w for w in ("rows", behind(connection), "total") if w in connection.wants]
        layout += ["measures"] if connection.measures else []
        parts = dict(zip(layout, page.row, strict=False))
        rows = list(parts.get("rows", []))
        more = len(rows) > page.size
        if ahead(connection) in connection.wants:
            rows = rows[: page.size]
        if connection.page.backward:
            rows.reverse()
        match part:
            case TotalView():
                return parts["total"]
            case NodesView():
                return [
                    node(edge_part(row, connection, "node"), part.node, connection.node)
                    for row in rows
                ]
            case EdgesView():
                return [EdgeRow(row, connection, part) for row in rows]
            case AggregateView():
                return measured(part, connection.measures, parts.get("measures", []))
            case GroupsView():
                wanted = (part.grouping.key, part.grouping.values)
                held = [(one.key, one.values) for one in connection.groups]
                return [group(row, part) for row in page.row[len(layout) + held.index(wanted)]]
            case PageInfoView():
                return facts(part, connection, rows, more=more, parts=parts)
        raise AssertionError(part)

    def _of_edge(self, edge: EdgeRow, response: str) -> Any:
        (part,) = [part for part in edge.view.parts if part.response == response]
        if isinstance(part, CursorView):
            return cursor(edge.row, edge.connection)
        if isinstance(part, EdgeNodeView):
            row = edge_part(edge.row, edge.connection, "node")
            return node(row, part.node, edge.connection.node)
        assert isinstance(part, EdgePropertyView)
        assert edge.connection.edge is not None
        return self._read(
            part.entry, edge_part(edge.row, edge.connection, "edge"), edge.connection.edge
        )

    # --- answers ----------------------------------------------------------------------------

    def _of_answer(self, source: AnswerValue, response: str) -> Any:
        (item,) = [item for item in source.item.fields if item.response == response]
        inner = AnswerValue(None, item, source.rows, source.plan)
        return self._answer(inner, getattr(source.value, snake(item.name)))

    def _answer(self, source: AnswerValue, value: Any) -> Any:
        item = source.item
        if isinstance(value, list):
            shown = [self._answer(source, one) for one in value]
            return [one for one in shown if one is not None] if item.node is not None else shown
        if isinstance(value, NodeRef):
            plan, row = source.plan, source.rows[item.node][value.id]
            return node(row, plan.views[item.node], plan.nodes[item.node])
        if value is None or not item.fields:
            return value
        return AnswerValue(value, item, source.rows, source.plan)


def facts(
    view: PageInfoView,
    connection: ConnectionColumn,
    rows: list[Any],
    *,
    more: bool,
    parts: dict[str, Any],
) -> dict[str, Any]:
    """What is told of a page, by the client's names."""
    known = {ahead(connection): more, behind(connection): parts.get(behind(connection))}
    values: dict[str, Any] = {
        "hasNextPage": known["next"],
        "hasPreviousPage": known["previous"],
    }
    if rows and "cursors" in connection.wants:
        values["startCursor"] = cursor(rows[0], connection)
        values["endCursor"] = cursor(rows[-1], connection)
    return {
        part.response: values.get(part.fact.value)
        for part in view.parts
        if isinstance(part, PageFactView)
    }


def measured(view: AggregateView, measures: Any, row: Any) -> dict[str, Any]:
    """Measures by the client's names."""
    made = {}
    for part in view.parts:
        if isinstance(part, AggregateView):
            made[part.response] = measured(part, measures, row)
        elif isinstance(part, MeasureView):
            made[part.response] = row[measures.index(part.measure)]
    return made


def group(row: Any, view: GroupsView) -> dict[str, Any]:
    """A group by the client's names."""
    grouping = view.grouping
    made: dict[str, Any] = {}
    for part in view.parts:
        if isinstance(part, AggregateView):
            made[part.response] = measured(part, grouping.measures, row[1])
        elif isinstance(part, KeysView):
            made[part.response] = [
                {
                    key.response: of_key(key, row, view, at)
                    for key in part.parts
                    if not isinstance(key, TypeNameView)
                }
                for at in range(len(grouping.keys))
            ]
    return made


def of_key(key: KeyPart, row: Any, view: GroupsView, at: int) -> Any:
    """What is told of the key numbered ``at``."""
    if isinstance(key, KeyNodeView):
        return node(row[2][at], key.node, view.grouping.node)
    assert isinstance(key, KeyValueView)
    return {"by": view.grouping.keys[at].name, "value": as_text(row[0][at])}[key.value.value]


def as_text(value: Any) -> str | None:
    """A key's value."""
    if value in (True, False) and isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def node(row: Any, view: Selection, merged: Selection | None) -> NodeRow | None:
    """A node, or null where its row is."""
    assert merged is not None
    return None if row is None else NodeRow(row, view, merged)


def find_column(branch: Branch, wanted: Any) -> tuple[int, Any]:
    """The place of a column in a branch, and the column that is there."""
    ((place, column),) = [
        (place, column)
        for place, column in enumerate(branch.columns)
        if (column.key, column.values) == (wanted.key, wanted.values)
    ]
    return place, column


def ahead(connection: ConnectionColumn) -> str:
    """What one more row tells."""
    return "previous" if connection.page.backward else "next"


def behind(connection: ConnectionColumn) -> str:
    """What a part of its own tells."""
    return "next" if connection.page.backward else "previous"


def edge_part(row: Any, connection: ConnectionColumn, part: str) -> Any:
    """One of the parts of an edge's row."""
    parts = []
    if "cursors" in connection.wants:
        parts.append("cursor")
    if connection.edge is not None:
        parts.append("edge")
    if connection.node is not None:
        if not parts:
            return row
        parts.append("node")
    return row[parts.index(part)]


def cursor(row: Any, connection: ConnectionColumn) -> str:
    """The cursor of an edge's row."""
    return encode_cursor(order_tag(connection.order), edge_part(row, connection, "cursor"))
