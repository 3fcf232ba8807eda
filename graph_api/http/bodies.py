"""Reads the body of a request, as long and as slow as it may be."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from graph_api.http.refusals import RefusedError
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from starlette.types import Receive, Scope


async def read_body(scope: Scope, receive: Receive, most: int, seconds: float) -> bytes | None:
    """The whole body; ``None`` where the client has left before its end.

    Of a body that is refused no more than ``most`` bytes were ever kept.

    Args:
        scope: of the request.
        receive: gives the body in parts.
        most: bytes that it may have.
        seconds: that the client may take to send it.

    Raises:
        RefusedError: 413, ``BODY_TOO_LARGE``; 408, ``TIMEOUT``.
    """
    announced = Headers(scope=scope).get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise too_large(most)
    try:
        async with asyncio.timeout(seconds):
            return await _read(receive, most)
    except TimeoutError:
        raise too_slow(seconds) from None


async def _read(receive: Receive, most: int) -> bytes | None:
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > most:
            raise too_large(most)
        more = message.get("more_body", False)
    return bytes(body)


def too_large(most: int) -> RefusedError:
    """The refusal of a body that is longer than so many bytes."""
    return RefusedError(
        413,
        PhakhiError(
            ErrorCode.BODY_TOO_LARGE,
            f"The request's body is too long: at most {most:,} bytes are read.",
            f"เนื้อหาของคำขอยาวเกินไป ระบบรับได้ไม่เกิน {most:,} ไบต์",
        ),
    )


def too_slow(seconds: float) -> RefusedError:
    """The refusal of a body that took longer than so many seconds."""
    error = PhakhiError(
        ErrorCode.TIMEOUT,
        f"The request's body did not arrive within {seconds:g} seconds.",
        f"เนื้อหาของคำขอส่งมาไม่ครบภายใน {seconds:g} วินาที",
        retryable=True,
    )
    return RefusedError(408, error, {"connection": "close"})
