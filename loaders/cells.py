"""Checks of single cells: from the text of a CSV file to a typed value, or words that help."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from loaders.damage import find_damage
from schema.dates import parse_date
from schema.declare import Pattern, Range
from schema.errors import PhakhiError
from schema.ids import check_id, kind_of
from schema.reasons import refuse
from schema.registry import Property, declaration
from schema.text import ARABIC_DIGITS, canonical_text, check_text

SEPARATOR = "|"
"""What stands between the items of a list in one cell."""

NAME_LENGTH = 500
"""Characters that a name or another searched text may have."""

TEXT_LENGTH = 10_000
"""Characters that any other text may have."""

LIST_LENGTH = 200
"""Items that a list in one cell may have."""

_BETWEEN_IDS = re.compile(r"[\s,;/|+&、，；¦｜]+")
_SEVERAL = 2
_INT = re.compile(r"-?[0-9]{1,15}")
_FLOAT = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")


def to_int(text: str) -> int:
    """A whole number of at most fifteen digits, Thai or Arabic."""
    plain = text.strip().translate(ARABIC_DIGITS)
    if not _INT.fullmatch(plain):
        refuse(
            f"{text!r} is not a whole number; write digits only",
            f"{text!r} ไม่ใช่จำนวนเต็ม ให้เขียนเฉพาะตัวเลข",
        )
    return int(plain)


def to_float(text: str) -> float:
    """A number with at most fifteen digits on either side of the point."""
    plain = text.strip().translate(ARABIC_DIGITS)
    if not _FLOAT.fullmatch(plain):
        refuse(
            f"{text!r} is not a number; write it like 12 or 12.5, without commas or units",
            f"{text!r} ไม่ใช่ตัวเลข ให้เขียนแบบ 12 หรือ 12.5 ไม่ใส่จุลภาคหรือหน่วย",
        )
    return float(plain)


def to_bool(text: str) -> bool:
    """``true`` or ``false``."""
    plain = text.strip().lower()
    if plain not in ("true", "false"):
        refuse(f"{text!r} should be true or false", f"{text!r} ต้องเป็น true หรือ false")
    return plain == "true"


def to_date(text: str) -> dt.date:
    """A date, in any form that :func:`schema.dates.parse_date` knows."""
    try:
        return parse_date(text)
    except PhakhiError as error:
        refuse(error.en, error.th)


def to_text(limit: int, *, verbatim: bool = False) -> Callable[[str], str]:
    """A check for a text of at most ``limit`` characters that is not damaged.

    The text is given in its canonical form; a ``verbatim`` one is kept to the letter.
    """

    def check(text: str) -> str:
        damage = find_damage(text)
        if damage is not None:
            refuse(*damage)
        try:
            plain = canonical_text(check_text(text, limit))
        except PhakhiError as error:
            refuse(error.en, error.th)
        if plain != plain.strip():
            refuse("begins or ends with white space; remove it", "ขึ้นต้นหรือลงท้ายด้วยช่องว่าง ให้ลบออก")
        return text if verbatim else plain

    return check


def to_form(check: Callable[[str], str], pattern: Pattern) -> Callable[[str], str]:
    """A check for a text that matches ``pattern``."""

    def matched(text: str) -> str:
        value = check(text)
        if not re.fullmatch(pattern.regex, value):
            refuse(f"{text!r} should be {pattern.text.en}", f"{text!r} ต้องเป็น {pattern.text.th}")
        return value

    return matched


def to_number(check: Callable[[str], float], bounds: Range) -> Callable[[str], float]:
    """A check for a number within ``bounds``, both inclusive."""

    def bounded(text: str) -> float:
        value = check(text)
        if bounds.low is not None and value < bounds.low:
            refuse(
                f"{text!r} should be {bounds.low:g} at least",
                f"{text!r} ต้องไม่น้อยกว่า {bounds.low:g}",
            )
        if bounds.high is not None and value > bounds.high:
            refuse(
                f"{text!r} should be {bounds.high:g} at most", f"{text!r} ต้องไม่เกิน {bounds.high:g}"
            )
        return value

    return bounded


def to_id(
    kinds: Sequence[str], vocabulary: str | None = None, *, listed: bool = False
) -> Callable[[str], str]:
    """A check for the id of one of ``kinds``; of a term, in ``vocabulary``; ``listed`` with others."""
    only = kinds[0] if len(kinds) == 1 else None
    prefixes = ", ".join(f"{declaration().kinds[kind].prefix}:" for kind in kinds)
    start = f"{declaration().kinds['Term'].prefix}:{vocabulary}." if vocabulary else ""

    def check(text: str) -> str:
        _refuse_several(text, listed=listed)
        try:
            own_kind = kind_of(check_id(text, only))
        except PhakhiError as error:
            refuse(error.en, error.th)
        if own_kind not in kinds:
            refuse(
                f"{text!r} cannot stand here; an id should begin with one of {prefixes}",
                f"ใช้ {text!r} ที่นี่ไม่ได้ รหัสต้องขึ้นต้นด้วย {prefixes}",
            )
        if not text.startswith(start):
            refuse(
                f"{text!r} should be a term of the vocabulary {vocabulary} (beginning with {start})",
                f"{text!r} ต้องเป็นคำในชุด {vocabulary} (ขึ้นต้นด้วย {start})",
            )
        return text

    return check


def _refuse_several(text: str, *, listed: bool) -> None:
    """Ids with something else than ``|`` between them, or several where one can stand."""
    ids = _BETWEEN_IDS.split(text.strip())
    if len(ids) < _SEVERAL or not all(":" in item for item in ids):
        return
    if listed:
        joined = SEPARATOR.join(ids)
        refuse(
            f"{text!r} holds several ids; put {SEPARATOR} between them: {joined}",
            f"{text!r} มีหลายรหัส ให้คั่นด้วย {SEPARATOR} เช่น {joined}",
        )
    refuse(f"{text!r} holds several ids; one can stand here", f"{text!r} มีหลายรหัส ที่นี่ระบุได้รหัสเดียว")


def to_items(check: Callable[[str], str]) -> Callable[[str], list[str]]:
    """A check for items joined by ``|``, each checked by ``check``, none twice."""

    def split(text: str) -> list[str]:
        items = [item.strip() for item in text.split(SEPARATOR)]
        if "" in items:
            refuse(
                f"has an empty item; write the items with one {SEPARATOR} between them",
                f"มีรายการว่าง ให้คั่นแต่ละรายการด้วย {SEPARATOR} หนึ่งตัว",
            )
        if len(items) > LIST_LENGTH:
            refuse(
                f"has {len(items)} items; at most {LIST_LENGTH} are allowed",
                f"มี {len(items)} รายการ เกิน {LIST_LENGTH}",
            )
        twice = next((item for at, item in enumerate(items) if item in items[:at]), None)
        if twice is not None:
            refuse(f"names {twice!r} twice; name it once", f"มี {twice!r} ซ้ำ ให้เหลือครั้งเดียว")
        return [check(item) for item in items]

    return split


def text_limit(item: Property) -> int:
    """Characters that the texts of a property may have."""
    return NAME_LENGTH if item.searched else TEXT_LENGTH
