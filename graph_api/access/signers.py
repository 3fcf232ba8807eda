"""The public keys that tokens are signed with, from the issuer's JWKS: an address or a file."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from jwt import PyJWK, PyJWKClient, PyJWKSet, PyJWTError
from jwt.exceptions import PyJWKSetError

from graph_api.concurrency import SingleFlight
from schema.errors import ErrorCode, PhakhiError

_log = logging.getLogger(__name__)

FRESH_SECONDS = 300.0
"""How long keys are used before they are read again."""

KEPT_SECONDS = 3600.0
"""How long keys are used while they cannot be read again: an issuer may be away for a while."""

PAUSE_SECONDS = 10.0
"""Least time between two readings, however many tokens name keys that are not known."""

TIMEOUT_SECONDS = 5.0

UNREADABLE = (PyJWTError, OSError, ValueError, TypeError, AttributeError, RecursionError)
"""What reading a JWKS raises that cannot be had or makes no sense; PyJWT checks few of its types."""

Load = Callable[[], Iterable[PyJWK]]


def from_address(url: str) -> Load:
    """Reads a JWKS from its address; a redirection is not followed."""
    # PyJWT's cache would read again within the request that finds it stale; ours does so beside it.
    client = PyJWKClient(url, cache_jwk_set=False, timeout=TIMEOUT_SECONDS)
    return lambda: client.get_jwk_set().keys


def from_file(path: Path) -> Load:
    """Reads a JWKS from a file."""
    return lambda: PyJWKSet.from_json(path.read_text("utf-8")).keys


class Signers:
    """The keys of an issuer by their ids, read when they are needed.

    Args:
        load: reads them; it may take its time and fail.
        algorithms: keys for others are left out.
    """

    def __init__(self, load: Load, algorithms: frozenset[str]) -> None:
        self._load = load
        self._algorithms = algorithms
        self._keys: dict[str, PyJWK] = {}
        self._loaded_at = -math.inf
        self._tried_at = -math.inf
        self._failed = False
        self._reading = SingleFlight[None, None]()

    async def find(self, ident: str) -> PyJWK | None:
        """The key with an id, or ``None`` where the issuer has none.

        Raises:
            PhakhiError: ``SERVICE_UNAVAILABLE``, where the issuer does not tell.
        """
        if ident in self._keys and not _past(self._loaded_at, KEPT_SECONDS):
            if _past(self._loaded_at, FRESH_SECONDS) and _past(self._tried_at, PAUSE_SECONDS):
                self._reading.begin(None, self._read)  # nobody waits for it
            return self._keys[ident]
        if _past(self._tried_at, PAUSE_SECONDS):
            await self._reading.run(None, self._read)
        if self._failed:
            raise _away()
        return self._keys.get(ident)

    def load(self) -> None:
        """Reads them now.

        Raises:
            Exception: one of :data:`UNREADABLE`.
        """
        keys = {
            key.key_id: key
            for key in self._load()
            if key.key_id
            and key.public_key_use in {"sig", None}
            and key.algorithm_name in self._algorithms
        }
        if not keys:
            message = "the JWKS has no key with an id for the algorithms of the settings"
            raise PyJWKSetError(message)
        self._keys = keys
        self._loaded_at = time.monotonic()

    async def _read(self) -> None:
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                await asyncio.to_thread(self.load)
            self._failed = False
        except UNREADABLE as error:  # a timeout is an OSError
            _log.warning("the keys that tokens are signed with cannot be read: %s", error)
            self._failed = True
        self._tried_at = time.monotonic()


def _past(moment: float, seconds: float) -> bool:
    return time.monotonic() - moment > seconds


def _away() -> PhakhiError:
    return PhakhiError(
        ErrorCode.SERVICE_UNAVAILABLE,
        "Tokens cannot be checked at the moment, since their issuer does not answer; please try "
        "again shortly.",
        "ขณะนี้ตรวจสอบโทเค็นไม่ได้ เพราะผู้ออกโทเค็นไม่ตอบ โปรดลองอีกครั้งในอีกสักครู่",
        retryable=True,
    )
