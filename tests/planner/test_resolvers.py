"""Planned fields bypass resolvers: nothing may hang on them."""

from __future__ import annotations

from graphql import GraphQLInterfaceType, GraphQLObjectType

from graph_api.graphql.schema import build_schema
from schema.registry import declaration


def test_nothing_hangs_on_a_field() -> None:
    """No permissions, no extensions of fields, and no resolver on a declared kind."""
    kinds = {*declaration().kinds, *declaration().groups}
    found, seen = [], 0
    for name, kind in build_schema()._schema.type_map.items():
        if not isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)) or name[:2] == "__":
            continue
        for field_name, field in kind.fields.items():
            made = field.extensions["strawberry-definition"]
            seen += 1
            if made.permission_classes or made.extensions or (name in kinds and made.base_resolver):
                found.append(f"{name}.{field_name}")
    assert found == []
    assert seen > 1000
