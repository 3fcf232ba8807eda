"""What a table is, once it has been read: rows of texts, with their places in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Fault(Enum):
    """Why a cell that holds something has no value."""

    NOT_COMPUTED = "not computed"
    """A formula whose value the file does not hold."""

    ERROR = "error"
    """A formula that came to an error, such as ``#REF!``."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that holds anything.

    Attributes:
        number: its number as a spreadsheet shows it, from 1.
        cells: its texts from column A on, as many as the sheet has columns; empty where there is
            nothing. A day is ISO text, a whole number has no decimals, a truth value is ``true`` or
            ``false``.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, or all of a text file.

    Attributes:
        name: the sheet's name; empty for a text file, which has none.
        rows: its rows; those that hold nothing are left out, as are columns on the right.
        merged: merged cells, as a spreadsheet names them (``A2:A5``): each of them has the value of
            the first.
        faults: cells without a value, by row number and column (from 0), with why.
    """

    name: str
    rows: tuple[SheetRow, ...]
    merged: tuple[str, ...] = ()
    faults: Mapping[tuple[int, int], Fault] = field(default_factory=dict)


def column_letters(column: int) -> str:
    """The letters of a column, counted from 0: ``A``, ``Z``, ``AA``."""
    letters = ""
    rest = column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """A cell as a spreadsheet names it: row 2 and column 0 are ``A2``."""
    return f"{column_letters(column)}{row}"
