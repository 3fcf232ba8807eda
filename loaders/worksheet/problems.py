"""What is wrong with the cells of a worksheet, all of it, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.errors import MAX_ROWS
from loaders.tables import cell_name
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError
from schema.text import cut

_SHOWN = 60
_MOST_TOLD = 200
"""Problems in a sentence for a terminal; the error itself holds them all."""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One thing that is wrong, or that should be known.

    Attributes:
        file: name of the file.
        sheet: name of the sheet; empty for a text file.
        row: its number as a spreadsheet shows it; 0 for the sheet as a whole.
        column: the column from 0; -1 for the row as a whole.
        heading: the column's heading as the sheet has it.
        value: what the cell holds.
        text: what is wrong, and how to mend it.
    """

    file: str
    sheet: str
    row: int
    column: int
    heading: str
    value: str
    text: Text

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet names it; empty for a row or sheet as a whole."""
        return cell_name(self.row, self.column) if self.row and self.column >= 0 else ""

    def sentence(self, language: str) -> str:
        """Place, value and what is wrong, in one line."""
        thai = language == "th"
        parts = [self.file]
        if self.sheet:
            parts.append(f"แผ่น “{self.sheet}”" if thai else f"sheet “{self.sheet}”")
        if self.row:
            parts.append(f"แถว {self.row}" if thai else f"row {self.row}")
        if self.column < 0 and self.heading:
            parts.append(f"คอลัมน์ {self.heading}" if thai else f"column {self.heading}")
        if self.column >= 0:
            name = f"{self.cell} “{self.heading}”" if self.heading else self.cell
            parts.append(f"ช่อง {name}" if thai else f"cell {name}")
        value = f" “{cut(self.value, _SHOWN)}”" if self.value else ""
        return f"{' '.join(parts)}:{value} {self.text.th if thai else self.text.en}"


class WrongCellsError(PhakhiError):
    """``BAD_ROW``: a worksheet with wrong cells; nothing of it was written.

    Args:
        name: the file's name.
        problems: all that is wrong; one at least.
    """

    def __init__(self, name: str, problems: Sequence[CellProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            ErrorCode.BAD_ROW,
            _listed(f"{name} was not loaded, nothing of it was written:", problems, "en"),
            _listed(f"ไม่ได้นำเข้า {name} และไม่ได้เขียนข้อมูลใด:", problems, "th"),
        )


def _listed(head: str, problems: Sequence[CellProblem], language: str) -> str:
    shown = [problem.sentence(language) for problem in problems[:_MOST_TOLD]]
    rest = len(problems) - len(shown)
    more = (
        (f"… และอีก {rest:,} รายการ" if language == "th" else f"… and {rest:,} more",)
        if rest
        else ()
    )
    return "\n  ".join((head, *shown, *more))


def in_sheet_order(problems: Iterable[CellProblem], sheets: Sequence[str]) -> list[CellProblem]:
    """Each once, by sheet, row and column; the first :data:`~loaders.errors.MAX_ROWS`."""
    at = {name: number for number, name in enumerate(sheets)}
    once = dict.fromkeys(problems)
    return sorted(once, key=lambda item: (at.get(item.sheet, len(at)), item.row, item.column))[
        :MAX_ROWS
    ]
