"""Headers that every answer has: what it may not be used for, what it depends on, when to come back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from graph_api.access.credentials import CREDENTIAL_HEADERS

_UNAVAILABLE = 503

RawHeaders = list[tuple[bytes, bytes]]

_DECIDING = ("Accept", "Accept-Encoding", "Accept-Language", "Origin", *CREDENTIAL_HEADERS)
"""Headers of a request that decide on its answer: who asks, in which form and language, from where."""

_EVERY: RawHeaders = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
]
_MAY_BE_EMBEDDED = b"frame-ancestors *"
# Should a browser ever show an answer as a page, nothing in it runs. Our own pages say what may.
_POLICY = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")


def protective_headers(headers: Iterable[tuple[bytes, bytes]]) -> RawHeaders:
    """The headers to add to an answer that has ``headers``."""
    policy = next((value for name, value in headers if name.lower() == _POLICY[0]), None)
    if policy is None:
        return [*_EVERY, _POLICY]
    # Older browsers read the header, newer ones the policy: a page to be embedded has only this one.
    return _EVERY[:-1] if _MAY_BE_EMBEDDED in policy else _EVERY


def varying(headers: Iterable[tuple[bytes, bytes]]) -> RawHeaders:
    """``headers``, in which ``Vary`` names once each what decides on the answer."""
    others: RawHeaders = []
    named: list[bytes] = []
    for name, value in headers:
        if name.lower() == b"vary":
            named.append(value)
        else:
            others.append((name, value))
    return [*others, (b"vary", _vary(b",".join(named)))]


@lru_cache(maxsize=8)
def _vary(named: bytes) -> bytes:
    """The value of ``Vary`` of an answer for which others have named these headers."""
    names = {name.lower(): name for name in named.decode("latin-1").replace(" ", "").split(",")}
    names |= {name.lower(): name for name in _DECIDING}
    return ", ".join(names[key] for key in sorted(names) if key).encode("latin-1")


def retry_headers(status: int, headers: Iterable[tuple[bytes, bytes]]) -> RawHeaders:
    """When to come back, for an answer with ``headers`` that says to, and does not say when."""
    given = any(name.lower() == b"retry-after" for name, _ in headers)
    return [(b"retry-after", b"1")] if status == _UNAVAILABLE and not given else []
