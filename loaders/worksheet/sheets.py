"""Which sheets of a file are worksheets, and what their rows hold under which heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from loaders.tables import Fault, Sheet, SheetRow, read_tables
from loaders.worksheet.columns import (
    ALIKE_FIELDS,
    BY_KEY,
    COLUMNS,
    DIFFERENT,
    EXAMPLE,
    INFO_FIELDS,
    SAME,
    SHEETS,
)
from loaders.worksheet.problems import CellProblem
from loaders.worksheet.xlsform import OTHER
from schema.declare import Text
from schema.text import normalise

_HEADER_WITHIN = 15
_FEWEST = 2
_ALIKE = 75.0
"""How alike, of 100, a heading is to one of the worksheet's that was probably meant."""

_UNREAD = {"ลำดับ", "ลำดับที่", "ที่", "no", "no.", "#", "หมายเหตุ", "note"}
"""Headings of columns that people have for themselves."""

_ACTORS = ("agency", "network")
_PARENTS = ("agency", "network", "district")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a worksheet that holds something."""

    sheet: str
    row: int
    column: int
    heading: str
    value: str


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a worksheet: its cells by the key of their column; a column may have several."""

    sheet: str
    number: int
    cells: Mapping[str, tuple[Cell, ...]]


@dataclass(slots=True)
class Worksheet:
    """A file as it was read, its names not yet looked up.

    Attributes:
        file: its name.
        sheets: names of its sheets, in order.
        rows: its rows.
        info: what its sheet about the dataset says, by the key of the field.
        verdicts: pairs of names that somebody decided on, with whether they are the same.
        merged: of the graph, ids of records that stay, by the ids of those merged into them.
        problems: what is wrong.
        notes: what should be known: what was filled in or left out.
        headers: the row of headings of each sheet with rows.
    """

    file: str
    sheets: list[str] = field(default_factory=list)
    rows: list[FilledRow] = field(default_factory=list)
    info: dict[str, Cell] = field(default_factory=dict)
    verdicts: list[tuple[str, str, bool]] = field(default_factory=list)
    merged: Mapping[str, str] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    notes: list[CellProblem] = field(default_factory=list)
    headers: dict[str, SheetRow] = field(default_factory=dict)

    def wrong(self, cell: Cell, text: Text) -> None:
        """Notes that a cell is wrong."""
        self.problems.append(self.at(cell, text))

    def at(self, cell: Cell, text: Text) -> CellProblem:
        """What is to be said of a cell."""
        return CellProblem(
            self.file, cell.sheet, cell.row, cell.column, cell.heading, cell.value, text
        )


def read_worksheet(name: str, content: bytes) -> Worksheet:
    """The rows of all worksheets in a file.

    Raises:
        PhakhiError: ``BAD_FILE``, when the file cannot be read.
    """
    read = Worksheet(name)
    for sheet in read_tables(name, content):
        read.sheets.append(sheet.name)
        if is_sheet(sheet, "info"):
            _read_info(sheet, read)
        elif is_sheet(sheet, "alike"):
            _read_alike(sheet, read)
        elif not (is_sheet(sheet, "help") or is_sheet(sheet, "problems")):
            _read_rows(sheet, read)
    if not read.headers:
        read.problems.append(_no_worksheet(name))
    return read


def is_sheet(sheet: Sheet, key: str) -> bool:
    """Whether a sheet is called as the one of this key is, in either language."""
    names = SHEETS[key]
    return normalise(sheet.name) in (normalise(names.en), normalise(names.th))


def _no_worksheet(name: str) -> CellProblem:
    wanted = ", ".join(column.heading.th for column in COLUMNS[:4])
    wanted_en = ", ".join(column.heading.en for column in COLUMNS[:4])
    return CellProblem(
        name, "", 0, -1, "", "",
        Text(
            f"has no sheet with the headings of a worksheet ({wanted_en}, …); "
            "`phakhi template` writes one to fill in, and `phakhi map` drafts a mapping for tables of others",
            f"ไม่มีแผ่นที่มีหัวตารางของใบงาน ({wanted} …) ใช้ `phakhi template` เพื่อสร้างใบงานสำหรับกรอก "
            "หรือ `phakhi map` เพื่อร่างแฟ้มจับคู่คอลัมน์ของตารางอื่น",
        ),
    )  # fmt: skip


def _headings() -> dict[str, str]:
    """Keys of columns by all that may stand above them."""
    named: dict[str, str] = {}
    for column in COLUMNS:
        texts = (column.heading.th, column.heading.en, *column.also, column.key, column.key + OTHER)
        named.update((normalise(text), column.key) for text in texts)
    return named


HEADINGS = _headings()


def _key(heading: str) -> str | None:
    """The column that a heading means; a form writes the name of its group before it."""
    return HEADINGS.get(normalise(heading)) or HEADINGS.get(normalise(heading.rpartition("/")[2]))


def _read_rows(sheet: Sheet, read: Worksheet) -> None:
    header = header_of(sheet)
    if header is None:
        text = Text(
            "was not read: it has no headings of a worksheet", "ไม่ได้อ่าน เพราะไม่มีหัวตารางของใบงาน"
        )
        read.notes.append(CellProblem(read.file, sheet.name, 0, -1, "", "", text))
        return
    read.headers[sheet.name] = header
    keys = dict(_keys(sheet, header, read))
    note_merged(sheet, read)
    above: dict[str, tuple[Cell, ...]] = {}
    for row in sheet.rows:
        if row.number <= header.number:
            continue
        cells = _cells(sheet, row, header, keys)
        _check_faults(sheet, row, header, keys, read)
        if not cells:
            continue
        if cells.get("agency") and cells["agency"][0].value.startswith(EXAMPLE):
            read.notes.append(
                _whole(
                    read, sheet, row, Text("is an example, and was not read", "เป็นตัวอย่าง จึงไม่ได้อ่าน")
                )
            )
            continue
        if not any(key in cells for key in _ACTORS):
            cells = _inherited(sheet, row, cells, above, read)
        above = {key: cells[key] for key in _PARENTS if key in cells}
        read.rows.append(FilledRow(sheet.name, row.number, cells))


def header_of(sheet: Sheet) -> SheetRow | None:
    """The row of headings of a worksheet; ``None``, when a sheet is none."""
    return next(filter(_is_header, sheet.rows[:_HEADER_WITHIN]), None)


def _is_header(row: SheetRow) -> bool:
    """Whether cells name an agency or a network, and something else, be it with a slip."""
    meant = {_key(cell) or _near(cell) for cell in row.cells if cell} - {None}
    return len(meant) >= _FEWEST and any(_key(cell) in _ACTORS for cell in row.cells)


def _near(heading: str) -> str | None:
    """The column that a heading with a slip probably means."""
    near = process.extractOne(
        normalise(heading), list(HEADINGS), scorer=fuzz.ratio, score_cutoff=_ALIKE
    )
    return HEADINGS[near[0]] if near else None


def _keys(sheet: Sheet, header: SheetRow, read: Worksheet) -> Iterator[tuple[int, str]]:
    """Columns of the sheet with what they mean; notes name the others."""
    for column, heading in enumerate(header.cells):
        key = _key(heading)
        if key:
            yield column, key
            continue
        used = any(column < len(row.cells) and row.cells[column] for row in sheet.rows[1:])
        if not used or normalise(heading) in _UNREAD:
            continue
        near = _near(heading)
        cell = Cell(sheet.name, header.number, column, heading, heading)
        if near:
            name = BY_KEY[near].heading
            text = Text(
                f"is no heading of the worksheet; did you mean “{name.en}”?",
                f"ไม่ใช่หัวตารางของใบงาน หมายถึง “{name.th}” หรือไม่",
            )
            read.wrong(cell, text)
        else:
            text = Text(
                "is no column of the worksheet, and was left out", "ไม่ใช่คอลัมน์ของใบงาน จึงไม่ได้อ่าน"
            )
            read.notes.append(read.at(cell, text))


def note_merged(sheet: Sheet, read: Worksheet) -> None:
    """Says which cells are merged."""
    if sheet.merged:
        shown = ", ".join(sheet.merged[:5]) + (" …" if len(sheet.merged) > 5 else "")  # noqa: PLR2004  # a few
        text = Text(
            f"merged cells were read as if each had the value of the first ({shown})",
            f"อ่านช่องที่ผสานกันเสมือนทุกช่องมีค่าเดียวกับช่องแรก ({shown})",
        )
        read.notes.append(CellProblem(read.file, sheet.name, 0, -1, "", "", text))


def _cells(
    sheet: Sheet, row: SheetRow, header: SheetRow, keys: Mapping[int, str]
) -> dict[str, tuple[Cell, ...]]:
    cells: dict[str, tuple[Cell, ...]] = {}
    for column, key in keys.items():
        value = row.cells[column].strip() if column < len(row.cells) else ""
        if value and value not in ("-", "–", "—"):
            cell = Cell(sheet.name, row.number, column, header.cells[column], value)
            cells[key] = (*cells.get(key, ()), cell)
    return cells


def _check_faults(
    sheet: Sheet, row: SheetRow, header: SheetRow, keys: Mapping[int, str], read: Worksheet
) -> None:
    for column in keys:
        fault = sheet.faults.get((row.number, column))
        if fault is not None:
            cell = Cell(sheet.name, row.number, column, header.cells[column], "")
            read.wrong(cell, FAULTS[fault])


FAULTS = {
    Fault.NOT_COMPUTED: Text(
        "holds a formula whose value was not saved; open the file in a spreadsheet and save it, or write the value",
        "มีสูตรที่ไม่ได้บันทึกค่าไว้ ให้เปิดด้วยโปรแกรมตารางคำนวณแล้วบันทึก หรือพิมพ์ค่าลงไป",
    ),
    Fault.ERROR: Text(
        "holds a formula that came to an error; write the value", "มีสูตรที่คำนวณแล้วผิดพลาด ให้พิมพ์ค่าลงไป"
    ),
}
"""What is to be said of cells without a value."""


def _inherited(
    sheet: Sheet,
    row: SheetRow,
    cells: dict[str, tuple[Cell, ...]],
    above: Mapping[str, tuple[Cell, ...]],
    read: Worksheet,
) -> dict[str, tuple[Cell, ...]]:
    """A row that names nobody goes on with what the row above it says, and a note says so."""
    if not any(key in above for key in _ACTORS):
        text = Text(
            "names neither an agency nor a network; write one",
            "ไม่ระบุทั้งหน่วยงานและเครือข่าย ให้ระบุอย่างใดอย่างหนึ่ง",
        )
        read.problems.append(_whole(read, sheet, row, text))
        return cells
    names = ", ".join(cell.value for key in _ACTORS for cell in above.get(key, ()))
    text = Text(
        f"names nobody, and was read as going on with “{names}”",
        f"ไม่ระบุผู้เสนอ จึงอ่านว่าต่อจาก “{names}”",
    )
    read.notes.append(_whole(read, sheet, row, text))
    return {**above, **cells}


def _whole(read: Worksheet, sheet: Sheet, row: SheetRow, text: Text) -> CellProblem:
    return CellProblem(read.file, sheet.name, row.number, -1, "", "", text)


def info_key(heading: str) -> str | None:
    """The line of the sheet about the dataset that begins so."""
    named = {
        normalise(text): item.key
        for item in INFO_FIELDS
        for text in (item.heading.th, item.heading.en, item.key)
    }
    return named.get(normalise(heading))


def rest_of(sheet: Sheet) -> Cell | None:
    """Where a sheet about the dataset says which one the rows of the file are the rest of."""
    if is_sheet(sheet, "info"):
        read = Worksheet("", [])
        _read_info(sheet, read)
        return read.info.get("rest_of")
    return None


def _read_info(sheet: Sheet, read: Worksheet) -> None:
    for row in sheet.rows:
        heading, value = (*row.cells, "", "")[:2]
        key = info_key(heading)
        if key is None:
            text = Text("is no line of this sheet", "ไม่ใช่บรรทัดของแผ่นนี้")
            read.wrong(Cell(sheet.name, row.number, 0, heading, heading), text)
        elif value.strip():
            read.info[key] = Cell(sheet.name, row.number, 1, heading, value.strip())


def _read_alike(sheet: Sheet, read: Worksheet) -> None:
    for row in sheet.rows:
        one, other, verdict = (*row.cells, "", "", "")[:3]
        if normalise(one) in {normalise(text) for text in (ALIKE_FIELDS[0].th, ALIKE_FIELDS[0].en)}:
            continue
        plain = normalise(verdict)
        if one and other and plain in map(normalise, (*SAME, *DIFFERENT)):
            read.verdicts.append((one, other, plain in map(normalise, SAME)))
        elif one or other or verdict:
            words: Sequence[str] = (SAME[0], DIFFERENT[0])
            text = Text(
                f"needs two names and an answer ({SAME[1]} or {DIFFERENT[1]})",
                f"ต้องมีสองชื่อและคำตอบ ({' หรือ '.join(words)})",
            )
            read.problems.append(_whole(read, sheet, row, text))
