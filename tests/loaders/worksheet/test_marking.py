"""The marked copy: comments in the wrong cells, and the rest of the workbook as it was."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from loaders.worksheet import annotating
from loaders.worksheet.marking import marked
from loaders.worksheet.names import seed_names
from loaders.worksheet.problems import CellProblem
from loaders.worksheet.template import write_template
from schema.declare import Text
from seeds import SEED_FOLDERS
from tests.loaders.tables.writing import workbook

SHEET = "ใบงาน"


def problem(row: int, column: int, text: str = "is wrong", sheet: str = SHEET) -> CellProblem:
    """Something that is wrong with a cell."""
    return CellProblem("x.xlsx", sheet, row, column, "", "=1+1", Text(text, "ผิด"))


def filled() -> bytes:
    """A template that was filled in: a format, a merged cell, a comment, a text like a formula."""
    book = openpyxl.load_workbook(io.BytesIO(write_template(seed_names(SEED_FOLDERS), "th")))
    sheet = book[SHEET]
    sheet["A3"] = "=1+1"
    sheet["A3"].data_type = "s"
    sheet["A3"].font = openpyxl.styles.Font(bold=True, name="Sarabun")
    sheet["B3"].number_format = "yyyy-mm-dd"
    sheet["F3"] = "ทุน"
    sheet.merge_cells("F3:F5")
    sheet.row_dimensions[3].height = 40
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def opened(content: bytes) -> Any:
    """The workbook."""
    return openpyxl.load_workbook(io.BytesIO(content))


def test_comments_stand_in_the_very_cells() -> None:
    """Several of a cell in one comment; of a merged cell in its first; of a row in its first cell."""
    found = [problem(3, 0), problem(3, 0, "and ugly"), problem(5, 5), problem(7, -1, "is empty")]
    sheet = opened(marked("x.xlsx", filled(), found, "en"))[SHEET]
    comments = {
        cell.coordinate: cell.comment.text
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.comment
    }
    assert comments == {"A3": "is wrong\nand ugly", "F3": "is wrong", "A7": "is empty"}


def test_formats_drop_downs_and_other_sheets_stay() -> None:
    """Widths, heights, fonts, merged cells, headings' comments, and what may be chosen."""
    before, after = opened(filled()), opened(marked("x.xlsx", filled(), [problem(3, 0)], "th"))
    assert after.sheetnames == [*before.sheetnames, "ที่ต้องแก้"]
    for name in before.sheetnames:
        old, new = before[name], after[name]
        assert [(item.sqref, item.formula1) for item in new.data_validations.dataValidation] == [
            (item.sqref, item.formula1) for item in old.data_validations.dataValidation
        ]
        assert {key: item.width for key, item in new.column_dimensions.items()} == {
            key: item.width for key, item in old.column_dimensions.items()
        }
        assert new.merged_cells.ranges == old.merged_cells.ranges
        assert (new.sheet_state, new.freeze_panes) == (old.sheet_state, old.freeze_panes)
        assert [[cell.value for cell in row] for row in new.iter_rows()] == [
            [cell.value for cell in row] for row in old.iter_rows()
        ]
    sheet = after[SHEET]
    assert len(sheet.data_validations.dataValidation) > 0
    assert (sheet["A3"].font.bold, sheet["A3"].font.name) == (True, "Sarabun")
    assert (sheet["B3"].number_format, sheet.row_dimensions[3].height) == ("yyyy-mm-dd", 40)
    assert sheet["A1"].comment.text == before[SHEET]["A1"].comment.text


@pytest.mark.parametrize("limit", [annotating._MOST_UNPACKED, 0])
def test_no_text_becomes_a_formula(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither one of the file, nor one that a problem shows; also in the copy of a large file."""
    monkeypatch.setattr(annotating, "_MOST_UNPACKED", limit)
    book = opened(marked("x.xlsx", filled(), [problem(3, 0, "=HYPERLINK()")], "en"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert book[SHEET]["A3"].value == "=1+1"
    assert book[SHEET]["A3"].comment.text == "=HYPERLINK()"


def test_a_second_copy_has_one_list_of_what_is_wrong() -> None:
    """The list of the copy that was mended is replaced."""
    first = marked("x.xlsx", filled(), [problem(3, 0)], "th")
    second = opened(marked("x.xlsx", first, [problem(4, 0)], "th"))
    assert second.sheetnames.count("ที่ต้องแก้") == 1
    assert second["ที่ต้องแก้"].max_row == 1


def test_other_tables_are_copied_with_their_values() -> None:
    """A CSV has no formats."""
    sheet = opened(
        marked("x.csv", "ก,ข\n1,2\n".encode(), [problem(2, 1, sheet="")], "en")
    ).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["ก", "ข"], ["1", "2"]]
    assert sheet["B2"].comment.text == "is wrong"


def test_a_workbook_of_another_program_is_marked() -> None:
    """Without styles, strings of its own."""
    content = workbook(**{SHEET: [["หน่วยงาน"], ["วัด"]]})
    assert (
        opened(marked("x.xlsx", content, [problem(2, 0)], "th"))[SHEET]["A2"].comment.text == "ผิด"
    )
