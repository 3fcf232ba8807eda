"""Since when: a day, an event, or the last sitting of a series."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph_api.domain.conditions import AS_OF, holds, seen
from schema.errors import ErrorCode, PhakhiError

# head(COLLECT) keeps the one row where the event is not there; MATCH would end the statement with none.
SINCE = f"""
WITH coalesce($since_day, head(COLLECT {{
  MATCH (e:Record {{id: $since_event}}) WHERE {seen("e")}
  OPTIONAL MATCH (s:Event)-[i:IN_SERIES]->(e) WHERE s.date < {AS_OF} AND {holds("i")} AND {seen("s")}
  WITH e, max(s.date) AS last
  RETURN CASE WHEN NOT e:Event THEN last WHEN e.date <= {AS_OF} THEN e.date END
}})) AS since
"""
"""How a statement begins that takes the parameters of :class:`Since`, beside those of its scope.

``since`` is null where neither is given, and where the event is not there: not in the graph, not
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
    def parameters(self) -> dict[str, object]:
        """The parameters that ``SINCE`` names."""
        return {"since_day": self.day, "since_event": self.event}
