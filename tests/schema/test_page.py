"""The model page of the documentation."""

from __future__ import annotations

from schema.page import PAGE, page
from schema.registry import declaration


def test_the_model_page_is_up_to_date() -> None:
    """If this fails: ``python -m schema.page``."""
    assert PAGE.read_text(encoding="utf-8") == page(declaration())
