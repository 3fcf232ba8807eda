"""What two names have in common when they are surely the same.

Surely the same are names that differ in what Thai offices write now so, now so: spaces, dots, digits,
abbreviations of common words, titles of persons, what copying from a PDF does to a text; and in
English what depends on where one learnt it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from schema.text import canonical_text, mended_text, normalise

_CACHED = 200_000
_ALONE = r"(?<![ก-๎.])"
_NEXT = r"\s*(?=[ก-ฮเ-ไ“\"(])(?![ก-ฮ]\.)"
"""After an abbreviation stands the rest of the name, in Thai."""


def _abbreviation(letters: str, *, dotted: bool = False) -> re.Pattern[str]:
    """A pattern of letters with dots and spaces between them, or without; ``dotted``: with the last."""
    between = r"\.?\s?".join(map(re.escape, letters))
    return re.compile(_ALONE + between + (r"\." if dotted else r"\.?") + _NEXT)


_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"รพ\.?\s?สต\.?(?![ก-ฮ]\.)"), "โรงพยาบาลส่งเสริมสุขภาพตำบล"),
    (re.compile(r"(?<![ก-๎.])ธ\.?\s?ก\.?\s?ส\.?(?![ก-๎])"), "ธนาคารเพื่อการเกษตรและสหกรณ์การเกษตร"),
    *(
        (_abbreviation(letters), word)
        for letters, word in {
            "สนง": "สำนักงาน",
            "สสจ": "สำนักงานสาธารณสุขจังหวัด",
            "สสอ": "สำนักงานสาธารณสุขอำเภอ",
            "สวจ": "สำนักงานวัฒนธรรมจังหวัด",
            "พมจ": "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด",
            "ศธจ": "สำนักงานศึกษาธิการจังหวัด",
            "พศจ": "สำนักงานพระพุทธศาสนาจังหวัด",
            "สพป": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา",
            "สพม": "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา",
            "อบต": "องค์การบริหารส่วนตำบล",
            "อบจ": "องค์การบริหารส่วนจังหวัด",
            "มรภ": "มหาวิทยาลัยราชภัฏ",
            "มทร": "มหาวิทยาลัยเทคโนโลยีราชมงคล",
            "ศพด": "ศูนย์พัฒนาเด็กเล็ก",
            "บจก": "บริษัท",
            "บมจ": "บริษัท",
            "หจก": "ห้างหุ้นส่วน",
        }.items()
    ),
    *(
        (_abbreviation(letters, dotted=True), word)
        for letters, word in {
            "ทต": "เทศบาลตำบล",
            "ทม": "เทศบาลเมือง",
            "ทน": "เทศบาลนคร",
            "รพ": "โรงพยาบาล",
            "รร": "โรงเรียน",
            "สภ": "สถานีตำรวจภูธร",
            "วท": "วิทยาลัยเทคนิค",
            "วอศ": "วิทยาลัยอาชีวศึกษา",
        }.items()
    ),
    (re.compile(r"^บ\.(?=.*(?:จำกัด|จก))"), "บริษัท"),
    (re.compile(r"^ม\." + _NEXT), "มหาวิทยาลัย"),
    (re.compile(r"(?<!\.)(?<!พ)(?<!ท)จ\." + _NEXT), "จังหวัด"),
    (re.compile(r"(?<!\.)อ\." + _NEXT), "อำเภอ"),
    (re.compile(r"(?<!\.)ต\." + _NEXT), "ตำบล"),
    (re.compile(r"(?<![ก-๎.])(?:ม\.|หมู่\s?ที่)\s*(?=[0-9๐-๙])"), "หมู่"),
    (re.compile(r"(เขต|สาขา|รุ่น|แห่ง)\s?ที่\s*(?=[0-9๐-๙])"), r"\1"),
)
"""Abbreviations, each with the words that it always stands for."""

_TWICE = re.compile("(จังหวัด|อำเภอ|ตำบล|สำนักงาน)\\1+")
_OF_CAPITAL = "อำเภอเมือง"
_CAPITAL = re.compile(f"{_OF_CAPITAL}(?:จังหวัด(.+)|(.+)จังหวัด\\2)$")
"""The district of a province's capital, with the province named once or twice."""

_COMPANY = re.compile(r"^(บริษัท|ห้างหุ้นส่วน)(?:จำกัด)?(.+?)(?:(?:จำกัด|จก)(?:มหาชน)?)?$")
_TITLE = re.compile(
    r"^(?:นางสาว|น\.\s?ส\.|นส\.|นายแพทย์|แพทย์หญิง|นพ\.|พญ\.|นาย|นาง|เด็กชาย|เด็กหญิง|ด\.\s?[ชญ]\.|ดร\.|ดอกเตอร์|ผศ\.|รศ\.|ศ\."
    r"|ผู้ช่วยศาสตราจารย์|รองศาสตราจารย์|ศาสตราจารย์|คุณ(?=\s)"
    r"|ว่าที่\s*(?:ร\.?\s?[ตทอ]\.?|ร้อย(?:ตรี|โท|เอก))(?:\s*หญิง)?"
    r"|ร้อย(?:ตรี|โท|เอก)|พัน(?:ตรี|โท|เอก)|พล(?:ตรี|โท|เอก)"
    r"|[พร]\.\s?ต\.\s?[ตทอ]\.|[พร]\.\s?[ตทอ]\.|mrs?\.?\s|miss\s|ms\.?\s|dr\.?\s|asst\.?\s|prof\.?\s)\s*",
    re.IGNORECASE,
)
_LEADING = {
    "Area": re.compile(
        "^(?:จังหวัด|กิ่งอำเภอ|อำเภอ|เขต|ตำบล|แขวง|changwat|amphoe|amphur|khet|tambon|khwaeng)"
    ),
    "Network": re.compile("^(?:ภาคี)?เครือข่าย"),
}
_TRAILING = {"Area": re.compile("(?:subdistrict|district|province)$")}

_LATIN = re.compile("[a-z]")
_SPELLED = {
    "&": "and",
    "centre": "center",
    "centres": "centers",
    "organisation": "organization",
    "organisations": "organizations",
    "programme": "program",
    "labour": "labor",
    "defence": "defense",
    "ltd": "limited",
    "co": "company",
    "corp": "corporation",
    "inc": "incorporated",
    "univ": "university",
    "dept": "department",
    "govt": "government",
    "assoc": "association",
    "assn": "association",
    "muang": "mueang",
    "the": "",
}
_LATIN_WORD = re.compile(r"[a-z]+|&")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[^0-9a-zก-๎]+(?=[0-9])")
_SIGNS = re.compile("[^0-9a-z\u00df-\uffff]|[‐-⁯“”‘’「」]")
_MARK = "\ue000"


@lru_cache(maxsize=_CACHED)
def name_key(text: str, kind: str) -> str:
    """What two names of a kind have in common when they are surely the same; never empty.

    A name that is nothing but signs is its own key.
    """
    plain = mended_text(text)
    if kind == "Person":
        plain = _without_titles(plain)
    for pattern, word in _WORDS:
        plain = pattern.sub(word, plain)
    key = _TWICE.sub(r"\1", _without_signs(normalise(plain)))
    key = _CAPITAL.sub(lambda match: _OF_CAPITAL + (match[1] or match[2]), key)
    company = _COMPANY.match(key)
    key = "".join(company.groups()) if company and kind == "Agency" else key
    for cut in (_LEADING.get(kind), _TRAILING.get(kind)):
        key = (cut.sub("", key) if cut else key) or key
    return key or canonical_text(text)


_LEVEL_WORDS = {
    "province": re.compile(r"^(?:จังหวัด|จ\.|changwat\b)|\bprovince$", re.IGNORECASE),
    "district": re.compile(
        r"^(?:กิ่งอำเภอ|กิ่ง\s?อ\.|อำเภอ|อ\.|เขต|amphoe\b|amphur\b|khet\b)|\bdistrict$", re.IGNORECASE
    ),
    "subdistrict": re.compile(
        r"^(?:ตำบล|ต\.|แขวง|tambon\b|khwaeng\b)|\b(?:sub-?district)$", re.IGNORECASE
    ),
}


def level_of(text: str) -> str | None:
    """Which level of areas a name says that it is of: the last part of a term's id."""
    plain = mended_text(text).strip()
    levels = (level for level, pattern in reversed(_LEVEL_WORDS.items()) if pattern.search(plain))
    return next(levels, None)


def is_spelled_out(text: str, kind: str) -> bool:
    """Whether a name needs no rule of its kind to be understood."""
    whole = mended_text(text) == canonical_text(text)
    return whole and _without_signs(normalise(text)) == name_key(text, kind)


def _without_signs(plain: str) -> str:
    """Without punctuation and spaces, but for what stands between two numbers."""
    if _LATIN.search(plain):
        plain = _LATIN_WORD.sub(lambda word: _SPELLED.get(word[0], word[0]), plain)
    plain = _BETWEEN_DIGITS.sub(_MARK, plain)
    return _SIGNS.sub("", plain).replace(_MARK, "-")


def _without_titles(text: str) -> str:
    before = ""
    while text != before:
        before, text = text, _TITLE.sub("", text.strip())
    return text or before
