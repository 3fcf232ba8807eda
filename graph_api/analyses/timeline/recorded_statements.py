"""The statement of ``timeline.recorded``: the log of changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from graph_api.analyses.timeline.when import SINCE
from schema.cypher import Statement

RECORDS = 50
"""Ids of one entry that are listed."""

READ = 20_000
"""Characters of an entry's values that are read at most: a bulk load writes megabytes of them."""


@dataclass(frozen=True, slots=True)
class RecordedEntryRow:
    """An entry of the log; ``changed`` has the values before and after, as JSON, of an update."""

    revision: int
    at: dt.datetime
    by: str
    action: str
    kind: str
    records: list[str]
    count: int
    changed: list[str | None] | None


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the log, how many entries there are in all, and the day that it begins after."""

    since: dt.date | None
    total: int
    entries: list[RecordedEntryRow]


_WRITTEN = "c.revision > $revision AND (start IS NULL OR c.at >= start)"

# A day ends at midnight in Thailand. Sizes are compared in the database, so that what is too long is
# never sent.
LOG = Statement(
    "timeline.recorded",
    LogPage,
    f"""
{SINCE}
WITH since, CASE WHEN since IS NOT NULL
  THEN datetime({{date: since + duration({{days: 1}}), timezone: '+07:00'}}) END AS start
RETURN toString(since) AS since, COUNT {{ MATCH (c:Change) WHERE {_WRITTEN} }} AS total, COLLECT {{
  MATCH (c:Change) WHERE c.revision > $after_revision AND {_WRITTEN}
  WITH c, size(coalesce(c.before, '')) + size(coalesce(c.after, '')) <= {READ} AS short
  ORDER BY c.revision LIMIT $most
  RETURN {{
    revision: c.revision, at: toString(c.at), by: c.by, action: c.action, kind: c.kind,
    records: c.records[..{RECORDS}], count: size(c.records),
    changed: CASE WHEN short AND c.action = 'updated' THEN [c.before, c.after] END
  }}
}} AS entries
""",
)
