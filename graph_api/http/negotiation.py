"""Which media type an answer is sent as, by the GraphQL-over-HTTP specification."""

from __future__ import annotations

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
    wanted = sorted(_ranges(accept), key=lambda item: -item[1])
    for media, weight in wanted:
        if weight > 0 and media in (JSON, RESPONSE_JSON):
            return media
        if weight > 0 and media in _ANYTHING:
            return JSON
    return None if wanted else JSON


def wants_page(accept: str) -> bool:
    """Whether a browser asks, for a page to be shown to a person."""
    return HTML in accept.lower() and _takes(accept, HTML)


def prefers_json(accept: str) -> bool:
    """Whether JSON is named, and a page is not wanted more."""
    weights = dict(_ranges(accept))
    return weights.get(JSON, 0.0) > 0 and weights[JSON] >= weights.get(HTML, 0.0)


def wants_events(accept: str) -> bool:
    """Whether a stream of events (SSE) is welcome; only who names it can read it."""
    return EVENTS in accept.lower() and _takes(accept, EVENTS)


def _takes(accept: str, wanted: str) -> bool:
    return any(media == wanted and weight > 0 for media, weight in _ranges(accept))


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for item in accept.lower().split(","):
        media, *parameters = (part.strip() for part in item.split(";"))
        if media:
            found.append((media, min([1.0, *map(_weight, parameters)])))
    return found


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
