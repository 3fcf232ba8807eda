"""The rest of a worksheet: loaded by itself it is added to what it is the rest of."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

from loaders import undo
from loaders.checking import check_path
from loaders.worksheet.loading import load_worksheet, prepare
from loaders.worksheet.marking import left_out
from tests.export.exporting import exported
from tests.loaders.tables.writing import workbook
from tests.loaders.worksheet.conftest import rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.store import Store

_ROWS: list[dict[str, object]] = [
    {"agency": "วัดป่า", "aliases": "วป.", "problem": "หนี้", "date": "2563-01-21"},
    {"agency": "วัดบ้าน", "problem": "เหล้า"},
    {"agency": "วัดป่า", "aliases": "ป่าใหญ่", "problem": "ขยะ", "date": "63"},
    {"agency": "วัดเขา", "problem": "หนี้", "link_with": "วป.", "date": "63"},
]
_INFO = [["จังหวัด", "อุดรธานี"]]


async def _load_in_two(store: Store, folder: Path, rows: list[dict[str, object]]) -> Path:
    """Loads the good rows, and gives the mended file of the rest."""
    path = folder / "ใบงาน.xlsx"
    path.write_bytes(workbook(ใบงาน=rows_of(rows), ข้อมูลชุด=_INFO))
    kept = await prepare(store, path, keep_good=True)
    await load_worksheet(store, kept)
    rest = folder / "ใบงาน-rest.xlsx"
    rest.write_bytes(_mended(left_out(path.name, path.read_bytes(), kept, "th")))
    return rest


def _mended(content: bytes) -> bytes:
    """The date that is in two figures, in four."""
    book = openpyxl.load_workbook(BytesIO(content))
    for cell in (cell for row in book["ใบงาน"] for cell in row if cell.value == "63"):
        cell.value = "2563-01-21"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


async def test_the_rest_is_added(facts: Store, tmp_path: Path) -> None:
    """Nothing of the worksheet goes; both together state what the whole one states; undone alone."""
    rest = await _load_in_two(facts, tmp_path, _ROWS)
    first = await exported(facts, "jsonl")
    checked = await check_path(facts, rest)
    assert (checked.problems, checked.rehearsal and checked.rehearsal.warning) == ((), None)
    assert {item.action for item in checked.rehearsal.changes} == {"created", "updated"}  # type: ignore[union-attr]  # there is one
    report = await load_worksheet(facts, await prepare(facts, rest))
    assert (report.removed, report.relationships_removed) == (0, 0)
    assert await facts.read(
        "MATCH (d:Dataset) WHERE d.id STARTS WITH 'dataset:w-' RETURN count(d)"
    ) == [[1]]
    assert await facts.read(
        "MATCH (a:Agency)-[r:RAISES|SEEKS_LINK_WITH]->(b) "
        "RETURN a.name_th, b.name_th ORDER BY a.name_th, b.name_th"
    ) == [
        ["วัดบ้าน", "เหล้า"],
        ["วัดป่า", "ขยะ"],
        ["วัดป่า", "หนี้"],
        ["วัดเขา", "วัดป่า"],
        ["วัดเขา", "หนี้"],
    ]
    assert await facts.read("MATCH (a:Agency {name_th: 'วัดป่า'}) RETURN a.aliases") == [
        [["วป.", "ป่าใหญ่"]]
    ]
    assert not (await load_worksheet(facts, await prepare(facts, rest))).changed
    await undo(facts)
    assert await exported(facts, "jsonl") == first


async def test_a_rest_names_a_dataset(facts: Store, tmp_path: Path) -> None:
    """What is no id is told, with its cell."""
    path = tmp_path / "x.xlsx"
    info = [*_INFO, ["ส่วนที่เหลือของ", "ใบงานเดิม"]]
    path.write_bytes(workbook(ใบงาน=rows_of(_ROWS[:2]), ข้อมูลชุด=info))
    checked = await check_path(facts, path)
    assert [(item.sheet, item.cell) for item in checked.problems] == [("ข้อมูลชุด", "B2")]
