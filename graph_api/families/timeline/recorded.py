"""Answers ``timeline.recorded``: the log of changes, in the order of revisions."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from graph_api.families.common.family import Asking
from graph_api.families.timeline.answers import Recorded
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Asked, Key, page_read

SAMPLE: Key = (0,)
"""The key of an entry: its revision."""

RECORDS = 50

_LOG = """
RETURN COUNT {
  MATCH (c:Change) WHERE c.revision > $p[0] AND ($p[1] IS NULL OR c.at >= datetime($p[1]))
  RETURN c
}, COLLECT {
  MATCH (c:Change)
  WHERE c.revision > $p[2] AND c.revision > $p[0] AND ($p[1] IS NULL OR c.at >= datetime($p[1]))
  WITH c ORDER BY c.revision LIMIT $p[3]
  RETURN [c.revision, toString(c.at), c.by, c.action, c.kind, c.records[..50], size(c.records),
          c.before, c.after]
}
"""


async def list_recorded(
    asking: Asking, revision: int, since: dt.date | None, page: Asked
) -> Connection[Recorded]:
    """The page: entries after a revision and, where a day is given, from the day after it on.

    Raises:
        PhakhiError: what the store raises.
    """
    start = int(page.after[0]) if page.after else 0
    at = None if since is None else f"{since + dt.timedelta(days=1)}T00:00:00+07:00"
    parameters = [revision, at, start, page.first + 1]
    ((total, rows),) = await asking.store.read(_LOG, {"p": parameters})
    shown = page_read(rows, lambda row: (row[0],), page, total)
    return connection(shown, [_recorded(row) for row in shown.items])


def _recorded(row: list[Any]) -> Recorded:
    revision, at, by, action, kind, records, count, before, after = row
    return Recorded(
        revision=revision,
        at=dt.datetime.fromisoformat(at),
        by=by,
        action=action,
        kind=kind,
        records=records,
        count=count,
        properties=_names(before, after) if action == "updated" else [],
    )


def _names(*texts: str | None) -> list[str]:
    """Names of properties; their values may need a scope, and are not told here."""
    found = [json.loads(text) for text in texts if text]
    return sorted({name for by_id in found for values in by_id.values() for name in values})
