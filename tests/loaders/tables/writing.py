"""Workbooks for the tests, good ones and such as are made to do harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

import xlsxwriter

_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="ก">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """An XLSX with texts and numbers in its sheets."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return content.getvalue()


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def xlsx(rows: str, after: str = "", before: str = "", **parts: str) -> bytes:
    """An XLSX whose sheet ``ก`` is written by hand: the XML of its rows."""
    sheet = (
        f'{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )
    return packed(
        parts_of(workbook(ก=[["a"]]))
        | {"xl/worksheets/sheet1.xml": sheet}
        | {f"xl/{name}.xml": part for name, part in parts.items()}
    )


def parts_of(content: bytes) -> dict[str, str | bytes]:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def inline(place: str, text: str) -> str:
    """A cell of an XLSX with a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def ods(rows: str) -> bytes:
    """An ODS whose sheet ``ก`` is written by hand: the XML of its rows."""
    return packed(
        {
            "mimetype": _ODS_TYPE,
            "META-INF/manifest.xml": _MANIFEST,
            "content.xml": _ODS.format(rows=rows),
        }
    )


def ods_cell(text: str, more: str = "") -> str:
    """A cell of an ODS with a text."""
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'
