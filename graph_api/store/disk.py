"""The disk that an embedded store lies on: looked at before it is written to.

Neo4j stops the whole database when its disk fills up in the middle of a write, and who only reads
is stopped with it. So nothing is written that may not fit.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from schema.errors import ErrorCode, PhakhiError

MEGABYTE = 10**6

TO_OPEN = 48 * MEGABYTE
"""Free bytes for a store to be opened: a log for each of its two databases, and some."""

TO_WRITE = 64 * MEGABYTE
"""Free bytes for a transaction: of a load, what 10,000 rows take and the next log, and some."""

PER_ROW = 2_000
"""Bytes that a row of a load takes, its part of indexes and logs included."""


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk of a folder that is there."""

    folder: Path

    def check(self, needed: int) -> None:
        """Returns when so many bytes are free.

        Raises:
            PhakhiError: ``DISK_FULL``.
        """
        free = shutil.disk_usage(self.folder).free
        if free < needed:
            raise disk_full(needed, free)


def disk_full(needed: int, free: int) -> PhakhiError:
    """There is too little room, and nothing has been written for want of it."""
    needs, left = f"{-(-needed // MEGABYTE):,}", f"{free // MEGABYTE:,}"
    return PhakhiError(
        ErrorCode.DISK_FULL,
        f"The database's disk is full: {needs} MB have to be free for this, and {left} MB are. "
        "Nothing of it was written; free some space and try again.",
        f"ดิสก์ของฐานข้อมูลเต็ม ต้องมีพื้นที่ว่าง {needs} MB แต่เหลือ {left} MB "
        "ยังไม่ได้เขียนข้อมูลใด โปรดเพิ่มพื้นที่ว่างแล้วลองอีกครั้ง",
    )


def cannot_write() -> PhakhiError:
    """The database itself has found no room."""
    return PhakhiError(
        ErrorCode.DISK_FULL,
        "The database cannot write: its disk is full, or may only be read. What was being written "
        "was taken back whole; free some space and try again.",
        "ฐานข้อมูลเขียนไม่ได้เพราะดิสก์เต็มหรืออ่านได้อย่างเดียว ข้อมูลที่กำลังเขียนถูกยกเลิกทั้งหมด "
        "โปรดเพิ่มพื้นที่ว่างแล้วลองอีกครั้ง",
    )
