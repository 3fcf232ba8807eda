"""Accept-Language decides between English and Thai."""

from __future__ import annotations

import pytest

from graph_api.http.language import language_of


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("th", "th"),
        ("th-TH", "th"),
        ("th-TH,th;q=0.9,en;q=0.8", "th"),
        ("en-GB,en;q=0.9,th;q=0.8", "en"),
        ("en;q=0.1, TH;q=0.2", "th"),
        ("fr, th;q=0.1", "th"),
        ("th;q=0", "en"),
        ("th;q=much", "en"),
        ("*", "en"),
        (";;,,=", "en"),
    ],
)
def test_thai_when_it_is_preferred_to_english(header: str, language: str) -> None:
    """The heavier of the two wins; English when neither or both alike."""
    assert language_of(header) == language
