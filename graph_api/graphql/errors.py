"""Own errors as GraphQL errors: a stable code, a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from graphql import GraphQLError, GraphQLFormattedError

from schema.errors import ErrorCode, PhakhiError


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
    """Whether it is neither ours nor about the document or its variables: a fault of the service."""
    cause: BaseException | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause is not None and not isinstance(cause, PhakhiError)


def formatted(error: GraphQLError, language: str) -> GraphQLFormattedError:
    """As it is sent: ours in the reader's language; an unexpected one without its message."""
    shown = error.formatted
    extensions = dict(shown.get("extensions") or {})
    own = own_error(error)
    if own is not None:
        shown["message"] = own.message(language)
        extensions["code"] = own.code.value
        if own.retryable:
            extensions["retryable"] = True
    elif is_unexpected(error):
        shown["message"] = INTERNAL_TH if language == "th" else INTERNAL_EN
        extensions["code"] = ErrorCode.INTERNAL.value
    else:
        extensions.setdefault("code", ErrorCode.GRAPHQL_INVALID.value)
    shown["extensions"] = extensions
    return shown


INTERNAL_EN = "Something went wrong here; the log of the service says what."
INTERNAL_TH = "เกิดข้อผิดพลาดภายในระบบ รายละเอียดอยู่ในบันทึกของระบบ"
