"""New workbooks, in which no text can act as a formula, a link or a number."""

from __future__ import annotations

from typing import IO

import xlsxwriter

_PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def new_workbook(content: IO[bytes]) -> xlsxwriter.Workbook:
    """A workbook that is written to ``content`` when it is closed."""
    return xlsxwriter.Workbook(content, dict(_PLAIN))
