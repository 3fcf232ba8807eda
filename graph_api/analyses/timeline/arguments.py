"""Arguments that several questions of ``timeline`` have."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph_api.linkage.arguments import check_optional

SinceEvent = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="After this event, or after the last sitting of this series before the day (หลังการประชุม)"
    ),
]


def check_since_event(ident: str | None) -> str | None:
    """The id of an event or of a series, where one is named.

    Raises:
        PhakhiError: BAD_ID.
    """
    return check_optional(ident, "sinceEvent", "Event", "EventSeries")
