"""Dates as people write them in Thailand.

The year of the Buddhist era (BE) is the year of the common era (CE) and 543 more. A year without
a mark is taken for BE from ``_FIRST_BE_YEAR`` on, since no record of this field is that old or
that far ahead in CE.
"""

from __future__ import annotations

import datetime as dt
import re

from schema.errors import ErrorCode, PhakhiError

BANGKOK = dt.timezone(dt.timedelta(hours=7), "Asia/Bangkok")
"""The time of Thailand, which has no summer time."""

BE_OFFSET = 543
"""Years that the Buddhist era is ahead of the common era."""

_FIRST_BE_YEAR = 2300
_MAX_LENGTH = 60
_SHOWN = 40

_MONTHS = (
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
)
_MONTH_NUMBERS = {
    spelling.replace(".", ""): number
    for number, spellings in enumerate(_MONTHS, start=1)
    for spelling in spellings
}
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_NUMERIC = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_WRITTEN = re.compile(
    r"(?:วันที่\s*)?(?P<day>[0-9]{1,2})\s*(?P<month>[ก-์.]+?)\s*"
    r"(?P<era>พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)?\s*(?P<year>[0-9]{4})"
)


def today_in_thailand() -> dt.date:
    """The day it is in Thailand."""
    return dt.datetime.now(BANGKOK).date()


def parse_date(text: str) -> dt.date:
    """The date that ``text`` states.

    Understood are ``2020-01-21``, ``2563-01-21``, ``21 ม.ค. 2563``, ``21 มกราคม 2563`` and
    ``21 มกราคม พ.ศ. 2563`` (also with ``ค.ศ.``), with Thai or Arabic digits.

    Raises:
        PhakhiError: ``BAD_DATE``, when it has another form or names a day that does not exist.
    """
    if len(text) > _MAX_LENGTH:
        raise _bad_date(text)
    plain = text.translate(_DIGITS).strip()
    found = _NUMERIC.fullmatch(plain) or _WRITTEN.fullmatch(plain)
    if found is None:
        raise _bad_date(text)
    parts = found.groupdict()
    month = _month(parts["month"])
    if month is None:
        raise _bad_date(text)
    try:
        return dt.date(_ce_year(int(parts["year"]), parts.get("era")), month, int(parts["day"]))
    except ValueError:
        raise _bad_date(text) from None


def _month(text: str) -> int | None:
    return (
        int(text)
        if text.isascii() and text.isdigit()
        else _MONTH_NUMBERS.get(text.replace(".", ""))
    )


def common_year(year: int) -> int:
    """The year of the common era of a year without a mark, which may be of the Buddhist era."""
    return year - BE_OFFSET if year >= _FIRST_BE_YEAR else year


def _ce_year(year: int, era: str | None) -> int:
    if era is None:
        return common_year(year)
    return year - BE_OFFSET if era.startswith("พ") else year


def _bad_date(text: str) -> PhakhiError:
    shown = repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
    return PhakhiError(
        ErrorCode.BAD_DATE,
        f"{shown} is not a date; write it like 2020-01-21, 2563-01-21 or 21 ม.ค. 2563.",
        f"{shown} ไม่ใช่วันที่ ให้เขียนแบบ 2563-01-21, 2020-01-21 หรือ 21 ม.ค. 2563",
    )
