"""CSV: a file a kind and a file a relationship type, in one zip archive."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO

from graph_api.export.cells import cells, harmless, header
from graph_api.export.format import ExportOutline, Format
from graph_api.export.table import Table, TablePage
from schema.declare import Text

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""By which spreadsheets know that a file is UTF-8, and show Thai as it is."""

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The same graph makes the same archive, whenever."""


class _Sink(io.RawIOBase):
    """Takes what the archive writes, and hands it on; it cannot be gone back in."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]  # a buffer
        self._parts.append(part)
        return len(part)

    def taken(self) -> list[bytes]:
        parts, self._parts = self._parts, []
        return parts


class CsvZip:
    """Writes files one after the other, each when its first page comes."""

    def __init__(self, outline: ExportOutline) -> None:
        self._outline = outline
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED)
        self._table: Table | None = None
        self._file: IO[bytes] | None = None

    def begin(self) -> Iterable[bytes]:
        """Nothing."""
        return ()

    def page(self, page: TablePage) -> Iterator[bytes]:
        """The rows of a page."""
        if page.table != self._table:
            self._open(page.table)
        self._write(harmless(cells(row)) for row in page.rows)
        yield from self._sink.taken()

    def end(self) -> Iterator[bytes]:
        """The directory of the archive."""
        self._finish()
        self._zip.close()
        yield from self._sink.taken()

    def close(self) -> None:
        """Lets go of the archive."""
        self._finish()
        self._zip.close()

    def _open(self, table: Table) -> None:
        self._finish()
        info = zipfile.ZipInfo(f"{table.file}.csv", _BEGINNING)
        info.compress_type = zipfile.ZIP_DEFLATED
        self._table, self._file = table, self._zip.open(info, "w", force_zip64=True)
        first, *names = header(table)
        self._write([[_MARK + first, *names]])

    def _write(self, rows: Iterable[list[str]]) -> None:
        assert self._file is not None
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        self._file.write(text.getvalue().encode())

    def _finish(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


FORMAT = Format(
    name="csv",
    text=Text(
        "CSV: a file a kind and a relationship type, zipped", "CSV แยกแฟ้มตามประเภท ในไฟล์ zip"
    ),
    media_type="application/zip",
    extension="zip",
    encoder=CsvZip,
    grouped=True,
    compressed=True,
)
