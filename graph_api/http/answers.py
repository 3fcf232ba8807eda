"""Results and failures as responses of HTTP, by the GraphQL-over-HTTP specification."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson
from graphql import GraphQLError
from starlette.datastructures import Headers
from starlette.responses import Response

from graph_api.graphql.errors import formatted, located, own_error
from graph_api.http.negotiation import JSON
from graph_api.http.preferences import RequestPreferences
from graph_api.http.refusals import RefusedError
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send
    from strawberry.types import ExecutionResult

_STATUS = {
    ErrorCode.FORBIDDEN.value: 403,
    ErrorCode.INTERNAL.value: 500,
    ErrorCode.SERVICE_UNAVAILABLE.value: 503,
    ErrorCode.STORE_BROKEN.value: 503,
    ErrorCode.TIMEOUT.value: 504,
    ErrorCode.TOO_MUCH_MEMORY.value: 503,
}
"""Status of an answer without data, by its first error; 400 for the rest."""

_PARTIAL = 294
"""Partial Success: the specification's status for data beside errors."""

_REFUSED = {
    ErrorCode.BUDGET_EXCEEDED: 429,
    ErrorCode.TOO_MANY_REQUESTS: 503,
    ErrorCode.UNAUTHENTICATED: 401,
}
"""Status of what is refused to whom asks, and not because of what is asked: as plain JSON too."""

_CHALLENGE = {401: {"www-authenticate": "Bearer"}}

_NOT_KEPT = {"cache-control": "no-store"}


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """The answer to one operation.

    Attributes:
        body: of the response, in GraphQL's form.
        outcome: ``ok``, ``partial``, or the code of the first error.
        status: of the response, where the reader does not ask for plain JSON.
        refused: whether the response has ``status`` as plain JSON too, which else is always 200.
        headers: of the response, beside the usual ones.
        event: whether it may be sent as an event: it is of a query that was looked at.
        tag: what its reader may name when it asks again; none where that is made of what is sent.
        encoded: the body as it is sent, where that is known.
        unchanged: whether its reader has it already; it has no body then.
    """

    body: dict[str, Any]
    outcome: str = "ok"
    status: int = 200
    refused: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    event: bool = False
    tag: str = ""
    encoded: bytes | None = None
    unchanged: bool = False

    def response(self, media: str | None) -> Response:
        """As it is sent; in JSON to whoever takes neither."""
        with_status = self.refused or media != JSON
        content = orjson.dumps(self.body) if self.encoded is None else self.encoded
        return _response(content, self.status if with_status else 200, media, self.headers)


def executed(result: ExecutionResult, preferences: RequestPreferences) -> HttpAnswer:
    """The answer with a result."""
    if not result.errors:
        return HttpAnswer(_with_extensions({"data": result.data}, result))
    own = own_error(result.errors[0])
    if own is not None and own.code in _REFUSED:
        return refusal(as_refusal(own), preferences)
    errors = [
        formatted(error, preferences.language, preferences.request_id) for error in result.errors
    ]
    body = _with_extensions({"errors": errors}, result)
    if result.data is not None:
        return HttpAnswer(body | {"data": result.data}, "partial", _PARTIAL)
    if any(error.path for error in result.errors):  # executed, and nothing came of it
        return HttpAnswer(body | {"data": None}, _code(body), _PARTIAL)
    return _without_data(body)


def failed(error: Exception, preferences: RequestPreferences) -> HttpAnswer:
    """The answer to an operation that did not come to a result."""
    if isinstance(error, RefusedError):
        return refusal(error, preferences)
    if isinstance(error, PhakhiError):
        if error.code in _REFUSED:
            return refusal(as_refusal(error), preferences)
        return _without_data(_body(located(error), preferences))
    return _without_data(_body(GraphQLError(str(error), original_error=error), preferences))


def as_refusal(error: PhakhiError) -> RefusedError:
    """The refusal of a request for a reason that has a status of its own."""
    status = _REFUSED.get(error.code) or _STATUS.get(error.code.value, 400)
    return RefusedError(status, error, _CHALLENGE.get(status))


def refusal(error: RefusedError, preferences: RequestPreferences) -> HttpAnswer:
    """The answer to a request that is refused."""
    code = error.error.code.value
    wait = error.error.retry_after
    headers = {**error.headers, **({} if wait is None else {"retry-after": str(wait)})}
    body = _body(located(error.error), preferences)
    return HttpAnswer(body, code, error.status, refused=True, headers=headers)


def together(answers: Sequence[HttpAnswer], media: str | None) -> Response:
    """The answers of a batch; what became of each stands in it, not in the status."""
    return _response(orjson.dumps([answer.body for answer in answers]), 200, media, {})


async def refuse(error: RefusedError, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers a request that is refused before anybody looks at it."""
    preferences = RequestPreferences.of(
        Headers(scope=scope), scope.get("state", {}).get("request_id", "")
    )
    answer = refusal(error, preferences)
    scope.setdefault("state", {})["outcome"] = answer.outcome
    await answer.response(preferences.media)(scope, receive, send)


def revalidated(request: Request, response: Response, tag: str = "") -> Response:
    """An answer that its reader may keep, or a 304 for the answer that it has kept.

    It is asked for again each time, so that nobody reads what has changed meanwhile; the tag is
    weak, since the same answer may be sent compressed.
    """
    tag = tag or f'W/"{hashlib.blake2b(response.body, digest_size=16).hexdigest()}"'
    if names_tag(request.headers.get("if-none-match", ""), tag):
        return not_modified(tag)
    for name, value in _kept(tag).items():
        response.headers[name] = value
    return response


def not_modified(tag: str) -> Response:
    """The answer to whoever has it already."""
    return Response(status_code=304, headers=_kept(tag))


def _kept(tag: str) -> dict[str, str]:
    return {"etag": tag, "cache-control": "private, no-cache"}


def names_tag(header: str, tag: str) -> bool:
    """Whether an ``If-None-Match`` names a tag."""
    opaque = tag.removeprefix("W/")
    given = [item.strip().removeprefix("W/") for item in header.split(",")]
    return opaque in given or given == ["*"]


def _response(
    content: bytes, status: int, media: str | None, headers: Mapping[str, str]
) -> Response:
    return Response(content, status, headers={**_NOT_KEPT, **headers}, media_type=media or JSON)


def _with_extensions(body: dict[str, Any], result: ExecutionResult) -> dict[str, Any]:
    return body | {"extensions": result.extensions} if result.extensions else body


def _body(error: GraphQLError, preferences: RequestPreferences) -> dict[str, Any]:
    return {"errors": [formatted(error, preferences.language, preferences.request_id)]}


def _code(body: dict[str, Any]) -> str:
    return str(body["errors"][0]["extensions"]["code"])


def _without_data(body: dict[str, Any]) -> HttpAnswer:
    code = _code(body)
    return HttpAnswer(body, code, _STATUS.get(code, 400))
