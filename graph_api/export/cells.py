"""Cells of tables: values that no spreadsheet takes for a formula."""

from __future__ import annotations

from collections.abc import Sequence

from graph_api.export.format import text_of
from graph_api.export.table import Table, TableRow

ENDS = ("from", "to")
"""Columns of the ends of a relationship, as in the files of a dataset."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula, in full width too."""


def header(table: Table) -> list[str]:
    """Names of the columns."""
    return ["id", *(ENDS if table.linked else ()), *(item.name for item in table.properties)]


def cells(row: TableRow) -> list[object]:
    """The values of a row; ``None`` where there is none, a list as one text."""
    values = (text_of(value) if isinstance(value, list) else value for value in row.values)
    return [row.id, *(row.ends or ()), *values]


def harmless(values: Sequence[object]) -> list[str]:
    """Cells of a CSV file: a text that would be a formula begins with an apostrophe.

    The apostrophe is what a person types to have a cell taken for text. Numbers stay as they are.
    """
    return ["" if value is None else _harmless(value) for value in values]


def _harmless(value: object) -> str:
    text = text_of(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
