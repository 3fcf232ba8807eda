"""Events held in an area, which the snapshot does not know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.overview.period import PERIOD, PeriodGraph, held
from graph_api.linkage.scoping import seen

_STATEMENT = f"""
{PERIOD}
MATCH (:Record {{id: $p[4]}})<-[w:WITHIN*0..5]-(x:Area) WHERE all(l IN w WHERE {held("l")})
MATCH (x)<-[r:HELD_IN]-(e:Event) WHERE {held("r")} AND {seen("e")}
  AND (e.date IS NULL AND opening IS NULL
    OR e.date <= day AND (opening IS NULL OR e.date >= opening))
WITH x.id AS area, collect(DISTINCT e.id) AS events
RETURN area, events
"""


async def read_events(
    context: QueryContext, world: PeriodGraph, area: str
) -> Mapping[str, set[str]]:
    """Ids of the events held up to the day, or in the year, by the id of the area they were held in.

    Areas within count for themselves; an area where there was none has an empty set.

    Raises:
        PhakhiError: what the store raises.
    """
    rows = await context.store.read(_STATEMENT, {"p": [*world.parameters, area]})
    found: defaultdict[str, set[str]] = defaultdict(set)
    found.update((place, set(events)) for place, events in rows)
    return found
