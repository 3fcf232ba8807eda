"""Places that follow from ids alone: the same on every machine, in every process, whoever else is there."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from graph_api.linkage.csr import Floats

_BITS = 32
_BYTES = 2 * _BITS // 8


def hashed(idents: Sequence[str], salt: str = "") -> Floats:
    """Two numbers from 0 to 1 (exclusive) for each id, as if drawn evenly; one row an id."""
    key = salt.encode()
    # blake2b, since the hash of Python's strings differs from process to process.
    drawn = b"".join(
        hashlib.blake2b(ident.encode(), digest_size=_BYTES, key=key).digest() for ident in idents
    )
    whole = np.frombuffer(drawn, dtype="<u4").astype(np.float64).reshape(-1, 2)
    places: Floats = whole / 2.0**_BITS
    return places


def in_disc(idents: Sequence[str], salt: str = "") -> Floats:
    """A point in the disc of radius 1 around 0 for each id, as if drawn evenly; one row an id."""
    drawn = hashed(idents, salt)
    angles = 2.0 * np.pi * drawn[:, 1]
    out: Floats = np.sqrt(drawn[:, :1]) * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return out
