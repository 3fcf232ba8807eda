"""Compression of answers: zstd, br or gzip, whichever the client accepts, in this order.

Measured on 43 KB of records and on introspection (2.8 MB; the figures are in
``docs/operations.md``), these are the levels after which time grows faster than the answer shrinks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette_compress import CompressMiddleware, add_compress_type

from graph_api.http.negotiation import RESPONSE_JSON

if TYPE_CHECKING:
    from starlette.types import ASGIApp

add_compress_type(RESPONSE_JSON)


def compressing(app: ASGIApp, least: int) -> ASGIApp:
    """``app``, its answers compressed from ``least`` bytes on.

    A stream of events is compressed event by event; none is held back.
    """
    return CompressMiddleware(app, minimum_size=least, zstd_level=3, brotli_quality=3, gzip_level=3)
