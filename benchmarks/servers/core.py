"""graphql-core completes, field by field, the rows of the statement that the planner made.

What it saves of the product's work is taken from it: documents are parsed and validated once, the
statement and its values are looked up, resolvers are plain functions that read a row by place.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
from graphql import (
    DocumentNode,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
    execute_sync,
    parse,
    validate,
)

from benchmarks.servers.bare import answer, read_body
from benchmarks.servers.cases import Key, key_of
from benchmarks.servers.floor import open_driver, run
from benchmarks.servers.layout import Source, root_layout
from graph_api.graphql.schema import sdl

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from benchmarks.recording import Statement
    from graph_api.settings import Settings


@asynccontextmanager
async def core_app(
    settings: Settings, cases: Mapping[Key, list[Statement]]
) -> AsyncIterator[ASGIApp]:
    """Answers a known request by one statement and graphql-core's completion."""
    schema = build_schema(sdl())
    prepared = cache(lambda text: _prepared(schema, text))
    layouts: dict[str, Any] = {}
    async with open_driver(settings) as driver:

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            del scope
            request = orjson.loads(await read_body(receive))
            text, variables = request["query"], request["variables"]
            layout = layouts.get(text)
            if layout is None:
                layout = layouts[text] = root_layout(text, variables)
            (statement,) = cases[key_of(request)]
            rows = await run(driver, statement)
            result = execute_sync(
                schema,
                prepared(text),
                root_value=(rows[0][0], layout),
                variable_values=variables,
                field_resolver=_resolve,
            )
            assert not result.errors, result.errors
            await answer(send, orjson.dumps({"data": result.data}))

        yield app


def _prepared(schema: GraphQLSchema, text: str) -> DocumentNode:
    document = parse(text)
    problems = validate(schema, document)
    assert not problems, problems
    return document


def _resolve(source: Source, info: GraphQLResolveInfo[Any], **_arguments: object) -> Any:  # noqa: ANN401
    row, layout = source
    return layout[info.field_name](row)
