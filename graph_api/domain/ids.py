"""Ids that clients name: well formed, and those of records that were merged read as those that stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from schema.ids import check_id

MergedIds = Mapping[str, str]
"""Ids of records that stay, by the ids of those that were merged into them."""

NONE_MERGED: MergedIds = MappingProxyType({})

_MERGED: ContextVar[MergedIds] = ContextVar("merged", default=NONE_MERGED)


@contextmanager
def reading_merged(merged: MergedIds) -> Iterator[None]:
    """Within it, :func:`named_id` knows what was merged: of one operation, from one moment."""
    token = _MERGED.set(merged)
    try:
        yield
    finally:
        _MERGED.reset(token)


def named_id(text: str, kind: str | None = None) -> str:
    """The id of the record that a client means by ``text``.

    Args:
        text: as of :func:`schema.ids.check_id`.
        kind: likewise.

    Raises:
        PhakhiError: ``BAD_ID``.
    """
    ident = check_id(text, kind)
    return _MERGED.get().get(ident, ident)
