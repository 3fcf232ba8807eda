"""Which page of the reference a type belongs on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
    get_named_type,
    is_introspection_type,
    is_specified_scalar_type,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphql import GraphQLNamedType, GraphQLSchema

QUESTIONS, RECORDS, ANSWERS, LISTS, VALUES = "questions", "records", "answers", "lists", "values"

DERIVED = {
    "Connection": "a page of a list, with what it is a page of",
    "Edge": "an item in its place: `cursor`, `node`, and what the relationship itself says",
    "Where": "conditions: each property and relationship of the kind, with `and`, `or` and `not`",
    "Filter": "conditions on what a relationship leads to",
    "Count": "conditions on how many a relationship leads to",
    "Order": "one key of an order: exactly one of its fields, with a `Direction`",
    "Aggregate": "measures over a whole list",
    "Extremes": "`min` and `max`: each property that has an order",
    "Numbers": "`avg` and `sum`: each property that is a number",
    "Group": "a group of a list: what its members share, and measures over them",
    "GroupKey": "what a list can be grouped by",
}
"""What is made for each kind and relationship by one rule, by the end of its name."""

_COMMON = {"edges", "nodes", "pageInfo", "totalCount", "aggregate", "groupBy"}


@dataclass(frozen=True)
class Sorted:
    """The types of a schema by page."""

    schema: GraphQLSchema

    @cached_property
    def types(self) -> list[GraphQLNamedType]:
        """All that are not GraphQL's own, by name."""
        return [
            self.schema.type_map[name]
            for name in sorted(self.schema.type_map)
            if not is_introspection_type(self.schema.type_map[name])
            and not is_specified_scalar_type(self.schema.type_map[name])
        ]

    @cached_property
    def roots(self) -> list[GraphQLObjectType]:
        """Query, and what else there is of its rank."""
        schema = self.schema
        found = (schema.query_type, schema.mutation_type, schema.subscription_type)
        return [root for root in found if root is not None]

    @cached_property
    def groups(self) -> dict[str, GraphQLObjectType]:
        """The types of root fields that group questions, by root field."""
        query = self.schema.query_type
        assert query is not None
        found = {}
        for name, field in query.fields.items():
            kind = get_named_type(field.type)
            if isinstance(kind, GraphQLObjectType) and self._groups_questions(kind):
                found[name] = kind
        return found

    def _groups_questions(self, kind: GraphQLObjectType) -> bool:
        """A group is asked with arguments below it; records and answers are not."""
        return (
            not self.is_record(kind)
            and "edges" not in kind.fields
            and any(field.args for field in kind.fields.values())
        )

    @staticmethod
    def is_record(kind: GraphQLNamedType) -> bool:
        """Whether it has an id of its own, by which ``node`` finds it."""
        return isinstance(kind, GraphQLObjectType) and any(
            own.name == "Node" for own in kind.interfaces
        )

    def derived(self, kind: GraphQLNamedType) -> str | None:
        """By which rule of ``DERIVED`` the type is made; ``None`` for what stands for itself."""
        ends = [end for end in DERIVED if kind.name.endswith(end) and kind.name != end]
        if not ends or self.is_record(kind):
            return None
        end = max(ends, key=len)
        fields = set(getattr(kind, "fields", ()))
        if end == "Filter" and "some" not in fields:
            return None
        if end == "Connection" and not fields <= _COMMON:
            return None
        return end

    def page(self, kind: GraphQLNamedType) -> str:
        """The page on which it is described."""
        if kind in self.roots or kind in self.groups.values():
            return QUESTIONS
        if self.derived(kind) or kind.name == "PageInfo" or kind.name in self._of_lists:
            return LISTS
        if isinstance(kind, GraphQLInputObjectType):
            return LISTS if kind.name.endswith("Filter") else VALUES
        if isinstance(kind, (GraphQLEnumType, GraphQLScalarType)):
            return VALUES
        if self.is_record(kind) or isinstance(kind, (GraphQLInterfaceType, GraphQLUnionType)):
            return RECORDS
        return ANSWERS

    @cached_property
    def _of_lists(self) -> set[str]:
        """Objects that lead only from what is made by a rule, such as the key of a group."""
        users: dict[str, set[bool]] = {}
        for kind in self.types:
            for field in getattr(kind, "fields", {}).values():
                by_rule = self.derived(kind) not in {None, "Edge"}
                users.setdefault(get_named_type(field.type).name, set()).add(by_rule)
        return {
            kind.name
            for kind in self.types
            if isinstance(kind, GraphQLObjectType)
            and not self.is_record(kind)
            and users.get(kind.name) == {True}
        }

    def on(self, page: str) -> Iterator[GraphQLNamedType]:
        """The types of a page that are described one by one."""
        return (kind for kind in self.types if self.page(kind) == page and not self.derived(kind))
