"""Events held in an area, which the snapshot does not know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.overview.period import PeriodGraph
from graph_api.analyses.overview.statements import EVENTS


async def read_events(
    context: QueryContext, period: PeriodGraph, area: str
) -> Mapping[str, set[str]]:
    """Ids of the events held up to the day, or in the year, by the id of the area they were held in.

    Areas within count for themselves; an area where there was none has an empty set.

    Raises:
        PhakhiError: what the store raises.
    """
    rows = await EVENTS.read(
        context.store, **period.scope.parameters, opening=period.opening, area=area
    )
    return defaultdict[str, set[str]](set, {row.area: row.events for row in rows})
