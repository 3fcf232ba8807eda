"""What introspection costs: the values that it returns, reckoned from the schema's own numbers.

graphql-core bounds how deep introspection nests lists, not how often one document asks for them;
and it takes as long to return a value as the database takes for a record.
"""

from __future__ import annotations

from functools import cache

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_introspection_query,
    get_named_type,
    parse,
)
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.executor import Executor

from graph_api.planner.collect import Document
from graph_api.planner.limits import beyond
from schema.declare import Text
from schema.errors import ErrorCode

INTROSPECTION = ("__schema", "__type")
AS_MUCH = 2
"""How many times as much as tools ask for one may ask for."""

_FIELDED = (GraphQLObjectType, GraphQLInterfaceType)
_ABSTRACT = (GraphQLInterfaceType, GraphQLUnionType)

Lengths = dict[tuple[str, str], float]


def is_introspection(details: list[FieldDetails]) -> bool:
    """Whether a root field is one of introspection."""
    return details[0].node.name.value in INTROSPECTION


def introspection_cost(document: Document, details: list[FieldDetails]) -> int:
    """How many values a root field of introspection returns.

    Raises:
        PhakhiError: ``OPERATION_TOO_COSTLY``, where it is far more than tools ask for.
    """
    cost, allowed = _cost(document, details), AS_MUCH * _usual(document.schema)
    if cost > allowed:
        raise beyond(
            ErrorCode.OPERATION_TOO_COSTLY,
            Text(
                f"The introspection returns about {cost:,} values",
                f"การสอบถามสคีมาจะได้ราว {cost:,} ค่า",
            ),
            allowed,
            Text("", "ค่า"),
        )
    return cost


def _cost(document: Document, details: list[FieldDetails]) -> int:
    """By means for the whole schema; by the longest lists for one type, which may have them."""
    lists = _lists(document.schema)
    if details[0].node.name.value == "__schema":
        lengths = {
            key: sum(lengths_of) / max(1, len(lengths_of)) for key, lengths_of in lists.items()
        }
        return round(_values(document, "__Schema", details, lengths))
    longest: Lengths = {key: max(lengths_of, default=0) for key, lengths_of in lists.items()}
    return round(_values(document, "__Type", details, longest))


def _values(
    document: Document, type_name: str, details: list[FieldDetails], lengths: Lengths
) -> float:
    total = 1.0
    kind = document.object_type(type_name)
    for below in document.subfields(type_name, details).values():
        name = below[0].node.name.value
        if name not in kind.fields:  # __typename
            total += 1
            continue
        inner = get_named_type(kind.fields[name].type)
        many = lengths.get((type_name, name), 1)
        deep = isinstance(inner, GraphQLObjectType)
        total += many * (_values(document, inner.name, below, lengths) if deep else 1)
    return total


@cache
def _usual(schema: GraphQLSchema) -> int:
    """What the introspection of tools such as GraphiQL costs."""
    text = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
    )
    built = Executor.build(schema, parse(text))
    assert isinstance(built, Executor)
    document = Document(schema, built.fragments, built.operation, built.variable_values)
    return sum(_cost(document, details) for details in document.root_fields().values())


@cache
def _lists(schema: GraphQLSchema) -> dict[tuple[str, str], list[int]]:
    """The lengths of all lists of introspection, by type and field."""
    types = schema.type_map.values()
    objects = [item for item in types if isinstance(item, _FIELDED)]
    inputs = [item for item in types if isinstance(item, GraphQLInputObjectType)]
    enums = [item for item in types if isinstance(item, GraphQLEnumType)]
    abstract = [item for item in types if isinstance(item, _ABSTRACT)]
    of_types = {
        "fields": [len(item.fields) for item in objects],
        "interfaces": [len(item.interfaces) for item in objects],
        "possibleTypes": [len(schema.get_possible_types(item)) for item in abstract],
        "inputFields": [len(item.fields) for item in inputs],
        "enumValues": [len(item.values) for item in enums],
    }
    return {
        ("__Schema", "types"): [len(types)],
        ("__Schema", "directives"): [len(schema.directives)],
        ("__Directive", "args"): [len(item.args) for item in schema.directives],
        ("__Field", "args"): [
            len(below.args) for item in objects for below in item.fields.values()
        ],
        # A type of another sort has none of them.
        **{
            ("__Type", name): [*lengths, *[0] * (len(types) - len(lengths))]
            for name, lengths in of_types.items()
        },
    }
