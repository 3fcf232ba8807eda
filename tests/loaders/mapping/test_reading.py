"""How tables of others are read: what is filled in, what is left out, and what is wrong with a mapping."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter

from loaders.mapping.declared import mapping_of, read_mapping
from loaders.mapping.drafting import draft
from schema.errors import ErrorCode, PhakhiError
from tests.loaders.mapping.conftest import Written, drafted, mapped, said
from tests.loaders.tables.writing import workbook

BUDGET = [
    ["แผนงบประมาณ ปี 2563", "", "", ""],
    ["หน่วยงาน", "โครงการ", "งบประมาณ", "ผู้บันทึก"],
    ["วัดป่า", "ห้องสมุด", 100, "ก"],
    ["", "สวนผัก", 200, ""],
    ["", "ลานธรรม", 300, ""],
    ["โรงเรียนเหนือ", "เยี่ยมบ้าน", 400, ""],
    ["รวม", "", 1000, ""],
]


def test_blank_parents_are_filled_and_told(written: Written) -> None:
    """As the draft proposes; sums are skipped, and what stands above the headings is named."""
    path = written("budget.xlsx", workbook(แผน=BUDGET, หมายเหตุ=[["อะไรก็ได้", "ข"]]))
    stated = said(path, drafted(path))
    assert stated.problems == []
    assert stated.links["takes_part_in"] == [
        ("วัดป่า", "ลานธรรม"),
        ("วัดป่า", "สวนผัก"),
        ("วัดป่า", "ห้องสมุด"),
        ("โรงเรียนเหนือ", "เยี่ยมบ้าน"),
    ]
    assert stated.notes == [
        ("", "cells above the headings, which are left out: 1"),
        ("ผู้บันทึก", "is left out, as the mapping says; cells: 1"),
        ("หน่วยงาน", "blank cells go on with the value above them: 2"),
        ("", "rows that the mapping skips: 1"),
        ("", "is left out: no table of the mapping is about it (1 rows)"),
    ]


def test_without_fill_a_blank_parent_is_no_agency(written: Written) -> None:
    """A row that says something of what it does not name is refused."""
    path = written("budget.xlsx", workbook(แผน=BUDGET))
    table: dict[str, Any] = {
        "headings": 2,
        "record": {
            "agency": {"kind": "Agency", "name": "หน่วยงาน"},
            "project": {"kind": "Project", "name": "โครงการ"},
        },
        "link": [
            {"type": "TAKES_PART_IN", "from": "agency", "to": "project", "amount": "งบประมาณ"}
        ],
    }
    assert said(path, mapped(table=[table])).problems == [
        ("C4", "belongs to “agency”, which this row does not name"),
        ("C5", "belongs to “agency”, which this row does not name"),
        ("C7", "belongs to “project”, which this row does not name"),
    ]


def test_merged_cells_are_filled_and_told(written: Written) -> None:
    """As in worksheets."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("แผน")
        for number, row in enumerate(BUDGET[:-1]):
            sheet.write_row(number, 0, row)
        sheet.merge_range("A3:A5", "วัดป่า")
    path = written("budget.xlsx", content.getvalue())
    stated = said(path, drafted(path))
    assert ("วัดป่า", "ลานธรรม") in stated.links["takes_part_in"]
    assert (
        "",
        "merged cells were read as if each had the value of the first (A3:A5)",
    ) in stated.notes


def test_every_sheet_may_be_one_of_many_alike(written: Written) -> None:
    """A sheet that no table is about is named with its rows."""
    rows = [["หน่วยงาน", "เครือข่าย"], ["วัดป่า", "เครือข่ายภาครัฐ"]]
    path = written(
        "sheets.xlsx", workbook(บ้านดุง=rows, หนองหาน=[rows[0], ["วัดเหนือ", "เครือข่ายภาครัฐ"]])
    )
    table: dict[str, Any] = {
        "sheet": "*",
        "record": {
            "agency": {"kind": "Agency", "name": "หน่วยงาน"},
            "network": {"kind": "Network", "name": "เครือข่าย"},
        },
        "link": [{"type": "MEMBER_OF", "from": "agency", "to": "network"}],
    }
    both = [("วัดป่า", "เครือข่ายภาครัฐ"), ("วัดเหนือ", "เครือข่ายภาครัฐ")]
    assert said(path, mapped(table=[table])).links["member_of"] == both
    one = said(path, mapped(table=[table | {"sheet": "บ้านดุง"}]))
    assert (one.links["member_of"], one.notes) == (
        both[:1],
        [("", "is left out: no table of the mapping is about it (2 rows)")],
    )
    none = said(path, mapped(table=[table | {"sheet": "กุดจับ"}]))
    assert none.problems == [("", "there is no such sheet; there is บ้านดุง, หนองหาน")]


def test_a_value_may_hold_for_all_rows(written: Written) -> None:
    """A network, an area, the role; what stands in no cell is no evidence."""
    path = written("list.csv", "ชื่อ\nวัดป่า\n")
    table: dict[str, Any] = {
        "record": {
            "agency": {"kind": "Agency", "name": "ชื่อ"},
            "network": {"kind": "Network", "name": {"value": "เครือข่ายภาครัฐ"}},
        },
        "link": [
            {"type": "MEMBER_OF", "from": "agency", "to": "network", "role": {"value": "member"}}
        ],
    }
    stated = said(path, mapped(table=[table]))
    assert stated.links == {"member_of": [("วัดป่า", "เครือข่ายภาครัฐ", "term:member-role.member")]}


def test_names_that_are_alike_are_asked_about(written: Written) -> None:
    """The answer stands in the mapping."""
    path = written(
        "list.csv",
        "หน่วยงาน,เครือข่าย\nชมรมผู้สูงอายุบ้านเหนือ,เครือข่ายภาครัฐ\nชมรมผู้สูงอายุบ้านเหนอ,เครือข่ายภาครัฐ\n",
    )
    mapping = drafted(path)
    ((cell, text),) = said(path, mapping).problems
    assert cell in ("A2", "A3")
    assert text.endswith(
        'say so in the mapping ([[alike]] with name, other, and answer = "same" or "different")'
    )
    answer = '\n[[alike]]\nname = "ชมรมผู้สูงอายุบ้านเหนือ"\nother = "ชมรมผู้สูงอายุบ้านเหนอ"\nanswer = "different"\n'
    file = path.with_suffix(".toml")
    file.write_text(file.read_text("utf-8") + answer, "utf-8")
    stated = said(path, read_mapping(file))
    assert (stated.problems, len(stated.records["agencies"])) == ([], 2)


@pytest.mark.parametrize(
    ("stated", "wrong"),
    [
        ({}, "table: there is none; a mapping needs one"),
        ({"titel": "ก", "table": [{}]}, "mapping: 'titel' cannot stand here; did you mean title?"),
        ({"table": [{}]}, "table 1.record: names no record"),
        ({"table": {"record": {}}}, "table: should be written as [[table]]"),
        ({"table": [{"record": {"a": {"kind": "Agencie", "name": "x"}}}]}, "table 1.record.a.kind: 'Agencie' cannot stand here; did you mean Agency?"),
        ({"table": [{"record": {"a": {"kind": "Dataset", "name": "x"}}}]}, "table 1.record.a.kind: 'Dataset' cannot stand here"),
        ({"table": [{"record": {"a": {"kind": "Agency"}}}]}, "table 1.record.a: needs a name, or without a kind, a key"),
        ({"table": [{"record": {"a": {"kind": "Agency", "name": "x", "amount": "y"}}}]}, "table 1.record.a: 'amount' cannot stand here"),
        ({"table": [{"record": {"a": {"kind": "Agency", "name": {}}}}]}, "table 1.record.a.name: needs a column or a value"),
        ({"table": [{"record": {"a": {"kind": "Project", "name": "x", "starts": {"column": "y", "form": "day/month"}}}}]}, "table 1.record.a.starts.form: 'day/month' cannot stand here"),
        ({"table": [{"headings": 0, "record": {"a": {"kind": "Agency", "name": "x"}}}]}, "table 1.headings: should be the number of a row"),
        ({"table": [{"record": {"a": {"kind": "Agency", "name": "x"}}, "link": [{"type": "MEMBER_OF", "from": "a", "to": "b"}]}]}, "table 1.link 1: 'b' cannot stand here"),
        ({"table": [{"record": {"a": {"kind": "Agency", "name": "x"}, "b": {"kind": "Area", "name": "y"}}, "link": [{"type": "MEMBER_OF", "from": "a", "to": "b"}]}]}, "table 1.link 1: MEMBER_OF does not lead from Agency to Area; it leads Agency → Network"),
        ({"table": [{"record": {"a": {"kind": "Agency", "name": "x"}, "b": {"kind": "Agency", "name": "y"}}, "link": [{"type": "COLLABORATES_WITH", "from": "a", "to": "b", "directed": True}]}]}, "table 1.link 1.directed: COLLABORATES_WITH holds both ways"),
        ({"table": [{"record": {"a": {"kind": "Agency", "name": 5}}}]}, "table 1.record.a.name: should be a table of keys and values"),
        ({"table": [{"record": {"a": {"kind": "Agency", "name": "x"}}}], "alike": [{"name": "x", "other": "y", "answer": "perhaps"}]}, "alike 1.answer: should be same or different"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_mapping_is_said(stated: dict[str, Any], wrong: str) -> None:
    """With its place, and what was probably meant."""
    with pytest.raises(PhakhiError) as caught:
        mapping_of("mapping.toml", stated)
    assert caught.value.code is ErrorCode.BAD_FILE
    assert caught.value.en.startswith("mapping.toml cannot be used:\n  ")
    assert wrong in caught.value.en
    assert len(caught.value.th.splitlines()) == len(caught.value.en.splitlines())


@pytest.mark.parametrize(
    "content", [b"table = [", b"\xff\xfe\x00", b"a" * 2_000_000, b"x = " + b"[" * 9_000]
)
def test_what_is_no_mapping_is_said_in_a_sentence(written: Written, content: bytes) -> None:
    """TOML that is cut off, too long, or nested without end."""
    with pytest.raises(PhakhiError, match=r"mapping\.toml is (no mapping|longer)") as caught:
        read_mapping(written("mapping.toml", content))
    assert caught.value.code is ErrorCode.BAD_FILE


def test_a_heading_that_is_not_there_is_named(written: Written) -> None:
    """With what was probably meant."""
    path = written("list.csv", "หน่วยงาน,เครือข่าย\nวัดป่า,เครือข่ายภาครัฐ\n")
    mapping = mapped(table=[{"record": {"a": {"kind": "Agency", "name": "หน่วยงานน"}}}])
    assert said(path, mapping).problems == [
        ("หน่วยงานน", "is named by the mapping, but is no heading here; did you mean “หน่วยงาน”?")
    ]


def test_our_own_export_is_refused_with_the_way(written: Written) -> None:
    """It leaves out what records rest on; the backup has it."""
    content = (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="directed">'
        '<node id="agency:wat-pa"/><node id="network:government"/></graph></graphml>'
    )
    with pytest.raises(PhakhiError, match="phakhi export --format jsonl") as caught:
        draft("graph.graphml", written("graph.graphml", content).read_bytes(), "en")
    assert caught.value.code is ErrorCode.BAD_FILE
