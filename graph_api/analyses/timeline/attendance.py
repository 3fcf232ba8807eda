"""Answers ``timeline.attendance``: who came to which events, and who stopped coming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated

import strawberry

from graph_api.analyses.analysis import Analysis, Computed
from graph_api.analyses.common.arguments import After, First, check_most
from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.common.request import AnalysisRequest
from graph_api.analyses.timeline.answers import Attendance
from graph_api.analyses.timeline.attendance_statements import ATTENDANCE, AttendanceRow
from graph_api.domain.evidence import evidence_shown
from graph_api.domain.paging import NameKey, after_parameters
from graph_api.linkage.arguments import check_kind
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read, page_request
from graph_api.planner.refs import node, nodes
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError
from schema.model import Event, Evidence, Organisation

SAMPLE: Key = ("", "")
"""The key of an organisation: its collation key, its id."""

MOST_EVENTS = 50
Events = Annotated[
    list[strawberry.ID] | None,
    strawberry.argument(description="Events looked at, 50 at most (การประชุม)"),
]


@strawberry.enum(description="Kinds of organisations (ประเภทองค์กร)")
class OrganisationKind(Enum):
    """What attends."""

    AGENCY = strawberry.enum_value("Agency", description="Agencies (หน่วยงาน)")
    NETWORK = strawberry.enum_value("Network", description="Networks (เครือข่าย)")


@dataclass(frozen=True, slots=True)
class Meetings:
    """Which events are looked at, by id.

    Attributes:
        events: all that are looked at.
        came: an organisation came to all of these.
        not_to: and to none of these.
        kinds: labels of the organisations looked at.
    """

    events: tuple[str, ...]
    came: tuple[str, ...]
    not_to: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def parameters(self) -> dict[str, object]:
        """The parameters of the statement, beside those of its scope and page."""
        return {
            "events": list(self.events),
            "came": list(self.came),
            "not_to": list(self.not_to),
            "kinds": list(self.kinds),
        }


async def list_attendance(
    context: QueryContext, meetings: Meetings, page: PageRequest
) -> Connection[Attendance] | None:
    """The page: by Thai name, then by id; ``None`` when one of the events is not there on the day.

    Raises:
        PhakhiError: what the store raises.
    """
    given = context.scope.parameters | meetings.parameters | after_parameters(page.after)
    (row,) = await ATTENDANCE.read(context.store, **given, most=page.first + 1)
    if len(row.events) < len(meetings.events):
        return None
    events = [event.id for event in sorted(row.events, key=lambda event: (event.date, event.id))]
    shown = page_read(sorted(row.organisations, key=_key), _key, page, row.total)
    return connection(shown, [_attendance(item, events) for item in shown.items])


def _key(row: AttendanceRow) -> NameKey:
    return row.sort_th, row.id


def _attendance(row: AttendanceRow, events: Sequence[str]) -> Attendance:
    return Attendance(
        organisation=node(Organisation, row.id),
        attended=nodes(Event, (event for event in events if event in row.came)),
        missed=nodes(Event, (event for event in events if event not in row.came)),
        evidence=nodes(Evidence, evidence_shown(sorted(row.evidence))),
    )


async def _resolve_attendance(  # noqa: PLR0913  # the arguments of the field
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
    meetings = Meetings(everywhere, there, absent, chosen)
    page = page_request(first, after, "attendance", SAMPLE)
    return await list_attendance(await request.context(everywhere), meetings, page)


def _events(idents: list[strawberry.ID] | None, argument: str) -> tuple[str, ...]:
    if idents is not None and len(idents) > MOST_EVENTS:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{argument} names at most {MOST_EVENTS} events.",
            f"{argument} ระบุได้ไม่เกิน {MOST_EVENTS} รายการ",
        )
    return tuple(check_kind(ident, argument, "Event") for ident in idents or [])


ANALYSIS = Analysis(
    name="attendance",
    question=Text(
        "Question 24: who came to some assemblies and not to another? Organisations that came to one of the events at least, by Thai name; null when one of the events is not there",
        "ใครมา และใครเลิกมา",
    ),
    resolver=_resolve_attendance,
    computed=Computed.STATEMENT,
    numbers=(24,),
)
