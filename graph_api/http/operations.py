"""Reads operations from a request, by the GraphQL-over-HTTP specification."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from graph_api.http.negotiation import JSON
from graph_api.http.refusals import RefusedError, refused
from graph_api.store.errors import bad_text
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from starlette.requests import Request

_PLAIN = ("query", "operationName", "documentId")
_ENCODED = ("variables", "extensions")
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class GraphQLParams:
    """An operation as it was sent: by its document, or by what the document is known as.

    Attributes:
        query: the document.
        variables: by name, or ``None``.
        name: of the operation to run, or ``None``.
        extensions: what the protocol's extensions need, or ``None``.
        document_id: of a persisted document.
        digest: SHA-256 of a document that is persisted automatically, or is to be.
    """

    query: str | None
    variables: dict[str, Any] | None = None
    name: str | None = None
    extensions: dict[str, Any] | None = None
    document_id: str | None = None
    digest: str | None = None


async def read_request(request: Request) -> object:
    """What a request holds: an operation, or a list of them, not looked at any further.

    Raises:
        RefusedError: where it holds nothing of the kind.
    """
    if request.method in ("GET", "HEAD"):
        return _from_query(request)
    if request.method != "POST":
        raise refused(
            405,
            "use POST, or GET for queries",
            "ให้ใช้ POST หรือ GET สำหรับ query",
            {"allow": "GET, HEAD, POST"},
        )
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != JSON:
        raise refused(415, f"the body should be {JSON}", f"เนื้อหาต้องเป็น {JSON}")
    return _decoded(await request.body())


def operation_of(sent: object, max_variables: int) -> GraphQLParams:
    """One operation.

    Args:
        sent: an element of what :func:`read_request` found.
        max_variables: bytes that its variables may have.

    Raises:
        RefusedError: where it is none.
    """
    if not isinstance(sent, dict):
        raise refused(400, "it should be one JSON object", "ต้องเป็นออบเจกต์ JSON หนึ่งรายการ")
    query, document_id = _text(sent, "query"), _text(sent, "documentId")
    extensions = _object(sent, "extensions")
    digest = _digest(extensions)
    if query is None and document_id is None and digest is None:
        raise refused(400, "query should be a text", "query ต้องเป็นข้อความ")
    if document_id is not None and (query is not None or digest is not None):
        raise refused(
            400,
            "documentId stands in place of query and of persistedQuery",
            "documentId ใช้แทน query และ persistedQuery จึงส่งพร้อมกันไม่ได้",
        )
    variables = _object(sent, "variables")
    _check_size(variables, max_variables)
    return GraphQLParams(
        query, variables, _text(sent, "operationName"), extensions, document_id, digest
    )


def _from_query(request: Request) -> dict[str, object]:
    given = request.query_params
    sent: dict[str, object] = {name: given[name] for name in _PLAIN if given.get(name)}
    for name in _ENCODED:
        if given.get(name):
            sent[name] = _decoded(given[name].encode("utf-8", "surrogatepass"))
    return sent


def _decoded(data: bytes) -> object:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        _refuse_half_characters(data)
        raise refused(400, "it holds no valid JSON", "เนื้อหาไม่ใช่ JSON ที่ถูกต้อง") from None


def _refuse_half_characters(data: bytes) -> None:
    """Half characters, which orjson refuses, get an error of their own."""
    try:
        json.dumps(json.loads(data), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise RefusedError(400, bad_text()) from None
    except (ValueError, RecursionError):
        return


def _text(sent: dict[str, Any], name: str) -> str | None:
    value = sent.get(name)
    if not isinstance(value, str | None):
        raise refused(400, f"{name} should be a text", f"{name} ต้องเป็นข้อความ")
    return value


def _object(sent: dict[str, Any], name: str) -> dict[str, Any] | None:
    value = sent.get(name)
    if not isinstance(value, dict | None):
        raise refused(400, f"{name} should be an object", f"{name} ต้องเป็นออบเจกต์")
    return value


def _digest(extensions: dict[str, Any] | None) -> str | None:
    match (extensions or {}).get("persistedQuery"):
        case None:
            return None
        case {"version": 1, "sha256Hash": str(digest)} if _DIGEST.fullmatch(digest.lower()):
            return digest.lower()
    raise refused(
        400,
        "persistedQuery should have version 1 and a sha256Hash of 64 digits",
        "persistedQuery ต้องมี version 1 และ sha256Hash 64 หลัก",
    )


def _check_size(variables: dict[str, Any] | None, most: int) -> None:
    """Most variables are a few; those that nest too deep to be written again count as too large."""
    if not variables:
        return
    try:
        large = len(orjson.dumps(variables)) > most
    except orjson.JSONEncodeError:
        large = True
    if large:
        raise RefusedError(
            400,
            PhakhiError(
                ErrorCode.VARIABLES_TOO_LARGE,
                f"The operation's variables are too long: at most {most:,} bytes are read.",
                f"ตัวแปรของคำขอยาวเกินไป ระบบรับได้ไม่เกิน {most:,} ไบต์",
            ),
        )
