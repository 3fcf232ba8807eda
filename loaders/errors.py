"""What is wrong with a dataset's files, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schema.errors import ErrorCode, PhakhiError

SHOWN_ROWS = 20
"""Wrong rows that an error's sentence lists; the error itself holds up to ``MAX_ROWS``."""

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
        row = f" row {self.row}" if self.row else ""
        column = f" column {self.column}" if self.column else ""
        return self.file + row + column

    @property
    def place_th(self) -> str:
        """File, row and column, in Thai."""
        row = f" แถว {self.row}" if self.row else ""
        column = f" คอลัมน์ {self.column}" if self.column else ""
        return self.file + row + column


class WrongRowsError(PhakhiError):
    """``BAD_ROW``: a dataset with wrong rows; nothing of it was written.

    Args:
        dataset: the dataset's id, or the name of its folder.
        rows: what is wrong, in the order of the files; one at least.
    """

    def __init__(self, dataset: str, rows: Sequence[WrongRow]) -> None:
        self.rows = tuple(rows[:MAX_ROWS])
        shown, rest = self.rows[:SHOWN_ROWS], len(rows) - SHOWN_ROWS
        more_en = [f"… and {rest:,} more"] if rest > 0 else []
        more_th = [f"… และอีก {rest:,} รายการ"] if rest > 0 else []
        super().__init__(
            ErrorCode.BAD_ROW,
            "\n  ".join(
                [
                    f"{dataset} was not loaded, nothing of it was written:",
                    *(f"{row.place}: {row.en}" for row in shown),
                    *more_en,
                ]
            ),
            "\n  ".join(
                [
                    f"ไม่ได้นำเข้า {dataset} และไม่ได้เขียนข้อมูลใด:",
                    *(f"{row.place_th}: {row.th}" for row in shown),
                    *more_th,
                ]
            ),
        )


def suggestion(name: str, known: Sequence[str]) -> tuple[str, str]:
    """What was probably meant by ``name``, in English and in Thai, or two empty texts."""
    from difflib import get_close_matches  # noqa: PLC0415  # only for errors

    close = get_close_matches(name, known, n=1)
    return (f"; did you mean {close[0]}?", f" หมายถึง {close[0]} หรือไม่") if close else ("", "")
