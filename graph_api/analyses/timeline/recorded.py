"""Answers ``timeline.recorded``: the log of changes, in the order of revisions."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First, check_most
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.timeline.answers import Recorded
from graph_api.analyses.timeline.arguments import SinceEvent, check_since_event
from graph_api.analyses.timeline.recorded_statements import LOG, RecordedEntryRow
from graph_api.analyses.timeline.when import Since
from graph_api.concurrency import compute
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read, page_request
from schema.declare import Text

SAMPLE: Key = (0,)
"""The key of an entry: its revision."""

MOST_REVISIONS = 2**53


async def list_recorded(
    context: QueryContext, revision: int, since: Since, page: PageRequest
) -> Connection[Recorded] | None:
    """The page: entries after a revision and, where a day is given, from the day after it on.

    ``None`` when the event that is meant is not there.

    Raises:
        PhakhiError: what the store raises.
    """
    (row,) = await LOG.read(
        context.store,
        **context.scope.parameters,
        **since.parameters,
        revision=revision,
        after_revision=int(page.after[0]) if page.after else 0,
        most=page.first + 1,
    )
    if row.since is None and since.event is not None:
        return None
    shown = page_read(sorted(row.entries, key=_key), _key, page, row.total)
    entries = await compute(lambda: list(map(_recorded, shown.items)))
    return connection(shown, entries)


def _key(row: RecordedEntryRow) -> Key:
    return (row.revision,)


def _recorded(row: RecordedEntryRow) -> Recorded:
    return Recorded(
        revision=row.revision,
        at=row.at,
        by=row.by,
        action=row.action,
        kind=row.kind,
        records=[strawberry.ID(ident) for ident in row.records],
        count=row.count,
        properties=None if row.changed is None else _names(row.changed),
    )


def _names(changed: list[str | None]) -> list[str]:
    """Names of properties; their values may need a scope, and are not shown here."""
    before_and_after = [json.loads(text) for text in changed if text]
    return sorted(
        {name for by_id in before_and_after for values in by_id.values() for name in values}
    )


async def _resolve_recorded(  # the arguments of the field
    request: AnalysisRequest,
    *,
    since_revision: Annotated[
        int, strawberry.argument(description="After this revision, from 0 (หลังรุ่นข้อมูล)")
    ] = 0,
    since: Annotated[
        dt.date | None, strawberry.argument(description="After this day (หลังวันที่)")
    ] = None,
    since_event: SinceEvent = None,
    first: First = 20,
    after: After = None,
) -> Connection[Recorded] | None:
    """The log of changes."""
    revision = check_most(since_revision, "sinceRevision", MOST_REVISIONS)
    page = page_request(first, after, "recorded", SAMPLE)
    start = Since(since, check_since_event(since_event))
    context = await request.context(
        start.event, invented=True
    )  # the log is of all that was written
    return await list_recorded(context, revision, start, page)


ANALYSIS = Analysis(
    name="recorded",
    question=Text(
        "Question 21 asked of the graph: what was written to it after a revision, a day or an event? The log, in order; null when the event is not there",
        "บันทึกการเปลี่ยนแปลงของข้อมูล",
    ),
    resolver=_resolve_recorded,
    computed=Computed.STATEMENT,
    numbers=(21,),
)
