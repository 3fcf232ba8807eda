"""When two names are surely the same, and when somebody should be asked.

Surely the same are names that differ in what Thai offices write now so, now so: spaces, dots, digits,
abbreviations of common words, titles of persons, and what copying from a PDF does to ำ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from schema.text import ARABIC_DIGITS, canonical_text, normalise

_ALIKE = 88.0
_SHORTEST = 5
"""Letters below which a slip cannot be told from another name."""

_BROKEN_AM = re.compile("([ก-ฮ][่-๋]?)[ \u00a0]+า")
_NEXT = r"\s*(?=[ก-ฮเ-ไ“\"])(?![ก-ฮ]\.)"
_WORDS = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"รพ\.?\s?สต\.?(?![ก-ฮ]\.)", "โรงพยาบาลส่งเสริมสุขภาพตำบล"),
        (r"(?<![ก-๎.])รพ\." + _NEXT, "โรงพยาบาล"),
        (r"(?<![ก-๎.])(?:ร\.\s?ร\.|รร\.)" + _NEXT, "โรงเรียน"),
        (r"(?<![ก-๎.])สนง\.?" + _NEXT, "สำนักงาน"),
        (r"(?<![ก-๎.])อบต\.?" + _NEXT, "องค์การบริหารส่วนตำบล"),
        (r"(?<![ก-๎.])อบจ\.?" + _NEXT, "องค์การบริหารส่วนจังหวัด"),
        (r"(?<![ก-๎.])ทต\." + _NEXT, "เทศบาลตำบล"),
        (r"(?<![ก-๎.])ทม\." + _NEXT, "เทศบาลเมือง"),
        (r"(?<![ก-๎.])ทน\." + _NEXT, "เทศบาลนคร"),
        (r"(?<!\.)(?<!พ)(?<!ท)จ\." + _NEXT, "จังหวัด"),
        (r"(?<!\.)อ\." + _NEXT, "อำเภอ"),
        (r"(?<!\.)ต\." + _NEXT, "ตำบล"),
    )
)
_TITLE = re.compile(
    r"^(?:นางสาว|น\.\s?ส\.|นาย|นาง|ด\.\s?[ชญ]\.|ดร\.|ผศ\.|รศ\.|ศ\.|ว่าที่\s*(?:ร\.?\s?[ตทอ]\.?|ร้อย(?:ตรี|โท|เอก))"
    r"|[พร]\.\s?ต\.\s?[ตทอ]\.|[พร]\.\s?[ตทอ]\.|mrs?\.?\s|ms\.?\s|dr\.?\s)\s*",
    re.IGNORECASE,
)
_LEADING = {
    "Area": re.compile("^(?:จังหวัด|อำเภอ|เขต|ตำบล|แขวง)"),
    "Network": re.compile("^(?:ภาคี)?เครือข่าย"),
}
_DIGITS = re.compile("[0-9]+")


@lru_cache(maxsize=200_000)
def name_key(text: str, kind: str) -> str:
    """What two names of a kind have in common when they are surely the same."""
    plain = _BROKEN_AM.sub(r"\1ำ", canonical_text(text)).replace("ฤา", "ฤๅ")
    if kind == "Person":
        plain = _without_titles(plain)
    for pattern, word in _WORDS:
        plain = pattern.sub(word, plain)
    key = normalise(plain)
    leading = _LEADING.get(kind)
    shorter = leading.sub("", key).strip() if leading else key
    return shorter or key


def _without_titles(text: str) -> str:
    before = ""
    while text != before:
        before, text = text, _TITLE.sub("", text.strip())
    return text or before


def alike(key: str, others: Sequence[str]) -> str | None:
    """The other name that is so near that somebody should be asked; numbers make names different."""
    if len(key) < _SHORTEST:
        return None
    wanted = _numbers(key)
    for other, _, _ in process.extract(
        key, others, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=5
    ):
        if other != key and _numbers(other) == wanted:
            return str(other)
    return None


def nearest_names(key: str, others: Iterable[str], most: int = 3) -> list[str]:
    """The names that are nearest to one that is not known."""
    found = process.extract(key, list(others), scorer=fuzz.WRatio, score_cutoff=60, limit=most)
    return [str(other) for other, _, _ in found]


def _numbers(key: str) -> list[str]:
    return _DIGITS.findall(key.translate(ARABIC_DIGITS))
