"""Reads an operation from a request, by the GraphQL-over-HTTP specification (draft)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from graph_api.http.negotiation import JSON
from graph_api.store.errors import bad_text
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from starlette.requests import Request


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as it was sent.

    Attributes:
        query: the document.
        variables: by name, or ``None``.
        name: of the operation to run, or ``None``.
        only_queries: whether nothing but a query may be run, as by GET.
    """

    query: str
    variables: dict[str, Any] | None = None
    name: str | None = None
    only_queries: bool = False


class RefusedError(Exception):
    """A request that is no GraphQL request.

    Args:
        status: of the response.
        error: what is wrong.
        allow: methods that are allowed, where the method is wrong.
    """

    def __init__(self, status: int, error: PhakhiError, allow: str | None = None) -> None:
        super().__init__(error.en)
        self.status = status
        self.error = error
        self.allow = allow


def refused(status: int, reason: str, allow: str | None = None) -> RefusedError:
    """The refusal for a reason."""
    return RefusedError(
        status,
        PhakhiError(
            ErrorCode.GRAPHQL_INVALID,
            f"This is no GraphQL request: {reason}.",
            f"คำขอนี้ไม่ใช่คำขอ GraphQL ที่ถูกต้อง: {reason}",
        ),
        allow,
    )


async def read_operation(request: Request) -> Operation:
    """The operation of a request.

    Raises:
        RefusedError: where there is none.
        PhakhiError: BAD_TEXT, for half characters.
    """
    if request.method in ("GET", "HEAD"):
        return _from_query(request)
    if request.method != "POST":
        raise refused(405, "use POST, or GET for queries", "GET, HEAD, POST")
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != JSON:
        raise refused(415, f"the body should be {JSON}")
    return _from_json(_decoded(await request.body()))


def _from_query(request: Request) -> Operation:
    given = request.query_params
    sent: dict[str, object] = {
        name: given[name] for name in ("query", "operationName") if name in given
    }
    for name in ("variables", "extensions"):
        if given.get(name):
            sent[name] = _decoded(given[name].encode("utf-8", "surrogatepass"))
    operation = _from_json(sent)
    return Operation(operation.query, operation.variables, operation.name, only_queries=True)


def _decoded(data: bytes) -> object:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        _refuse_half_characters(data)
        raise refused(400, "it holds no valid JSON") from None


def _refuse_half_characters(data: bytes) -> None:
    """Half characters, which orjson refuses, get an error of their own."""
    try:
        json.dumps(json.loads(data), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad_text() from None
    except (ValueError, RecursionError):
        return


def _from_json(sent: object) -> Operation:
    if not isinstance(sent, dict):
        raise refused(400, "it should be one JSON object")
    query, variables, name = sent.get("query"), sent.get("variables"), sent.get("operationName")
    if not isinstance(query, str):
        raise refused(400, "query should be a text")
    if not isinstance(variables, dict | None):
        raise refused(400, "variables should be an object")
    if not isinstance(name, str | None):
        raise refused(400, "operationName should be a text")
    if not isinstance(sent.get("extensions"), dict | None):
        raise refused(400, "extensions should be an object")
    return Operation(query, variables, name)
