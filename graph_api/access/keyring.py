"""The keys as a server knows them: read at once, and again every few seconds.

All of them are kept, since they are few. So a flood of made-up keys costs the database one statement
a second at most, however many ids are made up, and a revoked key is out within seconds.
"""

from __future__ import annotations

import datetime as dt
import math
import time

from graph_api.access.api_key import ApiKey
from graph_api.access.keys import list_keys, read_key
from graph_api.access.refusals import expired, malformed, unknown
from graph_api.concurrency import SingleFlight
from graph_api.store import Store

FRESH_SECONDS = 5.0
"""How long a known key is taken to be as it was read: a revoked one is out after that, and a little
later where a socket or a stream is open (:data:`graph_api.access.session.RECHECK_SECONDS`)."""

UNKNOWN_SECONDS = 1.0
"""How long an unknown key is taken to be unknown: a new one is in after that."""


class KeyRing:
    """The keys of a store.

    Args:
        store: where they are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._keys: dict[str, ApiKey] = {}
        self._read_at = -math.inf
        self._reading = SingleFlight[None, None]()

    async def find(self, text: str) -> ApiKey:
        """The valid key that ``text`` is.

        Raises:
            PhakhiError: ``UNAUTHENTICATED``; or whatever the store raises.
        """
        parts = read_key(text)
        if parts is None:
            raise malformed()
        ident, secret = parts
        await self._refresh(ident)
        key = self._keys.get(ident)
        if key is None or not key.fits(secret):
            raise unknown()
        state = key.state(dt.datetime.now(dt.UTC))
        if state == "expired":
            raise expired()
        if state == "revoked":
            raise unknown()
        return key

    async def _refresh(self, ident: str) -> None:
        allowed = FRESH_SECONDS if ident in self._keys else UNKNOWN_SECONDS
        if time.monotonic() - self._read_at > allowed:
            await self._reading.run(None, self._read)

    async def _read(self) -> None:
        begun = time.monotonic()
        self._keys = {key.id: key for key in await list_keys(self._store)}
        # As fresh as the beginning of reading: a key revoked meanwhile may not be seen yet.
        self._read_at = begun
