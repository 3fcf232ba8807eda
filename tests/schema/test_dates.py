"""Dates as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.dates import (
    BANGKOK,
    BE_OFFSET,
    date_text,
    moment_text,
    parse_date,
    parse_moment,
    thai_date,
    thai_moment,
)
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
        "21 มกราคม 2563 พ.ศ.",
        "21 มกราคม พศ 2563",
        "21 มกราคม พ. ศ. 2563",
        "21 มกราคม พุทธศักราช 2563",
        "21 มกราคม B.E. 2563",
        "21 ม.ค. BE 2563",
        "21 มกราคม คริสต์ศักราช 2020",
        "21 มกราคม คศ 2020",
        "21 January 2020",
        "21 Jan. 2020",
        "21 JAN 2563",
        "21 January 2563 B.E.",
        "21 January, 2563 b. e.",
        "21 January A.D. 2020",
        "21 January 2020 AD",
        "21 Jan 2020 C.E.",
        "21 Jan CE 2020",
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
        "2563-01-21T00:00:00Z",
        "25630121",
        "2563-W04-2",
        "2563-021",
        "+2563-01-21",
        "12020-01-21",
        "21 Foo 2563",
        "21 มกราคม พ.ศ. 2563 ค.ศ.",
        "21 มกราคม ร.ศ. 112",
        "2020-01-21" + " " * 60,
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


@pytest.mark.parametrize(
    ("text", "be", "ce"),
    [
        ("21 มกราคม ค.ศ. 2563", "BE 2563 (CE 2020)", "CE 2563 (BE 3106)"),
        ("21 มกราคม คศ 2563", "BE 2563 (CE 2020)", "CE 2563 (BE 3106)"),
        ("21 มกราคม คริสต์ศักราช 2563", "BE 2563 (CE 2020)", "CE 2563 (BE 3106)"),
        ("21 January 2563 A.D.", "BE 2563 (CE 2020)", "CE 2563 (BE 3106)"),
        ("21 January AD 2563", "BE 2563 (CE 2020)", "CE 2563 (BE 3106)"),
        ("๒๑ มกราคม ค.ศ. ๒๕๖๓", "BE 2563 (CE 2020)", "CE 2563 (BE 3106)"),
        ("21 Jan 2563 CE", "BE 2563 (CE 2020)", "CE 2563 (BE 3106)"),
        ("21 มกราคม พ.ศ. 2020", "BE 2020 (CE 1477)", "CE 2020 (BE 2563)"),
        ("21 ม.ค. พุทธศักราช 2020", "BE 2020 (CE 1477)", "CE 2020 (BE 2563)"),
        ("21 January 2020 B.E.", "BE 2020 (CE 1477)", "CE 2020 (BE 2563)"),
        ("21 ม.ค. 63", "BE 2563 (CE 2020)", "CE 2063 (BE 2606)"),
        ("21 ม.ค. พ.ศ. 63", "BE 2563 (CE 2020)", "CE 2063 (BE 2606)"),
        ("63-01-21", "BE 2563 (CE 2020)", "CE 2063 (BE 2606)"),
        ("0063-01-21", "BE 2563 (CE 2020)", "CE 2063 (BE 2606)"),
        ("๐๐๖๓-๐๑-๒๑", "BE 2563 (CE 2020)", "CE 2063 (BE 2606)"),
        ("0563-01-21", "BE 2563 (CE 2020)", "CE 2563 (BE 3106)"),
        ("9999-12-31", "BE 9999 (CE 9456)", "CE 9999 (BE 10542)"),
        ("3000-01-01", "BE 3000 (CE 2457)", "CE 3000 (BE 3543)"),
    ],
)
def test_a_year_that_does_not_fit_its_era_is_refused_with_both_readings(
    text: str, be: str, ce: str
) -> None:
    """In both languages."""
    with pytest.raises(PhakhiError) as caught:
        parse_date(text)
    assert caught.value.code is ErrorCode.BAD_DATE
    assert caught.value.en == (
        f"{text!r}: is the year {be} or {ce}? "
        "Write the one that is meant, like 2563-01-21 or 2020-01-21."
    )
    thai = f"{be} หรือ {ce}".replace("BE", "พ.ศ.").replace("CE", "ค.ศ.")
    assert caught.value.th == (
        f"{text!r}: ปีนี้คือ {thai} ให้เขียนปีที่ต้องการ เช่น 2563-01-21 หรือ 2020-01-21"
    )


@pytest.mark.parametrize(
    "text", ["32 ม.ค. 63", "31 ก.พ. 2563", "30 ก.พ. พ.ศ. 64", "2563-13-01", "31 April 0020"]
)
def test_a_day_that_no_calendar_has_is_told_before_its_year(text: str) -> None:
    """Whatever its year is, since no year would mend it."""
    with pytest.raises(PhakhiError) as caught:
        parse_date(text)
    assert caught.value.code is ErrorCode.BAD_DATE
    assert caught.value.en == (
        f"{text!r} is not a date, since no calendar has this day; write one like 2020-01-21, "
        "2563-01-21 or 21 ม.ค. 2563."
    )
    assert caught.value.th == (
        f"{text!r} ไม่ใช่วันที่ เพราะไม่มีวันนี้ในปฏิทิน ให้เขียนแบบ 2563-01-21, 2020-01-21 หรือ 21 ม.ค. 2563"
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1000-01-01", dt.date(1000, 1, 1)),
        ("2299-12-31", dt.date(2299, 12, 31)),
        ("2300-01-01", dt.date(1757, 1, 1)),
        ("2999-12-31", dt.date(2456, 12, 31)),
    ],
)
def test_a_year_tells_its_era_by_itself(text: str, day: dt.date) -> None:
    """The first and the last year of each era."""
    assert parse_date(text) == day


_START = dt.datetime(2020, 1, 21, 2, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2020-01-21T02:30:00Z", _START),
        ("2020-01-21T09:30:00+07:00", _START),
        ("2563-01-21T09:30:00+07:00", _START),
        ("๒๕๖๓-๐๑-๒๑T๐๙:๓๐:๐๐+๐๗:๐๐", _START),
        ("2020-01-21t02:30:00z", _START),
        ("2020-01-21T02:30:00-00:00", _START),
        ("2020-01-20T12:30:00-14:00", _START),
        ("2020-01-21T16:30:00+14:00", _START),
        ("2020-01-21T08:15:00+05:45", _START),
        (" 2020-01-21T02:30:00Z ", _START),
        ("2020-01-21T02:30:00.5Z", _START.replace(microsecond=500_000)),
        ("2020-01-21T02:30:00.000001Z", _START.replace(microsecond=1)),
        ("2563-02-29T00:00:00Z", dt.datetime(2020, 2, 29, tzinfo=dt.UTC)),
        ("1000-01-01T00:00:00+14:00", dt.datetime(999, 12, 31, 10, tzinfo=dt.UTC)),
    ],
)
def test_parse_moment_knows_a_moment_by_any_offset(text: str, moment: dt.datetime) -> None:
    """It is always given in UTC."""
    found = parse_moment(text)
    assert (found, found.tzinfo) == (moment, dt.UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2020-01-21",
        "21 ม.ค. 2563",
        "2020-01-21T02:30:00",
        "2020-01-21T02:30Z",
        "2020-01-21T02Z",
        "2020-01-21 02:30:00Z",
        "20200121T023000Z",
        "2020-W04-2T02:30:00Z",
        "2020-021T02:30:00Z",
        "2020-01-21T24:00:00Z",
        "2020-12-31T23:59:60Z",
        "2020-01-21T02:60:00Z",
        "2020-02-30T02:30:00Z",
        "2020-01-21T02:30:00+07",
        "2020-01-21T02:30:00+0700",
        "2020-01-21T02:30:00+07:60",
        "2020-01-21T02:30:00+14:01",
        "2020-01-21T02:30:00-23:59",
        "2020-01-21T02:30:00.Z",
        "2020-01-21T02:30:00,5Z",
        "2020-01-21T02:30:00.1234567Z",
        "2020-01-21T02:30:00 ICT",
        "2020-01-21T02:30:00+07:00[Asia/Bangkok]",
        "+02020-01-21T02:30:00Z",
        "1579573800",
        "\ud800",
        "1" * 100_000,
    ],
)
def test_parse_moment_refuses_what_is_no_moment(text: str) -> None:
    """The error has the code BAD_DATE and shows the form that is wanted."""
    with pytest.raises(PhakhiError, match=r"like 2020-01-21T09:30:00\+07:00") as caught:
        parse_moment(text)
    assert caught.value.code is ErrorCode.BAD_DATE
    assert "2563-01-21T09:30:00+07:00" in caught.value.th
    assert len(caught.value.en) < 250


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("9999-12-31T23:59:59-07:00", "BE 9999 (CE 9456) or CE 9999 (BE 10542)"),
        ("0063-01-21T00:00:00Z", "BE 2563 (CE 2020) or CE 2063 (BE 2606)"),
        ("0001-01-01T00:00:00+07:00", "BE 2501 (CE 1958) or CE 2001 (BE 2544)"),
    ],
)
def test_parse_moment_refuses_the_years_that_parse_date_refuses(text: str, readings: str) -> None:
    """With both readings, too."""
    with pytest.raises(PhakhiError) as caught:
        parse_moment(text)
    assert f": is the year {readings}?" in caught.value.en


@given(
    st.datetimes(dt.datetime(1800, 1, 1), dt.datetime(2299, 12, 30)),  # noqa: DTZ001  # a zone follows
    st.integers(-14 * 60, 14 * 60),
)
def test_moments_have_one_text_whatever_the_offset_in_which_they_are_given(
    local: dt.datetime, minutes: int
) -> None:
    """What is sent is read as the same moment, and has one width."""
    moment = local.replace(tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))
    text = moment_text(moment)
    assert text == moment_text(moment.astimezone(BANGKOK))
    assert (len(text), text[-1]) == (27, "Z")
    assert parse_moment(text) == moment
    assert parse_moment(moment.isoformat()) == moment


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


@pytest.mark.parametrize("month", range(1, 13))
def test_a_thai_date_is_read_as_the_day_it_says(month: int) -> None:
    """Every month as it is abbreviated, in years of the Buddhist era."""
    day = dt.date(2026, month, 9)
    assert parse_date(thai_date(day)) == day


def test_dates_in_sentences_are_in_the_language() -> None:
    """Thai ones of the Buddhist era, moments in the time of Thailand; English ones as in data."""
    day = dt.date(2026, 11, 24)
    assert (date_text(day, "th"), date_text(day, "en")) == ("24 พ.ย. 2569", "2026-11-24")
    late = dt.datetime(2026, 12, 31, 17, 5, tzinfo=dt.UTC)
    assert thai_moment(late) == "1 ม.ค. 2570 00:05 น."
