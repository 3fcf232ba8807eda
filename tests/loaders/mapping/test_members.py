"""Lists of members: persons with titles, and agencies with abbreviations."""

from __future__ import annotations

from tests.loaders.mapping.conftest import Written, drafted, said

NETWORK = "เครือข่ายภาครัฐ"


def test_a_person_has_a_post_in_the_network(written: Written) -> None:
    """Titles belong to names as they are written; one person under two titles is one."""
    path = written(
        "members.csv",
        "ลำดับ,คำนำหน้า,ชื่อ,นามสกุล,เครือข่าย,ตำแหน่ง\n"
        f"1,ว่าที่ ร.ต.,สมชาย,ใจดี,{NETWORK},ประธาน\n"
        f"2,นางสาว,สมหญิง,รักเรียน,{NETWORK},กรรมการ\n"
        f"3,นาย,สมชาย,ใจดี,เครือข่ายสื่อ,กรรมการ\n",
    )
    stated = said(path, drafted(path, province="อุดรธานี"))
    assert stated.problems == []
    assert stated.records["people"] == [
        {"name_th": "นางสาว สมหญิง รักเรียน"},
        {"name_th": "ว่าที่ ร.ต. สมชาย ใจดี"},
    ]
    assert stated.records["posts"] == [
        {"name_th": f"กรรมการ {NETWORK}", "title": "กรรมการ"},
        {"name_th": "กรรมการ เครือข่ายสื่อ", "title": "กรรมการ"},
        {"name_th": f"ประธาน {NETWORK}", "title": "ประธาน"},
    ]
    assert stated.links["fills"] == [
        ("นางสาว สมหญิง รักเรียน", f"กรรมการ {NETWORK}"),
        ("ว่าที่ ร.ต. สมชาย ใจดี", "กรรมการ เครือข่ายสื่อ"),
        ("ว่าที่ ร.ต. สมชาย ใจดี", f"ประธาน {NETWORK}"),
    ]
    assert (f"ประธาน {NETWORK}", NETWORK) in stated.links["at"]
    assert stated.notes == [("ลำดับ", "is left out, as the mapping says; cells: 3")]


def test_an_agency_is_a_member_with_its_role(written: Written) -> None:
    """Its abbreviation is another name, by which a later row may call it."""
    path = written(
        "members.csv",
        "หน่วยงาน,ชื่อย่อ,เครือข่าย,บทบาท,วันที่เข้าร่วม\n"
        f"สำนักงานวัฒนธรรมจังหวัดอุดรธานี,สวจ.อด.,{NETWORK},ประธาน,2563-01-21\n"
        f"วัดป่า,,{NETWORK},สมาชิก,21 ม.ค. 2563\n"
        "สวจ.อด.,,เครือข่ายสื่อ,สมาชิก,\n",
    )
    stated = said(path, drafted(path, province="อุดรธานี"))
    assert stated.problems == []
    assert stated.links["member_of"] == [
        ("วัดป่า", NETWORK, "term:member-role.member", "2020-01-21"),
        ("สำนักงานวัฒนธรรมจังหวัดอุดรธานี", NETWORK, "term:member-role.chair", "2020-01-21"),
        ("สำนักงานวัฒนธรรมจังหวัดอุดรธานี", "เครือข่ายสื่อ", "term:member-role.member"),
    ]
    assert stated.records["agencies"] == [
        {"name_th": "วัดป่า"},
        {"name_th": "สำนักงานวัฒนธรรมจังหวัดอุดรธานี", "aliases": "สวจ.อด."},
    ]


def test_a_word_that_no_term_has_is_refused_with_what_there_is(written: Written) -> None:
    """The mapping may say what it means."""
    path = written("members.csv", f"หน่วยงาน,เครือข่าย,บทบาท\nวัดป่า,{NETWORK},พี่เลี้ยง\n")
    (problem,) = said(path, drafted(path)).problems
    assert problem[0] == "C2"
    assert problem[1].endswith('say in the mapping what it means (words = { "พี่เลี้ยง" = "…" })')
