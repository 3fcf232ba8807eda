"""When two names are surely the same, and when a person should decide.

Surely the same are names that differ in what Thai offices write now so, now so: spaces, dots, digits,
abbreviations of common words, titles of persons, and what copying from a PDF does to ำ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from schema.text import ARABIC_DIGITS, canonical_text, normalise

_ALIKE = 88.0
_GRAM = 3
_RAREST = 8
"""Parts of a name by which others are looked for: one slip spoils three of them."""

_MOST = 3_000
_SHORTEST = 5
"""Letters below which a slip cannot be distinguished from another name."""

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
def canonical(text: str) -> str:
    """As :func:`schema.text.canonical_text`, once for each text: tables repeat themselves."""
    return canonical_text(text)


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


class Likeness:
    """Finds names that nearly agree, among many: only those that share one of a name's rarest parts.

    Args:
        keys: all names that may be near, by :func:`name_key`.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._holding: dict[str, list[str]] = {}
        for key in dict.fromkeys(keys):
            for gram in _grams(key):
                self._holding.setdefault(gram, []).append(key)

    def near(self, key: str) -> list[str]:
        """The other names that are so near that a person should decide, the nearest first.

        Numbers make names different, and so do a few letters.
        """
        if len(key) < _SHORTEST:
            return []
        known = sorted(_grams(key), key=lambda gram: len(self._holding.get(gram, ())))
        shared = [gram for gram in known if len(self._holding.get(gram, ())) > 1][:_RAREST]
        others = dict.fromkeys(other for gram in shared for other in self._holding[gram][:_MOST])
        wanted = _numbers(key)
        matches = process.extract(
            key, list(others), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=20
        )
        return [other for other, _, _ in matches if other != key and _numbers(other) == wanted]


def _grams(key: str) -> set[str]:
    return {key[at : at + _GRAM] for at in range(max(1, len(key) - _GRAM + 1))}


def nearest_names(key: str, others: Iterable[str], most: int = 3) -> list[str]:
    """The names that are nearest to one that is not known."""
    matches = process.extract(key, list(others), scorer=fuzz.WRatio, score_cutoff=60, limit=most)
    return [str(other) for other, _, _ in matches]


def _numbers(key: str) -> list[str]:
    return _DIGITS.findall(key.translate(ARABIC_DIGITS))
