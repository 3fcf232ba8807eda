"""Answers that are computed in process, such as scores, and hold references to nodes.

The plan of an answer walks what the client selects of it. Where it reaches a declared kind it
plans the selection below like any other, as one subquery over the ids that the answer will hold.
Values of the answer itself never reach the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLList,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    is_leaf_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetails

from graph_api.planner import canonical
from graph_api.planner.collect import Document
from graph_api.planner.model import Scope, Selection
from graph_api.planner.refs import NodeRef
from graph_api.planner.resolve import Resolver
from graph_api.planner.shape import Context, NullValue, Path, Shaper

Rows = Mapping[str, Any]
"""Rows of fetched nodes by id; an id that is gone has none."""


@dataclass(frozen=True)
class AnswerField:
    """A selected field of an answer.

    Attributes:
        response: its name in the response.
        attribute: the attribute of the answer object that holds it.
        name: the field's name.
        type: its GraphQL type.
        node: for nodes, which subquery fetches them.
        fields: for an object, what is selected of it.
        constant: for ``__typename``, its value.
    """

    response: str
    attribute: str
    name: str
    type: GraphQLOutputType | None
    node: int | None = None
    fields: tuple[AnswerField, ...] = ()
    constant: str | None = None


@dataclass
class AnswerPlan:
    """What is selected of an answer.

    Attributes:
        views: what the client calls what it selects of the nodes, by ``AnswerField.node``.
        nodes: what is read of them.
    """

    root: AnswerField
    views: list[Selection] = field(default_factory=list)
    nodes: list[Selection] = field(default_factory=list)


class AnswerPlanner:
    """Plans one answer."""

    def __init__(self, resolver: Resolver, document: Document, scope: Scope) -> None:
        self._resolver = resolver
        self._document = document
        self._scope = scope
        self._views: list[Selection] = []

    def plan(self, response: str, definition: GraphQLField, details: list[FieldDetails]) -> AnswerPlan:
        """The plan of the root field ``response``."""
        root = self._field(response, definition, details)
        return AnswerPlan(root, self._views, [canonical.only(view) for view in self._views])

    def _field(
        self, response: str, definition: GraphQLField, details: list[FieldDetails]
    ) -> AnswerField:
        name = details[0].node.name.value
        named = get_named_type(definition.type)
        attribute = attribute_of(definition, name)
        if self._resolver.declared.is_target(named.name):
            self._views.append(self._resolver.node(named.name, details, self._scope))
            return AnswerField(response, attribute, name, definition.type, node=len(self._views) - 1)
        fields: tuple[AnswerField, ...] = ()
        if isinstance(named, GraphQLObjectType):
            fields = self._object(named, details)
        return AnswerField(response, attribute, name, definition.type, fields=fields)

    def _object(self, kind: GraphQLObjectType, details: list[FieldDetails]) -> tuple[AnswerField, ...]:
        found = []
        for response, below in self._document.subfields(kind.name, details).items():
            name = below[0].node.name.value
            if name == "__typename":
                found.append(AnswerField(response, name, name, None, constant=kind.name))
            else:
                found.append(self._field(response, kind.fields[name], below))
        return tuple(found)


def attribute_of(definition: GraphQLField, name: str) -> str:
    """The Python attribute behind a field of a hand-written type."""
    made = (definition.extensions or {}).get("strawberry-definition")
    return getattr(made, "python_name", name)


def collect_ids(plan: AnswerPlan, value: Any) -> list[list[str]]:  # noqa: ANN401  # an answer
    """For each of the plan's node selections, the ids that the answer holds there, each once."""
    found: list[dict[str, None]] = [{} for _ in plan.nodes]
    _collect(plan.root, value, found)
    return [list(ids) for ids in found]


def _collect(item: AnswerField, value: Any, found: list[dict[str, None]]) -> None:  # noqa: ANN401
    if value is None or item.constant is not None:
        return
    if isinstance(value, (list, tuple)):
        for one in value:
            _collect(item, one, found)
    elif item.node is not None:
        assert isinstance(value, NodeRef)
        found[item.node][value.id] = None
    else:
        for below in item.fields:
            if below.constant is None:
                _collect(below, getattr(value, below.attribute), found)


class AnswerShaper:
    """Completes an answer, as graphql-core would, with fetched nodes in place of references."""

    def __init__(self, shapers: list[Shaper]) -> None:
        self._shapers = shapers

    def shape(
        self, plan: AnswerPlan, value: Any, rows: list[Rows], context: Context, path: Path
    ) -> Any:  # noqa: ANN401
        """The response of the root field; raises ``NullValue`` where it may not be null."""
        return self._value(plan.root, plan.root.type, value, rows, context, path, "Query")

    def _value(
        self,
        item: AnswerField,
        kind: Any,  # noqa: ANN401  # a GraphQL output type
        value: Any,  # noqa: ANN401
        rows: list[Rows],
        context: Context,
        path: Path,
        owner: str,
    ) -> Any:  # noqa: ANN401
        if is_non_null_type(kind):
            done = self._value(item, kind.of_type, value, rows, context, path, owner)
            if done is None:
                raise NullValue(owner, item.name, path)
            return done
        if value is None:
            return None
        try:
            return self._present(item, kind, value, rows, context, path, owner)
        except NullValue as error:
            context.caught.append(error)
            return None

    def _present(
        self,
        item: AnswerField,
        kind: GraphQLOutputType,
        value: Any,  # noqa: ANN401
        rows: list[Rows],
        context: Context,
        path: Path,
        owner: str,
    ) -> Any:  # noqa: ANN401
        if isinstance(kind, GraphQLList):
            present = value if item.node is None else self._still_there(item.node, value, rows)
            return [
                self._value(item, kind.of_type, one, rows, context, (path, index), owner)
                for index, one in enumerate(present)
            ]
        if item.node is not None:
            row = rows[item.node].get(value.id)
            return None if row is None else self._shapers[item.node](row, context, path)
        if is_leaf_type(kind):
            return kind.coerce_output_value(value)
        return self._object(item, kind, value, rows, context, path)

    @staticmethod
    def _still_there(place: int, refs: list[NodeRef], rows: list[Rows]) -> list[NodeRef]:
        """References whose nodes are there: one may have gone between scoring and fetching."""
        return [ref for ref in refs if rows[place].get(ref.id) is not None]

    def _object(
        self,
        item: AnswerField,
        kind: GraphQLOutputType,
        value: Any,  # noqa: ANN401
        rows: list[Rows],
        context: Context,
        path: Path,
    ) -> dict[str, Any]:
        name = get_named_type(kind).name
        done: dict[str, Any] = {}
        for below in item.fields:
            if below.constant is not None:
                done[below.response] = below.constant
            else:
                inner = getattr(value, below.attribute)
                done[below.response] = self._value(
                    below, below.type, inner, rows, context, (path, below.response), name
                )
        return done
