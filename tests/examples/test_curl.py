"""The example with curl."""

from __future__ import annotations

from tests.examples.running import EXAMPLES, run, shown


def test_the_script_prints_what_its_page_shows(service: str) -> None:
    """Question, pages, a document known by its hash, 304, errors."""
    printed = run(("sh", "ask.sh"), EXAMPLES / "curl", PHAKHI_URL=service)
    assert printed.removeprefix("\n") == shown("curl", "text")
