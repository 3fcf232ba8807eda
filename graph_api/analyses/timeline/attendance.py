"""Answers ``timeline.attendance``: who came to which events, and who stopped coming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_api.analyses.common.context import QueryContext
from graph_api.analyses.timeline.answers import Attendance
from graph_api.analyses.timeline.attendance_statements import ATTENDANCE, AttendanceRow
from graph_api.domain.evidence import evidence_shown
from graph_api.domain.paging import NameKey, after_parameters
from graph_api.paging.connections import Connection, connection
from graph_api.paging.pages import Key, PageRequest, page_read
from graph_api.planner.refs import node, nodes
from schema.model import Event, Evidence, Organisation

SAMPLE: Key = ("", "")
"""The key of an organisation: its collation key, its id."""


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
