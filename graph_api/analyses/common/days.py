"""Days, as statements return them."""

from __future__ import annotations

import datetime as dt


def day_of(text: str | None) -> dt.date | None:
    """A day from its ISO form; ``None`` where there is none."""
    return dt.date.fromisoformat(text) if text else None
