"""Answers ``timeline.recorded``: the log of changes, in the order of revisions."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from typing import Any

import strawberry

from graph_api.analyses.common.group import QueryContext
from graph_api.analyses.timeline.answers import Recorded
from graph_api.analyses.timeline.when import SINCE, Since
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read

SAMPLE: Key = (0,)
"""The key of an entry: its revision."""

RECORDS = 50

READ = 20_000
"""Characters of an entry's values that are read at most: a bulk load writes megabytes of them."""

_WRITTEN = "c.revision > $p[5] AND (start IS NULL OR c.at >= start)"

_LOG = f"""
{SINCE}
WITH since, CASE WHEN since IS NOT NULL
  THEN datetime({{date: since + duration({{days: 1}}), timezone: '+07:00'}}) END AS start
RETURN toString(since), COUNT {{ MATCH (c:Change) WHERE {_WRITTEN} }}, COLLECT {{
  MATCH (c:Change) WHERE c.revision > $p[6] AND {_WRITTEN}
  WITH c, size(coalesce(c.before, '')) + size(coalesce(c.after, '')) <= {READ} AS short
  ORDER BY c.revision LIMIT $p[7]
  RETURN [c.revision, toString(c.at), c.by, c.action, c.kind, c.records[..{RECORDS}], size(c.records),
          CASE WHEN short AND c.action = 'updated' THEN [c.before, c.after] END]
}}
"""


async def list_recorded(
    context: QueryContext, revision: int, since: Since, page: PageRequest
) -> Connection[Recorded] | None:
    """The page: entries after a revision and, where a day is given, from the day after it on.

    ``None`` when the event that is meant is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    start = int(page.after[0]) if page.after else 0
    asked = [*since.parameters, revision, start, page.first + 1]
    ((day, total, rows),) = await context.store.read(
        _LOG, {"p": [*context.scope.positional, *asked]}
    )
    if day is None and since.event is not None:
        return None
    shown = page_read(sorted(rows, key=_key), _key, page, total)
    entries = await asyncio.to_thread(lambda: [_recorded(row) for row in shown.items])
    return connection(shown, entries)


def _key(row: list[Any]) -> Key:
    return (row[0],)


def _recorded(row: list[Any]) -> Recorded:
    revision, at, by, action, kind, records, count, values = row
    return Recorded(
        revision=revision,
        at=dt.datetime.fromisoformat(at),
        by=by,
        action=action,
        kind=kind,
        records=[strawberry.ID(ident) for ident in records],
        count=count,
        properties=None if values is None else _names(values),
    )


def _names(values: list[str | None]) -> list[str]:
    """Names of properties; their values may need a scope, and are not told here."""
    found = [json.loads(text) for text in values if text]
    return sorted({name for by_id in found for changed in by_id.values() for name in changed})
