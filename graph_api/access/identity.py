"""Who a reader is, as far as it matters here."""

from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Principal:
    """A reader.

    Attributes:
        client: what its budget is kept under: ``key:…``, ``token:…``, or ``address:…`` of a reader
            who said nothing. Never a secret.
        scopes: the access scopes that it has.
        anonymous: whether it said nothing of itself.
        expires: when its key or token ends, in seconds since 1970.
    """

    client: str
    scopes: frozenset[str]
    anonymous: bool
    expires: float = field(default=math.inf, compare=False)
