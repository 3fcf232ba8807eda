"""The tables of columns in docs/worksheets.md, made from the columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from loaders.worksheet.columns import COLUMNS, Column, Making

PAGE = Path(__file__).parents[2] / "docs" / "worksheets.md"
FIRST = "<!-- Made from the columns by `python -m loaders.worksheet.page`: change those, not the tables. -->\n"
LAST = "<!-- End of what is made. -->\n"


def filled(page: str) -> str:
    """The page with the table between the two marks made anew."""
    before, rest = page.split(FIRST)
    return f"{before}{FIRST}{''.join(_lines())}{LAST}{rest.split(LAST)[1]}"


def _lines() -> Iterator[str]:
    yield "| column | คอลัมน์ | what to write | becomes | several |\n|---|---|---|---|---|\n"
    for column in COLUMNS:
        several = "yes" if column.many else ""
        heading, words = column.heading, column.help
        yield f"| {heading.en} | {heading.th} | {words.en} {words.th} | {_becomes(column)} | {several} |\n"


def _becomes(column: Column) -> str:
    if not column.kind:
        return ""
    known = " (one that is there)" if column.making is Making.KNOWN else ""
    link = f"`{column.link}` → " if column.link else ""
    values = "".join(f", {name} {value}" for name, value in column.values.items())
    return f"{link}{column.kind}{values}{known}"


def main() -> None:
    """Writes the table."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
