"""Copies of a worksheet: one with a comment in each wrong cell, and one with the rows that were left out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlsxwriter.worksheet import Worksheet as Written

from loaders.tables import Sheet, SheetRow, read_tables
from loaders.tables.writing import new_workbook
from loaders.worksheet.annotating import annotated, comment_of, comments_by_cell
from loaders.worksheet.columns import INFO_FIELDS, SHEETS
from loaders.worksheet.loading import Prepared
from loaders.worksheet.problems import CellProblem
from loaders.worksheet.sheets import info_key, is_sheet

_ONLY = "1"
_WIDE = 24


def marked(name: str, content: bytes, problems: Sequence[CellProblem], language: str) -> bytes:
    """A copy of a file as an XLSX, with every problem as a comment in its cell, and in a list.

    Of an XLSX, formats, widths, drop-downs and the other sheets stay; pictures and macros do not. Of
    other files, and of workbooks that unpack to more than 20 MB, the values stand where they stood.

    Raises:
        PhakhiError: ``BAD_FILE``, when the file cannot be read.
    """
    sheets = read_tables(name, content)  # also measures it, before a library opens it
    return annotated(content, problems, language) or _copy(sheets, problems, language)


def left_out(name: str, content: bytes, prepared: Prepared, language: str) -> bytes:
    """A copy with the rows that were left out, and the headings with what is above them.

    The other sheets are copied, so that the copy can be mended and loaded: the sheet about the
    dataset says that these rows are the rest of it, and are added to it.

    Args:
        name: the file's name.
        content: the file.
        prepared: what was learnt of it.
        language: of the comments.
    """
    headers = prepared.read.headers
    sheets = [
        _with(sheet, prepared.left_out, prepared.problems, headers.get(sheet.name))
        for sheet in read_tables(name, content)
    ]
    return _copy(list(_of(sheets, prepared.raw.info, language)), prepared.problems, language)


def _of(sheets: Iterable[Sheet], dataset: Mapping[str, object], language: str) -> Iterator[Sheet]:
    """The sheets, of which the one about the dataset says which one it is."""
    wanted = {"title": str(dataset["name_th"]), "rest_of": str(dataset["id"])}
    about: tuple[SheetRow, ...] = ()
    name = SHEETS["info"].th if language == "th" else SHEETS["info"].en
    for sheet in sheets:
        if is_sheet(sheet, "info"):
            about, name = sheet.rows, sheet.name
        else:
            yield sheet
    lines = {info_key(row.cells[0]): row.cells for row in about if row.cells}
    for item in INFO_FIELDS:
        if item.key in wanted:
            heading = item.heading.th if language == "th" else item.heading.en
            lines[item.key] = (heading, wanted[item.key])
    rows = (SheetRow(number, cells) for number, cells in enumerate(lines.values(), start=1))
    yield Sheet(name, tuple(rows))


def _with(
    sheet: Sheet,
    rows: frozenset[tuple[str, int]],
    problems: Sequence[CellProblem],
    header: SheetRow | None,
) -> Sheet:
    own = {number for name, number in rows if name == sheet.name}
    looked = {item.sheet for item in problems}
    if sheet.name not in looked:
        return sheet
    last = header.number if header else 0
    remaining = [row for row in sheet.rows if row.number in own or row.number <= last]
    return Sheet(sheet.name, tuple(remaining))


def _copy(sheets: Iterable[Sheet], problems: Sequence[CellProblem], language: str) -> bytes:
    content = io.BytesIO()
    list_name = SHEETS["problems"].th if language == "th" else SHEETS["problems"].en
    with new_workbook(content) as book:
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        wrong = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFE08A"})
        for sheet in sheets:
            if sheet.name in (SHEETS["problems"].th, SHEETS["problems"].en):
                continue
            written = book.add_worksheet(sheet.name or _ONLY)
            written.set_column(0, _WIDE, _WIDE, plain)
            comments = comments_by_cell(problems, sheet.name, language)
            _write(written, sheet, comments, (plain, wrong))
        listed = book.add_worksheet(list_name)
        listed.set_column(0, 0, 120, plain)
        for number, problem in enumerate(problems):
            listed.write_string(number, 0, problem.sentence(language))
    return content.getvalue()


def _write(
    written: Written,
    sheet: Sheet,
    comments: Mapping[tuple[int, int], list[str]],
    formats: tuple[object, object],
) -> None:
    plain, wrong = formats
    numbers = {row.number for row in sheet.rows}
    for row in sheet.rows:
        for column, text in enumerate(row.cells):
            place = (row.number, column)
            if text or place in comments:
                written.write(row.number - 1, column, text, wrong if place in comments else plain)
    for (number, column), texts in comments.items():
        if number in numbers or number == 1:
            comment = comment_of(texts)
            written.write_comment(number - 1, column, comment, {"x_scale": 2, "y_scale": 2})
