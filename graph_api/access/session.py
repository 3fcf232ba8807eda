"""A reader for as long as it reads: who it is, asked again and again.

A request is short; a socket, a stream or a wait in line is not. A key that was revoked meanwhile, a
token that has expired, an issuer's key that was taken back and scopes that are others by now all
show in the same way: whoever is asked again is refused, or has other scopes.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from graph_api.access.identity import Principal
from graph_api.access.refusals import changed, expired
from schema.errors import PhakhiError

RECHECK_SECONDS = 4.0
"""Time between two looks at a reader. With :data:`graph_api.access.keyring.FRESH_SECONDS` it makes
less than the ten seconds within which a revoked key is promised to be out."""


class ReaderSession:
    """One reader, from its first request on.

    Once it was refused it stays so: whoever comes back does so with a request of its own.

    Args:
        identify: tells who it is, from what it has sent.
        principal: who it was at first.

    Attributes:
        principal: who it was at first.
    """

    def __init__(self, identify: Callable[[], Awaitable[Principal]], principal: Principal) -> None:
        self.principal = principal
        self._identify = identify
        self._confirmed_at = time.monotonic()
        self._refusal: PhakhiError | None = None
        self._refused = asyncio.Event()

    async def confirm(self) -> None:
        """Returns where the reader may still read what it could at first.

        Raises:
            PhakhiError: ``UNAUTHENTICATED``, where its key or token is no longer valid; ``FORBIDDEN``,
                where it has other scopes by now; ``SERVICE_UNAVAILABLE``, where it cannot be found out.
        """
        if self._refusal is None:
            self._refusal = await self._find_refusal()
            self._confirmed_at = time.monotonic()
        if self._refusal is not None:
            self._refused.set()
            raise self._refusal

    async def confirm_again(self) -> None:
        """As :meth:`confirm`, without asking again a reader that was let in a moment ago."""
        stale = time.monotonic() - self._confirmed_at > RECHECK_SECONDS
        if stale or self._refusal is not None:
            await self.confirm()

    async def ended(self) -> PhakhiError:
        """Why the reader may read no longer; waits until it is so."""
        while self._refusal is None:
            await self._pause()
            try:
                await self.confirm()
            except PhakhiError as error:
                if not error.retryable:  # else it can be found out later; nothing is read meanwhile
                    return error
        return self._refusal

    async def _find_refusal(self) -> PhakhiError | None:
        if time.time() >= self.principal.expires:
            return expired()
        try:
            now = await self._identify()
        except PhakhiError as error:
            if error.retryable:
                raise
            return error
        return None if now.scopes == self.principal.scopes else changed()

    async def _pause(self) -> None:
        left = max(0.0, self.principal.expires - time.time())
        try:
            async with asyncio.timeout(min(RECHECK_SECONDS, left)):
                await self._refused.wait()
        except TimeoutError:
            return
