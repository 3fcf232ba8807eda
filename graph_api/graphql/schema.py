"""Puts the GraphQL schema together."""

from __future__ import annotations

import datetime as dt
from functools import cache

import strawberry
from graphql import GraphQLError
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from graph_api.graphql.errors import is_unexpected
from graph_api.graphql.execution import PlannedExecution
from graph_api.graphql.query import make_query
from graph_api.graphql.scalars import DATE, DATETIME
from graph_api.graphql.types import types
from graph_api.linkage.query import LinkageQuery


class PhakhiSchema(strawberry.Schema):
    """Strawberry's schema, which logs what a client cannot mend and nothing else."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Logs faults of the service, with their traces; a client's mistakes are no news."""
        super().process_errors([item for item in errors if is_unexpected(item)], execution_context)


@cache
def build_schema() -> strawberry.Schema:
    """The schema, made once per process."""
    maker = types()
    return PhakhiSchema(
        query=make_query(maker, LinkageQuery),
        types=[kind.cls for kind in maker.declared.kinds.values()],
        execution_context_class=PlannedExecution,
        extensions=[lambda: ParserCache(maxsize=1000), lambda: ValidationCache(maxsize=1000)],
        config=StrawberryConfig(scalar_map={dt.date: DATE, dt.datetime: DATETIME}),
    )


def sdl() -> str:
    """The schema in GraphQL's schema definition language."""
    return build_schema().as_str() + "\n"
