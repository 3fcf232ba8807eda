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
from graph_api.planner.model import (
    Selection,
    SelectionScope,
)
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
        owner: name of the type that has the field.
        name: the field's name.
        type: its GraphQL type.
        node: for nodes, which subquery fetches them.
        fields: for an object, what is selected of it.
        constant: for ``__typename``, its value.
    """

    response: str
    attribute: str
    owner: str
    name: str
    type: GraphQLOutputType | None
    node: int | None = None
    fields: tuple[AnswerField, ...] = ()
    constant: str | None = None

    def selected(self, *path: str) -> frozenset[str]:
        """Names of the fields that are selected at the end of ``path`` below it."""
        fields = self.fields
        for name in path:
            fields = tuple(below for item in fields if item.name == name for below in item.fields)
        return frozenset(item.name for item in fields)


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

    def __init__(self, resolver: Resolver, document: Document, scope: SelectionScope) -> None:
        self._resolver = resolver
        self._document = document
        self._scope = scope
        self._views: list[Selection] = []

    def plan(
        self, response: str, owner: GraphQLObjectType, details: list[FieldDetails]
    ) -> AnswerPlan:
        """The plan of a field of ``owner``, called ``response``."""
        answer = self._field(response, owner, details)
        return AnswerPlan(answer, self._views, [canonical.only(view) for view in self._views])

    def _field(
        self, response: str, owner: GraphQLObjectType, details: list[FieldDetails]
    ) -> AnswerField:
        name = details[0].node.name.value
        if name == "__typename":
            return AnswerField(response, name, owner.name, name, None, constant=owner.name)
        definition = owner.fields[name]
        named = get_named_type(definition.type)
        node: int | None = None
        fields: tuple[AnswerField, ...] = ()
        if self._resolver.declared.is_target(named.name):
            node = len(self._views)
            self._views.append(self._resolver.node(named.name, details, self._scope))
        elif isinstance(named, GraphQLObjectType):
            fields = self._fields(named, details)
        attribute = attribute_of(definition, name)
        return AnswerField(response, attribute, owner.name, name, definition.type, node, fields)

    def _fields(
        self, kind: GraphQLObjectType, details: list[FieldDetails]
    ) -> tuple[AnswerField, ...]:
        selected = self._document.subfields(kind.name, details)
        return tuple(self._field(response, kind, below) for response, below in selected.items())


def attribute_of(definition: GraphQLField, name: str) -> str:
    """The Python attribute behind a field of a hand-written type."""
    return getattr(_made(definition), "python_name", name)


def has_resolver(definition: GraphQLField) -> bool:
    """Whether a field of a hand-written type computes its value, rather than being an attribute."""
    return getattr(_made(definition), "base_resolver", None) is not None


def declared_cost(definition: GraphQLField) -> int | None:
    """What computing a field of a hand-written type is said to cost."""
    metadata: Mapping[str, int] = getattr(_made(definition), "metadata", None) or {}
    return metadata.get("cost")


def _made(definition: GraphQLField) -> object:
    """What Strawberry made the field of; ``None`` for a field that it did not make."""
    return (definition.extensions or {}).get("strawberry-definition")


def collect_ids(plan: AnswerPlan, value: Any) -> list[list[str]]:  # noqa: ANN401  # an answer
    """For each of the plan's node selections, the ids that the answer holds there, each once."""
    by_selection: list[dict[str, None]] = [{} for _ in plan.nodes]
    _collect(plan.root, value, by_selection)
    return [list(ids) for ids in by_selection]


def _collect(item: AnswerField, value: Any, ids: list[dict[str, None]]) -> None:  # noqa: ANN401
    if value is None:
        return
    if isinstance(value, (list, tuple)):
        for one in value:
            _collect(item, one, ids)
    elif item.node is not None:
        assert isinstance(value, NodeRef)
        ids[item.node][value.id] = None
    else:
        for below in item.fields:
            if below.constant is None:
                _collect(below, getattr(value, below.attribute), ids)


@dataclass(frozen=True)
class Completion:
    """Completes one answer, as graphql-core would, with fetched nodes in place of references.

    Attributes:
        shapers: for each of the plan's node selections, what shapes its rows.
        rows: for each of them, the rows by id.
        context: of the request.
    """

    shapers: list[Shaper]
    rows: list[Rows]
    context: Context

    def complete(self, item: AnswerField, value: Any, path: Path) -> Any:  # noqa: ANN401
        """The response of a field; raises ``NullValue`` where it may not be null."""
        return self._value(item, item.type, value, path)

    def _value(self, item: AnswerField, kind: Any, value: Any, path: Path) -> Any:  # noqa: ANN401
        if is_non_null_type(kind):
            done = self._value(item, kind.of_type, value, path)
            if done is None:
                raise NullValue(item.owner, item.name, path)
            return done
        if value is None:
            return None
        try:
            return self._present(item, kind, value, path)
        except NullValue as error:
            self.context.caught.append(error)
            return None

    def _present(self, item: AnswerField, kind: Any, value: Any, path: Path) -> Any:  # noqa: ANN401
        if isinstance(kind, GraphQLList):
            present = value if item.node is None else self._still_there(item.node, value)
            return [
                self._value(item, kind.of_type, one, (path, index))
                for index, one in enumerate(present)
            ]
        if item.node is not None:
            row = self.rows[item.node].get(value.id)
            return None if row is None else self.shapers[item.node](row, self.context, path)
        if is_leaf_type(kind):
            return kind.coerce_output_value(value)
        return {below.response: self._below(below, value, path) for below in item.fields}

    def _below(self, item: AnswerField, value: Any, path: Path) -> Any:  # noqa: ANN401
        if item.constant is not None:
            return item.constant
        return self.complete(item, getattr(value, item.attribute), (path, item.response))

    def _still_there(self, place: int, refs: list[NodeRef[Any]]) -> list[NodeRef[Any]]:
        """References whose nodes are there: one may have gone between scoring and fetching."""
        return [ref for ref in refs if self.rows[place].get(ref.id) is not None]
