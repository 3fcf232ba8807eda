"""Headers that tell browsers what an answer may not be used for."""

from __future__ import annotations

from collections.abc import Iterable

RawHeaders = list[tuple[bytes, bytes]]

_EVERY: RawHeaders = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
]
_DATA: RawHeaders = [
    *_EVERY,
    # Should a browser ever show an answer as a page, nothing in it runs.
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]
_PAGE: RawHeaders = [
    *_EVERY,
    # GraphiQL loads its scripts from elsewhere.
    (b"content-security-policy", b"frame-ancestors 'none'"),
]


def protective_headers(headers: Iterable[tuple[bytes, bytes]]) -> RawHeaders:
    """The headers to add to an answer that has ``headers``."""
    is_page = any(
        name.lower() == b"content-type" and value.startswith(b"text/html")
        for name, value in headers
    )
    return _PAGE if is_page else _DATA
