"""Which media type an answer is sent as."""

from __future__ import annotations

import pytest

from graph_api.http.negotiation import (
    JSON,
    RESPONSE_JSON,
    negotiate,
    prefers_events,
    wants_events,
    wants_page,
)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/json", JSON),
        ("application/graphql-response+json", RESPONSE_JSON),
        ("Application/GraphQL-Response+JSON; charset=utf-8", RESPONSE_JSON),
        ("application/graphql-response+json, application/json;q=0.9", RESPONSE_JSON),
        ("application/json;q=0.9, application/graphql-response+json", RESPONSE_JSON),
        ("application/json, application/graphql-response+json", JSON),
        ("application/graphql-response+json;q=0, application/json", JSON),
        ("text/html, */*;q=0.1", JSON),
        ("text/html", None),
        ("application/json;q=0", None),
        ("application/json;q=x", None),
    ],
)
def test_the_type_that_is_wanted_most(accept: str, media: str | None) -> None:
    """Plain JSON for whoever does not say; nothing for whoever takes neither."""
    assert negotiate(accept) == media


def test_a_browser_asks_for_a_page() -> None:
    """It names text/html first of all."""
    assert wants_page("text/html,application/xhtml+xml,*/*;q=0.8")
    assert not wants_page("application/json")
    assert not wants_page("text/html;q=0")


def test_a_reader_of_events_says_so() -> None:
    """Who takes anything does not take a stream of events."""
    assert wants_events("application/json, Text/Event-Stream;q=0.1")
    assert not wants_events("*/*")
    assert not wants_events("text/event-stream;q=0")


@pytest.mark.parametrize(
    ("accept", "events"),
    [
        ("text/event-stream", True),
        ("Text/Event-Stream; charset=utf-8", True),
        ("text/event-stream, application/json", True),
        ("application/json, text/event-stream", False),
        ("application/json;q=0.5, text/event-stream", True),
        ("text/event-stream;q=0.5, application/json", False),
        ("text/event-stream;q=0.9, */*;q=0.8", True),
        ("*/*, text/event-stream;q=0.9", False),
        ("text/event-stream;q=0, application/json;q=0.1", False),
        ("text/html, text/event-stream;q=0.1", True),
        ("", False),
        ("*/*", False),
        ("text/*", False),
        ("application/json", False),
    ],
)
def test_a_single_answer_is_an_event_where_events_are_wanted_most(
    accept: str, *, events: bool
) -> None:
    """Of equally wanted types the one that is named first."""
    assert prefers_events(accept) is events
