"""The schema as a whole."""

from __future__ import annotations

from pathlib import Path

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
)
from strawberry.types.base import StrawberryObjectDefinition

from graph_api.graphql.schema import build_schema, sdl
from schema import model
from schema.registry import camel, declaration, snake

SDL = Path(__file__).parents[2] / "schema" / "schema.graphql"


def test_the_exported_schema_is_up_to_date() -> None:
    """schema/schema.graphql is what the code says; `just generate` writes it."""
    assert SDL.read_text(encoding="utf-8") == sdl()


def test_every_kind_is_a_type_with_its_root_fields() -> None:
    """Each kind has a type, a singular by id and a plural connection."""
    query = build_schema()._schema.query_type
    assert query is not None
    shown = {name: str(field.type) for name, field in query.fields.items()}
    expected = {"node": "Node", "nodes": "[Node]!"}
    for kind in declaration().kinds.values():
        expected[camel(snake(kind.name))] = kind.name
        expected[camel(kind.connection or "")] = f"{kind.name}Connection!"
    assert {name: shown[name] for name in expected} == expected


def test_what_is_asked_beside_kinds_is_computed() -> None:
    """A few clear root fields: linkage, search, one a family, the state of the graph and its changes."""
    query = build_schema()._schema.query_type
    assert query is not None
    kinds = declaration().kinds.values()
    derived = {"node", "nodes"}
    derived |= {camel(snake(kind.name)) for kind in kinds}
    derived |= {camel(kind.connection or "") for kind in kinds}
    answers = {"collaborators", "linkage", "sharedIssues", "networkMatrix", "graph", "search"}
    answers |= {"layout", "why"}
    answers |= {"collaboration", "gaps", "structure", "communities"}
    answers |= {"overlap", "timeline", "readiness", "overview", "meta", "changes"}
    assert set(query.fields) - derived == answers


def test_the_declared_classes_are_the_types() -> None:
    """Strawberry is applied in place: no second class stands for a kind."""
    build_schema()
    for kind in declaration().kinds.values():
        definition = vars(kind.cls)["__strawberry_definition__"]
        assert isinstance(definition, StrawberryObjectDefinition)
        assert definition.origin is getattr(model, kind.name)


def test_no_field_has_permissions_or_extensions() -> None:
    """Planned fields bypass resolvers, so nothing may hang on them."""
    found = []
    for name, kind in build_schema()._schema.type_map.items():
        if not isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)) or name.startswith("__"):
            continue
        for field_name, field in kind.fields.items():
            made = field.extensions["strawberry-definition"]
            if made.permission_classes or made.extensions:
                found.append(f"{name}.{field_name}")
    assert found == []


def test_only_answers_have_resolvers() -> None:
    """A resolver on a planned field would never run."""
    schema = build_schema()._schema
    planned = {kind.name for kind in declaration().kinds.values()} | set(declaration().groups)
    found = []
    for name in planned:
        for field_name, field in schema.type_map[name].fields.items():
            if field.extensions["strawberry-definition"].base_resolver is not None:
                found.append(f"{name}.{field_name}")
    assert found == []
