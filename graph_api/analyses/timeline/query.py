"""The analyses of ``timeline``."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First, check_most
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.timeline import attendance, happened, promises, recorded
from graph_api.analyses.timeline.answers import Attendance, CommitmentOutcome, Happening, Recorded
from graph_api.analyses.timeline.when import Since
from graph_api.linkage.arguments import check_kind
from graph_api.paging.connections import Connection
from graph_api.paging.pages import asked_page
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError

MOST_EVENTS = 50
MOST_REVISIONS = 2**53

SinceDay = Annotated[
    dt.date | None,
    strawberry.argument(
        description="After this day; where neither is given, after the same day a year ago (หลังวันที่)"
    ),
]
SinceEvent = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="After this event, or after the last sitting of this series before the day (หลังการประชุม)"
    ),
]
Events = Annotated[
    list[strawberry.ID] | None,
    strawberry.argument(description="Events looked at, 50 at most (การประชุม)"),
]


@strawberry.enum(description="Kinds of organisations (ประเภทองค์กร)")
class OrganisationKind(Enum):
    """What attends."""

    AGENCY = strawberry.enum_value("Agency", description="Agencies (หน่วยงาน)")
    NETWORK = strawberry.enum_value("Network", description="Networks (เครือข่าย)")


async def _happened(
    request: AnalysisRequest,
    *,
    since: SinceDay = None,
    since_event: SinceEvent = None,
    first: First = 20,
    after: After = None,
) -> Connection[Happening] | None:
    """What changed in the world."""
    page = asked_page(first, after, "happened", happened.SAMPLE)
    start = Since(since, _event(since_event))
    if start == Since():
        start = Since(_year_before(request.as_of))
    return await happened.list_happened(await request.context(start.event), start, page)


async def _recorded(  # the arguments of the field
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
    page = asked_page(first, after, "recorded", recorded.SAMPLE)
    start = Since(since, _event(since_event))
    context = await request.context(
        start.event, invented=True
    )  # the log is of all that was written
    return await recorded.list_recorded(context, revision, start, page)


async def _promises(
    request: AnalysisRequest,
    *,
    event: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="Only promises made at this event (การประชุม)"),
    ] = None,
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
    at = None if event is None else check_kind(event, "event", "Event")
    page = asked_page(first, after, "promises", promises.SAMPLE)
    return await promises.list_promises(await request.context(at), at, page, only_open=open_)


async def _attendance(  # noqa: PLR0913  # the arguments of the field
    request: AnalysisRequest,
    *,
    events: Events = None,
    came: Annotated[
        list[strawberry.ID] | None,
        strawberry.argument(description="They came to all of these (มาทุกครั้งนี้)"),
    ] = None,
    not_to: Annotated[
        list[strawberry.ID] | None,
        strawberry.argument(description="And to none of these (แต่ไม่ได้มาครั้งนี้)"),
    ] = None,
    kinds: Annotated[
        list[OrganisationKind] | None,
        strawberry.argument(description="Only these kinds; both by default (ประเภท)"),
    ] = None,
    first: First = 20,
    after: After = None,
) -> Connection[Attendance] | None:
    """Who came to which events."""
    there, absent = _events(came, "came"), _events(not_to, "notTo")
    everywhere = tuple(dict.fromkeys((*_events(events, "events"), *there, *absent)))
    check_most(len(everywhere), "The number of events", MOST_EVENTS, 1)
    chosen = tuple(kind.name.capitalize() for kind in kinds or OrganisationKind)
    meetings = attendance.Meetings(everywhere, there, absent, chosen)
    page = asked_page(first, after, "attendance", attendance.SAMPLE)
    return await attendance.list_attendance(await request.context(everywhere), meetings, page)


def _year_before(day: dt.date) -> dt.date:
    """The same day of the year before; the last of February for a leap day."""
    year = max(day.year - 1, dt.MINYEAR)
    return day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _event(ident: str | None) -> str | None:
    return None if ident is None else check_kind(ident, "sinceEvent", "Event", "EventSeries")


def _events(idents: list[strawberry.ID] | None, argument: str) -> tuple[str, ...]:
    if idents is not None and len(idents) > MOST_EVENTS:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{argument} names at most {MOST_EVENTS} events.",
            f"{argument} ระบุได้ไม่เกิน {MOST_EVENTS} รายการ",
        )
    return tuple(check_kind(ident, argument, "Event") for ident in idents or [])


ANALYSES = (
    Analysis(
        name="happened",
        question=Text(
            "Question 21: what changed since the last assembly? What began, ended or took place after a day or an event, up to the day asked about, newest first; null when the event is not there",
            "สิ่งที่เปลี่ยนไปตั้งแต่ครั้งก่อน",
        ),
        resolver=_happened,
        computed=Computed.STATEMENT,
        numbers=(21,),
    ),
    Analysis(
        name="recorded",
        question=Text(
            "Question 21 asked of the graph: what was written to it after a revision, a day or an event? The log, in order; null when the event is not there",
            "บันทึกการเปลี่ยนแปลงของข้อมูล",
        ),
        resolver=_recorded,
        computed=Computed.STATEMENT,
        numbers=(21,),
    ),
    Analysis(
        name="promises",
        question=Text(
            "Question 22: which promises of a meeting did nobody follow up? Promises made up to the day, by Thai name, and what followed them up; null when the event is not there",
            "คำมั่นและการสานต่อ",
        ),
        resolver=_promises,
        computed=Computed.STATEMENT,
        numbers=(22,),
    ),
    Analysis(
        name="attendance",
        question=Text(
            "Question 24: who came to some assemblies and not to another? Organisations that came to one of the events at least, by Thai name; null when one of the events is not there",
            "ใครมา และใครเลิกมา",
        ),
        resolver=_attendance,
        computed=Computed.STATEMENT,
        numbers=(24,),
    ),
)
