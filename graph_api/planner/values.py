"""Arguments as symbols: what a document says of a value, apart from the value itself.

A plan is made once for a document and used with many variables, so an argument is kept as a
constant or as the place in the variables where its value will be. The *structure* of a filter
(which keys it has) belongs to the plan; its leaves do not. :func:`signature` says of given
variables what the plan depends on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLScalarType,
    GraphQLType,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)
from graphql.utilities.coerce_input_value import coerce_input_literal

Variables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Const:
    """A value that stands in the document."""

    value: Any

    def __hash__(self) -> int:
        # A value may be a list, which has no hash.
        return hash(repr(self.value))


@dataclass(frozen=True, slots=True)
class Var:
    """The value at ``path`` of the variable ``name``."""

    name: str
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Seq:
    """A list in the document with variables among its items."""

    items: tuple[Leaf, ...]


Leaf = Const | Var | Seq
Tree = Leaf | dict[str, "Tree"] | list["Tree"]
NULL = Const(None)


def lookup(leaf: Leaf, variables: Variables) -> Any:  # noqa: ANN401  # a coerced value
    """The value of a leaf, given the coerced variables."""
    if isinstance(leaf, Const):
        return leaf.value
    if isinstance(leaf, Seq):
        return [lookup(item, variables) for item in leaf.items]
    value: Any = variables.get(leaf.name)
    for step in leaf.path:
        value = value[step]
    return value


def plain(value: Any) -> Any:  # noqa: ANN401  # a coerced value
    """An enum member's value; anything else as it is."""
    return value.value if isinstance(value, Enum) else value


def read_arguments(
    declared: Mapping[str, GraphQLArgument], node: FieldNode, variables: Variables
) -> dict[str, Tree]:
    """Arguments given to a field, by GraphQL name; what is missing or null is left out."""
    given = {item.name.value: item.value for item in node.arguments or ()}
    trees = {
        name: _tree(given[name], argument.type, variables)
        for name, argument in declared.items()
        if name in given
    }
    return {name: tree for name, tree in trees.items() if tree != NULL}


def _tree(node: ValueNode, kind: Any, variables: Variables) -> Tree:  # noqa: ANN401
    kind = get_nullable_type(kind)
    if isinstance(node, VariableNode):
        return _from_value(Var(node.name.value), variables.get(node.name.value), kind)
    if isinstance(node, NullValueNode):
        return NULL
    if isinstance(node, ObjectValueNode) and isinstance(kind, GraphQLInputObjectType):
        return {
            field.name.value: _tree(field.value, kind.fields[field.name.value].type, variables)
            for field in node.fields
        }
    if is_list_type(kind):
        return _list(node, kind, variables)
    value = coerce_input_literal(node, kind)
    return Const(None if value is Undefined else value)


def _list(node: ValueNode, kind: GraphQLList[Any], variables: Variables) -> Tree:
    nodes = node.values if isinstance(node, ListValueNode) else (node,)
    items = [_tree(item, kind.of_type, variables) for item in nodes]
    if isinstance(get_named_type(kind), GraphQLInputObjectType):
        return items
    if all(isinstance(item, Const) for item in items):
        return Const([item.value for item in items if isinstance(item, Const)])
    return Seq(tuple(item for item in items if isinstance(item, (Const, Var, Seq))))


def _from_value(place: Var, value: Any, kind: Any) -> Tree:  # noqa: ANN401
    """The tree of a variable: its structure now, its leaves as places."""
    kind = get_nullable_type(kind)
    if value is None:
        return NULL
    if isinstance(kind, GraphQLInputObjectType):
        return {
            name: _from_value(Var(place.name, (*place.path, name)), item, kind.fields[name].type)
            for name, item in value.items()
        }
    if is_list_type(kind) and isinstance(get_named_type(kind), GraphQLInputObjectType):
        return [
            _from_value(Var(place.name, (*place.path, index)), item, kind.of_type)
            for index, item in enumerate(value)
        ]
    return place


def signature(types: Mapping[str, GraphQLType], variables: Variables) -> tuple[Any, ...]:
    """What a plan depends on of these variables: structure, Booleans, enums, presence.

    Args:
        types: the input type of each variable of the operation.
        variables: the coerced variables.
    """
    return tuple(_mark(variables.get(name), kind) for name, kind in types.items())


def _mark(value: Any, kind: Any) -> Any:  # noqa: ANN401
    kind = get_nullable_type(kind)
    if value is None:
        return None
    if isinstance(kind, GraphQLInputObjectType):
        fields = kind.fields
        return tuple((name, _mark(value[name], fields[name].type)) for name in sorted(value))
    if is_list_type(kind):
        if isinstance(get_named_type(kind), GraphQLInputObjectType):
            return tuple(_mark(item, kind.of_type) for item in value)
        if isinstance(get_named_type(kind), GraphQLEnumType):
            return tuple(plain(item) for item in value)
        return "list"
    return _leaf_mark(value, kind)


def _leaf_mark(value: Any, kind: Any) -> Any:  # noqa: ANN401
    if isinstance(kind, GraphQLEnumType):
        return plain(value)
    if isinstance(kind, GraphQLScalarType) and kind.name == "Boolean":
        return value
    return "value"


def leaf_of(tree: Tree) -> Leaf:
    """A tree that is known to be one value."""
    assert not isinstance(tree, (dict, list))
    return tree
