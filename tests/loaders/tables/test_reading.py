"""Sheets of rows, whatever sort of file they stand in."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import xlsxwriter

from loaders.tables import Fault, Sheet, SheetRow, column_letters, read_tables
from tests.loaders.tables.writing import inline, ods, ods_cell, workbook, xlsx

_ROWS = (("หน่วยงาน", "อำเภอ"), ("สวจ., อุดรธานี", "เมือง"), ("วัด;ป่า\tไผ่", ""))


def _expected(name: str = "") -> tuple[Sheet, ...]:
    return (Sheet(name, tuple(SheetRow(at, row) for at, row in enumerate(_ROWS, start=1))),)


def _delimited(sign: str) -> str:
    return "\r\n".join(sign.join(f'"{cell}"' for cell in row) for row in _ROWS)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp874", "tis-620"]
)
def test_a_text_file_is_read_whatever_its_delimiter_and_encoding(sign: str, encoding: str) -> None:
    """As spreadsheets save it: CSV, "Unicode text", TSV, or CSV of a Thai Windows."""
    assert read_tables("x.csv", _delimited(sign).encode(encoding)) == _expected()


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "^"])
def test_a_first_line_may_say_what_stands_between_cells(sign: str) -> None:
    """And is a row of the file, as far as numbers of rows go."""
    text = f"sep={sign}\r\n{_delimited(sign)}"
    (sheet,) = read_tables("x.csv", text.encode())
    assert [(row.number, row.cells) for row in sheet.rows] == list(enumerate(_ROWS, start=2))


def test_an_xlsx_and_an_ods_give_the_same_as_a_text_file() -> None:
    """A cell's commas and tabs are the cell's; a name's ending says nothing."""
    rows = "".join(
        f"<table:table-row>{''.join(ods_cell(cell) for cell in row)}</table:table-row>"
        for row in _ROWS
    )
    assert read_tables("x.csv", workbook(ก=_ROWS)) == _expected("ก")
    assert read_tables("x.xlsx", ods(rows)) == _expected("ก")
    assert read_tables("x.xlsx", _delimited(",").encode()) == _expected()


def test_rows_have_the_numbers_that_a_spreadsheet_shows() -> None:
    """Blank rows and columns before the table count; those after it are not there."""
    content = workbook(ก=[[], [], ["", "a"], [" "], ["", "", "b", " ", ""], [], [""]], ข=[])
    assert read_tables("x.xlsx", content) == (
        Sheet("ก", (SheetRow(3, ("", "a", "")), SheetRow(5, ("", "", "b")))),
    )
    (sheet,) = read_tables("x.csv", b'a,b\n\n,,\n"c\nd",e\n,\n')
    assert sheet.rows == (SheetRow(1, ("a", "b")), SheetRow(4, ("c\nd", "e")))


def test_values_are_texts_that_can_be_read_again() -> None:
    """A day as ISO text, even where a time is kept with it; whole numbers without decimals."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "[$-D07041E]d mmm yyyy"})
        sheet.write_row(0, 0, [12.0, 12.5, 43851, True, "๑๒", -0.1])
        sheet.write_datetime(1, 0, dt.date(2020, 1, 21), day)
        sheet.write_datetime(1, 1, dt.datetime(2020, 1, 21, 9, 30), day)  # noqa: DTZ001  # a spreadsheet has no zones
        sheet.write_formula(1, 2, "=A1*2", None, 24)
        sheet.write_formula(1, 3, '=""', None, "")
    (read,) = read_tables("x.xlsx", content.getvalue())
    assert [row.cells for row in read.rows] == [
        ("12", "12.5", "43851", "true", "๑๒", "-0.1"),
        ("2020-01-21", "2020-01-21", "24", "", "", ""),
    ]


def test_merged_cells_have_the_value_of_the_first_and_are_told() -> None:
    """Where their rows hold something else; an ODS says it in another way."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("ก")
        sheet.write_column(0, 1, ["a", "b", "c"])
        sheet.merge_range("A2:A9", "ร่วม")
    filled = (SheetRow(1, ("", "a")), SheetRow(2, ("ร่วม", "b")), SheetRow(3, ("ร่วม", "c")))
    assert read_tables("x.xlsx", content.getvalue()) == (Sheet("ก", filled, ("A2:A9",)),)
    first = f"<table:table-row><table:table-cell/>{ods_cell('a')}</table:table-row>"
    span = ods_cell("ร่วม", 'table:number-rows-spanned="8" table:number-columns-spanned="1"')
    second = f"<table:table-row>{span}{ods_cell('b')}</table:table-row>"
    third = f"<table:table-row><table:covered-table-cell/>{ods_cell('c')}</table:table-row>"
    assert read_tables("x.ods", ods(first + second + third)) == (Sheet("ก", filled, ("A2:A9",)),)


def test_a_formula_without_a_value_and_one_with_an_error_are_told() -> None:
    """They are never taken for blank cells."""
    rows = (
        '<row r="2"><c r="A2"><f>B2</f></c><c r="B2"><f>1</f><v></v></c>'
        '<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D2"><f>1+1</f><v>2</v></c></row>'
    )
    (sheet,) = read_tables("x.xlsx", xlsx(rows))
    wanted = {(2, 0): Fault.NOT_COMPUTED, (2, 1): Fault.NOT_COMPUTED, (2, 2): Fault.ERROR}
    assert (sheet.rows, sheet.faults) == ((SheetRow(2, ("", "", "", "2")),), wanted)
    cells = (
        '<table:table-cell table:formula="of:=[.B1]"/>'
        + ods_cell("#REF!", 'table:formula="of:=[.B1]" calcext:value-type="error"')
        + ods_cell("ok")
    )
    (sheet,) = read_tables("x.ods", ods(f"<table:table-row>{cells}</table:table-row>"))
    assert sheet.faults == {(1, 0): Fault.NOT_COMPUTED, (1, 1): Fault.ERROR}


def test_hidden_sheets_are_left_alone() -> None:
    """The lists behind drop-downs stand in one."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("ก").write(0, 0, "a")
        hidden = book.add_worksheet("ข")
        hidden.write(0, 0, "b")
        hidden.hide()
    assert [sheet.name for sheet in read_tables("x.xlsx", content.getvalue())] == ["ก"]


def test_the_longest_cell_of_a_spreadsheet_is_read() -> None:
    """32,767 characters."""
    long = "ก" * 32_767
    (sheet,) = read_tables("x.xlsx", xlsx(f'<row r="1">{inline("A1", long)}</row>'))
    assert sheet.rows == (SheetRow(1, (long,)),)


@pytest.mark.parametrize("content", [b"", b"\n\n", b",,\n", "\ufeff".encode(), workbook(a=[])])
def test_an_empty_file_has_no_sheets(content: bytes) -> None:
    """Nothing is no table."""
    assert read_tables("x", content) == ()


def test_columns_are_counted_in_letters() -> None:
    """As spreadsheets do, to their last one."""
    named = [column_letters(at) for at in (0, 25, 26, 701, 702, 16_383)]
    assert named == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
