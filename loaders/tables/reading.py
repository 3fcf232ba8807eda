"""Which reader a file is for: its content decides, whatever its name ends in."""

from __future__ import annotations

from pathlib import Path

from loaders.tables.archive import locked
from loaders.tables.delimited import read_delimited
from loaders.tables.graphs import is_graph, read_graph
from loaders.tables.limits import MOST_BYTES, refused
from loaders.tables.sheet import Sheet
from loaders.tables.workbook import read_workbook
from schema.errors import ErrorCode, PhakhiError

_ZIP = b"PK"
_OLD = b"\xd0\xcf\x11\xe0"
_OTHER = {b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"{\\rtf": "RTF"}


def read_tables(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a file that hold anything.

    Formulas give the values that the spreadsheet saved; macros are never looked at.

    Args:
        name: the file's name, for messages.
        content: all of it.

    Raises:
        PhakhiError: ``BAD_FILE``, saying in a sentence why it is not read.
    """
    if len(content) > MOST_BYTES:
        raise refused(
            name,
            f"is larger than {MOST_BYTES // 2**20} MB; split it into several files",
            f"ใหญ่กว่า {MOST_BYTES // 2**20} MB ให้แบ่งเป็นหลายแฟ้ม",
        )
    if content.startswith(_ZIP):
        return read_workbook(name, content)
    if content.startswith(_OLD):
        raise locked(name)
    other = next((kind for mark, kind in _OTHER.items() if content.startswith(mark)), None)
    if other:
        raise refused(
            name,
            f"is a {other}, not a table; save your table as .xlsx, .ods or .csv",
            f"เป็น {other} ไม่ใช่ตาราง ให้บันทึกตารางเป็น .xlsx .ods หรือ .csv",
        )
    if is_graph(content):
        return read_graph(name, content)
    return read_delimited(name, content)


def read_file(path: Path) -> bytes:
    """The content of a file, as far as it may be read.

    Raises:
        PhakhiError: ``NOT_FOUND``, when it is not there or cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise PhakhiError(
            ErrorCode.NOT_FOUND,
            f"{path.name} is not there, or cannot be opened.",
            f"ไม่พบ {path.name} หรือเปิดไม่ได้",
        ) from error
