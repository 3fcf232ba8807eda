"""Since when: a day, an event, or the last sitting of a series."""

from __future__ import annotations

import datetime as dt

from graph_api.families.common.family import Asking
from schema.errors import ErrorCode, PhakhiError

_EVENT = """
MATCH (e:Record {id: $p[0]})
OPTIONAL MATCH (s:Event)-[:IN_SERIES]->(e) WHERE s.date <= date($p[1])
WITH e, max(s.date) AS last
RETURN toString(coalesce(e.date, last))
"""


async def read_since(
    asking: Asking, since: dt.date | None, event: str | None, default: dt.date
) -> dt.date | None:
    """The day that is meant; ``None`` when the event is not there or has no date.

    Args:
        asking: what it is worked out with.
        since: a day, or ``None``.
        event: the id of an event or of a series (its last sitting up to the day), or ``None``.
        default: where neither is given.

    Raises:
        PhakhiError: BAD_ARGUMENT when both are given; what the store raises.
    """
    if since is not None and event is not None:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            "Give since or sinceEvent, not both.",
            "ระบุ since หรือ sinceEvent อย่างใดอย่างหนึ่ง",
        )
    if event is None:
        return since or default
    rows = await asking.store.read(_EVENT, {"p": [event, asking.scope.as_of.isoformat()]})
    return dt.date.fromisoformat(rows[0][0]) if rows and rows[0][0] else None
