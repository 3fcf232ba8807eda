"""Since when: a day, an event, or the last sitting of a series."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph_api.linkage.scoping import SCOPED, holds, seen
from schema.errors import ErrorCode, PhakhiError

SINCE = f"""{SCOPED.rstrip()}
WITH day, datasets, synthetic, coalesce(date($p[3]), head(COLLECT {{
  MATCH (e:Record {{id: $p[4]}}) WHERE {seen("e")}
  OPTIONAL MATCH (s:Event)-[i:IN_SERIES]->(e) WHERE s.date < day AND {holds("i")} AND {seen("s")}
  WITH e, max(s.date) AS last
  RETURN CASE WHEN NOT e:Event THEN last WHEN e.date <= day THEN e.date END
}})) AS since
"""
"""How a statement begins whose parameters after those of its scope are those of :class:`Since`.

``since`` is null where nothing was asked, and where the event is not there: not in the graph, not
yet held, without a date, or a series without a sitting before the day.
"""


@dataclass(frozen=True, slots=True)
class Since:
    """After what: a day, or an event or series by its id; neither for no bound."""

    day: dt.date | None = None
    event: str | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.event is not None:
            raise PhakhiError(
                ErrorCode.BAD_ARGUMENT,
                "Give since or sinceEvent, not both.",
                "ระบุ since หรือ sinceEvent อย่างใดอย่างหนึ่ง",
            )

    @property
    def parameters(self) -> list[object]:
        """The day as text, and the id."""
        return [None if self.day is None else self.day.isoformat(), self.event]
