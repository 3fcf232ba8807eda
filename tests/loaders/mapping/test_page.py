"""``docs/mapping.md``: its example is what is really printed."""

from __future__ import annotations

import re
from pathlib import Path

from loaders.mapping.declared import read_mapping
from loaders.mapping.drafting import draft
from loaders.mapping.forms import NUMBERS, date_reader
from loaders.mapping.stating import MappedForm
from tests.loaders.mapping.conftest import NAMES, Written

PAGE = Path(__file__).parents[3] / "docs" / "mapping.md"


def _example(name: str) -> str:
    match = re.search(
        rf"<!-- example: {re.escape(name)} -->\n```\w+\n(.*?)```",
        PAGE.read_text("utf-8"),
        re.DOTALL,
    )
    assert match
    return match[1]


def test_the_example_is_what_is_printed(written: Written) -> None:
    """The draft of the table, and what a check by that draft says."""
    path = written("projects.csv", _example("projects.csv"))
    assert draft(path.name, path.read_bytes(), "en") == _example("draft")
    form = MappedForm(read_mapping(written("mapping.toml", _example("draft"))))
    read = form.read(path.name, path.read_bytes())
    form.state(read, NAMES, frozenset())
    assert read.problems == []
    assert "".join(f"{note.sentence('en')}\n" for note in read.notes) == _example("notes")


def test_every_form_that_the_page_names_is_one() -> None:
    """Beside what forms are made of."""
    page = PAGE.read_text("utf-8")
    line = next(line for line in page.splitlines() if line.startswith("| `form` |"))
    named = re.findall(r"`([^`]+)`", line)[1:]
    parts = {"/", ".", "-", "year", "BE year of two digits"}
    assert [name for name in named if name not in NUMBERS and date_reader(name) is None] == [
        name for name in named if name in parts
    ]
    assert len(named) > len(parts)
