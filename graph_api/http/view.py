"""Strawberry's ASGI view with our context, orjson, and errors in the reader's language."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.requests import Request
from starlette.responses import Response
from strawberry.asgi import GraphQL
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from graph_api.context import RequestContext
from graph_api.graphql.errors import formatted
from graph_api.http.language import Language, language_of
from graph_api.http.usual import JSON, is_usual, operation_of
from graph_api.store.errors import bad_text, internal
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send
    from starlette.websockets import WebSocket
    from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
    from strawberry.schema.base import BaseSchema
    from strawberry.types import ExecutionResult

    from graph_api.settings import Settings
    from graph_api.store import Store

_log = logging.getLogger(__name__)


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


class GraphQLView(GraphQL[RequestContext, None]):
    """``/graphql``: whatever is sent, the answer is JSON in GraphQL's form, never a 500."""

    def __init__(self, schema: BaseSchema, state: AppState) -> None:
        """A view on ``schema``."""
        super().__init__(schema)
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response: Response = await self._usual(request) or await self.run(request)
        except HTTPException as error:
            response = _failure(_not_graphql(error.reason), language(request), error.status_code)
        except PhakhiError as error:
            response = _failure(error, language(request), 400)
        except Exception:  # noqa: BLE001 - logged; a client gets no 500
            _log.exception("a request failed")
            response = _failure(internal(), language(request), 200)
        await response(scope, receive, send)

    async def _usual(self, request: Request) -> Response | None:
        """The answer to a usual request; ``None`` where Strawberry's view is to look at it.

        That view can do much more, and takes more time than the planner does.
        """
        if not is_usual(request):
            return None
        try:
            sent = operation_of(self.decode_json(await request.body()))
            if sent is None:
                return None
            context = self._context(request)
            result = await self.schema.execute(
                sent.query, sent.variables, context, operation_name=sent.name
            )
        except (orjson.JSONDecodeError, CannotGetOperationTypeError, InvalidOperationTypeError):
            return None
        answer = await self.process_result(request, result)
        return Response(self.encode_json(answer), media_type=JSON)

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> RequestContext:
        """The context of one request."""
        del response
        return self._context(request)

    def _context(self, request: Request | WebSocket) -> RequestContext:
        state = self._state
        return RequestContext(state.store, state.settings, language(request), state.services)

    async def parse_http_body(
        self, request: AsyncHTTPRequestAdapter
    ) -> GraphQLRequestData | list[GraphQLRequestData]:
        """The operation in the body; a body that is JSON but no object is refused like no JSON."""
        try:
            return await super().parse_http_body(request)
        except AttributeError:
            raise HTTPException(400, "The request body should be a JSON object") from None

    async def process_result(
        self, request: Request, result: ExecutionResult
    ) -> GraphQLHTTPResponse:
        """The response, with errors in the reader's language."""
        answer: GraphQLHTTPResponse = {"data": result.data}
        if result.errors:
            spoken = language(request)
            answer["errors"] = [formatted(error, spoken) for error in result.errors]
        if result.extensions:
            answer["extensions"] = result.extensions
        return answer

    def decode_json(self, data: str | bytes) -> object:
        """Decodes JSON; half characters, which orjson refuses, get an error of their own."""
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError:
            _refuse_half_characters(data)
            raise

    def encode_json(self, data: object) -> bytes:
        """Encodes a response."""
        return orjson.dumps(data)


def language(request: Request | WebSocket) -> Language:
    """The reader's language."""
    return language_of(request.headers.get("accept-language", ""))


def error_response(error: PhakhiError, headers: Mapping[str, str], status: int) -> Response:
    """A response with ``error`` alone, in GraphQL's form."""
    return _failure(error, language_of(headers.get("accept-language", "")), status)


def _failure(error: PhakhiError, spoken: Language, status: int) -> Response:
    extensions = {"code": error.code.value} | ({"retryable": True} if error.retryable else {})
    body = {"errors": [{"message": error.message(spoken), "extensions": extensions}]}
    return Response(orjson.dumps(body), status, media_type=JSON)


def _not_graphql(reason: str) -> PhakhiError:
    return PhakhiError(
        ErrorCode.GRAPHQL_INVALID,
        f"This is no GraphQL request: {reason.rstrip('.')}.",
        f"คำขอนี้ไม่ใช่คำขอ GraphQL ที่ถูกต้อง: {reason.rstrip('.')}",
    )


def _refuse_half_characters(data: str | bytes) -> None:
    try:
        json.dumps(json.loads(data), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad_text() from None
    except (ValueError, RecursionError):
        return
