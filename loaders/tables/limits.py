"""What a file may hold: whoever sends one should not be able to fill this machine with it.

A workbook of a few kilobytes can describe a table of 17 thousand million cells, and a library that
reads it whole takes the memory for all of them. So a file is measured before it is read.
"""

from __future__ import annotations

from dataclasses import dataclass

from schema.errors import ErrorCode, PhakhiError

MOST_BYTES = 64 * 1024 * 1024
"""Bytes of a file."""

MOST_XML = 80 * 1024 * 1024
"""Bytes of what a workbook holds, unpacked."""

MOST_AREA = 2_000_000
"""Cells of the sheets' areas, empty ones included, up to the last row and column that hold anything."""

MOST_CELLS = 600_000
"""Cells that hold anything."""

MOST_TEXT = 40 * 1024 * 1024
"""Bytes of texts, each counted as often as it is shown."""

MOST_CELL = 32_767
"""Characters of a cell: what spreadsheets allow."""

MOST_ROWS = 1_048_576
"""Rows of a sheet: what spreadsheets have."""

MOST_COLUMNS = 2_000
"""Columns of a sheet."""


def refused(name: str, en: str, th: str) -> PhakhiError:
    """The error for a file that is not read: its name, and why, in English and in Thai."""
    return PhakhiError(ErrorCode.BAD_FILE, f"{name} {en}.", f"{name} {th}")


def too_large(name: str) -> PhakhiError:
    """The error for a file that holds more than can be read."""
    return refused(
        name,
        f"holds more than can be read at once ({MOST_CELLS:,} cells, {MOST_TEXT // 2**20} MB of text); "
        "split it into several files",
        f"มีข้อมูลมากกว่าที่อ่านได้ในครั้งเดียว ({MOST_CELLS:,} ช่อง ข้อความ {MOST_TEXT // 2**20} MB) ให้แบ่งเป็นหลายแฟ้ม",
    )


@dataclass(slots=True)
class Budget:
    """What is left of the limits for one file.

    Attributes:
        name: the file's name, for messages.
    """

    name: str
    cells: int = MOST_CELLS
    text: int = MOST_TEXT
    area: int = MOST_AREA

    def spend(self, cells: int, text: int) -> None:
        """Counts cells, and the bytes of their texts.

        Raises:
            PhakhiError: ``BAD_FILE``, when there are too many.
        """
        self.cells -= cells
        self.text -= text
        if self.cells < 0 or self.text < 0:
            raise too_large(self.name)

    def spread(self, rows: int, columns: int, last: str) -> None:
        """Counts the area of a sheet, which ends at the cell ``last``.

        Raises:
            PhakhiError: ``BAD_FILE``, when it is too large.
        """
        self.area -= rows * columns
        if self.area < 0 or columns > MOST_COLUMNS:
            raise refused(
                self.name,
                f"is filled as far as cell {last}, which is too far; delete what stands there "
                "(select the empty rows and columns after your table, and delete them)",
                f"มีข้อมูลไปถึงช่อง {last} ซึ่งไกลเกินไป ให้ลบสิ่งที่อยู่ตรงนั้น (เลือกแถวและคอลัมน์ว่างหลังตาราง แล้วลบ)",
            )
