"""Which evidence an answer shows of all that carries it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

EVIDENCE_SHOWN = 10
"""Pieces of evidence that are shown for one thing at most."""


def evidence_shown(*carried: Iterable[str] | None) -> list[str]:
    """Ids of the evidence to show, each once, in the order given; null lists hold none."""
    every = chain.from_iterable(ids or () for ids in carried)
    return list(dict.fromkeys(every))[:EVIDENCE_SHOWN]
