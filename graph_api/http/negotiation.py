"""Which media type an answer is sent as, by the GraphQL-over-HTTP specification."""

from __future__ import annotations

from collections.abc import Iterator

from graph_api.http.weighted import weighted

JSON = "application/json"
RESPONSE_JSON = "application/graphql-response+json"
HTML = "text/html"
EVENTS = "text/event-stream"

_ANYTHING = ("*/*", "application/*")


def negotiate(accept: str) -> str | None:
    """The media type for an ``Accept`` header, or ``None`` where it allows neither of the two.

    A client that says nothing, or that takes anything, gets plain JSON, as clients always have. Of
    equally wanted types the one that is named first is sent.
    """
    if not accept.strip():
        return JSON
    return next((media for media in _best_first(accept) if media != EVENTS), None)


def wants_page(accept: str) -> bool:
    """Whether a browser asks, for a page to be shown to a person."""
    return HTML in accept.lower() and _takes(accept, HTML)


def prefers_json(accept: str) -> bool:
    """Whether JSON is named, and a page is not wanted more."""
    weights = dict(weighted(accept))
    return weights.get(JSON, 0.0) > 0 and weights[JSON] >= weights.get(HTML, 0.0)


def wants_events(accept: str) -> bool:
    """Whether a stream of events (SSE) is welcome; only who names it can read it."""
    return EVENTS in accept.lower() and _takes(accept, EVENTS)


def prefers_events(accept: str) -> bool:
    """Whether a single answer, too, is wanted as an event rather than as JSON."""
    return next(_best_first(accept), JSON) == EVENTS


def _best_first(accept: str) -> Iterator[str]:
    """The types that answers are sent as, the most wanted first, and of equal ones the first named."""
    for media, weight in sorted(weighted(accept), key=lambda item: -item[1]):
        if weight > 0 and media in (JSON, RESPONSE_JSON, EVENTS):
            yield media
        elif weight > 0 and media in _ANYTHING:
            yield JSON


def _takes(accept: str, wanted: str) -> bool:
    return any(media == wanted and weight > 0 for media, weight in weighted(accept))
