"""Several values in one cell."""

from __future__ import annotations

import pytest

from loaders.worksheet.splitting import split_cell


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("วัด", ["วัด"]),
        ("วัด\nโรงเรียน\r\n\n ตลาด ", ["วัด", "โรงเรียน", "ตลาด"]),
        ("วัด, โรงเรียน,ตลาด", ["วัด", "โรงเรียน", "ตลาด"]),
        ("วัด; โรงเรียน ；ตลาด|บ้าน", ["วัด", "โรงเรียน", "ตลาด", "บ้าน"]),
        ("1) วัด 2) โรงเรียน 3) ตลาด", ["วัด", "โรงเรียน", "ตลาด"]),
        ("1. วัด\n2. โรงเรียน", ["วัด", "โรงเรียน"]),
        ("๑. วัด ๒. โรงเรียน", ["วัด", "โรงเรียน"]),
        ("(1) วัด (2) โรงเรียน", ["วัด", "โรงเรียน"]),
        ("- วัด\n– โรงเรียน\n• ตลาด", ["วัด", "โรงเรียน", "ตลาด"]),
        ("ได้แก่ 1) วัด 2) โรงเรียน", ["ได้แก่", "วัด", "โรงเรียน"]),
        ("วัด\nวัด", ["วัด"]),
        ("เงิน 1,000,000 บาท", ["เงิน 1,000,000 บาท"]),
        ("ลด 1.5 ล้าน", ["ลด 1.5 ล้าน"]),
        ("ชั้น 2) ก", ["ชั้น 2) ก"]),
        ("วัด (ป่า, บ้าน), ตลาด", ["วัด (ป่า, บ้าน)", "ตลาด"]),
        ("วัด) ป่า, บ้าน", ["วัด) ป่า", "บ้าน"]),
        ("((" + "ก," * 10_000, ["((" + "ก," * 9_999 + "ก"]),
        ("บ้าน   ใหม่", ["บ้าน ใหม่"]),
        ("area:4101 area:4102", ["area:4101", "area:4102"]),
        (" , ;\n-", []),
    ],
)
def test_values_are_parted_as_people_write_them(text: str, values: list[str]) -> None:
    """Lines, numbers, bullets, semicolons, commas; but not numbers' own commas and points."""
    assert split_cell(text, names=True) == values


def test_a_sentence_is_parted_by_commas_where_it_is_thai() -> None:
    """An English one has commas of its own."""
    assert split_cell("หนี้สิน, เหล้า", names=False) == ["หนี้สิน", "เหล้า"]
    assert split_cell("Debt, and no helmets", names=False) == ["Debt, and no helmets"]


def test_a_known_name_is_not_parted() -> None:
    """Though it has a comma."""
    known = frozenset({"Discipline, keeping shared rules"})
    text = "Discipline, keeping shared rules; Volunteering, Debt"
    assert split_cell(text, names=True, known=known) == [
        "Discipline, keeping shared rules",
        "Volunteering",
        "Debt",
    ]
