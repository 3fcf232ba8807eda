"""get: reads a dataset's folder, ``dataset.toml`` and its CSV files, without judging the rows."""

from __future__ import annotations

import codecs
import csv
import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from loaders.errors import WrongRow
from loaders.records import RawDataset, RawFile
from loaders.spooling import Spool
from schema.errors import ErrorCode, PhakhiError

INFO_FILE = "dataset.toml"
"""The file that makes a folder a dataset."""

_MAX_CELL = 1_000_000
_MAX_LINE = 20_000_000
_PIECE = 2**20
_STATED = re.compile(r'"?sep=(.)"?,*', re.IGNORECASE)
"""The first line by which a spreadsheet says what stands between its cells."""
_SEPARATORS = {
    ";": ("semicolons (;)", "อัฒภาค (;)"),
    "\t": ("tabs", "แท็บ"),
    "|": ("bars (|)", "ขีดตั้ง (|)"),
}


def check_there(path: Path) -> None:
    """Returns when there is something at a path.

    Raises:
        PhakhiError: ``NOT_FOUND``, saying what might be there.
    """
    if not path.exists():
        raise PhakhiError(
            ErrorCode.NOT_FOUND,
            f"There is nothing at {path}: give the folder of a dataset, a worksheet (.xlsx, .ods, .csv) "
            "or a backup (.jsonl).",
            f"ไม่มีสิ่งใดที่ {path} ให้ระบุโฟลเดอร์ของชุดข้อมูล ใบงาน (`.xlsx` `.ods` `.csv`) "
            "หรือแฟ้มสำรอง (`.jsonl`)",
        )


def get(folder: Path) -> RawDataset:
    """Reads the dataset in ``folder``.

    Files other than ``dataset.toml`` and ``*.csv`` are left alone. What is not UTF-8, not TOML or
    not CSV is among what is ``wrong`` of the dataset.

    Raises:
        PhakhiError: ``NOT_FOUND``, when it is no folder with a ``dataset.toml``.
    """
    info_path = folder / INFO_FILE
    if not info_path.is_file():
        raise PhakhiError(
            ErrorCode.NOT_FOUND,
            f"{folder} is not a dataset: it should be a folder with a file {INFO_FILE}.",
            f"{folder} ไม่ใช่ชุดข้อมูล ต้องเป็นโฟลเดอร์ที่มีแฟ้ม {INFO_FILE}",
        )
    paths = (info_path, *sorted(folder.glob("*.csv")))
    wrong: list[WrongRow] = []
    info = _info(info_path, wrong)
    files = tuple(file for path in paths[1:] if (file := _file(path, wrong)) is not None)
    return RawDataset(folder, info, files, _checksum(paths), tuple(wrong))


def id_of(folder: Path) -> str:
    """The id of the dataset in ``folder``, which is right, without a look at its other files."""
    return str(tomllib.loads((folder / INFO_FILE).read_text(encoding="utf-8"))["id"])


def _checksum(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        total.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                total.update(piece)
    return total.hexdigest()


def _info(path: Path, wrong: list[WrongRow]) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        wrong.append(_not_utf8(path))
        return {}
    except tomllib.TOMLDecodeError as error:
        en, th = f"is not TOML ({error})", f"ไม่ใช่ TOML ({error})"
        wrong.append(WrongRow(INFO_FILE, 0, "", en, th))
        return {}


def _file(path: Path, wrong: list[WrongRow]) -> RawFile | None:
    """A file's rows, read line by line: memory does not grow with it."""
    try:
        # Spreadsheets begin a UTF-8 file with a mark, which is no part of the first column's name.
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return _table(path.name, lines, wrong)
    except UnicodeDecodeError:
        wrong.append(_not_utf8(path))
        return None


def _table(name: str, file: TextIO, wrong: list[WrongRow]) -> RawFile | None:
    if _otherwise_separated(name, _beginning(file), wrong):
        return None
    header: tuple[str, ...] | None = None
    rows = Spool[tuple[int, tuple[str, ...]]]()
    file.seek(0)
    try:
        for number, cells in _rows(file):
            if header is None:
                header = tuple(cell.strip() for cell in cells)
            else:
                rows.append((number, cells))
    except csv.Error as error:
        row = len(rows) + (header is not None) + 1
        en = f"is not CSV ({error}); put a cell with commas, quotes or line breaks in double quotes"
        th = f"ไม่ใช่ CSV ({error}) ให้ใส่เครื่องหมายคำพูดคร่อมช่องที่มีจุลภาค คำพูด หรือขึ้นบรรทัด"
        wrong.append(WrongRow(name, row, "", en, th))
        return None
    if header is None:
        en, th = "is empty; its first row should name the columns", "ว่างเปล่า แถวแรกต้องเป็นชื่อคอลัมน์"
        wrong.append(WrongRow(name, 0, "", en, th))
        return None
    return RawFile(name, header, rows.settled())


def _beginning(file: TextIO) -> str:
    """The first line that holds anything, as far as a header may go."""
    while line := file.readline(_MAX_CELL):
        if line.strip():
            return line.lstrip().rstrip(" \r\n")
    return ""


def _otherwise_separated(name: str, first: str, wrong: list[WrongRow]) -> bool:
    """Whether something else than commas stands between the cells, or a line says what does."""
    stated = _STATED.fullmatch(first)
    if stated is None and "," in first:
        return False
    sign = stated[1] if stated else next((one for one in _SEPARATORS if one in first), None)
    if sign is None:
        return False
    if sign == ",":
        en, th = "begins with the line sep=,; remove that line", "ขึ้นต้นด้วยบรรทัด sep=, ให้ลบบรรทัดนั้น"
    else:
        what, what_th = _SEPARATORS.get(sign, (sign, sign))
        line, line_th = (" (its first line says so)", " (ตามบรรทัดแรก)") if stated else ("", "")
        en = f"has {what} between its cells{line}, not commas; save it as CSV UTF-8 with commas"
        th = f"คั่นช่องด้วย {what_th}{line_th} ไม่ใช่จุลภาค ให้บันทึกเป็น CSV UTF-8 ที่คั่นด้วยจุลภาค"
    wrong.append(WrongRow(name, 1, "", en, th))
    return True


def _rows(file: TextIO) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows that hold anything, with their numbers as a spreadsheet counts."""
    csv.field_size_limit(_MAX_CELL)
    # Line ends as they are: one inside a quoted cell belongs to the cell.
    reader = csv.reader(_lines(file), strict=True)
    for number, cells in enumerate(reader, start=1):
        if any(cell.strip() for cell in cells):
            yield number, tuple(cells)


def _lines(file: TextIO) -> Iterator[str]:
    while line := file.readline(_MAX_LINE):
        if len(line) == _MAX_LINE:
            message = f"a line is longer than {_MAX_LINE:,} characters"
            raise csv.Error(message)
        yield line


def _not_utf8(path: Path) -> WrongRow:
    en = "is not UTF-8; save the file as CSV UTF-8"
    th = "ไม่ใช่ UTF-8 ให้บันทึกแฟ้มเป็น CSV UTF-8"
    return WrongRow(path.name, _first_wrong_line(path), "", en, th)


def _first_wrong_line(path: Path) -> int:
    number, decoder = 1, codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while piece := file.readline(_PIECE):
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                break
            number += piece.endswith(b"\n")
    return number
