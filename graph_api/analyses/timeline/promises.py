"""Answers ``timeline.promises``: promises, and what followed them up."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First, MadeAt
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.timeline.answers import CommitmentOutcome, PromiseFollowUp
from graph_api.analyses.timeline.promises_statements import PROMISES, FollowUpRow, PromiseRow
from graph_api.domain.evidence import evidence_shown
from graph_api.domain.paging import NameKey, after_parameters
from graph_api.linkage.arguments import check_optional
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.model import Commitment, Event, Evidence, Organisation, Record, Term

SAMPLE: Key = ("", "")
"""The key of a promise: its collation key, its id."""


async def list_promises(
    context: QueryContext, event: str | None, page: PageRequest, *, only_open: bool | None
) -> Connection[CommitmentOutcome] | None:
    """The page: by Thai name, then by id; ``None`` when the event is not there on the day.

    Raises:
        PhakhiError: what the store raises.
    """
    given = context.scope.parameters | after_parameters(page.after)
    (row,) = await PROMISES.read(
        context.store, **given, event=event, open=only_open, most=page.first + 1
    )
    if not row.there:
        return None
    shown = page_read(sorted(row.promises, key=_key), _key, page, row.total)
    return connection(shown, [_promise(item, context.scope.as_of) for item in shown.items])


def _key(row: PromiseRow) -> NameKey:
    return row.sort_th, row.id


def _promise(row: PromiseRow, day: dt.date) -> CommitmentOutcome:
    is_open = not row.follow_ups
    promised = (one.evidence for one in row.promised_by)
    return CommitmentOutcome(
        commitment=node(Commitment, row.id),
        event=node(Event, row.event),
        promised_by=nodes(Organisation, dict.fromkeys(one.id for one in row.promised_by)),
        towards=nodes(Record, row.towards),
        due=row.due,
        status=None if row.status is None else node(Term, row.status),
        follow_ups=list(map(_follow_up, row.follow_ups)),
        open=is_open,
        overdue=is_open and row.due is not None and row.due < day,
        evidence=nodes(Evidence, evidence_shown(row.evidence, *promised)),
    )


def _follow_up(row: FollowUpRow) -> PromiseFollowUp:
    return PromiseFollowUp(
        node=node(Record, row.id),
        since=row.since,
        evidence=nodes(Evidence, evidence_shown(row.evidence)),
    )


async def _promises(
    request: AnalysisRequest,
    *,
    event: MadeAt = None,
    open_: Annotated[
        bool | None,
        strawberry.argument(
            name="open",
            description="True: only those without follow-up; false: only those with (เฉพาะที่ยังไม่มีการสานต่อ)",
        ),
    ] = None,
    first: First = 20,
    after: After = None,
) -> Connection[CommitmentOutcome] | None:
    """Promises, and what became of them."""
    at = check_optional(event, "event", "Event")
    page = page_request(first, after, "promises", SAMPLE)
    return await list_promises(await request.context(at), at, page, only_open=open_)


ANALYSIS = Analysis(
    name="promises",
    question=Text(
        "Question 22: which promises of a meeting did nobody follow up? Promises made up to the day, by Thai name, and what followed them up; null when the event is not there",
        "คำมั่นและการสานต่อ",
    ),
    resolver=_promises,
    computed=Computed.STATEMENT,
    numbers=(22,),
)
