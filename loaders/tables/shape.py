"""How far the sheets of a workbook reach, and what the library that reads their values leaves out.

The library takes memory for every cell between the first and the last that hold anything, and a
copy of a shared text for each cell that shows it: both are counted here before it is called.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers.expat import XMLParserType

from loaders.tables.limits import MOST_CELLS, Budget, refused, too_large
from loaders.tables.sheet import Fault, cell_name

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; rows from 1, columns from 0."""

_PLACE = re.compile(r"([A-Za-z]{1,4})([0-9]{1,7})")
_MOST_MERGED = 100_000
_MOST_FAULTS = 10_000
_DEEPEST = 256
_INDEX_LENGTH = 12
"""Digits that the number of a shared text may have."""


@dataclass(slots=True)
class SheetShape:
    """What is known of a sheet before its values are read.

    Attributes:
        rows: number of the last row that holds anything.
        columns: how many columns there are up to the last that holds anything.
        merged: merged cells.
        faults: cells without a value, with why.
    """

    rows: int = 0
    columns: int = 0
    merged: list[Area] = field(default_factory=list)
    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)

    def reach(self, row: int, column: int) -> None:
        """Notes that a cell holds something."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column + 1)

    def fault(self, place: tuple[int, int], fault: Fault, name: str) -> None:
        """Notes that a cell holds something, but no value.

        Raises:
            PhakhiError: ``BAD_FILE``, when there are too many of them in the file ``name``.
        """
        self.faults[place] = fault
        if len(self.faults) > _MOST_FAULTS:
            raise refused(
                name,
                f"has more than {_MOST_FAULTS:,} formulas without a value; open it in a spreadsheet, "
                "let it compute, and save it",
                f"มีสูตรที่ไม่มีค่ามากกว่า {_MOST_FAULTS:,} ช่อง ให้เปิดด้วยโปรแกรมตารางคำนวณ ให้คำนวณ แล้วบันทึก",
            )

    def check(self, budget: Budget) -> None:
        """Counts its area.

        Raises:
            PhakhiError: ``BAD_FILE``, when it is too large.
        """
        if self.rows:
            budget.spread(self.rows, self.columns, cell_name(self.rows, self.columns - 1))


class XmlReader:
    """Reads the XML of a part, which may not be nested deeper than any spreadsheet nests it.

    Args:
        name: the file's name, for messages.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._depth = 0

    def attach(self, parser: XMLParserType) -> None:
        """Sets the handlers."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise too_large(self._name)

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _text(self, text: str) -> None:
        """What stands between the elements."""


class TextLengths(XmlReader):
    """Reads how long each of the texts is that an XLSX keeps apart from its sheets.

    Args:
        name: the file's name, for messages.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.lengths = array("L")
        self._length = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        super()._start(name, attributes)
        if _local(name) == "si":
            self._length = 0

    def _end(self, name: str) -> None:
        super()._end(name)
        if _local(name) == "si":
            self.lengths.append(self._length)
            if len(self.lengths) > MOST_CELLS:
                raise too_large(self._name)

    def _text(self, text: str) -> None:
        self._length += len(text.encode())


class XlsxShape(XmlReader):
    """Reads the shape of a sheet of an XLSX.

    Args:
        budget: what is left of the file's limits.
        lengths: of the shared texts.
    """

    def __init__(self, budget: Budget, lengths: array[int]) -> None:
        super().__init__(budget.name)
        self.shape = SheetShape()
        self._budget, self._lengths = budget, lengths
        self._row, self._column = 0, -1
        self._type, self._value, self._bytes = "", "", 0
        self._filled = self._formula = False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        super()._start(name, attributes)
        match _local(name):
            case "c":
                self._begin(attributes)
            case "v" | "is":
                self._filled = True
            case "f":
                self._filled = self._formula = True
            case "row":
                self._row = _number(attributes.get("r"), self._row + 1)
                self._column = -1
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def _begin(self, attributes: dict[str, str]) -> None:
        place = _PLACE.fullmatch(attributes.get("r", ""))
        if place is None:
            self._column += 1
        else:
            self._row, self._column = int(place[2]), _column(place[1])
        self._type, self._value, self._bytes = attributes.get("t", ""), "", 0
        self._filled = self._formula = False

    def _text(self, text: str) -> None:
        if self._filled:
            self._bytes += len(text.encode())
            if len(self._value) < _INDEX_LENGTH:
                self._value += text

    def _end(self, name: str) -> None:
        super()._end(name)
        local = _local(name)
        if local == "f":
            self._value, self._bytes = "", 0  # the formula's text, which is not read
        elif local == "c" and self._filled:
            self._cell()
            self._filled = False

    def _cell(self) -> None:
        place = (self._row, self._column)
        self.shape.reach(*place)
        self._budget.spend(1, self._length())
        if self._type == "e":
            self.shape.fault(place, Fault.ERROR, self._name)
        elif self._formula and not self._value and self._type != "str":
            self.shape.fault(place, Fault.NOT_COMPUTED, self._name)

    def _length(self) -> int:
        if self._type != "s":
            return self._bytes
        at = _number(self._value, 0)
        return self._lengths[at] if at < len(self._lengths) else 0

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        ends = (_PLACE.fullmatch(first), _PLACE.fullmatch(last or first))
        if ends[0] is None or ends[1] is None or len(self.shape.merged) >= _MOST_MERGED:
            return
        (left, top), (right, bottom) = (end.groups() for end in ends if end)
        self.shape.merged.append((int(top), _column(left), int(bottom), _column(right)))


class OdsShapes(XmlReader):
    """Reads the shapes of all sheets of an ODS, by name."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget.name)
        self.shapes: dict[str, SheetShape] = {}
        self._budget = budget
        self._shape = SheetShape()
        self._row, self._rows = 0, 1
        self._column, self._columns = 0, 1
        self._cell: dict[str, str] | None = None
        self._length = self._aside = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        super()._start(name, attributes)
        match _local(name):
            case "table":
                self._shape = self.shapes.setdefault(_of(attributes, "name"), SheetShape())
                self._row, self._rows = 0, 1
            case "table-row":
                self._rows = _number(_of(attributes, "number-rows-repeated"), 1)
                self._column = 0
            case "table-cell" | "covered-table-cell":
                self._columns = _number(_of(attributes, "number-columns-repeated"), 1)
                self._cell, self._length = attributes, 0
            case "annotation":
                self._aside += 1

    def _text(self, text: str) -> None:
        if self._cell is not None and not self._aside:
            self._length += len(text.encode())

    def _end(self, name: str) -> None:
        super()._end(name)
        match _local(name):
            case "annotation":
                self._aside -= 1
            case "table-row":
                self._row += self._rows
            case "table-cell" | "covered-table-cell":
                self._close(self._cell or {})
                self._cell = None
                self._column += self._columns

    def _close(self, cell: dict[str, str]) -> None:
        kind, formula = _of(cell, "value-type"), _of(cell, "formula")
        row, column = self._row + 1, self._column
        if kind or formula or self._length:
            many = self._rows * self._columns
            self._shape.reach(self._row + self._rows, column + self._columns - 1)
            self._budget.spend(many, many * self._length)
            if formula and not kind:
                self._shape.fault((row, column), Fault.NOT_COMPUTED, self._name)
            elif cell.get("calcext:value-type") == "error":
                self._shape.fault((row, column), Fault.ERROR, self._name)
        down = _number(_of(cell, "number-rows-spanned"), 1)
        right = _number(_of(cell, "number-columns-spanned"), 1)
        if (down > 1 or right > 1) and len(self._shape.merged) < _MOST_MERGED:
            self._shape.merged.append((row, column, row + down - 1, column + right - 1))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _of(attributes: dict[str, str], name: str) -> str:
    """An attribute, whatever the prefix of its name."""
    return next((value for key, value in attributes.items() if _local(key) == name), "")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise  # noqa: PLR2004  # digits that no spreadsheet has


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
