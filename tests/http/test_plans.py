"""Plans belong to an application."""

from __future__ import annotations

from graph_api.access.identity import Principal
from graph_api.http.preferences import RequestPreferences
from graph_api.http.services import make_services
from graph_api.http.state import AppState
from graph_api.settings import Settings
from graph_api.store import Store


def test_requests_of_one_application_share_its_plans(udon: Store, udon_engine: Settings) -> None:
    """And no other application has them."""
    one, other = (AppState(udon, udon_engine, make_services(udon)) for _ in range(2))
    preferences = RequestPreferences.of({}, "")
    reader = Principal("somebody", frozenset(), anonymous=True)
    first, second = (one.context(reader, preferences) for _ in range(2))
    assert first.plans is second.plans
    assert other.context(reader, preferences).plans is not first.plans
