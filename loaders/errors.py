"""What is wrong with a dataset's files, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schema.errors import ErrorCode, PhakhiError

SHOWN_PROBLEMS = 20
"""Problems that an error's sentence lists; the error itself holds up to ``MAX_ROWS`` rows."""

SHOWN_ROWS = 3
"""Rows with the same problem that are named."""

MAX_ROWS = 1_000
"""Wrong rows after which a dataset is not read further."""


@dataclass(frozen=True, slots=True)
class WrongRow:
    """One thing that is wrong.

    Attributes:
        file: name of the file, such as ``"agencies.csv"``.
        row: its row as a spreadsheet counts, the header being row 1; 0 for the file as a whole.
        column: name of the column, or ``""`` for the row as a whole.
        en: what is wrong and how to mend it, in English.
        th: the same in Thai.
    """

    file: str
    row: int
    column: str
    en: str
    th: str

    @property
    def place(self) -> str:
        """File, row and column, such as ``agencies.csv row 3 column kind``."""
        return _place([self])

    @property
    def place_th(self) -> str:
        """File, row and column, in Thai."""
        return _place_th([self])


class WrongRowsError(PhakhiError):
    """``BAD_ROW``: a dataset with wrong rows; nothing of it was written.

    What is wrong with several rows in the same way is told once, with the first of them.

    Args:
        dataset: the dataset's id, or the name of its folder.
        rows: what is wrong, in the order of the files; one at least.
    """

    def __init__(self, dataset: str, rows: Sequence[WrongRow]) -> None:
        self.rows = tuple(rows[:MAX_ROWS])
        problems: dict[tuple[str, str, str], list[WrongRow]] = {}
        for row in rows:
            problems.setdefault((row.file, row.column, row.en), []).append(row)
        shown, rest = list(problems.values())[:SHOWN_PROBLEMS], len(problems) - SHOWN_PROBLEMS
        super().__init__(
            ErrorCode.BAD_ROW,
            "\n  ".join(
                [
                    f"{dataset} was not loaded, nothing of it was written:",
                    *(f"{_place(same)}: {same[0].en}" for same in shown),
                    *([f"… and {rest:,} more"] if rest > 0 else []),
                ]
            ),
            "\n  ".join(
                [
                    f"ไม่ได้นำเข้า {dataset} และไม่ได้เขียนข้อมูลใด:",
                    *(f"{_place_th(same)}: {same[0].th}" for same in shown),
                    *([f"… และอีก {rest:,} รายการ"] if rest > 0 else []),
                ]
            ),
        )


def in_order(rows: Iterable[WrongRow], files: Sequence[str]) -> list[WrongRow]:
    """The rows by file, in the order of ``files``, and by their numbers."""
    numbers = {name: number for number, name in enumerate(files)}
    return sorted(rows, key=lambda row: (numbers.get(row.file, len(numbers)), row.row))


def _place(same: list[WrongRow]) -> str:
    """File, rows and column, such as ``agencies.csv row 3 column kind``."""
    named, more = _named(same)
    rows = f" row{'s' if len(same) > 1 else ''} {named}" if named else ""
    column = f" column {same[0].column}" if same[0].column else ""
    return same[0].file + rows + (f" and {more:,} more" if more > 0 else "") + column


def _place_th(same: list[WrongRow]) -> str:
    named, more = _named(same)
    rows = f" แถว {named}" if named else ""
    column = f" คอลัมน์ {same[0].column}" if same[0].column else ""
    return same[0].file + rows + (f" และอีก {more:,} แถว" if more > 0 else "") + column


def _named(same: list[WrongRow]) -> tuple[str, int]:
    """The first rows, and how many more there are."""
    numbers = [row.row for row in same if row.row]
    return ", ".join(map(str, numbers[:SHOWN_ROWS])), len(numbers) - SHOWN_ROWS
