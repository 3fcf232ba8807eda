"""A workbook as an office fills it in, all the way: check, mend, load, ask, export, undo."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from graph_api.effects.comparing import EffectComparison, Effects
from loaders import load_backup, load_folder, undo
from loaders.checking import check_path
from loaders.worksheet.columns import COLUMNS
from loaders.worksheet.loading import load_worksheet, prepare
from tests.export.exporting import exported, exported_file
from tests.http.conftest import client_of
from tests.loaders.conftest import folder

if TYPE_CHECKING:
    from pathlib import Path

    from graph_api.settings import Settings
    from graph_api.store import Store
    from tests.loaders.conftest import Folder

__all__ = ["folder"]

pytestmark = pytest.mark.store

DAY = dt.date(2026, 11, 28)
_AT = {column.key: number for number, column in enumerate(COLUMNS)}
_MORNING, _NOON = "เวทีเช้า", "เวทีบ่าย"

Row = dict[str, object]

_CELL_DATE = dt.date(2020, 1, 21)

GOOD: dict[str, list[Row]] = {
    _MORNING: [
        {"agency": "วัดป่าสามัคคี", "district": "เมือง", "issue": "กตัญญู", "problem": "คนแก่ถูกทิ้ง", "good_deed": "เยี่ยมบ้าน", "goal_1": "เยี่ยมทุกบ้าน", "indicator": "จำนวนบ้าน", "role": "เจ้าภาพหลัก", "date": "๒๑ ม.ค. ๒๕๖๓"},
        {"problem": "หนี้ครัวเรือน", "capital": "ฮีตสิบสอง\nลานวัด", "date": _CELL_DATE},
        {"agency": "สนง.วัฒนธรรม จ.อุดรธานี", "network": "ภาครัฐ", "issue": "กตัญญู", "mechanism": "คณะทำงานเยี่ยมบ้าน", "date": "2563-01-21"},
    ],
    _NOON: [
        {"agency": "สำนักงานวัฒนธรรมจังหวัดอุดรธานี  ", "problem": "เหล้า", "date": " 21 ม.ค. 2563 "},
        {"agency": "รพ.หนองหาน", "district": "อ.หนองหาน", "issue": "กตัญญู", "goal_1": "เยี่ยมทุกบ้าน", "role": "ร่วมสนับสนุน", "date": "21 Jan 2020"},
    ],
}  # fmt: skip
"""The second row goes on with the first: its cell of the agency is merged with the one above."""

MISTAKES: dict[str, list[tuple[Row, str, object, str]]] = {
    _MORNING: [
        ({"agency": "วัดหนึ่ง", "district": "หนองหาร"}, "district", "หนองหาน", "is not known; did you mean “หนองหาน”"),
        ({"agency": "วัดสอง", "district": "อ.ไม่มี"}, "district", "กุดจับ", "is not known here"),
        ({"agency": "วัดสาม", "network": "เครือข่ายภาครฐ"}, "network", "ภาครัฐ", "“เครือข่ายภาครฐ” looks like “เครือข่ายภาครัฐ”"),
        ({"agency": "วัดสี่", "role": "เจ้าภาพหลัก"}, "role", "", "needs an agency, and a goal or mechanism"),
        ({"agency": "วัดห้า", "role": "หัวหน้า", "goal_1": "ก้าวหน้า"}, "role", "เจ้าภาพหลัก", "is not known; did you mean"),
        ({"agency": "วัดหก", "date": "63"}, "date", "2563-01-21", "is not a date"),
        ({"agency": "วัดเจ็ด", "date": 43851}, "date", "", "is not a date"),
        ({"agency": "วัดแปด", "date": "31 ก.พ. 2563"}, "date", "28 ก.พ. 2563", "is not a date"),
        ({"agency": "วัดเก้า", "date": "พ.ศ. 2563"}, "date", "2563-01-01", "is not a date"),
        ({"agency": "วัดสิบ", "date": "๒๑/๐๑/๒๕๖๓"}, "date", "21 ม.ค. 2563", "is not a date"),
    ],
    _NOON: [
        ({"agency": "ตลาดหนึ่ง", "indicator": "ร้อยละ"}, "indicator", "", "measures no goal"),
        ({"agency": "ตลาดสอง", "goal_1": "ลดขยะ\nลดเหล้า", "indicator": "1) ตัน 2) ลิตร 3) คน"}, "indicator", "1) ตัน 2) ลิตร", "measures which goal?"),
        ({"agency": "ตลาดสาม; ตลาดสี่", "problem": "ขยะ"}, "agency", "ตลาดสาม", "names several agencies"),
        ({"agency": "???", "problem": "ขยะ"}, "agency", "ตลาดห้า", "has no letters"),
        ({"agency": "ตลาดหก", "role": "เจ้าของ", "mechanism": "กองทุน"}, "role", "", "is not known"),
        ({"agency": "ตลาดเจ็ด", "problem": "ก" * 501}, "problem", "ทางชำรุด", "The text has 501 characters"),
        ({"agency": "agency:nobody", "problem": "ขยะ"}, "agency", "ตลาดแปด", "is not known; write a name"),
        ({"network": "ศาสนา", "responsible": "นายสมชาย ใจดี"}, "responsible", "", "needs an agency in the same row"),
        ({"agency": "ตลาดเก้า", "good_deed": "ช่วย\ufffdกัน"}, "good_deed", "ช่วยกัน", "holds U+FFFD"),
        ({"agency": "โรงพยาบาลหนองหาร", "problem": "ขยะ"}, "agency", "โรงพยาบาลหนองหาน", "“โรงพยาบาลหนองหาร” looks like “โรงพยาบาลหนองหาน”"),
    ],
}  # fmt: skip
"""Rows with one mistake each: the column it is in, what should stand there, and what is said of it."""


def filled(*, mended: bool) -> bytes:
    """The workbook: a title above the headings, merged cells, dates of every form, blank rows."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "d mmm yyyy"}) as book:
        bold = book.add_format({"bold": True})
        for name in (_MORNING, _NOON):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, "เวทีภาคีจังหวัดอุดรธานี", bold)
            sheet.write_row(2, 0, [column.heading.th for column in COLUMNS])
            rows = [*GOOD[name], *(_as(*item[:3], mended=mended) for item in MISTAKES[name])]
            for number, row in enumerate(rows, start=3):
                for key, value in row.items():
                    sheet.write(number, _AT[key], value)
            for number in range(len(rows) + 3, len(rows) + 40):
                sheet.write_row(number, 0, ["", "  ", ""], bold)
            if name == _MORNING:
                sheet.merge_range(3, 0, 4, 0, GOOD[name][0]["agency"])
        about = book.add_worksheet("ข้อมูลชุด")
        for number, line in enumerate((("ชื่อชุดข้อมูล", "เวทีอุดรธานี"), ("จังหวัด", "อุดรธานี"))):
            about.write_row(number, 0, line)
    return content.getvalue()


def _as(row: Row, key: str, right: object, *, mended: bool) -> Row:
    return {**row, key: right} if mended else row


BASE = {
    "agencies": "id,name_th,name_en,aliases\n"
    "agency:temple,วัดป่าสามัคคี,Temple,\n"
    "agency:hospital,โรงพยาบาลหนองหาน,Hospital,รพ.หนองหาน\n"
    "agency:school,โรงเรียนบ้านโนน,School,",
    "problems": "id,name_th\nproblem:debt,หนี้สิน",
    "raises": "from,to\nagency:temple,problem:debt\nagency:school,problem:debt",
}
_BEST = """query ($agency: ID!, $day: Date!) {
  collaborators(agency: $agency, first: 3, asOf: $day) { candidates { agency { id } } }
}"""


async def _best(store: Store, settings: Settings, agency: str) -> list[str]:
    """Ids of the three best candidates, as a portal reads them."""
    variables = {"agency": agency, "day": DAY.isoformat()}
    async with client_of(store, settings) as client:
        response = await client.post("/graphql", json={"query": _BEST, "variables": variables})
    answer: Any = response.json()
    return [item["agency"]["id"] for item in answer["data"]["collaborators"]["candidates"]]


async def test_all_the_way(facts: Store, engine: Settings, folder: Folder, tmp_path: Path) -> None:
    """Twenty mistakes at once; mended, the answers become what was foretold; undone, all is as before."""
    await load_folder(facts, folder("base", **BASE))
    before = await exported(facts, "jsonl")
    path = tmp_path / "เวทีอุดร.xlsx"

    path.write_bytes(filled(mended=False))
    checked = await check_path(facts, path, today=DAY, look=EffectComparison(facts, DAY))
    expected = [
        (sheet, number, _AT[key], str(row[key]), said)
        for sheet, mistakes in MISTAKES.items()
        for number, (row, key, _, said) in enumerate(mistakes, start=4 + len(GOOD[sheet]))
    ]
    assert [
        (
            item.sheet,
            item.row,
            item.column,
            item.value,
            said if said in item.text.en else item.text.en,
        )
        for item, (*_, said) in zip(checked.problems, expected, strict=True)
    ] == expected
    assert checked.rehearsal is None

    path.write_bytes(filled(mended=True))
    checked = await check_path(facts, path, today=DAY, look=EffectComparison(facts, DAY))
    assert checked.problems == ()
    assert checked.rehearsal is not None
    effects = checked.rehearsal.seen
    assert isinstance(effects, Effects)
    foretold = {item.agency: item for item in effects.candidates}
    touched = ("agency:temple", "agency:hospital")
    assert {one: list(foretold[one].before) for one in touched} == {
        one: await _best(facts, engine, one) for one in touched
    }
    assert ("agency:hospital", "agency:temple") in effects.partners.come
    assert await exported(facts, "jsonl") == before

    report = await load_worksheet(facts, await prepare(facts, path), today=DAY)
    assert report == checked.rehearsal.report
    assert await facts.read(
        "MATCH (a:Agency)-[:RAISES]->(p:Problem) WHERE a.name_th CONTAINS 'วัฒนธรรมจังหวัดอุดรธานี' "
        "OR a.name_th CONTAINS 'วัฒนธรรม จ.อุดรธานี' OR a.id = 'agency:temple' "
        "RETURN p.name_th ORDER BY p.name_th"
    ) == [["คนแก่ถูกทิ้ง"], ["หนี้ครัวเรือน"], ["หนี้สิน"], ["เหล้า"]]
    for agency, item in foretold.items():
        assert await _best(facts, engine, agency) == list(item.after)

    backup = await exported_file(facts, "jsonl", tmp_path)
    after = backup.read_bytes()
    undone = await undo(facts, today=DAY)
    assert (undone.report.removed, undone.report.relationships_removed) == (
        report.created,
        report.relationships_created,
    )
    assert await exported(facts, "jsonl") == before
    assert {one: await _best(facts, engine, one) for one in touched} == {
        one: list(foretold[one].before) for one in touched
    }
    await load_backup(facts, backup)
    assert await exported(facts, "jsonl") == after
