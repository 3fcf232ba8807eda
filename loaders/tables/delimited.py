"""Text files of tables: whatever stands between their cells, in whatever encoding Thai is saved in."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from loaders.tables.limits import MOST_CELL, MOST_ROWS, Budget, refused, too_large
from loaders.tables.sheet import Sheet, SheetRow, cell_name
from schema.errors import PhakhiError

_DELIMITERS = ",\t;|"
_STATED = re.compile(r'\A\ufeff?"?sep=(.)"?[,;\t]*\r?\n', re.IGNORECASE)
"""The first line by which a spreadsheet says what stands between its cells."""

_MARKS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_SAMPLED = 50
_SAMPLE = 200_000
_MOST_SIGNS = 100_000
_SYLLABLE = re.compile("[ก-ฮ][ัิ-ฺ็-๎]{0,3}")
_ALONE = re.compile("(?<![ก-ฮัิ-ฺ็-๎])[ัิ-ฺ็-๎]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x80-\x9f]")


def read_delimited(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The one sheet of a text file; none, when it holds nothing.

    Encodings: UTF-8, UTF-16 and Windows-874 (TIS-620). Delimiters: comma, semicolon, tab and bar,
    or what a first line ``sep=`` says.

    Raises:
        PhakhiError: ``BAD_FILE``, when it is no text, in another encoding, or no table.
    """
    text = _decoded(name, content)
    stated = _STATED.match(text)
    body = text[stated.end() :] if stated else text
    delimiter = stated[1] if stated else _delimiter(body)
    first = 2 if stated else 1
    rows = [
        SheetRow(number, tuple(cell if cell.strip() else "" for cell in cells))
        for number, cells in enumerate(_rows(name, body, delimiter), start=first)
        if any(cell.strip() for cell in cells)
    ]
    if not rows:
        return ()
    width = max(at + 1 for row in rows for at, cell in enumerate(row.cells) if cell)
    return (Sheet("", tuple(_as_wide(row, width) for row in rows)),)


def _as_wide(row: SheetRow, width: int) -> SheetRow:
    cells = row.cells[:width]
    return SheetRow(row.number, cells + ("",) * (width - len(cells)))


def _rows(name: str, text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(MOST_CELL)
    budget, lines, number = Budget(name), _Lines(name, text, delimiter), 0
    try:
        for cells in csv.reader(lines, delimiter=delimiter, strict=True):
            number += 1
            lines.signs = 0
            budget.spend(sum(map(bool, cells)), 0)
            if cells:
                budget.spread(1, len(cells), cell_name(number, len(cells) - 1))
            if number > MOST_ROWS:
                raise too_large(name)
            yield cells
    except csv.Error as error:
        raise _wrong(name, number + 1, error) from error


class _Lines:
    """The lines of a text, one after the other; a row may have several.

    Attributes:
        signs: delimiters in the lines since it was set to 0, so that a row is not too long.
    """

    def __init__(self, name: str, text: str, delimiter: str) -> None:
        self.signs = 0
        self._name, self._text, self._delimiter = name, text, delimiter

    def __iter__(self) -> Iterator[str]:
        for match in _LINE.finditer(self._text):
            self.signs += match[0].count(self._delimiter)
            if self.signs > _MOST_SIGNS:
                raise too_large(self._name)
            yield match[0]


def _wrong(name: str, row: int, error: csv.Error) -> PhakhiError:
    if "limit" in str(error):
        return refused(
            name,
            f"has a cell with more than {MOST_CELL:,} characters in row {row}; shorten it, or look "
            "for a quote that is not closed",
            f"มีช่องที่ยาวเกิน {MOST_CELL:,} อักขระในแถว {row} ให้ตัดให้สั้นลง หรือหาเครื่องหมายคำพูดที่ไม่ได้ปิด",
        )
    return refused(
        name,
        f"has quotes out of place about row {row}; put a cell that holds quotes, commas or "
        "line breaks in double quotes, or save the table as .xlsx",
        f"มีเครื่องหมายคำพูดผิดที่ราวแถว {row} ให้ใส่เครื่องหมายคำพูดคร่อมช่องที่มีคำพูด จุลภาค หรือขึ้นบรรทัด "
        "หรือบันทึกตารางเป็น .xlsx",
    )


def _delimiter(text: str) -> str:
    """What splits the first rows into most columns, as many in each as in the others."""
    return max(_DELIMITERS, key=lambda sign: _regular(text, sign))


def _regular(text: str, sign: str) -> tuple[int, int]:
    """How many of the first rows have as many cells as most have, if that is more than one."""
    reader = csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=sign)
    widths = [len(cells) for cells in _until_wrong(islice(reader, _SAMPLED)) if any(cells)]
    if not widths:
        return 0, 0
    width, count = Counter(widths).most_common(1)[0]
    return (count, width) if width > 1 else (0, 0)


def _until_wrong(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error:
        return


def _decoded(name: str, content: bytes) -> str:
    """The text of a file, in the encoding that it is in."""
    encoding = next((code for code, mark in _MARKS if content.startswith(mark)), None)
    encoding = encoding or _without_mark(content)
    for code in (encoding,) if encoding else ("utf-8", "cp874"):
        try:
            text = content.decode(code)
        except UnicodeDecodeError:
            continue
        if code != "cp874" or _is_thai(text):
            if _CONTROL.search(text) is None:
                return text
            break
    raise refused(
        name,
        "is no table that can be read: neither a workbook, nor a text in UTF-8, UTF-16 or "
        "Windows-874; save it as .xlsx or as CSV UTF-8",
        "ไม่ใช่ตารางที่อ่านได้ ไม่ใช่แฟ้มตารางคำนวณ และไม่ใช่ข้อความแบบ UTF-8 UTF-16 หรือ Windows-874 "
        "ให้บันทึกเป็น .xlsx หรือ CSV UTF-8",
    )


def _without_mark(content: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of a line's end, or of a comma, is zero."""
    head = content[:4000]
    if head.count(0) * 20 < len(head):
        return None
    return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"


def _is_thai(text: str) -> bool:
    """Whether vowels and tone marks stand on consonants, as they do when the bytes are Thai."""
    sample = text[:_SAMPLE]
    return len(_ALONE.findall(sample)) * 50 <= len(_SYLLABLE.findall(sample))
