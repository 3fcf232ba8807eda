"""The form of a column, where its values could be read in more than one way."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from schema.dates import BE_OFFSET, parse_date
from schema.errors import PhakhiError
from schema.text import ARABIC_DIGITS

_SEPARATORS = ("/", ".", "-", " ")
_YEARS = {
    "year": (1900, 2199, 0),
    "BE year": (2400, 2742, BE_OFFSET),
    "CE year": (1900, 2199, 0),
    "BE year of two digits": (0, 99, BE_OFFSET - 2500),
    "CE year of two digits": (0, 99, -2000),
}
"""Years that are read, and how many are taken away for the common era."""

_SERIAL = "Excel serial"
_EPOCH = dt.date(1899, 12, 30)
_SERIALS = (18_264, 73_051)
"""Days of 1950 to 2099: years, and numbers of other sorts, are not taken for days."""

WHOLE_YEARS = ("BE year", "CE year", "BE fiscal year", "CE fiscal year")
"""Forms of years alone."""

_FISCAL_MONTH = 10
"""The fiscal year of Thailand begins in the October before."""

_TIME = r"(?:[ Tt][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?)?"


class DateReader(Protocol):
    """Reads dates of one form."""

    def __call__(self, text: str, *, last: bool = False) -> dt.date | None:
        """The day that a text states; of a year, the first or the last; ``None`` for another form."""
        ...


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How numbers are written: what parts thousands, and what begins decimals."""

    group: str
    decimal: str

    def read(self, text: str) -> str | None:
        """A number as :func:`loaders.cells.to_float` takes it; ``None``, when it has another form."""
        group, decimal = re.escape(self.group), re.escape(self.decimal)
        grouped = rf"[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|" if self.group else ""
        match = re.fullmatch(
            rf"([-−]?)({grouped}[0-9]+)(?:{decimal}([0-9]+))?", _plain(text).replace("\u00a0", " ")
        )
        if match is None:
            return None
        whole = match[2].replace(self.group, "") if self.group else match[2]
        return ("-" if match[1] else "") + whole + (f".{match[3]}" if match[3] else "")


NUMBERS = {
    "1234.5": NumberForm("", "."),
    "1,234.5": NumberForm(",", "."),
    "1.234,5": NumberForm(".", ","),
    "1 234,5": NumberForm(" ", ","),
    "1 234.5": NumberForm(" ", "."),
}
"""Forms of numbers, by the sample that names them."""


def dates() -> tuple[str, ...]:
    """Names of all forms of dates."""
    return tuple(_dates())


def date_reader(form: str) -> DateReader | None:
    """Reads dates of a form, and days that can be read in one way only; ``None``, if there is no such form."""
    read = _dates().get(form)
    if read is None:
        return None

    def either(text: str, *, last: bool = False) -> dt.date | None:
        day = plain_day(text)
        return day if day is not None else read(_plain(text), last=last)

    return either


def plain_day(text: str) -> dt.date | None:
    """The day of a text that needs no form; ``None``, where there is none, or where it has two readings."""
    try:
        return parse_date(re.sub(rf"(?<=[0-9]){_TIME}$", "", " ".join(text.split())))
    except PhakhiError:
        return None


def fitting_dates(values: Iterable[str], among: Iterable[str]) -> list[str]:
    """The forms by which all of the values can be read."""
    fitting = list(among)
    for value in values:
        fitting = [form for form in fitting if _dates()[form](_plain(value)) is not None]
    return fitting


def fitting_numbers(values: Iterable[str]) -> list[str]:
    """The forms by which all of the values can be read."""
    texts = list(values)
    return [
        name for name, form in NUMBERS.items() if all(form.read(text) is not None for text in texts)
    ]


def leaves_era_open(form: str) -> bool:
    """Whether a form leaves it to each year of which era it is."""
    return re.search(r"(?<!BE )(?<!CE )(?<!fiscal )\byear\b", form) is not None


def _plain(text: str) -> str:
    return " ".join(text.translate(ARABIC_DIGITS).split())


@cache
def _dates() -> dict[str, DateReader]:
    forms: dict[str, DateReader] = {
        separator.join(order): _ordered(order, separator)
        for year in _YEARS
        for order in (("day", "month", year), ("month", "day", year), (year, "month", "day"))
        for separator in _SEPARATORS
    }
    forms |= {form: _whole(form, fiscal="fiscal" in form) for form in WHOLE_YEARS}
    return forms | {_SERIAL: _serial}


def _ordered(order: tuple[str, ...], separator: str) -> DateReader:
    digits = {name: "[0-9]{2}" if "two digits" in name else "[0-9]{4}" for name in _YEARS}
    parts = (f"({digits.get(name, '[0-9]{1,2}')})" for name in order)
    pattern = re.compile(re.escape(separator).join(parts) + _TIME)
    years = next(name for name in order if name in _YEARS)

    def read(text: str, *, last: bool = False) -> dt.date | None:  # noqa: ARG001 - as the type says
        match = pattern.fullmatch(text)
        if match is None:
            return None
        day, month = int(match[order.index("day") + 1]), int(match[order.index("month") + 1])
        year = _common(int(match[order.index(years) + 1]), years)
        return _day(year, month, day)

    return read


def _common(year: int, name: str) -> int | None:
    """The year of the common era; ``None``, when it is not one of those that are meant."""
    first, last, ahead = _YEARS[name]
    if first <= year <= last:
        return year - ahead
    return year - BE_OFFSET if name == "year" and year - BE_OFFSET in range(1900, 2200) else None


def _day(year: int | None, month: int, day: int) -> dt.date | None:
    if year is None:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _whole(form: str, *, fiscal: bool) -> DateReader:
    name = form.replace("fiscal ", "")

    def read(text: str, *, last: bool = False) -> dt.date | None:
        year = _common(int(text), name) if re.fullmatch("[0-9]{4}", text) else None
        if year is None:
            return None
        if fiscal:
            return dt.date(year, 9, 30) if last else dt.date(year - 1, _FISCAL_MONTH, 1)
        return dt.date(year, 12, 31) if last else dt.date(year, 1, 1)

    return read


def _serial(text: str, *, last: bool = False) -> dt.date | None:  # noqa: ARG001 - likewise
    match = re.fullmatch(r"([0-9]{1,6})(?:\.[0-9]+)?", text)
    serial = int(match[1]) if match else 0
    return _EPOCH + dt.timedelta(days=serial) if serial in range(*_SERIALS) else None
