"""What an overview looks at: the snapshot of the day, or what held at any time in a year.

The snapshot is of one day, so a year is read from the store, by one statement: what is placed in
an area or belongs to a network, what these do, who else does that, and all that these lead to.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.overview.statements import PERIOD, PeriodRecord
from graph_api.concurrency import compute
from graph_api.domain.scope import Scope
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.graph import TYPES, Link, make_graph
from schema.dates import BE_OFFSET, common_year
from schema.errors import ErrorCode, PhakhiError

MOST_READ = 20_000
"""Records of a year whose relationships are looked at, at most, in the order of their ids."""

EARLIEST = 1900


@dataclass(frozen=True)
class PeriodGraph:
    """What is looked at.

    Attributes:
        features: the graph, computed.
        scope: its terms; the day is the last one of the period.
        opening: first day of the period; ``None`` for a single day.
        truncated: whether a bound left anything out.
    """

    features: Features
    scope: Scope
    opening: dt.date | None = None
    truncated: bool = False


def check_year(year: int | None, day: dt.date) -> int | None:
    """The year of the Common Era; one of the Buddhist era is turned into it.

    Raises:
        PhakhiError: BAD_ARGUMENT when it is not from ``EARLIEST`` to the year of ``day``.
    """
    if year is None:
        return None
    common = common_year(year)
    if not EARLIEST <= common <= day.year:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"A year is from {EARLIEST} to {day.year}, the year of asOf (or the same in the Buddhist era).",
            f"ปีต้องอยู่ระหว่าง พ.ศ. {EARLIEST + BE_OFFSET} ถึง {day.year + BE_OFFSET} ซึ่งเป็นปีของ asOf "
            "(หรือปี ค.ศ. ที่ตรงกัน)",
        )
    return common


async def period_graph(context: QueryContext, about: str, year: int | None) -> PeriodGraph:
    """What is looked at for an area or a network: on the day, or in a year up to the day.

    Raises:
        PhakhiError: what the store raises.
    """
    scope = context.scope
    if year is None:
        return PeriodGraph(context.features, scope)
    opening = dt.date(year, 1, 1)
    period = replace(scope, as_of=min(dt.date(year, 12, 31), scope.as_of))
    rows = await PERIOD.read(
        context.store, **period.parameters, opening=opening, about=about, limit=MOST_READ
    )
    records = rows[0].records if rows else []
    features = await compute(_features, records)
    return PeriodGraph(features, period, opening, len(records) >= MOST_READ)


def _features(records: list[PeriodRecord]) -> Features:
    links: dict[str, list[Link]] = {type_: [] for type_ in TYPES}
    ids: set[str] = set()
    for record in records:
        ids.add(record.id)
        for type_, target in record.links:
            ids.add(target)
            links[type_].append((record.id, target))
    return make_features(make_graph(ids, links))
