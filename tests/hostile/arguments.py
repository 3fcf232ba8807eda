"""A minimal document for every argument that takes a text or an id, derived from the schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    build_schema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from graph_api.graphql.schema import sdl
from schema.registry import camel, declaration, snake

SAMPLES = {
    "String": '"x"',
    "Int": "1",
    "Float": "1.0",
    "Boolean": "true",
    "Date": '"2026-11-24"',
}
"""Values for arguments that must be given beside the one that is tried."""
PREFIXES = {
    **{camel(snake(kind.name)): kind.prefix for kind in declaration().kinds.values()},
    "a": "agency",
    "b": "agency",
    "from": "agency",
    "to": "agency",
}
"""What the ids of an argument begin with."""


@dataclass(frozen=True)
class Place:
    """An argument, or a field of an input below it, and a document that fills it with ``$v``."""

    name: str
    document: str


@cache
def places() -> list[Place]:
    """Every argument of every root field and of every question of a family.

    Of an input the first text or id, and those that nothing else has read before.
    """
    seen = {""}
    query = build_schema(sdl()).query_type
    assert query is not None
    found = []
    for name, field in query.fields.items():
        found += _of_field(name, field, "{}", seen)
        kind = get_named_type(field.type)
        if _is_family(kind):
            for below, question in kind.fields.items():
                found += _of_field(f"{name}.{below}", question, f"{name} {{ {{}} }}", seen)
    return found


def _is_family(kind: Any) -> bool:
    return (
        isinstance(kind, GraphQLObjectType)
        and not kind.interfaces
        and "edges" not in kind.fields
        and any(field.args for field in kind.fields.values())
    )


def _of_field(name: str, field: Any, around: str, seen: set[str]) -> Iterator[Place]:
    selected = _selection(field.type, 3)
    for given, argument in field.args.items():
        others = [
            f"{other}: {_sample(name if other == 'id' else other, item)}"
            for other, item in field.args.items()
            if other != given and is_required_argument(item)
        ]
        for number, (path, reader, type_, value) in enumerate(_values(argument.type, given, 2)):
            if reader in seen and number:
                continue
            seen.add(reader)
            arguments = ", ".join([f"{given}: {value}", *others])
            asked = f"{name.rpartition('.')[2]}({arguments}){selected}"
            whole = around.replace("{}", asked)
            yield Place(f"{name}({path})", f"query($v: {type_}) {{ {whole} }}")


def _values(type_: Any, path: str, steps: int) -> Iterator[tuple[str, str, str, str]]:
    """The places of texts and ids in a value, at most so many steps into inputs.

    Each with its path, what reads it, its type, and the value around ``$v``.
    """
    named = get_named_type(type_)
    if isinstance(named, GraphQLInputObjectType) and steps:
        for name, field in named.fields.items():
            others = [
                f", {other}: {_sample(other, item)}"
                for other, item in named.fields.items()
                if other != name and isinstance(item.type, GraphQLNonNull)
            ]
            for below, reader, inner, value in _values(field.type, f"{path}.{name}", steps - 1):
                whole = f"{{{name}: {value}{''.join(others)}}}"
                yield below, reader or f"{named.name}.{name}", inner, _wrapped(type_, whole)
    elif named.name in {"String", "ID"}:
        yield path, "", _one(type_), _wrapped(type_, "$v")


def _one(type_: Any) -> str:
    """The type of one value: a list's item; never null, as a variable stands in it."""
    return f"{get_named_type(type_).name}!"


def _wrapped(type_: Any, value: str) -> str:
    while isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    return f"[{value}]" if isinstance(type_, GraphQLList) else value


def _sample(name: str, argument: GraphQLArgument | GraphQLInputField) -> str:
    named = get_named_type(argument.type)
    if isinstance(named, GraphQLInputObjectType):
        inner = ", ".join(
            f"{name}: {_sample(name, field)}"
            for name, field in named.fields.items()
            if isinstance(field.type, GraphQLNonNull)
        )
        return _wrapped(argument.type, f"{{{inner}}}")
    if named.name == "ID":
        return _wrapped(argument.type, f'"{PREFIXES.get(name, "agency")}:x"')
    value = SAMPLES.get(named.name) or next(iter(named.values))
    return _wrapped(argument.type, value)


def _selection(type_: Any, levels: int) -> str:
    """The least that makes the server look: a count, an id or another plain field."""
    named = get_named_type(type_)
    if is_leaf_type(named):
        return ""
    if not isinstance(named, (GraphQLObjectType, GraphQLInterfaceType)):
        return " { __typename }"
    plain = [
        name
        for name, field in named.fields.items()
        if is_leaf_type(get_named_type(field.type)) and not field.args
    ]
    if plain:
        best = next((name for name in ("totalCount", "id") if name in plain), plain[0])
        return f" {{ {best} }}"
    if levels:
        for name, field in named.fields.items():
            if not any(map(is_required_argument, field.args.values())):
                return f" {{ {name}{_selection(field.type, levels - 1)} }}"
    return " { __typename }"
