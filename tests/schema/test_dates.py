"""Dates as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.dates import BE_OFFSET, parse_date
from schema.errors import ErrorCode, PhakhiError

_MEETING = dt.date(2020, 1, 21)
_THAI_DIGITS = {ord(str(digit)): "๐๑๒๓๔๕๖๗๘๙"[digit] for digit in range(10)}
_ABBREVIATIONS = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
]
_NAMES = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-21",
        "2563-01-21",
        "2563-1-21",
        "21 ม.ค. 2563",
        "21 ม.ค. 2020",
        "21 มค 2563",
        "21 มกราคม 2563",
        "21 มกราคม พ.ศ. 2563",
        "21 มกราคม พ.ศ.2563",
        "21 มกราคม ค.ศ. 2020",
        "วันที่ 21 มกราคม 2563",
        "๒๑ ม.ค. ๒๕๖๓",
        "๒๕๖๓-๐๑-๒๑",
        "  21 ม.ค. 2563 ",
    ],
)
def test_parse_date_knows_every_form(text: str) -> None:
    """All of these are the day of the meeting."""
    assert parse_date(text) == _MEETING


def test_parse_date_knows_the_leap_day_of_a_buddhist_year() -> None:
    """2563 BE is 2020 CE, a leap year, though 2563 CE would be none."""
    assert parse_date("2563-02-29") == dt.date(2020, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2563",
        "2563-13-01",
        "2564-02-29",
        "31 เม.ย. 2563",
        "21 ม.ค. 63",
        "21/01/2563",
        "2563-01-21T00:00:00",
        "21 มกรา 2563",
        "0000-01-01",
        "21 มกราคม พ.ศ. 0500",
        "\ud800",
        "1" * 100_000,
    ],
)
def test_parse_date_refuses_what_is_no_day(text: str) -> None:
    """The error has the code BAD_DATE and shows a form that would do."""
    with pytest.raises(PhakhiError, match="2563-01-21") as caught:
        parse_date(text)
    assert caught.value.code is ErrorCode.BAD_DATE
    assert len(caught.value.en) < 200


@given(
    st.dates(dt.date(1800, 1, 1), dt.date(2299, 12, 31)),
    st.sampled_from([{}, _THAI_DIGITS]),
    st.sampled_from(["numeric", "short", "long", "era"]),
)
def test_parse_date_reads_back_every_day_in_every_form(
    day: dt.date, digits: dict[int, str], form: str
) -> None:
    """Whatever the form and the digits, the day written in BE is the day read."""
    year = f"{day.year + BE_OFFSET:04}"
    text = {
        "numeric": f"{year}-{day.month:02}-{day.day:02}",
        "short": f"{day.day} {_ABBREVIATIONS[day.month - 1]} {year}",
        "long": f"{day.day} {_NAMES[day.month - 1]} {year}",
        "era": f"{day.day} {_NAMES[day.month - 1]} พ.ศ. {year}",
    }[form]
    assert parse_date(text.translate(digits)) == day


@given(st.text(max_size=80))
def test_parse_date_answers_any_text_with_a_day_or_its_own_error(text: str) -> None:
    """No text raises anything else."""
    try:
        found: object = parse_date(text)
    except PhakhiError as error:
        found = error.code
    assert isinstance(found, dt.date) or found is ErrorCode.BAD_DATE
