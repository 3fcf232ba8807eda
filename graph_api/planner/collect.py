"""Pass 1: what the client selects, merged by response name and by the type it applies to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLType,
    OperationDefinitionNode,
    get_named_type,
    type_from_ast,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues

from graph_api.planner.values import Tree, read_arguments

Fields = dict[str, list[FieldDetails]]


@dataclass(frozen=True)
class Document:
    """A validated operation with its coerced variables.

    ``@include`` and ``@skip`` are decided here: what is left out is not in the plan at all, so
    the values of those variables belong to the plan's signature.
    """

    schema: GraphQLSchema
    fragments: dict[str, FragmentDetails]
    operation: OperationDefinitionNode
    variables: VariableValues

    @cached_property
    def root_type(self) -> GraphQLObjectType:
        """The query type, or the subscription type for its events."""
        root = self.schema.get_root_type(self.operation.operation)
        assert root is not None
        return root

    def root_fields(self) -> Fields:
        """Root fields by response name, in the client's order."""
        return collect_fields(
            self.schema, self.fragments, self.variables, self.root_type, self.operation
        ).grouped_field_set

    def subfields(self, type_name: str, details: list[FieldDetails]) -> Fields:
        """Fields below ``details`` for an object of the type ``type_name``."""
        kind = self.object_type(type_name)
        return collect_subfields(
            self.schema, self.fragments, self.variables, self.operation, kind, details
        ).grouped_field_set

    def object_type(self, name: str) -> GraphQLObjectType:
        """The object type called ``name``."""
        kind = self.schema.type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        return kind

    def field(self, type_name: str, node: FieldNode) -> GraphQLField:
        """The definition of a selected field."""
        definition: GraphQLField = self.object_type(type_name).fields[node.name.value]
        return definition

    def arguments(self, type_name: str, node: FieldNode) -> dict[str, Tree]:
        """The arguments of a selected field, as symbols."""
        return read_arguments(self.field(type_name, node).args, node, self.variables.coerced)


def variable_types(
    schema: GraphQLSchema, operation: OperationDefinitionNode
) -> dict[str, GraphQLType]:
    """The input type of each variable of an operation."""
    types = {}
    for definition in operation.variable_definitions or ():
        kind = type_from_ast(schema, definition.type)
        if kind is not None:
            types[definition.variable.name.value] = kind
    return types


def return_type(field: GraphQLField) -> str:
    """Name of the type that a field returns, without list and non-null."""
    return get_named_type(field.type).name
