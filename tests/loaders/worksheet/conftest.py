"""Worksheets as people fill them in, and a graph of facts to load them into."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from loaders import load_folder
from loaders.worksheet.columns import COLUMNS
from seeds import SEED_FOLDERS
from tests.loaders.tables.writing import workbook

if TYPE_CHECKING:
    from graph_api.store import Store

Filled = Mapping[str, object]
Fill = Callable[..., Path]


def rows_of(rows: Sequence[Filled]) -> list[list[object]]:
    """The table of a worksheet in Thai: its headings, and rows given by the keys of columns."""
    headings: list[object] = [column.heading.th for column in COLUMNS]
    return [headings, *([row.get(column.key, "") for column in COLUMNS] for row in rows)]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Writes a workbook with rows, a sheet about the dataset, and verdicts on names."""

    def write(
        *rows: Filled,
        name: str = "ใบงาน.xlsx",
        info: Mapping[str, object] | None = None,
        alike: Sequence[Sequence[object]] = (),
    ) -> Path:
        stated = {"จังหวัด": "อุดรธานี"} if info is None else info
        sheets: dict[str, Sequence[Sequence[object]]] = {
            "ใบงาน": rows_of(rows),
            "ข้อมูลชุด": list(stated.items()),
            "ชื่อที่คล้ายกัน": alike,
        }
        path = tmp_path / name
        path.write_bytes(workbook(**sheets))
        return path

    return write


@pytest.fixture
async def facts(empty_store: Store) -> Store:
    """Areas, the vocabulary and the six networks of Udon Thani; nothing invented."""
    for folder in SEED_FOLDERS[:3]:
        await load_folder(empty_store, folder)
    return empty_store
