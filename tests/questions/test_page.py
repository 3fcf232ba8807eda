"""The page of questions and answers."""

from __future__ import annotations

from graph_api.cli.questions_page import PAGE, questions_page
from graph_api.settings import Settings
from graph_api.store import Store


async def test_the_page_shows_what_the_demo_answers(udon: Store, udon_engine: Settings) -> None:
    """If this fails: ``uv run just generate-questions``, and read the difference."""
    assert PAGE.read_text(encoding="utf-8") == await questions_page(udon, udon_engine)
