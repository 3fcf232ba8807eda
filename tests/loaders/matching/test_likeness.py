"""Names that are surely the same, names that are questioned, and names that differ."""

from __future__ import annotations

import pytest

from loaders.matching.comparing import Comparer
from loaders.matching.keys import name_key
from loaders.matching.likeness import Likeness

_SAME = [
    ("Agency", "สำนักงานวัฒนธรรมจังหวัดอุดรธานี", "สนง.วัฒนธรรม จ.อุดรธานี"),
    ("Agency", "สำนักงานวัฒนธรรมจังหวัดอุดรธานี", "ส านักงานวัฒนธรรมจังหวัดอุดรธานี"),
    ("Agency", "สำนักงานวัฒนธรรมจังหวัดอุดรธานี", "สํานักงานวัฒนธรรมจังหวัด อุดรธานี"),
    ("Agency", "โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านโนน", "รพ.สต.บ้านโนน"),
    ("Agency", "โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านโนน", "รพสต. บ้านโนน"),
    ("Agency", "โรงพยาบาลบ้านดุง", "รพ. บ้านดุง"),
    ("Agency", "โรงเรียนบ้านโนน", "ร.ร.บ้านโนน"),
    ("Agency", "โรงเรียนบ้านโนน", "รร.บ้านโนน"),
    ("Agency", "องค์การบริหารส่วนตำบลนาข่า", "อบต.นาข่า"),
    ("Agency", "โรงเรียน ๑๒", "โรงเรียน 12"),
    ("Agency", "มูลนิธิกรุงเทพฯ", "มูลนิธิกรุงเทพ"),
    ("Area", "อำเภอหนองหาน", "หนองหาน"),
    ("Area", "จ.อุดรธานี", "อุดรธานี"),
    ("Network", "เครือข่ายภาครัฐ", "ภาครัฐ"),
    ("Network", "ภาคีเครือข่ายภาครัฐ", "เครือข่าย ภาครัฐ"),
    ("Person", "นายสมชาย ใจดี", "สมชาย ใจดี"),
    ("Person", "ว่าที่ ร.ต.สมชาย ใจดี", "ว่าที่ร้อยตรี สมชาย ใจดี"),
    ("Person", "น.ส. สมหญิง ใจดี", "นางสาวสมหญิง ใจดี"),
]
_DIFFERENT = [
    ("Agency", "สำนักงานวัฒนธรรมจังหวัดอุดรธานี", "สำนักงานวัฒนธรรมจังหวัดหนองคาย"),
    ("Agency", "โรงเรียนบ้านโนน 1", "โรงเรียนบ้านโนน 2"),
    ("Agency", "โรงพยาบาลบ้านดุง", "โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านดุง"),
    ("Agency", "โรงเรียนบ้านดุง", "โรงพยาบาลบ้านดุง"),
    ("Agency", "วัดโพธิ์", "วัดโพธิสมภรณ์"),
    ("Network", "เครือข่ายภาครัฐ", "เครือข่ายภาคเอกชน"),
]


def near(one: str, other: str, kind: str) -> list[str]:
    """What is near to a name, among many that begin alike."""
    others = [name_key(f"สำนักงานที่ไม่เหมือน {at * at}", kind) for at in range(100)]
    keys = [name_key(one, kind), name_key(other, kind)]
    likeness = Likeness([*others, *keys], Comparer(kind, ["อุดรธานี", "หนองคาย"]))
    return [item.key for item in likeness.near(keys[0])]


@pytest.mark.parametrize(("kind", "one", "other"), _SAME)
def test_ways_to_write_a_name_have_one_key(kind: str, one: str, other: str) -> None:
    """Abbreviations, titles, spaces, digits, dots, and what a PDF does to ำ."""
    assert name_key(one, kind) == name_key(other, kind)


@pytest.mark.parametrize(("kind", "one", "other"), _DIFFERENT)
def test_other_names_have_other_keys_and_are_not_asked_about(
    kind: str, one: str, other: str
) -> None:
    """Neighbours, numbers and other sorts of offices."""
    assert name_key(one, kind) != name_key(other, kind)
    assert near(one, other, kind) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("สำนักงานวัฒนธรรมจังหวัดอุดรธานี", "สำนักงานวัฒธรรมจังหวัดอุดรธานี"),
        ("โรงเรียนบ้านหนองแวง", "โรงเรียนบ้านหนองแสง"),
        ("ภาครัฐ", "ภาครฐ"),
    ],
)
def test_names_that_nearly_agree_are_asked_about(one: str, other: str) -> None:
    """A slip, or a neighbour: a person knows."""
    assert near(one, other, "Agency") == [name_key(other, "Agency")]
