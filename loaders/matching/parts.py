"""What a name is made of: the sort of organisation, what it is called, where it is, and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from schema.text import ARABIC_DIGITS

_HEADS = tuple(
    sorted(
        """
        สำนักงาน สำนักงานเขตพื้นที่การศึกษาประถมศึกษา สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา สำนักงานใหญ่
        ที่ว่าการ ที่ทำการ ที่ทำการปกครอง ศาลากลาง ศาล ศาลแขวง ศาลเยาวชนและครอบครัว ศาลปกครอง ศาลเจ้า เรือนจำ อัยการ
        องค์การบริหารส่วนตำบล องค์การบริหารส่วนจังหวัด เทศบาลตำบล เทศบาลเมือง เทศบาลนคร เทศบาล สภา
        สภาองค์กรชุมชน สภาเด็กและเยาวชน สภาวัฒนธรรม สภาเกษตรกร สภาอุตสาหกรรม หอการค้า
        โรงพยาบาลส่งเสริมสุขภาพตำบล โรงพยาบาล สถานีอนามัย คลินิก โรงเรียน วิทยาลัย วิทยาลัยเทคนิค
        วิทยาลัยอาชีวศึกษา วิทยาลัยพยาบาล มหาวิทยาลัย มหาวิทยาลัยราชภัฏ มหาวิทยาลัยเทคโนโลยีราชมงคล วิทยาเขต คณะ
        สถาบัน ศูนย์ ศูนย์พัฒนาเด็กเล็ก ศูนย์เรียนรู้ ศูนย์การเรียนรู้ ห้องสมุด พิพิธภัณฑ์ วัด วัดป่า สำนักสงฆ์
        ที่พักสงฆ์ โบสถ์ คริสตจักร มัสยิด บริษัท ห้างหุ้นส่วน ห้าง ร้าน ตลาด โรงแรม โรงงาน ธนาคาร สหกรณ์
        วิสาหกิจชุมชน กลุ่ม กลุ่มแม่บ้าน กลุ่มออมทรัพย์ กลุ่มสตรี กลุ่มเยาวชน กองทุน กองทุนหมู่บ้าน สมาคม สมาพันธ์
        มูลนิธิ ชมรม สโมสร เครือข่าย ภาคีเครือข่าย คณะกรรมการ คณะทำงาน สถานี สถานีตำรวจภูธร สถานีตำรวจ
        สถานีวิทยุ หนังสือพิมพ์ กรม กอง กระทรวง การไฟฟ้า การประปา ไปรษณีย์ มณฑลทหารบก ค่าย กองบิน แขวงทางหลวง
        บ้านพัก สถานสงเคราะห์ สถานพินิจ ชุมชน หมู่บ้าน บ้าน
        """.split(),  # noqa: SIM905 - a hundred words are read more easily without their quotes
        key=len,
        reverse=True,
    )
)
"""Words that say what sort of organisation a name is of, the longest first."""

_LEVELS = ("จังหวัด", "อำเภอ", "ตำบล", "เขต")
_PLACE = re.compile(r"(จังหวัด|อำเภอ|ตำบล|เขต(?!พื้นที่|[0-9]))")
_DIGITS = re.compile("[0-9]+(?:-[0-9]+)*")
_FILLING = re.compile(
    "ประจำ|แห่งประเทศไทย|แห่ง|และ|ของ|เพื่อ|ใน|ที่|การ|provincial|province|district|ofthe|of|for|and"
)
_LATIN = re.compile("[a-z]")
_SHORTEST_AREA = 3
_SOUND = str.maketrans(
    {
        **dict.fromkeys("ศษ", "ส"),
        **dict.fromkeys("ณ", "น"),
        **dict.fromkeys("ญ", "ย"),
        **dict.fromkeys("ฬ", "ล"),
        **dict.fromkeys("ฎฏ", "ด"),
        **dict.fromkeys("ฐ", "ถ"),
        **dict.fromkeys("ฑธฒ", "ท"),
        **dict.fromkeys("ภ", "พ"),
        **dict.fromkeys("ฆ", "ค"),
        **dict.fromkeys("ฌ", "ช"),
        **dict.fromkeys("ใ", "ไ"),
        **dict.fromkeys("ีึื", "ิ"),
        "ู": "ุ",
        "ๅ": "า",
        "ำ": "า",
        "ํ": "",
        **dict.fromkeys("็่้๊๋", ""),
    }
)
_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_PAIRS = (("ไม", "ไม"), ("รร", "ั"), ("ทร", "ส"), ("ฤ", "ริ"), ("ัย", "ย"), ("ไย", "ไ"))


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a name's key.

    Attributes:
        key: the key.
        head: the sort of organisation; ``""``, where no known word says it.
        core: what it is called, without ``head`` and ``places``.
        places: where it is, by the word for the level; ``""`` for a known area without such a word.
        numbers: the numbers in it, in their order.
    """

    key: str
    head: str
    core: str
    places: tuple[tuple[str, str], ...]
    numbers: tuple[str, ...]

    def place(self, level: str) -> str | None:
        """The place of a level."""
        return dict(self.places).get(level)


def parts_of(key: str, areas: frozenset[str]) -> NameParts:
    """Takes a key apart.

    Args:
        key: made by :func:`loaders.matching.keys.name_key`.
        areas: keys of the areas that are known.
    """
    if _LATIN.match(key):
        area = _within(key, areas)
        return NameParts(key, "", key, (("", area),) if area else (), numbers_of(key))
    head = next((word for word in _HEADS if key.startswith(word) and key != word), "")
    rest = key[len(head) :]
    pieces = _PLACE.split(rest)
    core, marked = pieces[0], pieces[1:]
    places = [
        (level, place)
        for level, place in zip(marked[::2], marked[1::2], strict=True)
        if place or level
    ]
    if not places:
        area = _ending(core, areas)
        if area:
            core, places = core[: len(core) - len(area)], [("", area)]
    return NameParts(key, head, core, tuple(places), numbers_of(key))


def numbers_of(key: str) -> tuple[str, ...]:
    """The numbers in a key, in their order."""
    return tuple(_DIGITS.findall(key))


def _ending(core: str, areas: frozenset[str]) -> str:
    """The longest known area that a text ends with."""
    return next((core[at:] for at in range(len(core)) if core[at:] in areas), "")


def _within(key: str, areas: frozenset[str]) -> str:
    """The longest known area in a name in Latin letters."""
    known = {
        key[at:end] for at in range(len(key)) for end in range(at + _SHORTEST_AREA, len(key) + 1)
    }
    return max(known & areas, key=lambda area: (len(area), area), default="")


@lru_cache(maxsize=200_000)
def sound(text: str) -> str:
    """What a text sounds like, roughly: letters that are mistaken for each other are one."""
    plain = _SILENT.sub("", text.translate(ARABIC_DIGITS)).translate(_SOUND)
    for written, heard in _PAIRS:
        plain = plain.replace(written, heard)
    return plain


@lru_cache(maxsize=200_000)
def bare(core: str) -> str:
    """A core without the words that fill names."""
    return _FILLING.sub("", core) or core
