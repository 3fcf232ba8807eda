"""Days and moments as people and programs write them in Thailand: read once, here, and written once.

The year of the Buddhist era (BE) is the year of the common era (CE) and 543 more. A year tells its
era by itself: from 1000 to 2299 it is CE, from 2300 to 2999 BE, since no record of this field is
that old or that far ahead. A year outside of both, and one beside a mark that it does not fit, has
two readings; it is refused with both of them.
"""

from __future__ import annotations

import datetime as dt
import re

from schema.errors import ErrorCode, PhakhiError
from schema.text import ARABIC_DIGITS, cut

BANGKOK = dt.timezone(dt.timedelta(hours=7), "Asia/Bangkok")
"""The time of Thailand, which has no summer time."""

BE_OFFSET = 543
"""Years that the Buddhist era is ahead of the common era."""

_CE_YEARS = range(1000, 2300)
_BE_YEARS = range(2300, 3000)
_FARTHEST = dt.timedelta(hours=14)
"""No place on earth is farther from UTC."""

_MAX_LENGTH = 60

_MONTHS = (
    ("มกราคม", "ม.ค.", "january", "jan"),
    ("กุมภาพันธ์", "ก.พ.", "february", "feb"),
    ("มีนาคม", "มี.ค.", "march", "mar"),
    ("เมษายน", "เม.ย.", "april", "apr"),
    ("พฤษภาคม", "พ.ค.", "may"),
    ("มิถุนายน", "มิ.ย.", "june", "jun"),
    ("กรกฎาคม", "ก.ค.", "july", "jul"),
    ("สิงหาคม", "ส.ค.", "august", "aug"),
    ("กันยายน", "ก.ย.", "september", "sept", "sep"),
    ("ตุลาคม", "ต.ค.", "october", "oct"),
    ("พฤศจิกายน", "พ.ย.", "november", "nov"),
    ("ธันวาคม", "ธ.ค.", "december", "dec"),
)
_MONTH_NUMBERS = {
    spelling.replace(".", ""): number
    for number, spellings in enumerate(_MONTHS, start=1)
    for spelling in spellings
}
_NUMERIC = re.compile(r"(?P<year>[0-9]{1,4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_BE = r"พ\.?\s?ศ\.?|พุทธศักราช|b\.?\s?e\.?"
_CE = r"ค\.?\s?ศ\.?|คริสต์?ศักราช|a\.?\s?d\.?|c\.?\s?e\.?"
_WRITTEN = re.compile(
    r"(?:วันที่\s*)?(?P<day>[0-9]{1,2})\s*(?P<month>[ก-์.]+?|[a-z]{3,9}\.?)\s*,?\s*"
    rf"(?:(?P<be>{_BE})|(?P<ce>{_CE}))?\s*"
    rf"(?P<year>[0-9]{{1,4}})\s*(?:(?P<be_after>{_BE})|(?P<ce_after>{_CE}))?"
)
_MOMENT = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})t"
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,6}))?"
    r"(?:z|(?P<sign>[+-])(?P<hours>[0-9]{2}):(?P<minutes>[0-5][0-9]))"
)


def today_in_thailand() -> dt.date:
    """The day it is in Thailand."""
    return dt.datetime.now(BANGKOK).date()


def parse_date(text: str) -> dt.date:
    """The day that ``text`` states.

    Understood are ``2020-01-21``, ``2563-01-21``, ``21 ม.ค. 2563``, ``21 มกราคม พ.ศ. 2563``,
    ``21 Jan 2020`` and ``21 January 2563 B.E.``, the era (พ.ศ., B.E., ค.ศ., C.E., A.D.) before or
    after the year or left out, with Thai or Arabic digits.

    Raises:
        PhakhiError: ``BAD_DATE``, when it has another form, names a day that does not exist, or
            has a year that does not fit its era.
    """
    plain = _plain(text)
    match = _NUMERIC.fullmatch(plain) or _WRITTEN.fullmatch(plain)
    if match is None:
        raise _bad_date(text)
    parts = match.groupdict()
    month = _month(parts["month"])
    if month is None:
        raise _bad_date(text)
    day = _day(text, int(parts["year"]), _eras(parts), (month, int(parts["day"])))
    if day is None:
        raise _no_day(text)
    return day


def parse_moment(text: str) -> dt.datetime:
    """The moment that ``text`` states, in UTC.

    Understood is RFC 3339: ``2020-01-21T09:30:00+07:00`` or ``2020-01-21T02:30:00.250000Z``, with
    at most six digits of a second and an offset of at most 14 hours; the year may be of the
    Buddhist era, as in a date, and the digits may be Thai.

    Raises:
        PhakhiError: ``BAD_DATE``, when it has another form (a day alone, no offset, a week, no
            hyphens and colons), or is no moment (24:00, a leap second, a day that does not exist).
    """
    match = _MOMENT.fullmatch(_plain(text))
    if match is None:
        raise bad_moment(text)
    parts = match.groupdict(default="0")
    day = _day(text, int(parts["year"]), set(), (int(parts["month"]), int(parts["day"])))
    if day is None:
        raise bad_moment(text)
    offset = dt.timedelta(hours=int(parts["hours"]), minutes=int(parts["minutes"]))
    if offset > _FARTHEST:
        raise bad_moment(text)
    zone = dt.timezone(-offset if parts["sign"] == "-" else offset)
    hour, minute, second = (int(parts[name]) for name in ("hour", "minute", "second"))
    try:
        time = dt.time(hour, minute, second, int(parts["fraction"].ljust(6, "0")), zone)
    except ValueError:
        raise bad_moment(text) from None
    return dt.datetime.combine(day, time).astimezone(dt.UTC)


def moment_text(moment: dt.datetime) -> str:
    """The one form in which moments are sent: ``2020-01-21T02:30:00.250000Z``, always 27 characters."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def thai_date(day: dt.date) -> str:
    """A day as Thai sentences have it: ``24 พ.ย. 2569``, of the Buddhist era."""
    return f"{day.day} {_MONTHS[day.month - 1][1]} {day.year + BE_OFFSET}"


def date_text(day: dt.date, language: str) -> str:
    """A day for a sentence in ``language``: as :func:`thai_date` in Thai, else ``2026-11-24``."""
    return thai_date(day) if language == "th" else day.isoformat()


def thai_moment(moment: dt.datetime) -> str:
    """A moment as Thai sentences have it, in the time of Thailand: ``24 พ.ย. 2569 09:30 น.``."""
    there = moment.astimezone(BANGKOK)
    return f"{thai_date(there)} {there:%H:%M} น."


def bad_moment(value: object) -> PhakhiError:
    """The error for what is no moment, with the form that is wanted."""
    shown = _shown(str(value))
    return PhakhiError(
        ErrorCode.BAD_DATE,
        f"{shown} is not a moment; write day, time and offset like 2020-01-21T09:30:00+07:00, "
        "2563-01-21T09:30:00+07:00 or 2020-01-21T02:30:00.250Z.",
        f"{shown} ไม่ใช่วันเวลา ให้เขียนวันที่ เวลา และเขตเวลา เช่น 2563-01-21T09:30:00+07:00, "
        "2020-01-21T09:30:00+07:00 หรือ 2020-01-21T02:30:00.250Z",
    )


def common_year(year: int) -> int:
    """The year of the common era of a year without a mark, which may be of the Buddhist era."""
    return year - BE_OFFSET if year >= _BE_YEARS.start else year


def _plain(text: str) -> str:
    """As it is compared with the forms; empty, where it is longer than any of them."""
    return text.translate(ARABIC_DIGITS).strip().lower() if len(text) <= _MAX_LENGTH else ""


def _month(text: str) -> int | None:
    return int(text) if text.isdigit() else _MONTH_NUMBERS.get(text.replace(".", ""))


def _eras(parts: dict[str, str | None]) -> set[str]:
    """The eras that are named: none, one, or both."""
    named = (name.removesuffix("_after") for name, text in parts.items() if text)
    return {name for name in named if name in ("be", "ce")}


def _day(text: str, year: int, eras: set[str], within: tuple[int, int]) -> dt.date | None:
    """The day of a year as it is written; ``within`` are its month and day.

    ``None``, where it is in no calendar, which comes first: no other year would mend it.
    """
    years = _ce_years(year, eras)
    days = [day for one in years if (day := _in_calendar(one, *within))]
    if days and len(years) > 1:
        raise _doubtful(text, year)
    return days[0] if days else None


def _in_calendar(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _ce_years(year: int, eras: set[str]) -> tuple[int, ...]:
    """The year, in the common era, that is meant; where it is doubtful, both that may be."""
    if year in _CE_YEARS and "be" not in eras:
        return (year,)
    if year in _BE_YEARS and "ce" not in eras:
        return (year - BE_OFFSET,)
    be, ce = _full_years(year)
    return be - BE_OFFSET, ce


def _doubtful(text: str, year: int) -> PhakhiError:
    be, ce = _full_years(year)
    shown = _shown(text)
    return PhakhiError(
        ErrorCode.BAD_DATE,
        f"{shown}: is the year BE {be} (CE {be - BE_OFFSET}) or CE {ce} (BE {ce + BE_OFFSET})? "
        "Write the one that is meant, like 2563-01-21 or 2020-01-21.",
        f"{shown}: ปีนี้คือ พ.ศ. {be} (ค.ศ. {be - BE_OFFSET}) หรือ ค.ศ. {ce} (พ.ศ. {ce + BE_OFFSET}) "
        "ให้เขียนปีที่ต้องการ เช่น 2563-01-21 หรือ 2020-01-21",
    )


def _full_years(year: int) -> tuple[int, int]:
    """The years in BE and in CE that are probably meant by one that may be cut short."""
    if year < 100:  # noqa: PLR2004  # two digits
        return 2500 + year, 2000 + year
    whole = year in _CE_YEARS or year >= _BE_YEARS.start
    return (year, year) if whole else (2000 + year, 2000 + year)


def _shown(text: str) -> str:
    return repr(cut(text))


def _bad_date(text: str) -> PhakhiError:
    shown = _shown(text)
    return PhakhiError(
        ErrorCode.BAD_DATE,
        f"{shown} is not a date; write it like 2020-01-21, 2563-01-21 or 21 ม.ค. 2563.",
        f"{shown} ไม่ใช่วันที่ ให้เขียนแบบ 2563-01-21, 2020-01-21 หรือ 21 ม.ค. 2563",
    )


def _no_day(text: str) -> PhakhiError:
    shown = _shown(text)
    return PhakhiError(
        ErrorCode.BAD_DATE,
        f"{shown} is not a date, since no calendar has this day; write one like 2020-01-21, 2563-01-21 or "
        "21 ม.ค. 2563.",
        f"{shown} ไม่ใช่วันที่ เพราะไม่มีวันนี้ในปฏิทิน ให้เขียนแบบ 2563-01-21, 2020-01-21 หรือ 21 ม.ค. 2563",
    )
