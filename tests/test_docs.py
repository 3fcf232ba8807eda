"""What the documentation says is true."""

from __future__ import annotations

import re
from pathlib import Path

from schema.errors import ErrorCode

ROOT = Path(__file__).parents[1]


def test_every_error_code_is_documented() -> None:
    """The table of docs/errors.md has each code, in alphabetical order."""
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE) == sorted(ErrorCode)


def test_links_between_pages_lead_somewhere() -> None:
    """Relative links of the README and the docs."""
    pages = (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*/README.md"))
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_ci_calls_the_readmes_test_command() -> None:
    """The two commands of the README, to the letter; CI runs the second."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "pip install uv && uv run phakhi serve" in readme
    command = "pip install uv && uv run pytest"
    assert command in readme
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_tests_that_pages_name_exist() -> None:
    """A page that says what a test backs names one that is there."""
    pages = (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    named = {
        file
        for page in pages
        for file in re.findall(r"`(tests/[^`]+\.py)`", page.read_text(encoding="utf-8"))
    }
    assert named
    assert {file for file in named if not (ROOT / file).exists()} == set()
