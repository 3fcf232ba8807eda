"""Tells who a reader is, from the headers of a request."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from hmac import compare_digest

from graph_api.access.credentials import read_credential
from graph_api.access.identity import Principal
from graph_api.access.keyring import KeyRing
from graph_api.access.keys import PREFIX
from graph_api.access.refusals import missing, unknown
from graph_api.access.tokens import Tokens
from graph_api.access.trust import trust_of
from graph_api.settings import Settings
from graph_api.store import Store


class Authenticator:
    """Knows the readers of one service.

    Args:
        settings: who is let in.
        store: where API keys are kept.
        owner: a token of this process that lets in whoever started it; ``""``: there is none.

    Raises:
        PhakhiError: ``BAD_SETTING``.
    """

    def __init__(self, settings: Settings, store: Store, owner: str = "") -> None:
        self._owner = owner.encode()
        self._anonymous = settings.anonymous
        self._guarded = settings.guarded
        self._scopes = frozenset(settings.scopes)
        self._keys = KeyRing(store) if settings.api_keys else None
        trust = trust_of(settings)
        self._tokens = Tokens(trust) if trust else None

    async def identify(self, headers: Mapping[str, str], address: str) -> Principal:
        """The reader who sent ``headers`` (names in lower case) from ``address``.

        Whoever sends a key or token that does not count is refused, even where those who send
        nothing are let in: they would else wonder what has become of their scopes.

        Raises:
            PhakhiError: ``UNAUTHENTICATED``; ``SERVICE_UNAVAILABLE``, where it cannot be found out.
        """
        credential = read_credential(headers) if self._guarded else None
        if credential is not None:
            return await self._vouched(credential)
        if self._guarded and not self._anonymous:
            raise missing()
        return Principal(f"address:{address}", self._scopes, anonymous=True)

    async def _vouched(self, credential: str) -> Principal:
        # As bytes: compare_digest takes no text beyond ASCII.
        if self._owner and compare_digest(credential.encode(), self._owner):
            return self._principal("owner", (), math.inf)
        if credential.startswith(PREFIX):
            if self._keys is None:
                raise unknown()
            key = await self._keys.find(credential)
            return self._principal(f"key:{key.id}", key.scopes, key.expires.timestamp())
        if self._tokens is None:
            raise unknown()
        bearer = await self._tokens.read(credential)
        return self._principal(f"token:{bearer.subject}", bearer.scopes, bearer.expires)

    def _principal(self, client: str, scopes: Iterable[str], expires: float) -> Principal:
        return Principal(client, self._scopes.union(scopes), anonymous=False, expires=expires)
