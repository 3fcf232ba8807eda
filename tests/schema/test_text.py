"""The normal form of names, its grams, and Thai dictionary order."""

from __future__ import annotations

import subprocess
import sys

import pytest
import pythainlp.util
from hypothesis import given
from hypothesis import strategies as st

from schema.errors import ErrorCode, PhakhiError
from schema.text import SORT_LENGTH, check_text, grams, is_settled, normalise, sort_key

_TEXTS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B),
        st.sampled_from(" .ฯ\u200b\u00a0-()aB1๑็่้ําเ"),
        st.characters(codec="utf-8"),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("กรุงเทพฯ", "กรุงเทพ"),
        ("สวจ.", "สวจ"),
        ("ส.ว.จ.", "สวจ"),
        ("เเม่น้ำ", "แม่น้ำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("ฝ่ายปฏิบัติการ ๒", "ฝ่ายปฏิบัติการ 2"),
        ("สำนักงาน วัฒนธรรม", "สำนักงานวัฒนธรรม"),
        ("สำนักงาน\u200bวัฒนธรรม", "สำนักงานวัฒนธรรม"),
        ("ชั้น\u00a05", "ชั้น5"),
        ("Udon  Thani", "udon thani"),
        ("Cafe\u0301", "café"),
        ("network’s", "network's"),
    ],
)
def test_normalise_makes_one_of_what_reads_the_same(one: str, other: str) -> None:
    """Both spellings have the same normal form."""
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ไม่มีวินัย", "มีวินัย"), ("น้ำ", "น้า"), ("อุดรธานี", "อุดรธาณี"), ("Udon", "Udorn")]
)
def test_normalise_keeps_apart_what_reads_otherwise(one: str, other: str) -> None:
    """Different words stay different."""
    assert normalise(one) != normalise(other)


def test_normalise_keeps_sara_am_whole() -> None:
    """NFKC would split it in two."""
    assert normalise("คำ") == "คำ"


@given(_TEXTS)
def test_normalise_twice_changes_nothing_more(text: str) -> None:
    """The normal form of a normal form is itself."""
    assert normalise(normalise(text)) == normalise(text)


@given(_TEXTS)
def test_grams_are_the_windows_of_the_normal_form(text: str) -> None:
    """They are separated by single spaces, hold none, and put together give the text again."""
    plain = normalise(text).replace(" ", "_")
    found = grams(text).split()
    assert grams(text) == " ".join(found)
    if len(plain) >= 3:
        assert found == [plain[at : at + 3] for at in range(len(plain) - 2)]
    else:
        assert "".join(found) == plain


def test_grams_of_a_part_stand_in_a_row_in_the_grams_of_the_whole() -> None:
    """So that a phrase query finds a part of a name."""
    assert grams("นักงานวัฒ") in grams("สำนักงานวัฒนธรรมจังหวัด")
    assert grams("มีวินัย") in grams("ไม่มีวินัย")


def test_sort_key_gives_thai_dictionary_order() -> None:
    """Leading vowels count after their consonant, tone marks only between equals."""
    words = [
        "กก", "กา", "ก่า", "ก้า", "กาก", "เก", "เก็ง", "เก่ง", "แก", "แกง", "โก", "ไก", "ไก่",
        "ขา", "ข้า", "เขต", "คน", "ค้น", "งาน", "จังหวัด", "จิต", "ดี", "เด็ก", "ตำบล", "ธรรม",
        "นา", "น่า", "น้า", "น้ำ", "บ้าน", "แบน", "ประเทศ", "เปรต", "พอ", "เมือง", "ไม้", "ยา",
        "รัก", "ฤดู", "ลม", "วัด", "วินัย", "เศรษฐกิจ", "โสภา", "ไสว", "หมู", "แหวน", "อำเภอ",
        "อุดรธานี", "เอา", "ไอ", "ฮา",
    ]  # fmt: skip
    keys = [sort_key(word) for word in words]
    assert keys == sorted(set(keys))


def test_sort_key_puts_latin_before_thai_and_ignores_case() -> None:
    """Digits, then Latin letters of either case, then Thai."""
    assert sorted(["ก", "b", "A", "a b", "๒", "1"], key=sort_key) == [
        "1",
        "๒",
        "A",
        "a b",
        "b",
        "ก",
    ]


@given(_TEXTS, _TEXTS)
def test_sort_key_of_a_beginning_is_not_behind_the_whole(start: str, rest: str) -> None:
    """A key is bounded, and a name with something added to it does not come before it."""
    assert len(sort_key(start + rest)) <= 2 * SORT_LENGTH + 1
    base, longer = sort_key("กา"), sort_key("กา" + "ก" + normalise(rest))
    assert base < longer


@pytest.mark.parametrize("text", ["", "a\nb\tc", "สวัสดี", "ก" * 10, "\u00a0"])
def test_check_text_returns_text(text: str) -> None:
    """Line breaks, tabs and any letters may be in it."""
    assert check_text(text, 10) == text


@pytest.mark.parametrize(
    "text", ["ก" * 11, "\x00", "a\x1b[0m", "\x7f", "\x85", "\ud800", "x\udfff"]
)
def test_check_text_refuses_what_is_no_text(text: str) -> None:
    """Too long, control characters, halves of surrogate pairs: BAD_TEXT."""
    with pytest.raises(PhakhiError) as caught:
        check_text(text, 10)
    assert caught.value.code is ErrorCode.BAD_TEXT
    assert caught.value.en.isprintable()


def test_normalising_makes_no_folder_in_the_home(tmp_path: object) -> None:
    """PyThaiNLP would put one there at its import."""
    code = "import schema.text as t; t.normalise('ก'); import pathlib; print(*pathlib.Path.home().iterdir())"
    environment = {"HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


_THAI_SIGNS = st.text(st.sampled_from("กนาะำๅัิีืุู็่้์ํ๎ฺเแโ \n\u200b\u00a0a."), max_size=8)


@given(_THAI_SIGNS | _TEXTS)
def test_a_text_is_settled_when_pythainlp_leaves_it_as_it_is(text: str) -> None:
    """PyThaiNLP is asked only about what it may change, so what it is not asked about it leaves alone."""
    if is_settled(text):
        assert pythainlp.util.normalize(text) == text
        assert pythainlp.util.reorder_vowels(text) == text


@pytest.mark.parametrize("name", ["โรงเรียนบ้านโนน 12", "สำนักงานวัฒนธรรมจังหวัดอุดรธานี"])
def test_common_names_are_settled(name: str) -> None:
    """A name as people write it is not looked at twice."""
    assert is_settled(name)
