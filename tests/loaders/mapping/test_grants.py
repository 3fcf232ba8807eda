"""Tables of grants: who funds whom for what, how much, and when."""

from __future__ import annotations

from loaders.mapping.declared import read_mapping
from tests.loaders.mapping.conftest import Written, drafted, said

TABLE = """ผู้ให้ทุน;ผู้รับทุน;โครงการ;จำนวนเงิน;สกุลเงิน;วันเริ่ม;วันสิ้นสุด;สถานะ;หมายเหตุ
กองทุนความดี;วัดป่า;ห้องสมุดวัด;1.200.000,50;THB;1.2.2563;31.12.2563;เสร็จสิ้น;งวดแรก
กองทุนความดี;โรงเรียนบ้านเหนือ;สวนผักโรงเรียน;850.000;USD;13.3.2563;;อยู่ระหว่างดำเนินการ;
"""


def test_a_grant_is_the_funders_part(written: Written) -> None:
    """The amount is its own; who receives it leads the project."""
    path = written("grants.csv", TABLE)
    stated = said(path, drafted(path))
    assert (stated.problems, stated.notes) == ([], [])
    assert stated.links == {
        "takes_part_in": [
            ("กองทุนความดี", "สวนผักโรงเรียน", "850000", "USD", "term:role.funds"),
            ("กองทุนความดี", "ห้องสมุดวัด", "1200000.50", "THB", "งวดแรก", "term:role.funds"),
            ("วัดป่า", "ห้องสมุดวัด", "term:role.leads"),
            ("โรงเรียนบ้านเหนือ", "สวนผักโรงเรียน", "term:role.leads"),
        ]
    }
    assert stated.records["projects"] == [
        {
            "name_th": "สวนผักโรงเรียน",
            "status": "term:work-status.ongoing",
            "starts": "2020-03-13",
        },
        {
            "name_th": "ห้องสมุดวัด",
            "status": "term:work-status.completed",
            "starts": "2020-02-01",
            "ends": "2020-12-31",
        },
    ]


def test_two_amounts_of_one_grant_are_summed_when_the_mapping_says_so(written: Written) -> None:
    """Else they are refused, with the row that they differ from: neither is dropped."""
    twice = TABLE + "กองทุนความดี;วัดป่า;ห้องสมุดวัด;300.000;THB;1.2.2563;31.12.2563;เสร็จสิ้น;งวดแรก\n"
    path = written("grants.csv", twice)
    mapping = drafted(path)
    ((cell, text),) = said(path, mapping).problems
    assert cell == "D4"
    assert text == (
        "differs from “1200000.50” in row 2, which is of the same record or relationship; it can have "
        'one value (or say several = "sum" in the mapping)'
    )
    text = path.with_suffix(".toml").read_text("utf-8")
    path.with_suffix(".toml").write_text(
        text.replace('form = "1.234,5" }', 'form = "1.234,5", several = "sum" }'), "utf-8"
    )
    summed = said(path, read_mapping(path.with_suffix(".toml")))
    assert summed.problems == []
    assert (
        "กองทุนความดี",
        "ห้องสมุดวัด",
        "1500000.50",
        "THB",
        "งวดแรก",
        "term:role.funds",
    ) in summed.links["takes_part_in"]


def test_an_amount_beside_its_unit_has_its_currency(written: Written) -> None:
    """``บาท`` stands for THB; what is no number with it is refused."""
    table = 'หน่วยงาน,โครงการ,งบประมาณ\nวัดป่า,ก,"1,234,000 บาท"\nวัดเหนือ,ข,"500 บาท"\n'
    path = written("table.csv", table)
    mapping = drafted(path)
    assert said(path, mapping).records["projects"] == [
        {"name_th": "ก", "amount": "1234000", "currency": "THB"},
        {"name_th": "ข", "amount": "500", "currency": "THB"},
    ]
    path.write_text(table.replace("500 บาท", "500 ล้านบาท"), "utf-8")
    assert said(path, mapping).problems == [("C3", "is no number of the form “1,234.5”")]
