"""docs/worksheets.md says what the columns are."""

from __future__ import annotations

from loaders.worksheet.page import PAGE, filled


def test_the_table_of_columns_is_up_to_date() -> None:
    """`just generate` makes it anew."""
    page = PAGE.read_text(encoding="utf-8")
    assert filled(page) == page
