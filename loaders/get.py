"""get: reads a dataset's folder, ``dataset.toml`` and its CSV files, without judging the rows."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from loaders.errors import WrongRow
from loaders.records import RawDataset, RawFile
from schema.errors import ErrorCode, PhakhiError

INFO_FILE = "dataset.toml"
"""The file that makes a folder a dataset."""

_MAX_CELL = 1_000_000
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
    contents = {path.name: path.read_bytes() for path in paths}
    wrong: list[WrongRow] = []
    info = _info(contents[INFO_FILE], wrong)
    files = tuple(
        file
        for name, content in contents.items()
        if name != INFO_FILE and (file := _file(name, content, wrong)) is not None
    )
    return RawDataset(folder, info, files, _checksum(contents), tuple(wrong))


def id_of(folder: Path) -> str:
    """The id of the dataset in ``folder``, which is right, without a look at its other files."""
    return str(tomllib.loads((folder / INFO_FILE).read_text(encoding="utf-8"))["id"])


def _checksum(contents: dict[str, bytes]) -> str:
    total = hashlib.sha256()
    for name, content in sorted(contents.items()):
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _info(content: bytes, wrong: list[WrongRow]) -> dict[str, object]:
    text = _decode(INFO_FILE, content, wrong)
    try:
        return tomllib.loads(text or "")
    except tomllib.TOMLDecodeError as error:
        en, th = f"is not TOML ({error})", f"ไม่ใช่ TOML ({error})"
        wrong.append(WrongRow(INFO_FILE, 0, "", en, th))
        return {}


def _file(name: str, content: bytes, wrong: list[WrongRow]) -> RawFile | None:
    text = _decode(name, content, wrong)
    if text is None or _otherwise_separated(name, text, wrong):
        return None
    numbered: list[tuple[int, tuple[str, ...]]] = []
    try:
        numbered.extend(_rows(text))
    except csv.Error as error:
        row = len(numbered) + 1
        en = f"is not CSV ({error}); put a cell with commas, quotes or line breaks in double quotes"
        th = f"ไม่ใช่ CSV ({error}) ให้ใส่เครื่องหมายคำพูดคร่อมช่องที่มีจุลภาค คำพูด หรือขึ้นบรรทัด"
        wrong.append(WrongRow(name, row, "", en, th))
        return None
    if not numbered:
        en, th = "is empty; its first row should name the columns", "ว่างเปล่า แถวแรกต้องเป็นชื่อคอลัมน์"
        wrong.append(WrongRow(name, 0, "", en, th))
        return None
    (_, header), *rows = numbered
    return RawFile(name, tuple(cell.strip() for cell in header), tuple(rows))


def _otherwise_separated(name: str, text: str, wrong: list[WrongRow]) -> bool:
    """Whether something else than commas stands between the cells, or a line says what does."""
    first = text.lstrip().partition("\n")[0].rstrip(" \r")
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


def _rows(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows that hold anything, with their numbers as a spreadsheet counts."""
    csv.field_size_limit(_MAX_CELL)
    # Line ends as they are: one inside a quoted cell belongs to the cell.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    for number, cells in enumerate(reader, start=1):
        if any(cell.strip() for cell in cells):
            yield number, tuple(cells)


def _decode(name: str, content: bytes, wrong: list[WrongRow]) -> str | None:
    try:
        # Spreadsheets begin a UTF-8 file with a mark, which is no part of the first column's name.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        en = "is not UTF-8; save the file as CSV UTF-8"
        th = "ไม่ใช่ UTF-8 ให้บันทึกแฟ้มเป็น CSV UTF-8"
        wrong.append(WrongRow(name, row, "", en, th))
        return None
