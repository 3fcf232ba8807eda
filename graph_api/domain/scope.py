"""What part of the graph an answer is about: a day, some datasets, with or without what is invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.domain.ids import named_id
from schema.dates import today_in_thailand
from schema.errors import ErrorCode, PhakhiError

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
    def parameters(self) -> dict[str, object]:
        """The parameters that the conditions of ``graph_api.domain.conditions`` name."""
        return {
            "as_of": self.as_of,
            "datasets": None if self.datasets is None else list(self.datasets),
            "include_synthetic": self.include_synthetic,
        }


@dataclass(frozen=True, slots=True)
class RequestedScope:
    """The scope that arguments state, which may leave open whether what is invented counts.

    Attributes:
        as_of, datasets: as in :class:`Scope`.
        include_synthetic: ``None``: as the subject of the question is.
    """

    as_of: dt.date
    datasets: tuple[str, ...] | None = None
    include_synthetic: bool | None = None

    def scope(self, *, include_synthetic: bool) -> Scope:
        """The scope, with what was open decided."""
        return Scope(self.as_of, self.datasets, include_synthetic)


def parse_requested_scope(
    as_of: dt.date | None, datasets: Sequence[str] | None, *, include_synthetic: bool | None
) -> RequestedScope:
    """The scope that arguments state: by default of today, and of every dataset.

    Raises:
        PhakhiError: BAD_ID for what is no id of a dataset; BAD_ARGUMENT when more than
            ``MOST_DATASETS`` are named.
    """
    if datasets is not None and len(datasets) > MOST_DATASETS:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"Name at most {MOST_DATASETS} datasets.",
            f"ระบุชุดข้อมูลได้ไม่เกิน {MOST_DATASETS} ชุด",
        )
    chosen = datasets and {named_id(dataset, "Dataset") for dataset in datasets}
    return RequestedScope(
        as_of or today_in_thailand(),
        None if chosen is None else tuple(sorted(chosen)),
        include_synthetic,
    )


def parse_scope(
    as_of: dt.date | None, datasets: Sequence[str] | None, *, include_synthetic: bool | None
) -> Scope:
    """The same for a question without a subject that shows of each record whether it is invented.

    Raises:
        PhakhiError: as :func:`parse_requested_scope`.
    """
    requested = parse_requested_scope(as_of, datasets, include_synthetic=include_synthetic)
    return requested.scope(include_synthetic=include_synthetic is not False)
