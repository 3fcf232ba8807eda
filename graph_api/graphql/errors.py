"""Own errors as GraphQL errors: a stable code, a sentence in the reader's language.

A fault of the service (what nobody foresaw) is masked: its readers get an id, and the log has the
same id beside the trace.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable

from graphql import GraphQLError, GraphQLFormattedError

from graph_api.graphql.thai import in_thai
from graph_api.store.errors import internal
from schema.errors import ErrorCode, PhakhiError

_log = logging.getLogger(__name__)

_ID = "errorId"


def located(error: PhakhiError, path: Iterable[str | int] | None = None) -> GraphQLError:
    """``error`` at ``path`` of the response."""
    extensions: dict[str, object] = {"code": error.code.value}
    if error.retryable:
        extensions["retryable"] = True
    return GraphQLError(
        error.en, path=list(path) if path else None, original_error=error, extensions=extensions
    )


def own_error(error: GraphQLError) -> PhakhiError | None:
    """The error of ours behind a GraphQL error, however graphql-core wrapped it."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, PhakhiError):
            return cause
        cause = getattr(cause, "original_error", None) or cause.__cause__
    return None


def is_unexpected(error: GraphQLError) -> bool:
    """Whether it is a fault of the service: nothing a client did, and nothing that was foreseen."""
    cause = _cause(error)
    if isinstance(cause, PhakhiError):
        return cause.code is ErrorCode.INTERNAL
    return cause is not None and own_error(error) is None


def log_fault(error: GraphQLError) -> str:
    """The id of an unexpected error; it is logged with its trace when it is first seen."""
    extensions = error.extensions = error.extensions or {}
    if _ID not in extensions:
        extensions[_ID] = secrets.token_hex(8)
        # without its path, which is made of the client's own words
        _log.error("error %s", extensions[_ID], exc_info=_cause(error))
    return str(extensions[_ID])


def formatted(error: GraphQLError, language: str, request_id: str = "") -> GraphQLFormattedError:
    """As it is sent: ours in the reader's language; an unexpected one without its message.

    Args:
        error: any error of a result.
        language: ``"th"`` or ``"en"``.
        request_id: sent along with an unexpected error.
    """
    own = own_error(error)
    if is_unexpected(error):
        log_fault(error)
        own = internal()
    shown = error.formatted
    extensions = dict(shown.get("extensions") or {})
    if own is not None:
        shown["message"] = own.message(language)
        extensions["code"] = own.code.value
        if own.retryable:
            extensions["retryable"] = True
        if own.retry_after is not None:
            extensions["retryAfter"] = own.retry_after
    elif language == "th":
        shown["message"] = in_thai(error.message)
    extensions.setdefault("code", ErrorCode.GRAPHQL_INVALID.value)
    if _ID in extensions and request_id:
        extensions["requestId"] = request_id
    shown["extensions"] = extensions
    return shown


def _cause(error: GraphQLError) -> BaseException | None:
    cause: BaseException | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause
