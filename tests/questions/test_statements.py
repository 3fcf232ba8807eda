"""How many statements an answer takes, against what the docs say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph_api.planner.fanout import COUNTS
from graph_api.questions.catalogue import catalogue
from tests.questions.conftest import Answering

PAGE = Path(__file__).parents[2] / "docs/analyses/statements.md"
TOLD = {
    name: int(number)
    for name, number in re.findall(
        r"^\| \[`(\w+)`\].* \| (\d+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
}
UNASKED = {"layout": {"first": 777}}
"""A picture is drawn once for all who ask for it: this one nobody has asked for."""

REVISION = "AS revision"
"""How the look at the graph's revision ends."""


def by_the_clock(text: str) -> bool:
    """Whether a statement is read from time to time, whatever is asked: revision and numbers."""
    return text.endswith(REVISION) or text in {item.sent for item in COUNTS}


def test_every_question_is_on_the_page() -> None:
    """In the order of the catalogue."""
    assert list(TOLD) == list(catalogue())


@pytest.mark.parametrize("name", catalogue())
async def test_a_question_takes_as_many_statements_as_the_page_says(
    answer: Answering, name: str
) -> None:
    """Those that compute it, and the one that reads what is selected of records."""
    found = await answer(name, **UNASKED.get(name, {}))
    read = [text for text in found.statements if not by_the_clock(text)]
    assert len(read) == TOLD[name]
