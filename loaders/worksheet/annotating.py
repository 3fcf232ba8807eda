"""Comments put into a workbook as it is: its formats, widths, drop-downs and other sheets stay."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from loaders.worksheet.columns import SHEETS
from loaders.worksheet.problems import CellProblem
from schema.text import cut

_MOST_UNPACKED = 20 * 1024 * 1024
"""Bytes of a workbook, unpacked, that is opened with its formats: that takes about 20 times as much."""

_WORKBOOK = "xl/workbook.xml"
_LONGEST_COMMENT = 1_000
_AUTHOR = "Phakhi"
_WRONG = PatternFill("solid", fgColor="FFE08A")
_COMMENT_SIZE = {"width": 300, "height": 150}

Comments = Mapping[tuple[int, int], Sequence[str]]
"""Texts by row, and by column from 0."""


def annotated(content: bytes, problems: Sequence[CellProblem], language: str) -> bytes | None:
    """The workbook with a comment in each wrong cell, and all problems in a sheet of their own.

    Args:
        content: a file that was measured and read before.
        problems: what is wrong.
        language: ``en`` or ``th``.

    Returns:
        The new workbook; ``None``, where the file is no XLSX, or too large for this.
    """
    if not _is_small_workbook(content):
        return None
    book = load_workbook(io.BytesIO(content), keep_links=False)
    for sheet in book.worksheets:
        _comment(sheet, comments_by_cell(problems, sheet.title, language))
    _list(book, problems, language)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def comments_by_cell(
    problems: Iterable[CellProblem], sheet: str, language: str
) -> dict[tuple[int, int], list[str]]:
    """Texts of comments by row number and column; what is wrong with a row stands in its first cell."""
    comments: dict[tuple[int, int], list[str]] = {}
    for item in problems:
        if item.sheet == sheet:
            text = item.text.th if language == "th" else item.text.en
            comments.setdefault((max(item.row, 1), max(item.column, 0)), []).append(text)
    return comments


def comment_of(texts: Sequence[str]) -> str:
    """The text of a cell's comment."""
    return cut("\n".join(texts), _LONGEST_COMMENT)


def _is_small_workbook(content: bytes) -> bool:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    return (
        any(part.filename == _WORKBOOK for part in parts)
        and sum(part.file_size for part in parts) <= _MOST_UNPACKED
    )


def _comment(sheet: Worksheet, comments: Comments) -> None:
    for (row, column), texts in comments.items():
        cell = sheet.cell(row, column + 1)
        if isinstance(
            cell, MergedCell
        ):  # only the first cell of those that are merged can have one
            cell = next(
                sheet.cell(area.min_row, area.min_col)
                for area in sheet.merged_cells.ranges
                if cell.coordinate in area
            )
        before = [cell.comment.text] if cell.comment else []
        cell.comment = Comment(comment_of([*before, *texts]), _AUTHOR, **_COMMENT_SIZE)
        cell.fill = _WRONG


def _list(book: Workbook, problems: Sequence[CellProblem], language: str) -> None:
    for name in (SHEETS["problems"].th, SHEETS["problems"].en):
        if name in book.sheetnames:
            del book[name]
    sheet = book.create_sheet(SHEETS["problems"].th if language == "th" else SHEETS["problems"].en)
    sheet.column_dimensions["A"].width = 120
    for number, problem in enumerate(problems, start=1):
        cell = sheet.cell(number, 1)
        cell.value = problem.sentence(language)
        cell.data_type = "s"  # a sentence that begins with = is no formula
