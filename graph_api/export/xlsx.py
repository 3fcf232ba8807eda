"""XLSX: a sheet a kind and a sheet a relationship type."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from graph_api.export.cells import cells, header
from graph_api.export.format import ExportOutline, Format
from graph_api.export.table import Table, TablePage
from schema.declare import Text
from schema.registry import Property, ValueType

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_ROWS = 1_048_576
_LONGEST = 32_767
_FIRST_DAY = dt.date(1900, 3, 1)
"""Spreadsheets count days from 1900, in which they have a day that there was not."""

_BEGINNING = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - XlsxWriter takes no time zone
"""The same graph makes the same workbook, whenever."""

_CHUNK = 262_144
_WIDTH = 24


class Xlsx:
    """Writes a workbook row by row to a folder of its own, and hands it on at the end.

    A workbook is an archive whose parts refer to each other, so none of it can be sent before it is
    complete; what waits is on the disk and not in memory.
    """

    def __init__(self, outline: ExportOutline) -> None:
        self._outline = outline
        self._folder = Path(tempfile.mkdtemp(prefix="phakhi-export-"))
        self._path = self._folder / "export.xlsx"
        self._book = Workbook(
            str(self._path),
            {
                "constant_memory": True,
                "tmpdir": str(self._folder),
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.set_properties({"title": "Phakhi", "created": _BEGINNING})
        self._bold = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._table: Table | None = None
        self._sheet: Worksheet | None = None
        self._sheets = 0
        self._row = 0

    def begin(self) -> Iterable[bytes]:
        """Nothing yet; the first sheet says what the workbook is."""
        sheet = self._book.add_worksheet("phakhi")
        sheet.set_column(0, 1, 2 * _WIDTH)
        about = [
            ("revision", str(self._outline.revision)),
            (
                "synthetic (invented) records / ข้อมูลสังเคราะห์",
                "see the column synthetic / ดูคอลัมน์ synthetic",
            ),
            *((table.file, table.text.both) for table in self._outline.tables),
        ]
        for number, (name, text) in enumerate(about):
            sheet.write_string(number, 0, name, self._bold)
            sheet.write_string(number, 1, text)
        return ()

    def page(self, page: TablePage) -> Iterable[bytes]:
        """Nothing; its rows are on the sheet."""
        if page.table != self._table:
            self._table, self._sheets = page.table, 0
            self._open(page.table)
        types = [None] * (3 if page.table.linked else 1) + list(page.table.properties)
        for row in page.rows:
            if self._row == _MOST_ROWS:
                self._open(page.table)
            for column, (value, item) in enumerate(zip(cells(row), types, strict=True)):
                if value is not None and value != "":
                    self._write(column, value, item)
            self._row += 1
        return ()

    def end(self) -> Iterator[bytes]:
        """The workbook."""
        self._book.close()
        with self._path.open("rb") as file:
            while part := file.read(_CHUNK):
                yield part

    def close(self) -> None:
        """Removes the folder."""
        if not self._book.fileclosed:
            self._discard()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _discard(self) -> None:
        """Closes the files of a workbook that is not finished, which would warn when it is dropped."""
        book: Any = self._book
        for sheet in book.worksheets():
            sheet.row_data_fh.close()
        book.fileclosed = True

    def _open(self, table: Table) -> None:
        self._sheets += 1
        name = table.file if self._sheets == 1 else f"{table.file} {self._sheets}"
        self._sheet, self._row = self._book.add_worksheet(name), 1
        names = header(table)
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_column(0, len(names) - 1, _WIDTH)
        for column, title in enumerate(names):
            self._sheet.write_string(0, column, title, self._bold)

    def _write(self, column: int, value: object, item: Property | None) -> None:
        assert self._sheet is not None
        write: Any = self._sheet
        if isinstance(value, bool):
            write.write_boolean(self._row, column, value)
        elif isinstance(value, int | float):
            write.write_number(self._row, column, value)
        elif (day := _day_of(value, item)) is not None:
            write.write_datetime(self._row, column, day, self._day)
        else:
            write.write_string(self._row, column, _fitting(str(value)))


def _day_of(value: object, item: Property | None) -> dt.date | None:
    """A date that a spreadsheet can hold as one."""
    if item is None or item.type is not ValueType.DATE:
        return None
    day = dt.date.fromisoformat(str(value))
    return day if day >= _FIRST_DAY else None


def _fitting(text: str) -> str:
    """A text as long as a cell can hold; what is longer ends in an ellipsis."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


FORMAT = Format(
    name="xlsx",
    text=Text("XLSX: a sheet a kind and a relationship type", "XLSX แยกแผ่นงานตามประเภท"),
    media_type=_MEDIA_TYPE,
    extension="xlsx",
    encoder=Xlsx,
    grouped=True,
    compressed=True,
)
