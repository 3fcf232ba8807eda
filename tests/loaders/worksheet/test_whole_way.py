"""The whole way of a worksheet: template, filled with mistakes, check, mended, load, load again."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from loaders.checking import check_path
from loaders.tables import read_tables
from loaders.worksheet.columns import COLUMNS, SHEETS
from loaders.worksheet.loading import load_worksheet, prepare
from loaders.worksheet.marking import left_out, marked
from loaders.worksheet.names import seed_names
from loaders.worksheet.template import write_template
from seeds import SEED_FOLDERS

if TYPE_CHECKING:
    from graph_api.store import Store

_AT = {column.key: number for number, column in enumerate(COLUMNS, start=1)}

GOOD = [
    {"agency": "สำนักงานวัฒนธรรมจังหวัดอุดรธานี", "aliases": "สวจ.อุดรธานี", "network": "ภาครัฐ", "district": "เมือง", "problem": "คนแก่ถูกทิ้ง", "good_deed": "เยี่ยมบ้าน", "goal_1": "เยี่ยมทุกบ้าน", "indicator": "จำนวนบ้าน", "mechanism": "คณะทำงานเยี่ยมบ้าน", "role": "เจ้าภาพหลัก", "date": "๒๑ ม.ค. ๒๕๖๓", "issue": "กตัญญู"},
    {"agency": "สนง.วัฒนธรรม จ.อุดรธานี", "problem": "หนี้ครัวเรือน", "date": "2020-01-21"},
    {"agency": "โรงพยาบาลบ้านดุง", "network": "ภาครัฐ", "district": "อ.บ้านดุง", "goal_1": "เยี่ยมทุกบ้าน", "role": "ร่วมสนับสนุน"},
    {"agency": "วัดโพธิสมภรณ์", "district": "เมืองอุดรธานี", "capital": "ฮีตสิบสอง\nลานวัด", "link_with": "รพ.บ้านดุง, สวจ.อุดรธานี"},
]  # fmt: skip

MISTAKES = [
    ({"agency": "วัดหนึ่ง", "district": "หนองหาร"}, "district", "หนองหาน"),
    ({"agency": "วัดสอง", "district": "อ.ไม่มี"}, "district", "กุดจับ"),
    ({"agency": "วัดสาม", "network": "เครือข่ายภาครฐ"}, "network", "ภาครัฐ"),
    ({"agency": "วัดสี่", "role": "เจ้าภาพหลัก"}, "role", ""),
    ({"agency": "วัดห้า", "role": "หัวหน้า", "goal_1": "ก้าวหน้า"}, "role", "เจ้าภาพหลัก"),
    ({"agency": "วัดหก", "date": "63"}, "date", "2563-01-21"),
    ({"agency": "วัดเจ็ด", "date": 43851}, "date", ""),
    ({"agency": "วัดแปด", "date": "31 ก.พ. 2563"}, "date", "28 ก.พ. 2563"),
    ({"agency": "วัดเก้า", "date": "พ.ศ. 2563"}, "date", "2563-01-01"),
    ({"agency": "วัดสิบ", "date": "21 ม.ค. ค.ศ. 2563"}, "date", "21 ม.ค. 2563"),
    ({"agency": "ตลาดหนึ่ง", "indicator": "ร้อยละ"}, "indicator", ""),
    ({"agency": "ตลาดสอง", "goal_1": "ลดขยะ\nลดเหล้า", "indicator": "1) ตัน 2) ลิตร 3) คน"}, "indicator", "1) ตัน 2) ลิตร"),
    ({"agency": "ตลาดสาม; ตลาดสี่", "problem": "ขยะ"}, "agency", "ตลาดสาม"),
    ({"agency": "???", "problem": "ขยะ"}, "agency", "ตลาดห้า"),
    ({"agency": "ตลาดหก", "problem": "ÊÓ¹Ñ¡§Ò¹"}, "problem", "สำนักงานเก่า"),
    ({"agency": "ตลาดเจ็ด", "problem": "ก" * 501}, "problem", "ทางชำรุด"),
    ({"agency": "agency:nobody", "problem": "ขยะ"}, "agency", "ตลาดแปด"),
    ({"network": "ศาสนา", "responsible": "นายสมชาย ใจดี"}, "responsible", ""),
    ({"agency": "ตลาดเก้า", "good_deed": "ช่วย\ufffdกัน"}, "good_deed", "ช่วยกัน"),
    ({"agency": "โรงพยาบาลบ้านดุ่ง", "problem": "ขยะ"}, "agency", "โรงพยาบาลบ้านดุง"),
    ({"agency": "ตลาดสิบ", "district": "=1/0"}, "district", "กุดจับ"),
]  # fmt: skip
"""Rows with one mistake each, the column it is in, and what should stand there."""


def fill(template: bytes, rows: list[dict[str, object]]) -> bytes:
    """A template as a person fills it in: below its example, with the province, and saved."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book[SHEETS["rows"].th]
    for number, row in enumerate(rows, start=3):
        for key, value in row.items():
            sheet.cell(number, _AT[key], value)
    for row in book[SHEETS["info"].th].iter_rows():
        if row[0].value == "จังหวัด":
            row[1].value = "อุดรธานี"
        if row[0].value == "ชื่อชุดข้อมูล":
            row[1].value = "ใบงานเวทีอุดรธานี"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture(scope="module")
def template() -> bytes:
    """The template with the lists of the seeds."""
    return write_template(seed_names(SEED_FOLDERS), "th")


async def test_from_template_to_graph(facts: Store, tmp_path: Path, template: bytes) -> None:
    """Every mistake is named at once; mended, all is loaded as was foretold, and loading again changes nothing."""
    path = tmp_path / "ใบงาน.xlsx"
    rows: list[dict[str, object]] = [*GOOD, *(row for row, _, _ in MISTAKES)]
    path.write_bytes(fill(template, rows))
    checked = await check_path(facts, path)
    wrong = {(item.row, item.column + 1) for item in checked.problems}
    expected = {(at, _AT[key]) for at, (_, key, _) in enumerate(MISTAKES, start=3 + len(GOOD))}
    assert wrong == expected
    assert checked.rehearsal is None

    copy = marked(path.name, path.read_bytes(), checked.problems, "th")
    book = openpyxl.load_workbook(io.BytesIO(copy))
    sheet = book[SHEETS["rows"].th]
    marks = {(cell.row, cell.column) for row in sheet for cell in row if cell.comment}
    assert {
        (row, column) for row, column in marks if row > 1
    } == expected  # headings have their own
    assert book[SHEETS["problems"].th].max_row == len(checked.problems)

    for at, (_, key, mended) in enumerate(MISTAKES, start=3 + len(GOOD)):
        sheet.cell(at, _AT[key]).value = mended
    book.save(path)
    again = await check_path(facts, path)
    assert again.problems == ()
    foretold = again.rehearsal
    assert foretold is not None
    assert foretold.report.created > 0
    report = await load_worksheet(facts, await prepare(facts, path))
    assert report == foretold.report
    assert await facts.read(
        "MATCH (a:Agency)-[:RAISES]->(p) WHERE 'สวจ.อุดรธานี' IN a.aliases RETURN p.name_th ORDER BY p.name_th"
    ) == [["คนแก่ถูกทิ้ง"], ["หนี้ครัวเรือน"]]
    assert await facts.read(
        "MATCH (a:Agency)-[r:TAKES_PART_IN]->(:Goal {name_th: 'เยี่ยมทุกบ้าน'}) RETURN a.name_th, r.role ORDER BY r.role"
    ) == [
        ["สำนักงานวัฒนธรรมจังหวัดอุดรธานี", "term:role.leads"],
        ["โรงพยาบาลบ้านดุง", "term:role.supports"],
    ]
    assert not (await load_worksheet(facts, await prepare(facts, path))).changed


async def test_the_rest_can_be_mended_by_itself(
    udon: Store, tmp_path: Path, template: bytes
) -> None:
    """It has the headings, the rows that were left out, and the other sheets."""
    path = tmp_path / "ใบงาน.xlsx"
    path.write_bytes(fill(template, [*GOOD, *(row for row, _, _ in MISTAKES[:3])]))
    prepared = await prepare(udon, path, keep_good=True)
    assert {number for _, number in prepared.left_out} == {7, 8, 9}
    rest = left_out(path.name, path.read_bytes(), prepared, "th")
    sheets = {sheet.name: sheet for sheet in read_tables("rest.xlsx", rest)}
    assert [row.number for row in sheets[SHEETS["rows"].th].rows] == [1, 7, 8, 9]
    assert [row.cells[0] for row in sheets[SHEETS["rows"].th].rows[1:]] == [
        "วัดหนึ่ง",
        "วัดสอง",
        "วัดสาม",
    ]
    assert SHEETS["info"].th in sheets
