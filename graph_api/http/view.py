"""``/graphql``, by the GraphQL-over-HTTP specification (draft)."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from graphql import GraphQLError, OperationType, get_operation_ast, parse
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from strawberry.http.ides import get_graphql_ide_html

from graph_api.context import RequestContext
from graph_api.graphql.errors import formatted
from graph_api.http.language import Language, language_of
from graph_api.http.negotiation import JSON, RESPONSE_JSON, negotiate, wants_page
from graph_api.http.operations import Operation, RefusedError, read_operation, refused
from graph_api.store.errors import internal
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import GraphQLFormattedError
    from starlette.types import Receive, Scope, Send
    from strawberry.schema.base import BaseSchema
    from strawberry.types import ExecutionResult

    from graph_api.settings import Settings
    from graph_api.store import Store

_log = logging.getLogger(__name__)

_STATUS = {
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.INTERNAL: 500,
    ErrorCode.SERVICE_UNAVAILABLE: 503,
    ErrorCode.STORE_BROKEN: 503,
    ErrorCode.TIMEOUT: 504,
    ErrorCode.TOO_MUCH_MEMORY: 503,
}
"""Status of a response without data, by its first error; 400 for the rest."""


@dataclass(frozen=True, slots=True)
class AppState:
    """What all requests of an app share.

    Args:
        store: the database.
        settings: the settings in force.
        services: what else resolvers use, such as ``services.linkage``.
    """

    store: Store
    settings: Settings
    services: Any


class GraphQLView:
    """An ASGI application: whatever is sent, the answer is JSON in GraphQL's form."""

    def __init__(self, schema: BaseSchema, state: AppState) -> None:
        """A view on ``schema``."""
        self._schema = schema
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        request = Request(scope, receive)
        spoken = language(request)
        media = negotiate(request.headers.get("accept", ""))
        try:
            response = _page(request) or await self._answer(request, media, spoken)
        except RefusedError as error:
            response = _failure(error.error, spoken, error.status, media)
            if error.allow:
                response.headers["allow"] = error.allow
        except PhakhiError as error:
            response = _failure(error, spoken, 400, media)
        except Exception:  # noqa: BLE001 - logged; a client learns nothing of it
            _log.exception("a request failed")
            response = _failure(internal(), spoken, 500, media)
        await response(scope, receive, send)

    async def _answer(self, request: Request, media: str | None, spoken: Language) -> Response:
        if media is None:
            raise refused(406, f"answers are {RESPONSE_JSON} or {JSON}")
        operation = await read_operation(request)
        if operation.only_queries and not _may_be_got(operation):
            raise refused(405, "only queries may be sent by GET", "POST")
        result = await self._execute(operation, spoken)
        errors = [formatted(error, spoken) for error in result.errors or []]
        body: dict[str, Any] = {"errors": errors} if errors else {}
        status = 200
        if _was_executed(result):
            body["data"] = result.data
        elif media == RESPONSE_JSON:
            status = _status(errors)
        return Response(orjson.dumps(body), status, media_type=media)

    async def _execute(self, operation: Operation, spoken: Language) -> ExecutionResult:
        state = self._state
        context = RequestContext(state.store, state.settings, spoken, state.services)
        return await self._schema.execute(
            operation.query, operation.variables, context, operation_name=operation.name
        )


def _page(request: Request) -> Response | None:
    """GraphiQL, for a browser that asks for a page and no operation."""
    if request.method != "GET" or "query" in request.query_params:
        return None
    if not wants_page(request.headers.get("accept", "")):
        return None
    return HTMLResponse(get_graphql_ide_html(graphql_ide="graphiql"))


def _may_be_got(operation: Operation) -> bool:
    """Whether nothing is wrong with sending it by GET; what is no GraphQL at all fails later."""
    try:
        found = get_operation_ast(parse(operation.query), operation.name)
    except (GraphQLError, RecursionError):
        return True
    return found is None or found.operation is OperationType.QUERY


def _was_executed(result: ExecutionResult) -> bool:
    """Whether it is an answer, if of nulls, and not a request that was never executed."""
    return result.data is not None or any(error.path for error in result.errors or [])


def _status(errors: list[GraphQLFormattedError]) -> int:
    code = (errors[0].get("extensions") or {}).get("code") if errors else None
    return next((status for known, status in _STATUS.items() if known.value == code), 400)


def language(request: Request) -> Language:
    """The reader's language."""
    return language_of(request.headers.get("accept-language", ""))


def error_response(error: PhakhiError, headers: Mapping[str, str], status: int) -> Response:
    """A response with ``error`` alone, in GraphQL's form."""
    spoken = language_of(headers.get("accept-language", ""))
    return _failure(error, spoken, status, negotiate(headers.get("accept", "")))


def _failure(error: PhakhiError, spoken: Language, status: int, media: str | None) -> Response:
    extensions = {"code": error.code.value} | ({"retryable": True} if error.retryable else {})
    body = {"errors": [{"message": error.message(spoken), "extensions": extensions}]}
    return Response(orjson.dumps(body), status, media_type=media or JSON)
