"""Arguments of an export as an address has them: by the names that ``graph(…)`` has for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields

from graph_api.export.request import ExportRequest
from schema.dates import parse_date
from schema.errors import ErrorCode, PhakhiError
from schema.nearest import did_you_mean
from schema.registry import camel
from schema.text import cut

_MOST_DIGITS = 9


def request_of(given: Iterable[tuple[str, str]]) -> ExportRequest:
    """The request that parameters of an address make; a list is repeated, or has commas.

    Raises:
        PhakhiError: ``BAD_ARGUMENT`` for a parameter that is not known, is given twice or has no
            such value; and as :meth:`~graph_api.export.request.ExportRequest.checked`.
    """
    values: dict[str, list[str]] = {}
    for name, value in given:
        values.setdefault(name, []).append(value)
    unknown = next((name for name in values if name not in _READERS), None)
    if unknown is not None:
        raise _unknown(unknown)
    read = {_READERS[name][0]: _READERS[name][1](name, items) for name, items in values.items()}
    return ExportRequest.checked(**read)  # type: ignore[arg-type]  # read by the fields' types


def pairs_of(given: Iterable[str]) -> list[tuple[str, str]]:
    """The parameters that ``name=value`` texts state.

    Raises:
        PhakhiError: ``BAD_ARGUMENT`` for a text without ``=``.
    """
    pairs = [text.partition("=") for text in given]
    wrong = next((name for name, sign, _ in pairs if not sign), None)
    if wrong is not None:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{cut(wrong)!r} should read name=value, such as area=area:41.",
            f"{cut(wrong)!r} ควรอยู่ในรูป ชื่อ=ค่า เช่น area=area:41",
        )
    return [(name, value) for name, _, value in pairs]


def _texts(_name: str, items: Sequence[str]) -> list[str]:
    return [part.strip() for item in items for part in item.split(",") if part.strip()]


def _one(name: str, items: Sequence[str]) -> str:
    if len(items) > 1:
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{name} is given {len(items)} times; give it once.",
            f"มี {name} {len(items)} ครั้ง ให้ระบุครั้งเดียว",
        )
    return items[0]


def _number(name: str, items: Sequence[str]) -> int:
    text = _one(name, items)
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{name} is a whole number; {cut(text)!r} is none.",
            f"{name} ต้องเป็นจำนวนเต็ม แต่ {cut(text)!r} ไม่ใช่",
        )
    return int(text)


def _truth(name: str, items: Sequence[str]) -> bool:
    text = _one(name, items)
    if text not in ("true", "false"):
        raise PhakhiError(
            ErrorCode.BAD_ARGUMENT,
            f"{name} is true or false; {cut(text)!r} is neither.",
            f"{name} ต้องเป็น true หรือ false แต่ {cut(text)!r} ไม่ใช่",
        )
    return text == "true"


_BY_TYPE: Mapping[str, Callable[[str, Sequence[str]], object]] = {
    "tuple[str, ...] | None": _texts,
    "str | None": _one,
    "int": _number,
    "int | None": _number,
    "dt.date | None": lambda name, items: parse_date(_one(name, items)),
    "bool": _truth,
}

_READERS = {
    camel(field.name): (field.name, _BY_TYPE[str(field.type)]) for field in fields(ExportRequest)
}
"""By the name in an address: the field, and what reads its values."""


def _unknown(name: str) -> PhakhiError:
    en, th = did_you_mean(name, _READERS)
    known = ", ".join(_READERS)
    return PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        f"An export has no parameter {cut(name)!r}{en or '.'} The parameters are {known}.",
        f"การส่งออกไม่มีพารามิเตอร์ {cut(name)!r}{th} พารามิเตอร์ที่มีคือ {known}",
    )
