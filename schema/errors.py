"""The one error type that crosses layers, and the stable codes that clients see.

An error is translated once, where it arises, into a :class:`PhakhiError`: a code that never
changes its meaning and a sentence that helps, in English and in Thai. Nothing internal
(statements, driver text, traces, paths of the machine) belongs into either sentence.
"""

from __future__ import annotations

from enum import StrEnum


class ErrorCode(StrEnum):
    """Stable codes, sent as ``extensions.code``; documented in ``docs/errors.md``."""

    BAD_ARGUMENT = "BAD_ARGUMENT"
    BAD_CURSOR = "BAD_CURSOR"
    BAD_DATE = "BAD_DATE"
    BAD_FILE = "BAD_FILE"
    BAD_ID = "BAD_ID"
    BAD_PAGE_SIZE = "BAD_PAGE_SIZE"
    BAD_ROW = "BAD_ROW"
    BAD_SEARCH = "BAD_SEARCH"
    BAD_SETTING = "BAD_SETTING"
    BAD_TEXT = "BAD_TEXT"
    BATCH_TOO_LARGE = "BATCH_TOO_LARGE"
    BODY_TOO_LARGE = "BODY_TOO_LARGE"
    BUDGET_EXCEEDED = "BUDGET_EXCEEDED"
    CANNOT_UNDO = "CANNOT_UNDO"
    DISK_FULL = "DISK_FULL"
    EVIDENCE_MISMATCH = "EVIDENCE_MISMATCH"
    FORBIDDEN = "FORBIDDEN"
    GRAPHQL_INVALID = "GRAPHQL_INVALID"
    INTERNAL = "INTERNAL"
    INTROSPECTION_OFF = "INTROSPECTION_OFF"
    NOT_FOUND = "NOT_FOUND"
    NULL_VALUE = "NULL_VALUE"
    OPERATION_TOO_COSTLY = "OPERATION_TOO_COSTLY"
    OPERATION_TOO_DEEP = "OPERATION_TOO_DEEP"
    OPERATION_TOO_LONG = "OPERATION_TOO_LONG"
    OPERATION_TOO_WIDE = "OPERATION_TOO_WIDE"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    PERSISTED_QUERY_NOT_SUPPORTED = "PERSISTED_QUERY_NOT_SUPPORTED"
    REMOVAL_NOT_CONFIRMED = "REMOVAL_NOT_CONFIRMED"
    REPORT_OUTDATED = "REPORT_OUTDATED"
    REVISION_UNKNOWN = "REVISION_UNKNOWN"
    SERVICE_UNAVAILABLE = "SERVICE_UNAVAILABLE"
    STORE_BROKEN = "STORE_BROKEN"
    STORE_IN_USE = "STORE_IN_USE"
    STORE_SETUP_FAILED = "STORE_SETUP_FAILED"
    SUBSCRIBER_TOO_SLOW = "SUBSCRIBER_TOO_SLOW"
    TIMEOUT = "TIMEOUT"
    TOO_MANY_REQUESTS = "TOO_MANY_REQUESTS"
    TOO_MUCH_MEMORY = "TOO_MUCH_MEMORY"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    UNTRUSTED_DOCUMENT = "UNTRUSTED_DOCUMENT"
    VARIABLES_TOO_LARGE = "VARIABLES_TOO_LARGE"


class PhakhiError(Exception):
    """An expected failure, ready to be shown.

    Args:
        code: what kind of failure it is, for programs.
        en: one sentence that says what is wrong and how to mend it, in English.
        th: the same sentence in Thai.
        retryable: whether the same request may succeed a little later.
        retry_after: seconds after which it may, where that is known.
    """

    def __init__(
        self,
        code: ErrorCode,
        en: str,
        th: str,
        *,
        retryable: bool = False,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(en)
        self.code = code
        self.en = en
        self.th = th
        self.retryable = retryable
        self.retry_after = retry_after

    def message(self, language: str) -> str:
        """The sentence in ``language`` (``"th"`` or anything else for English)."""
        return self.th if language == "th" else self.en
