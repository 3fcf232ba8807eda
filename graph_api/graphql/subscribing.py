"""Subscriptions: each event of the source is executed by plan, as a query would be."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable
from contextlib import aclosing
from typing import Any, cast

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    create_source_event_stream,
    map_source_to_response_event,
)
from strawberry.utils.await_maybe import await_maybe

from graph_api.context import RequestContext
from graph_api.domain.ids import reading_merged
from graph_api.graphql.errors import located, own_error
from graph_api.graphql.execution import PlannedExecution
from graph_api.graphql.guards import MOST_ERRORS
from schema.errors import PhakhiError

Results = AsyncGenerator[ExecutionResult, None]


async def subscribe(
    schema: GraphQLSchema,
    document: DocumentNode,
    context: RequestContext,
    variables: dict[str, Any] | None,
    name: str | None,
) -> Results | list[GraphQLError]:
    """The results of a subscription, or why there are none.

    Args:
        schema: what the document is valid for.
        document: with one subscription, or one called ``name``.
        context: of all its events.
        variables: as the client sent them.
        name: of the operation, or ``None``.
    """
    executor = PlannedExecution.build(
        schema,
        document,
        context_value=context,
        raw_variable_values=variables,
        operation_name=name,
        max_coercion_errors=MOST_ERRORS,
        hide_suggestions=not context.settings.introspection,
    )
    if isinstance(executor, list):
        return executor
    planned = cast("PlannedExecution", executor)
    try:
        planned.check_events()
        merged = await planned.merged()
    except PhakhiError as error:
        return [located(error)]
    with reading_merged(merged):
        source = await await_maybe(create_source_event_stream(executor))
    if isinstance(source, ExecutionResult):
        return [_of_request(error) for error in source.errors or []]
    stream = cast("AsyncIterable[Any]", source)
    return _results(map_source_to_response_event(executor, stream))


def _of_request(error: GraphQLError) -> GraphQLError:
    """Without a path: it is no error of an event."""
    own = own_error(error)
    return located(own) if own else GraphQLError(error.message, original_error=error.original_error)


async def _results(events: Results) -> Results:
    """The results; what ends the source is told in the last of them."""
    async with aclosing(events):
        try:
            async for result in events:
                yield result
        except PhakhiError as error:
            yield ExecutionResult(None, [located(error)])
        except Exception as error:  # noqa: BLE001  # masked, and logged
            yield ExecutionResult(None, [GraphQLError(str(error), original_error=error)])
