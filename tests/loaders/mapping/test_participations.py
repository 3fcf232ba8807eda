"""Tables of organisations and projects: one row is a participation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.loaders.mapping.conftest import Written, drafted, links, load, notes, prepared, records

if TYPE_CHECKING:
    from graph_api.store import Store

CULTURE, HOSPITAL, TEMPLE = "สำนักงานวัฒนธรรมจังหวัดอุดรธานี", "โรงพยาบาลหนองหาน", "วัดโพธิสมภรณ์"
VISITS, MARKET = "โครงการเยี่ยมบ้าน", "ตลาดสุจริต"
TABLE = f"""หน่วยงาน,โครงการ,บทบาท,วันเริ่ม,วันสิ้นสุด,สถานะ,งบประมาณ (บาท),ประเด็น,อำเภอ,ผู้บันทึก
สนง.วัฒนธรรม จ.อุดรธานี,{VISITS},เจ้าภาพหลัก,21/01/2563,30/09/2563,เสร็จสิ้นแล้ว,"120,000.00",จิตอาสา,หนองหาน,ก
{HOSPITAL},{VISITS},ร่วมดำเนินการ,21/01/2563,30/09/2563,เสร็จสิ้นแล้ว,"120,000.00",จิตอาสา,อ.หนองหาน,ข
{TEMPLE},{MARKET},ร่วมดำเนินการ,05/02/2563,31/12/2563,อยู่ระหว่างดำเนินการ,"2,500,000",ความซื่อสัตย์,กุดจับ,
{CULTURE},{MARKET},ผู้ให้ทุน,05/02/2563,31/12/2563,อยู่ระหว่างดำเนินการ,"2,500,000",ความซื่อสัตย์,กุดจับ,-
"""


async def test_a_row_is_a_participation(facts: Store, written: Written) -> None:
    """What is drafted needs no edit: forms and words that are clear are proposed."""
    path = written("table.csv", TABLE)
    looked = await prepared(facts, path, drafted(path, province="อุดรธานี"))
    assert notes(looked) == [
        ("ผู้บันทึก", "is left out, as the mapping says; cells: 2"),
        ("ประเด็น", "is no issue that is known, and becomes one of this dataset"),
        ("ประเด็น", "is no issue that is known, and becomes one of this dataset"),
    ]
    await load(facts, path, drafted(path, province="อุดรธานี"))
    properties = ("starts", "ends", "status", "amount", "currency")
    assert await records(facts, "Project", *properties) == [
        [MARKET, "2020-02-05", "2020-12-31", "term:work-status.ongoing", "2500000.0", "THB"],
        [VISITS, "2020-01-21", "2020-09-30", "term:work-status.completed", "120000.0", "THB"],
    ]
    assert await links(facts, "TAKES_PART_IN", "role", "amount") == [
        [TEMPLE, MARKET, "term:role.supports", None],
        [CULTURE, MARKET, "term:role.funds", None],
        [CULTURE, VISITS, "term:role.leads", None],
        [HOSPITAL, VISITS, "term:role.supports", None],
    ]
    assert await links(facts, "CONCERNS") == [[MARKET, "ความซื่อสัตย์"], [VISITS, "จิตอาสา"]]
    assert await links(facts, "IN_AREA") == [[MARKET, "กุดจับ"], [VISITS, "หนองหาน"]]
    assert not (await load(facts, path, drafted(path, province="อุดรธานี"))).changed


async def test_every_fact_leads_to_its_words(facts: Store, written: Written) -> None:
    """A relationship to the names it came from, a value to its own cell, to the letter."""
    path = written("table.csv", TABLE)
    await load(facts, path, drafted(path, province="อุดรธานี"))
    phrases = "MATCH (e:Evidence)-[:FROM]->(s) WHERE e.id IN x.evidence"
    assert await facts.read(
        f"MATCH (x:Project {{name_th: $name}}) {phrases} RETURN e.phrase, s.name_th ORDER BY e.phrase",
        {"name": MARKET},
    ) == [
        ["05/02/2563", "table"],
        ["2,500,000", "table"],
        ["31/12/2563", "table"],
        [MARKET, "table"],
        ["อยู่ระหว่างดำเนินการ", "table"],
    ]
    assert await facts.read(
        f"MATCH ({{name_th: $name}})-[x:TAKES_PART_IN]->() {phrases} RETURN e.phrase ORDER BY e.phrase",
        {"name": TEMPLE},
    ) == [[MARKET], ["ร่วมดำเนินการ"]]
