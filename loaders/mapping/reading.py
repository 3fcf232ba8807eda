"""The rows of a table that others made, by the headings that a mapping names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.mapping.declared import Condition, TableMapping, TableSpec, ValueSpec
from loaders.tables import Sheet, SheetRow, column_letters, read_tables
from loaders.tables.limits import refused
from loaders.worksheet.problems import CellProblem
from loaders.worksheet.sheets import FAULTS, Cell, FilledRow, Worksheet, note_merged, rest_of
from schema.declare import Text
from schema.nearest import meant
from schema.registry import declaration
from schema.text import normalise

ALL_OTHERS = "*"
"""As the name of a sheet: all sheets that no other table is about."""

NOTHING = frozenset({"", "-", "–", "—"})
"""What cells hold that hold nothing."""

_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE)
_TAGS_WITHIN = 4
_FEWEST_TAGS = 2
_LOOKED = 50
_ID = re.compile(r"([a-z-]+):[a-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Headings:
    """What stands above the columns of a sheet.

    Attributes:
        row: the last row of it, with the number of the first row of data before it.
        names: names of the columns, from the first: two of the same heading are numbered.
        tags: HXL tags of the columns, empty where there is none.
    """

    row: SheetRow
    names: tuple[str, ...]
    tags: tuple[str, ...]

    def find(self, reference: str) -> int | None:
        """The column that a mapping means: by heading, by tag, or as ``column C``."""
        for names in (self.names, self.tags):
            plain = [normalise(name) for name in names]
            if reference and normalise(reference) in plain:
                return plain.index(normalise(reference))
        letters = [f"column {column_letters(at).lower()}" for at in range(len(self.names))]
        return letters.index(reference.lower()) if reference.lower() in letters else None


def headings_of(sheet: Sheet, number: int) -> Headings | None:
    """The headings in a row of a sheet, and the HXL tags below them; ``None``, when there is no such row."""
    at = next((at for at, row in enumerate(sheet.rows) if row.number == number), None)
    if at is None:
        return None
    tagged = next((row for row in sheet.rows[at : at + _TAGS_WITHIN] if is_tags(row)), None)
    last = tagged or sheet.rows[at]
    texts = sheet.rows[at].cells
    seen: Counter[str] = Counter()
    names = []
    for text in texts:
        plain = " ".join(text.split())
        seen[plain] += 1
        names.append(f"{plain} ({seen[plain]})" if plain and seen[plain] > 1 else plain)
    tags = tuple("".join(tag.split()).lower() for tag in tagged.cells) if tagged else ()
    return Headings(last, tuple(names), tags)


def is_tags(row: SheetRow) -> bool:
    """Whether a row is the HXL tags of the columns."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    return len(filled) >= _FEWEST_TAGS and all(map(_TAG.fullmatch, filled))


def read_mapped(name: str, content: bytes, mapping: TableMapping) -> Worksheet:
    """The rows of all sheets that a mapping is about.

    Raises:
        PhakhiError: ``BAD_FILE``, when the file cannot be read, or is our own export.
    """
    sheets = read_tables(name, content)
    refuse_own(name, sheets)
    # A file of rows that were left out has a sheet beside them, which says what they are added to.
    rests = {sheet.name: cell for sheet in sheets for cell in [rest_of(sheet)] if cell}
    sheets = tuple(sheet for sheet in sheets if sheet.name not in rests)
    read = Worksheet(name, [sheet.name for sheet in sheets])
    read.info.update(("rest_of", cell) for cell in rests.values())
    read.verdicts.extend(mapping.verdicts)
    read.info.update(
        (key, Cell("", 0, -1, f"{mapping.name}: {key}", value))
        for key, value in mapping.info.items()
    )
    tables = assigned(mapping, read.sheets)
    for sheet in sheets:
        if sheet.name in tables:
            _SheetReader(sheet, tables[sheet.name], read).read_rows()
        else:
            text = Text(
                f"is left out: no table of the mapping is about it ({len(sheet.rows):,} rows)",
                f"ไม่ได้อ่าน เพราะแฟ้มจับคู่ไม่ได้กล่าวถึง ({len(sheet.rows):,} แถว)",
            )
            read.notes.append(CellProblem(name, sheet.name, 0, -1, "", "", text))
    for table in mapping.tables:
        if table.sheet and table.sheet != ALL_OTHERS and table.sheet not in tables:
            shown = ", ".join(sheet.name for sheet in sheets)
            text = Text(f"there is no such sheet; there is {shown}", f"ไม่มีแผ่นนี้ มี {shown}")
            read.problems.append(CellProblem(name, table.sheet, 0, -1, "", "", text))
    return read


def assigned(mapping: TableMapping, names: Sequence[str]) -> dict[str, TableSpec]:
    """The table that each sheet is, by the sheet's name; ``names`` are those of all sheets."""
    tables = {
        table.sheet: table for table in mapping.tables if table.sheet in names and table.sheet
    }
    for table in mapping.tables:
        others = [name for name in names if name not in tables]
        if not table.sheet and others:
            tables[others[0]] = table
        elif table.sheet == ALL_OTHERS:
            tables.update(dict.fromkeys(others, table))
    return tables


def refuse_own(name: str, sheets: Sequence[Sheet]) -> None:
    """Our own exports have ids, evidence and datasets that no table can carry back.

    Raises:
        PhakhiError: ``BAD_FILE``, when the records of a sheet have ids of ours.
    """
    for sheet in sheets:
        at = next(
            (at for at, cell in enumerate(sheet.rows[0].cells) if normalise(cell) == "id"), None
        )
        if at is None:
            continue
        idents = [row.cells[at] for row in sheet.rows[1:_LOOKED] if row.cells[at]]
        prefixes = [match and match[1] for match in map(_ID.fullmatch, idents)]
        if prefixes and all(prefix in declaration().by_prefix for prefix in prefixes):
            raise refused(
                name,
                "is an export of Phakhi, which leaves out what its records rest on; to bring a graph "
                "back, write it with `phakhi export --format jsonl` and load that",
                "เป็นแฟ้มส่งออกของ `phakhi` ซึ่งไม่มีข้อมูลครบสำหรับนำกลับเข้า หากต้องการนำกราฟกลับเข้า "
                "ให้ส่งออกด้วย `phakhi export --format jsonl` แล้วนำเข้าแฟ้มนั้น",
            )


class _SheetReader:
    """Reads one sheet."""

    def __init__(self, sheet: Sheet, table: TableSpec, read: Worksheet) -> None:
        self._sheet, self._table, self._read = sheet, table, read

    def read_rows(self) -> None:
        """Adds the rows, and what is to be said of the sheet."""
        headings = headings_of(self._sheet, self._table.headings)
        if headings is None:
            self._wrong(
                self._table.headings, "", Text("there is no such row of headings", "ไม่มีแถวหัวตารางนี้")
            )
            return
        self._read.headers[self._sheet.name] = headings.row
        note_merged(self._sheet, self._read)
        columns = self._columns(headings)
        self._note_above()
        rows = [row for row in self._sheet.rows if row.number > headings.row.number]
        self._note_left_out(headings, columns, rows)
        self._read.rows.extend(self._rows(rows, columns))

    def _columns(self, headings: Headings) -> dict[str, int]:
        """Columns by what the mapping calls them."""
        columns: dict[str, int] = {}
        for reference in dict.fromkeys(references(self._table)):
            at = headings.find(reference)
            if at is None:
                near = meant(
                    reference, [name for name in (*headings.names, *headings.tags) if name]
                )
                text = Text(
                    "is named by the mapping, but is no heading here"
                    + (f"; did you mean “{near}”?" if near else ""),
                    "แฟ้มจับคู่กล่าวถึง แต่ไม่มีหัวตารางนี้" + (f" หมายถึง “{near}” หรือไม่" if near else ""),
                )
                self._wrong(headings.row.number, reference, text)
            else:
                columns[reference] = at
        return columns

    def _rows(self, rows: Sequence[SheetRow], columns: Mapping[str, int]) -> Iterator[FilledRow]:
        above: dict[str, Cell] = {}
        filled: Counter[str] = Counter()
        skipped = 0
        for row in rows:
            cells = dict(self._cells(row, columns))
            self._check_faults(row, columns)
            if not cells:
                continue
            if self._table.skip and meets(self._table.skip, cells):
                skipped += 1
                continue
            for heading in self._table.fill:
                if heading in cells:
                    above[heading] = cells[heading]
                elif heading in above:
                    cells[heading] = replace(above[heading], row=row.number)
                    filled[heading] += 1
            yield FilledRow(
                self._sheet.name, row.number, {key: (cell,) for key, cell in cells.items()}
            )
        for heading, count in filled.items():
            text = Text(
                f"blank cells go on with the value above them: {count:,}",
                f"ช่องว่างที่ใช้ค่าของช่องบน: {count:,}",
            )
            self._note(heading, text)
        if skipped:
            self._note(
                "",
                Text(f"rows that the mapping skips: {skipped:,}", f"แถวที่แฟ้มจับคู่ให้ข้าม: {skipped:,}"),
            )

    def _cells(self, row: SheetRow, columns: Mapping[str, int]) -> Iterator[tuple[str, Cell]]:
        for reference, column in columns.items():
            value = row.cells[column].strip() if column < len(row.cells) else ""
            if value not in NOTHING:
                yield reference, Cell(self._sheet.name, row.number, column, reference, value)

    def _check_faults(self, row: SheetRow, columns: Mapping[str, int]) -> None:
        for reference, column in columns.items():
            fault = self._sheet.faults.get((row.number, column))
            if fault is not None:
                cell = Cell(self._sheet.name, row.number, column, reference, "")
                self._read.wrong(cell, FAULTS[fault])

    def _note_above(self) -> None:
        above = [row for row in self._sheet.rows if row.number < self._table.headings]
        count = sum(bool(cell.strip()) for row in above for cell in row.cells)
        if count:
            text = Text(
                f"cells above the headings, which are left out: {count:,}",
                f"ช่องเหนือหัวตารางที่ไม่ได้อ่าน: {count:,}",
            )
            self._note("", text)

    def _note_left_out(
        self, headings: Headings, columns: Mapping[str, int], rows: Sequence[SheetRow]
    ) -> None:
        known = {headings.find(name) for name in self._table.left_out}
        width = max((len(row.cells) for row in rows), default=0)
        for at in range(width):
            values = (row.cells[at].strip() for row in rows if at < len(row.cells))
            count = sum(value not in NOTHING for value in values)
            if not count or at in columns.values():
                continue
            name = headings.names[at] if at < len(headings.names) else ""
            stated = at in known
            en = "as the mapping says" if stated else "the mapping does not name it"
            th = "ตามที่แฟ้มจับคู่ระบุ" if stated else "แฟ้มจับคู่ไม่ได้กล่าวถึง"
            text = Text(f"is left out, {en}; cells: {count:,}", f"ไม่ได้อ่าน {th} จำนวนช่อง: {count:,}")
            self._note(name or f"column {column_letters(at)}", text)

    def _note(self, heading: str, text: Text) -> None:
        self._read.notes.append(
            CellProblem(self._read.file, self._sheet.name, 0, -1, heading, "", text)
        )

    def _wrong(self, row: int, heading: str, text: Text) -> None:
        self._read.problems.append(
            CellProblem(self._read.file, self._sheet.name, row, -1, heading, "", text)
        )


def references(table: TableSpec) -> Iterator[str]:
    """All headings that a table's mapping reads."""
    conditions = [table.skip, *(record.when for record in table.records.values())]
    yield from (condition.column for condition in conditions if condition)
    yield from table.fill
    for spec in _specs(table):
        yield from spec.columns


def _specs(table: TableSpec) -> Iterator[ValueSpec]:
    for record in table.records.values():
        yield from filter(None, (record.name, record.ident, record.within))
        yield from record.values.values()
    for link in table.links:
        yield from link.values.values()
    yield from filter(None, (table.source, table.date, table.evidence))


def meets(condition: Condition, cells: Mapping[str, Cell]) -> bool:
    """Whether a row's cell holds one of the values; an empty one is a value, too."""
    cell = cells.get(condition.column)
    value = normalise(cell.value) if cell else ""
    return value in {normalise(item) for item in condition.values}
