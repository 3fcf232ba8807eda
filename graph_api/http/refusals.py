"""Requests that are refused before anything is executed, each with a status of HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import Mapping


class RefusedError(Exception):
    """A request that is refused, whatever media type its answer has.

    Args:
        status: of the response.
        error: what is wrong.
        headers: of the response, beside the usual ones.
    """

    def __init__(
        self, status: int, error: PhakhiError, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(error.en)
        self.status = status
        self.error = error
        self.headers = headers or {}


def refused(
    status: int, en: str, th: str, headers: Mapping[str, str] | None = None
) -> RefusedError:
    """The refusal of what is no GraphQL request, for a reason in both languages."""
    return RefusedError(
        status,
        PhakhiError(
            ErrorCode.GRAPHQL_INVALID,
            f"This is no GraphQL request: {en}.",
            f"คำขอนี้ไม่ใช่คำขอ GraphQL ที่ถูกต้อง: {th}",
        ),
        headers,
    )
