"""Rows of a mapped table that were left out: mended and loaded by themselves, they are added."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl

from loaders.mapping.stating import MappedForm
from loaders.worksheet.loading import load_worksheet, prepare
from loaders.worksheet.marking import left_out
from tests.loaders.mapping.conftest import Written, drafted, records

if TYPE_CHECKING:
    from graph_api.store import Store

TABLE = """หน่วยงาน,โครงการ,บทบาท,วันเริ่ม
วัดป่า,ลานบุญ,เจ้าภาพหลัก,21/01/2563
วัดบ้าน,ตลาดนัด,เจ้าภาพหลัก,21/02/2563
วัดเขา,สวนป่า,เจ้าภาพหลัก,21/13/2563
"""


async def test_the_rest_of_a_mapped_table_is_added(facts: Store, written: Written) -> None:
    """The mapping is that of the whole table; the sheet beside the rows says what they belong to."""
    path = written("table.csv", TABLE.replace("21/13", "21/03"))
    mapping = drafted(path)
    path.write_text(TABLE, encoding="utf-8")
    kept = await prepare(facts, path, MappedForm(mapping), keep_good=True)
    await load_worksheet(facts, kept)
    assert await records(facts, "Project") == [["ตลาดนัด"], ["ลานบุญ"]]

    book = openpyxl.load_workbook(BytesIO(left_out(path.name, path.read_bytes(), kept, "th")))
    for cell in (cell for sheet in book for row in sheet for cell in row):
        if cell.value == "21/13/2563":
            cell.value = "21/03/2563"
    rest = path.with_name("table-rest.xlsx")
    book.save(rest)
    report = await load_worksheet(facts, await prepare(facts, rest, MappedForm(mapping)))
    assert (report.dataset, report.removed) == ("dataset:table", 0)
    assert await records(facts, "Project") == [["ตลาดนัด"], ["ลานบุญ"], ["สวนป่า"]]
