"""What other portals build on: everything is described, and Relay's specifications are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    get_named_type,
    is_introspection_type,
    is_specified_directive,
    is_specified_scalar_type,
)

from graph_api.graphql.schema import build_schema
from schema.registry import declaration

THAI = re.compile("[ก-๛]")
FORWARD = {"first": "Int", "after": "String"}
BACKWARD = {"last": "Int", "before": "String"}


def schema() -> GraphQLSchema:
    """The schema as graphql-core has it."""
    return build_schema()._schema


def our_types() -> list[GraphQLNamedType]:
    """All types but those that GraphQL itself brings."""
    return [
        item
        for item in schema().type_map.values()
        if not is_introspection_type(item) and not is_specified_scalar_type(item)
    ]


def objects() -> list[GraphQLObjectType]:
    """The object types of ours."""
    return [item for item in our_types() if isinstance(item, GraphQLObjectType)]


def fields_of(item: GraphQLNamedType) -> dict[str, Any]:
    """The fields of a type, or the values of an enum; what has neither has none."""
    if isinstance(item, GraphQLEnumType):
        return dict(item.values)
    if isinstance(item, (GraphQLObjectType, GraphQLInterfaceType, GraphQLInputObjectType)):
        return dict(item.fields)
    return {}


def elements() -> Iterator[tuple[str, Any]]:
    """Whatever can have a description, with its place in the schema."""
    for kind in our_types():
        yield kind.name, kind
        for name, field in fields_of(kind).items():
            yield f"{kind.name}.{name}", field
            for argument, value in getattr(field, "args", {}).items():
                yield f"{kind.name}.{name}({argument})", value
    for directive in schema().directives:
        if not is_specified_directive(directive):
            yield f"@{directive.name}", directive
            for argument, value in directive.args.items():
                yield f"@{directive.name}({argument})", value


def connections() -> list[GraphQLObjectType]:
    """The types whose names end in Connection, as Relay's clients know them."""
    return [item for item in objects() if item.name.endswith("Connection")]


def fields_with_connections() -> Iterator[tuple[str, GraphQLField]]:
    """Every field that leads to a connection."""
    for kind in our_types():
        if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
            for name, field in kind.fields.items():
                if get_named_type(field.type).name.endswith("Connection"):
                    yield f"{kind.name}.{name}", field


def types_by_name(fields: dict[str, Any]) -> dict[str, str]:
    """Fields or arguments with their types, as text."""
    return {name: str(field.type) for name, field in fields.items()}


def test_everything_has_a_description_with_the_thai_term() -> None:
    """Types, fields, arguments, input fields, enum values and directives, in English and Thai."""
    assert [place for place, item in elements() if not THAI.search(item.description or "")] == []


def test_every_scalar_says_where_it_is_specified() -> None:
    """With ``specifiedBy``, so that a client knows how to read it."""
    scalars = [item for item in our_types() if isinstance(item, GraphQLScalarType)]
    assert {item.name for item in scalars} >= {"Date", "DateTime"}
    assert [item.name for item in scalars if not item.specified_by_url] == []


def test_what_is_deprecated_says_what_to_use_instead() -> None:
    """A reason of its own, not the default one."""
    reasons = {
        place: item.deprecation_reason
        for place, item in elements()
        if getattr(item, "deprecation_reason", None) is not None
    }
    empty = {"", "No longer supported"}
    assert [place for place, reason in reasons.items() if reason.strip() in empty] == []


def test_there_is_no_mutation() -> None:
    """GraphQL is read-only: loading is the way in."""
    assert schema().mutation_type is None


def test_every_record_is_found_by_its_id() -> None:
    """Relay's object identification: Node, node and nodes, and exactly the kinds are nodes."""
    query = schema().query_type
    node = schema().type_map["Node"]
    assert query is not None
    assert isinstance(node, GraphQLInterfaceType)
    assert types_by_name(node.fields)["id"] == "ID!"
    assert (str(query.fields["node"].type), str(query.fields["node"].args["id"].type)) == (
        "Node",
        "ID!",
    )
    assert (str(query.fields["nodes"].type), str(query.fields["nodes"].args["ids"].type)) == (
        "[Node]!",
        "[ID!]!",
    )
    nodes = {item.name for item in objects() if node in item.interfaces}
    assert nodes == set(declaration().kinds)


def test_agencies_and_networks_share_one_interface() -> None:
    """Whoever asks for organisations need not know which kinds there are."""
    organisation = schema().type_map["Organisation"]
    assert isinstance(organisation, GraphQLInterfaceType)
    possible = {item.name for item in schema().get_possible_types(organisation)}
    assert possible == {"Agency", "Network"}


def test_page_info_is_relays() -> None:
    """The four fields of the specification."""
    assert types_by_name(fields_of(schema().type_map["PageInfo"])) == {
        "hasNextPage": "Boolean!",
        "hasPreviousPage": "Boolean!",
        "startCursor": "String",
        "endCursor": "String",
    }


def test_connections_are_relays() -> None:
    """Edges with cursor and node, the nodes alone, and where the page stands."""
    wrong = {}
    for connection in connections():
        shown = types_by_name(connection.fields)
        edge = get_named_type(connection.fields["edges"].type)
        node = str(fields_of(edge)["node"].type).removesuffix("!")
        expected = {
            "edges": f"[{edge.name}!]!",
            "nodes": f"[{node}!]!",
            "pageInfo": "PageInfo!",
        }
        parts = {name: shown.get(name) for name in expected}
        cursor = str(fields_of(edge)["cursor"].type)
        if (parts, cursor, edge.name[-4:]) != (expected, "String!", "Edge"):
            wrong[connection.name] = parts
    assert wrong == {}
    assert {item.name for item in objects() if {"edges", "pageInfo"} <= set(item.fields)} == {
        item.name for item in connections()
    }


def test_fields_with_connections_take_relays_arguments() -> None:
    """Forward everywhere; backward too wherever records themselves are paged."""
    node = schema().type_map["Node"]
    wrong = []
    for place, field in fields_with_connections():
        connection = get_named_type(field.type)
        item = get_named_type(fields_of(connection)["nodes"].type)
        members = (
            schema().get_possible_types(item)  # type: ignore[arg-type]  # an interface or a union
            if not isinstance(item, GraphQLObjectType)
            else [item]
        )
        records = all(node in member.interfaces for member in members)
        wanted = FORWARD | BACKWARD if records else FORWARD
        given = {
            name: str(field.args[name].type).removesuffix("!")
            for name in wanted
            if name in field.args
        }
        if given != wanted:
            wrong.append(place)
    assert wrong == []
