"""How a reader wants to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from graph_api.http.language import Language, language_of
from graph_api.http.negotiation import negotiate, prefers_events, wants_events

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class RequestPreferences:
    """What the headers of a request say of its answer.

    Attributes:
        language: of messages.
        media: the media type of an answer in JSON; ``None``: the reader takes no JSON.
        events: whether the reader takes a stream of events.
        events_first: whether a single answer, too, is wanted as an event rather than as JSON.
        request_id: the request's id, which the log has, too.
    """

    language: Language
    media: str | None
    events: bool
    events_first: bool
    request_id: str

    @classmethod
    def of(cls, headers: Mapping[str, str], request_id: str = "") -> Self:
        """The wishes of a request with these headers (names in lower case)."""
        accept = headers.get("accept", "")
        return cls(
            language=language_of(headers.get("accept-language", "")),
            media=negotiate(accept),
            events=wants_events(accept),
            events_first=prefers_events(accept),
            request_id=request_id,
        )
