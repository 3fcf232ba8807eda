"""Worksheets in the graph: names become records, and a second load changes nothing."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from loaders.report import LoadReport
from loaders.worksheet.loading import load_worksheet, prepare
from loaders.worksheet.problems import WrongCellsError
from schema.errors import ErrorCode, PhakhiError
from tests.loaders.tables.writing import ods, ods_cell
from tests.loaders.worksheet.conftest import Fill, rows_of

if TYPE_CHECKING:
    from graph_api.store import Store

CULTURE = "สำนักงานวัฒนธรรมจังหวัดอุดรธานี"


async def load(store: Store, path: Path, **options: Any) -> LoadReport:
    """Prepares and loads a worksheet."""
    return await load_worksheet(store, await prepare(store, path), **options)


async def refusals(store: Store, path: Path) -> list[tuple[str, str]]:
    """What is wrong with a worksheet: cell and words, in Thai."""
    with pytest.raises(WrongCellsError) as caught:
        await prepare(store, path)
    return [(item.cell, item.text.th) for item in caught.value.problems]


async def links(store: Store, type_: str) -> list[list[Any]]:
    """The relationships of a type that worksheets made: names of both ends."""
    return await store.read(
        "MATCH (a)-[r]->(b) WHERE type(r) = $type "
        "AND any(d IN r.datasets WHERE d STARTS WITH 'dataset:w-') "
        "RETURN a.name_th, b.name_th ORDER BY a.name_th, b.name_th",
        {"type": type_},
    )


async def everything(store: Store) -> list[Any]:
    """All that is there, but for the log."""
    nodes = await store.read(
        "MATCH (n) WHERE NOT n:Meta AND NOT n:Change RETURN properties(n) ORDER BY n.id"
    )
    return [nodes, await store.read("MATCH ()-[r]->() RETURN properties(r) ORDER BY r.id")]


WHOLE_ROW = {
    "agency": CULTURE,
    "aliases": "สวจ.อุดรธานี",
    "network": "ภาครัฐ",
    "district": "อ.หนองหาน\nกุดจับ",
    "issue": "จิตอาสา",
    "capital": "ฮีตสิบสอง",
    "problem": "คนแก่ถูกทิ้ง",
    "good_deed": "1) เยี่ยมบ้าน 2) ทำอาหาร",
    "goal_1": "เยี่ยมทุกบ้าน",
    "goal_3": "ไม่มีใครถูกทิ้ง",
    "indicator": "จำนวนบ้าน",
    "mechanism": "คณะทำงาน",
    "link_with": "โรงพยาบาลอุดรธานี; วัดโพธิสมภรณ์",
    "role": "เจ้าภาพหลัก",
    "responsible": "นายสมชาย ใจดี",
    "date": "๒๑ ม.ค. ๒๕๖๓",
    "source": "ฟลิปชาร์ต",
}


async def test_an_ods_goes_the_whole_way(facts: Store, tmp_path: Path) -> None:
    """What its rows say is in the graph, and a second load changes nothing."""
    row = {key: WHOLE_ROW[key] for key in ("agency", "network", "issue", "problem", "good_deed")}
    cells = (map(escape, map(str, cells)) for cells in rows_of([row]))
    rows = (f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in cells)
    path = tmp_path / "ใบงาน.ods"
    path.write_bytes(ods("".join(rows)))
    await load(facts, path)
    wanted = {
        "MEMBER_OF": [[CULTURE, "เครือข่ายภาครัฐ"]],
        "RAISES": [[CULTURE, "คนแก่ถูกทิ้ง"]],
        "COMMITS_TO": [[CULTURE, "ทำอาหาร"], [CULTURE, "เยี่ยมบ้าน"]],
        "ANSWERS": [["ทำอาหาร", "คนแก่ถูกทิ้ง"], ["เยี่ยมบ้าน", "คนแก่ถูกทิ้ง"]],
    }
    assert {type_: await links(facts, type_) for type_ in wanted} == wanted
    before = await everything(facts)
    again = await load(facts, path)
    assert (again.created, again.updated, again.removed) == (0, 0, 0)
    assert await everything(facts) == before


async def test_a_row_becomes_what_its_columns_say(facts: Store, fill: Fill) -> None:
    """Every column of the agenda; the network and the areas are those of the graph."""
    await load(facts, fill(WHOLE_ROW))
    wanted = {
        "MEMBER_OF": [[CULTURE, "เครือข่ายภาครัฐ"]],
        "HOLDS": [[CULTURE, "ฮีตสิบสอง"]],
        "RAISES": [[CULTURE, "คนแก่ถูกทิ้ง"]],
        "COMMITS_TO": [[CULTURE, "ทำอาหาร"], [CULTURE, "เยี่ยมบ้าน"]],
        "PURSUES": [[CULTURE, "เยี่ยมทุกบ้าน"], [CULTURE, "ไม่มีใครถูกทิ้ง"]],
        "OPERATES": [[CULTURE, "คณะทำงาน"]],
        "SEEKS_LINK_WITH": [[CULTURE, "วัดโพธิสมภรณ์"], [CULTURE, "โรงพยาบาลอุดรธานี"]],
        "ANSWERS": [["ทำอาหาร", "คนแก่ถูกทิ้ง"], ["เยี่ยมบ้าน", "คนแก่ถูกทิ้ง"]],
        "ADDRESSES": [["คณะทำงาน", "คนแก่ถูกทิ้ง"], ["เยี่ยมทุกบ้าน", "คนแก่ถูกทิ้ง"], ["ไม่มีใครถูกทิ้ง", "คนแก่ถูกทิ้ง"]],
        "SERVES": [["คณะทำงาน", "เยี่ยมทุกบ้าน"], ["คณะทำงาน", "ไม่มีใครถูกทิ้ง"]],
        "MEASURED_BY": [["เยี่ยมทุกบ้าน", "จำนวนบ้าน"], ["ไม่มีใครถูกทิ้ง", "จำนวนบ้าน"]],
        "TAKES_PART_IN": [[CULTURE, "คณะทำงาน"], [CULTURE, "เยี่ยมทุกบ้าน"], [CULTURE, "ไม่มีใครถูกทิ้ง"]],
        "FILLS": [["นายสมชาย ใจดี", f"ผู้รับผิดชอบของ {CULTURE}"]],
        "AT": [[f"ผู้รับผิดชอบของ {CULTURE}", CULTURE]],
    }  # fmt: skip
    assert {type_: await links(facts, type_) for type_ in wanted} == wanted
    brought = {
        CULTURE,
        "ฮีตสิบสอง",
        "คนแก่ถูกทิ้ง",
        "ทำอาหาร",
        "เยี่ยมบ้าน",
        "เยี่ยมทุกบ้าน",
        "ไม่มีใครถูกทิ้ง",
        "คณะทำงาน",
    }
    placed = await links(facts, "IN_AREA")
    assert {(what, where) for what, where in placed} == {
        (what, where) for what in brought for where in ("กุดจับ", "หนองหาน")
    }
    concerned = await links(facts, "CONCERNS")
    assert {(what, issue) for what, issue in concerned} == {
        (what, "จิตอาสา") for what in brought - {CULTURE}
    }


async def test_every_fact_leads_to_its_words_and_its_source(facts: Store, fill: Fill) -> None:
    """The cell's own words, to the letter; the day is the source's."""
    await load(facts, fill(WHOLE_ROW))
    assert await facts.read(
        "MATCH ()-[r:RAISES]->() MATCH (e:Evidence)-[:FROM]->(s) WHERE e.id IN r.evidence "
        "RETURN e.phrase, e.name_th, s.name_th, toString(s.published)"
    ) == [["คนแก่ถูกทิ้ง", "ปัญหาที่อยากแก้: คนแก่ถูกทิ้ง", "ฟลิปชาร์ต", "2020-01-21"]]
    bare = await facts.read(
        "MATCH (n:Record) WHERE any(d IN n.datasets WHERE d STARTS WITH 'dataset:w-') "
        "AND NOT n:Dataset AND NOT n:Source AND NOT n:Evidence AND NOT n:Post "
        "AND size(n.evidence) = 0 RETURN n.id"
    )
    without = await facts.read(
        "MATCH ()-[r]->() WHERE any(d IN r.datasets WHERE d STARTS WITH 'dataset:w-') "
        "AND size(r.evidence) = 0 AND NOT type(r) IN ['FROM'] RETURN DISTINCT type(r)"
    )
    assert (bare, without) == ([], [])


async def test_a_second_load_changes_nothing(facts: Store, fill: Fill) -> None:
    """Also when the file was saved anew with its rows in another order."""
    other = {"agency": "วัดโพธิสมภรณ์", "network": "ศาสนา", "problem": "คนแก่ถูกทิ้ง"}
    first = await load(facts, fill(WHOLE_ROW, other))
    before = await everything(facts)
    assert first.created > 0
    assert not (await load(facts, fill(WHOLE_ROW, other))).changed
    assert not (await load(facts, fill(other, WHOLE_ROW))).changed
    assert await everything(facts) == before


async def test_one_agency_under_many_spellings_is_one(facts: Store, fill: Fill) -> None:
    """By rule, by its other names, in any row; other spellings become other names."""
    rows = [
        {"agency": CULTURE, "aliases": "สวจ.อุดรธานี"},
        {"agency": "สนง.วัฒนธรรม จ.อุดรธานี", "problem": "หนี้"},
        {"agency": "ส านักงานวัฒนธรรมจังหวัดอุดรธานี", "problem": "เหล้า"},
        {"agency": "วัดป่า", "link_with": "สวจ.อุดรธานี"},
    ]
    await load(facts, fill(*rows))
    assert await links(facts, "RAISES") == [[CULTURE, "หนี้"], [CULTURE, "เหล้า"]]
    assert await links(facts, "SEEKS_LINK_WITH") == [["วัดป่า", CULTURE]]
    ((names,),) = await facts.read(
        "MATCH (a:Agency {name_th: $name}) RETURN a.aliases", {"name": CULTURE}
    )
    assert set(names) == {"สวจ.อุดรธานี", "สนง.วัฒนธรรม จ.อุดรธานี", "ส านักงานวัฒนธรรมจังหวัดอุดรธานี"}


async def test_an_agency_of_another_dataset_is_found_by_any_of_its_names(
    facts: Store, fill: Fill
) -> None:
    """It is not stated again; an id is understood, too."""
    await load(facts, fill({"agency": CULTURE, "aliases": "สวจ.อุดรธานี"}, name="ก.xlsx"))
    ((ident,),) = await facts.read("MATCH (a:Agency) RETURN a.id")
    rows = [
        {"agency": "สวจ. อุดรธานี", "problem": "หนี้"},
        {"agency": ident, "problem": "เหล้า"},
        {"agency": "สนง.วัฒนธรรมจังหวัดอุดรธานี", "problem": "ขยะ"},
    ]
    await load(facts, fill(*rows, name="ข.xlsx"))
    assert await facts.read("MATCH (a:Agency) RETURN a.id, size(a.datasets)") == [[ident, 1]]
    assert [name for _, name in await links(facts, "RAISES")] == ["ขยะ", "หนี้", "เหล้า"]


async def test_names_that_nearly_agree_are_asked_about_until_somebody_answers(
    facts: Store, fill: Fill
) -> None:
    """Never two in silence, never one in silence; the answer stays in the workbook."""
    rows = ({"agency": CULTURE}, {"agency": "สำนักงานวัฒธรรมจังหวัดอุดรธานี", "problem": "หนี้"})
    ((cell, words),) = await refusals(facts, fill(*rows))
    assert (cell, CULTURE in words, "ชื่อที่คล้ายกัน" in words) == ("A3", True, True)
    pair = (rows[1]["agency"], CULTURE)
    await load(facts, fill(*rows, alike=[["ชื่อ", "ชื่อที่คล้าย", "เดียวกันหรือต่างกัน"], [*pair, "ต่างกัน"]]))
    assert await facts.read("MATCH (a:Agency) RETURN count(a)") == [[2]]
    await load(facts, fill(*rows, alike=[[*pair, "เดียวกัน"]]), confirm_removal=True)
    assert await facts.read("MATCH (a:Agency) RETURN a.name_th, a.aliases") == [
        [CULTURE, [pair[0]]]
    ]


async def test_what_is_invented_is_not_meant_by_what_is_real(udon: Store, fill: Fill) -> None:
    """A real office is not the demo's, though the demo's has its abbreviation; an invented one is."""
    row = {"agency": "สวจ.", "problem": "หนี้"}
    real = await prepare(udon, fill(row))
    assert [file.name for file in real.raw.files if file.name == "agencies.csv"] == ["agencies.csv"]
    info = {"จังหวัด": "อุดรธานี", "ข้อมูลสมมติ": "ใช่"}
    invented = await prepare(udon, fill(row, info=info))
    (raises,) = (file for file in invented.raw.files if file.name == "raises.csv")
    ((_, cells),) = raises.rows
    assert cells[raises.header.index("from")] == "agency:culture-office"
    assert "agencies.csv" not in {file.name for file in invented.raw.files}


async def test_a_network_of_another_province_is_a_new_one(facts: Store, fill: Fill) -> None:
    """Though it has the same name; it is of the worksheet's province."""
    await load(facts, fill({"agency": "วัดป่า", "network": "เครือข่ายภาครัฐ"}, info={"จังหวัด": "ขอนแก่น"}))
    assert await links(facts, "PART_OF") == [["เครือข่ายภาครัฐ", "ขอนแก่น"]]
    assert await facts.read("MATCH (n:Network {name_th: 'เครือข่ายภาครัฐ'}) RETURN count(n)") == [[2]]


async def test_a_network_brings_what_stands_in_a_row_without_an_agency(
    facts: Store, fill: Fill
) -> None:
    """And a row that names nobody goes on with the row above it, which a note says."""
    rows = ({"network": "ศาสนา", "problem": "หนี้"}, {"problem": "เหล้า"})
    prepared = await prepare(facts, fill(*rows))
    assert [note.text.th for note in prepared.notes] == ["ไม่ระบุผู้เสนอ จึงอ่านว่าต่อจาก “ศาสนา”"]
    await load_worksheet(facts, prepared)
    network = (
        "เครือข่ายศาสนา"
        if await facts.read("MATCH (n:Network {name_th: 'เครือข่ายศาสนา'}) RETURN 1")
        else "ศาสนา"
    )
    assert await links(facts, "RAISES") == [[network, "หนี้"], [network, "เหล้า"]]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("ใบงาน.csv", "utf-8-sig"), ("ใบงาน.csv", "cp874"), ("ใบงาน.tsv", "utf-16")],
)
async def test_the_same_columns_as_text(
    facts: Store, tmp_path: Path, name: str, encoding: str
) -> None:
    """The dataset is called as the file is."""
    table = rows_of([{"agency": "วัดป่า", "network": "ศาสนา", "district": "กุดจับ", "problem": "หนี้"}])
    sign = "\t" if name.endswith("tsv") else ";"
    text = "\n".join(sign.join(map(str, row)) for row in table)
    (tmp_path / name).write_bytes(text.encode(encoding))
    await load(facts, tmp_path / name)
    assert await links(facts, "RAISES") == [["วัดป่า", "หนี้"]]
    assert ["วัดป่า", "กุดจับ"] in await links(facts, "IN_AREA")


MISTAKES = [
    ({"agency": "วัดป่า", "district": "หนองหาร"}, "D2", "หนองหาน"),
    ({"agency": "วัดป่า", "district": "หนองหาน, ดอนยายบุ"}, "D2", "“ดอนยายบุ” ไม่พบชื่อนี้"),
    ({"agency": "วัดป่า", "goal_1": "ก", "role": "หัวหน้า"}, "N2", "“เจ้าภาพหลัก”"),
    ({"agency": "วัดป่า", "role": "เจ้าภาพหลัก"}, "N2", "ต้องมีหน่วยงาน และเป้าหมาย"),
    ({"agency": "วัดป่า", "date": "63"}, "P2", "ไม่ใช่วันที่"),
    ({"agency": "วัดป่า", "date": 43851}, "P2", "ไม่ใช่วันที่"),
    ({"agency": "วัดป่า", "date": "21/01/2563"}, "P2", "ไม่ใช่วันที่"),
    ({"agency": "วัดป่า", "date": "21 ม.ค. ค.ศ. 2563"}, "P2", "ปีนี้คือ พ.ศ. 2563"),
    ({"agency": "วัดป่า", "indicator": "ร้อยละ"}, "K2", "ไม่มีเป้าหมายให้วัด"),
    ({"agency": "วัดป่า", "goal_1": "ก\nข", "indicator": "1) ค 2) ง 3) จ"}, "K2", "วัดเป้าหมายใด"),
    ({"agency": "วัดป่า, วัดบ้าน", "problem": "ก"}, "A2", "หลายหน่วยงาน"),
    ({"agency": "!!!", "problem": "ก"}, "A2", "ไม่มีตัวอักษร"),
    ({"agency": "วัดป่า", "problem": "ÊÓ¹Ñ¡§Ò¹"}, "G2", "ถูกอ่านด้วยรหัสอักขระผิด"),
    ({"agency": "วัดป่า", "problem": "ก" * 501}, "G2", "เกินกำหนด 500 อักขระ"),
    ({"agency": "วัดป่า", "problem": "\n".join(map(str, range(60)))}, "G2", "มี 60 รายการ"),
    ({"problem": "ก"}, "", "ไม่ระบุทั้งหน่วยงานและเครือข่าย"),
    ({"network": "ศาสนา", "responsible": "สมชาย"}, "O2", "ต้องมีหน่วยงานในแถวเดียวกัน"),
    ({"agency": "agency:nobody", "problem": "ก"}, "A2", "ไม่พบรหัสนี้"),
    ({"agency": "วัดป่า", "network": "เครือข่ายภาครฐ"}, "C2", "คล้ายกับ “เครือข่ายภาครัฐ”"),
]  # fmt: skip


async def test_all_mistakes_are_told_at_once_with_their_cells(facts: Store, fill: Fill) -> None:
    """Each with its row, cell, value, and how to mend it, in both languages; nothing is written."""
    before = await everything(facts)
    renumbered = [
        (
            {**row, "agency": f"{row['agency']} {chr(0xE01 + at) * 3}"}
            if row.get("agency") == "วัดป่า"
            else row,
            f"{cell[:1]}{at + 2}" if cell else "",
            words,
        )
        for at, (row, cell, words) in enumerate(MISTAKES)
    ]
    whole = [item for item in renumbered if "network" in item[0] or "agency" in item[0]]
    with pytest.raises(WrongCellsError) as caught:
        await prepare(facts, fill(*[row for row, _, _ in renumbered]))
    problems = {(item.cell, item.text.th) for item in caught.value.problems}
    for _, cell, words in whole:
        assert any(at == cell and words in text for at, text in problems), (cell, words)
    assert caught.value.code is ErrorCode.BAD_ROW
    assert "P6" in caught.value.en
    assert await everything(facts) == before


@pytest.mark.parametrize(("row", "cell", "words"), MISTAKES)
async def test_a_mistake_is_told_where_it_stands(
    udon: Store, fill: Fill, row: Any, cell: str, words: str
) -> None:
    """In words that help."""
    texts = await refusals(udon, fill(row))
    assert any(at == cell and words in text for at, text in texts), texts


async def test_answers_to_the_form_are_read(udon: Store, tmp_path: Path) -> None:
    """As form servers export them: names of questions, groups before them, ids of what was chosen."""
    path = tmp_path / "answers.csv"
    path.write_text(
        "start;row/agency;row/network;row/network_other;row/district;row/role;row/goal_1;row/date\n"
        "2026-11-24;วัดป่า;network:udon-religion network:udon-government;ภาคีใหม่ของวัด;area:4101 area:4106;"
        "term:role.leads;ลดเหล้า;2026-11-24\n",
        encoding="utf-8",
    )
    with pytest.raises(WrongCellsError) as caught:
        await prepare(udon, path)
    (problem,) = caught.value.problems
    assert (problem.cell, "names no province" in problem.text.en) == ("D2", True)
    path.write_text(path.read_text("utf-8").replace("ภาคีใหม่ของวัด", ""), encoding="utf-8")
    prepared = await prepare(udon, path)
    files = {file.name: file for file in prepared.raw.files}
    ends = {
        name: [cells[files[name].header.index("to")] for _, cells in files[name].rows]
        for name in ("member_of.csv", "in_area.csv")
    }
    assert ends["member_of.csv"] == ["network:udon-government", "network:udon-religion"]
    assert set(ends["in_area.csv"]) == {"area:4101", "area:4106"}


@pytest.mark.parametrize(
    ("info", "cell", "words"),
    [
        ({"จังหวัด": "อุดรธานน"}, "B1", "“อุดรธานี”"),
        ({"ลำดับความสำคัญ": "สูง"}, "B1", "จำนวนเต็ม"),
        ({"ข้อมูลสมมติ": "อาจจะ"}, "B1", "ใช่ หรือ ไม่ใช่"),
        ({"ชื่อชุดข้อมูล": "ÊÓ¹Ñ¡§Ò¹"}, "B1", "รหัสอักขระผิด"),
        ({"ผู้จัดทำ": "ใครสักคน"}, "A1", "ไม่ใช่บรรทัดของแผ่นนี้"),
    ],
)
async def test_a_mistake_about_the_dataset_is_named_where_it_stands(
    udon: Store, fill: Fill, info: Any, cell: str, words: str
) -> None:
    """In the sheet about the dataset."""
    with pytest.raises(WrongCellsError) as caught:
        await prepare(udon, fill({"agency": "วัดป่า"}, info=info))
    (problem,) = caught.value.problems
    assert (problem.sheet, problem.cell) == ("ข้อมูลชุด", cell)
    assert words in problem.text.th


async def test_columns_that_are_none_of_the_worksheet_are_named(
    udon: Store, tmp_path: Path
) -> None:
    """A slip in a heading is a mistake; what is no heading is left out, and a note says so."""
    path = tmp_path / "x.csv"
    path.write_text("ลำดับ,หน่วยงาน,ปัญหาที่อยากแก,งบประมาณ\n1,วัดป่า,หนี้,100\n", encoding="utf-8")
    with pytest.raises(WrongCellsError) as caught:
        await prepare(udon, path)
    assert [(item.cell, item.text.th) for item in caught.value.problems] == [
        ("C1", "ไม่ใช่หัวตารางของใบงาน หมายถึง “ปัญหาที่อยากแก้” หรือไม่")
    ]
    path.write_text(path.read_text("utf-8").replace("อยากแก,", "อยากแก้,"), encoding="utf-8")
    notes = (await prepare(udon, path)).notes
    assert [(item.cell, item.heading) for item in notes] == [("D1", "งบประมาณ")]


async def test_good_rows_may_be_kept(facts: Store, fill: Fill) -> None:
    """A row that is wrong is left out whole; the others are loaded."""
    rows = (
        {"agency": "วัดป่า", "problem": "หนี้"},
        {"agency": "วัดบ้าน", "problem": "เหล้า", "district": "ไม่มีที่นี่"},
        {"agency": "โรงเรียนบ้าน", "link_with": "วัดป่า"},
    )
    prepared = await prepare(facts, fill(*rows), keep_good=True)
    assert prepared.left_out == {("ใบงาน", 3)}
    assert [item.cell for item in prepared.problems] == ["D3"]
    await load_worksheet(facts, prepared)
    assert await links(facts, "RAISES") == [["วัดป่า", "หนี้"]]
    assert await links(facts, "SEEKS_LINK_WITH") == [["โรงเรียนบ้าน", "วัดป่า"]]


async def test_a_file_that_is_no_worksheet_is_told(udon: Store, tmp_path: Path) -> None:
    """With how to get one."""
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(WrongCellsError, match="has no sheet with the headings of a worksheet"):
        await prepare(udon, path)
    with pytest.raises(PhakhiError) as caught:
        await prepare(udon, tmp_path / "none.xlsx")
    assert caught.value.code is ErrorCode.NOT_FOUND
