"""What is kept of an API key."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is kept of a key.

    Attributes:
        id: public name of the key, for the log and for :func:`~graph_api.access.keys.revoke_key`.
        name: whose it is, in the words of whoever made it.
        hash: SHA-256 sum of the secret.
        scopes: the access scopes it grants beside those that every reader has.
        created: when it was made.
        expires: when it ends.
        revoked: when it was revoked, or ``None``.
    """

    id: str
    name: str
    hash: str = field(repr=False)
    scopes: tuple[str, ...]
    created: dt.datetime
    expires: dt.datetime
    revoked: dt.datetime | None = None

    def state(self, now: dt.datetime) -> Literal["valid", "expired", "revoked"]:
        """Whether it lets anybody in, and if not, why."""
        if self.revoked is not None:
            return "revoked"
        return "expired" if now >= self.expires else "valid"

    def fits(self, secret: str) -> bool:
        """Whether ``secret`` is the key's, found out in the same time for every wrong one."""
        return hmac.compare_digest(self.hash, hash_secret(secret))


def hash_secret(secret: str) -> str:
    """The SHA-256 sum of a secret, hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()
