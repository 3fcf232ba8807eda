"""Puts the GraphQL schema together."""

from __future__ import annotations

import datetime as dt
from functools import cache

import strawberry
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig

from graph_api.graphql.execution import PlannedExecution
from graph_api.graphql.query import make_query
from graph_api.graphql.scalars import DATE, DATETIME
from graph_api.graphql.types import types
from graph_api.linkage.query import LinkageQuery


@cache
def build_schema() -> strawberry.Schema:
    """The schema, made once per process."""
    maker = types()
    return strawberry.Schema(
        query=make_query(maker, LinkageQuery),
        types=[kind.cls for kind in maker.declared.kinds.values()],
        execution_context_class=PlannedExecution,
        extensions=[lambda: ParserCache(maxsize=1000), lambda: ValidationCache(maxsize=1000)],
        config=StrawberryConfig(scalar_map={dt.date: DATE, dt.datetime: DATETIME}),
    )


def sdl() -> str:
    """The schema in GraphQL's schema definition language."""
    return build_schema().as_str() + "\n"
