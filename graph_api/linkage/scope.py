"""What part of the graph an answer is about: a day, some datasets, with or without what is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from schema.errors import ErrorCode, PhakhiError

BANGKOK = dt.timezone(dt.timedelta(hours=7), "Asia/Bangkok")
MOST_DATASETS = 100


@dataclass(frozen=True, slots=True)
class Scope:
    """What of the graph counts.

    Attributes:
        as_of: the day on which relationships and things must hold.
        datasets: ids of datasets, one of which must assert a relationship; ``None`` for any.
        include_synthetic: whether what is invented counts.
    """

    as_of: dt.date
    datasets: tuple[str, ...] | None = None
    include_synthetic: bool = True

    @property
    def parameters(self) -> list[object]:
        """The day as text, the datasets, and whether what is invented counts: as statements take it."""
        datasets = None if self.datasets is None else list(self.datasets)
        return [self.as_of.isoformat(), datasets, self.include_synthetic]


def today() -> dt.date:
    """The day it is in Thailand."""
    return dt.datetime.now(BANGKOK).date()


def make_scope(
    as_of: dt.date | None, datasets: list[str] | None, *, include_synthetic: bool | None
) -> Scope:
    """The scope that arguments state; today, every dataset and everything where they state nothing.

    Raises:
        PhakhiError: BAD_ARGUMENT when more than ``MOST_DATASETS`` datasets are named.
    """
    if datasets is not None and len(datasets) > MOST_DATASETS:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"Name at most {MOST_DATASETS} datasets.",
            f"ระบุชุดข้อมูลได้ไม่เกิน {MOST_DATASETS} ชุด",
        )
    chosen = None if datasets is None else tuple(sorted(set(datasets)))
    return Scope(as_of or today(), chosen, include_synthetic is not False)
