"""Texts that were damaged before they came here, and what they probably were.

A text in the wrong encoding is not mended in silence: whoever keeps the file should take it from
its source again. ftfy knows UTF-8 that was read as a Latin encoding; it knows no Thai ones, so what
was written or read as TIS-620 (cp874) is told here, by whether the bytes make Thai.
"""

from __future__ import annotations

import re
import unicodedata
from importlib import import_module

from schema.text import OLD_GLYPHS, canonical_text, cut

Sentences = tuple[str, str]
"""The same in English and in Thai."""

_SHOWN = 60
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_LOST = re.compile("[\ufffc-\uffff\ufdd0-\ufdef]")
_LOST_IN_EXPORT = re.compile(
    r"(?<![\w\u0e00-\u0e7f?])\?{3,}|\?{3,}(?=[\w\u0e00-\u0e7f])|^[?\s]*\?\?[?\s]*$"
)
_THAI = re.compile("[ก-ฮ]")
_LETTER = re.compile(r"[^\W_]")
_LATIN = re.compile("[\u0080-\u00ff]")

_THAI_AS_LATIN = re.compile("[\u00a1-\u00da\u00df-\u00fb]{3,}")
_SIGN = re.compile("[\u00a1-\u00bf\u00d7]")
_ENOUGH = 5
"""Letters without a sign among them that no Latin language has in a row."""
_SYLLABLES = re.compile("(?:[เ-ไ]?[ก-ฮ][ัิ-ฺ็-๎]{0,3}[ะาำๅ]{0,2}|[ๆฯ๐-๙])+")

_BYTES = {chr(at): bytes([at]) for at in range(0x80, 0xA0)} | {
    bytes([at]).decode("cp874"): bytes([at])
    for at in range(0x80, 0x100)
    if bytes([at]).decode("cp874", "ignore")
}
"""The byte behind a character that was read as cp874; what that leaves open is a control sign."""
_LATER = "".join(character for character, byte in _BYTES.items() if byte < b"\xc0")
_UTF8_AS_THAI = re.compile(f"(?:เ[ธน][\ufffd{re.escape(_LATER)}]){{2,}}|โ€.")
_AS_THAI = re.compile(f"[{re.escape(''.join(_BYTES))}]+")


def find_damage(text: str) -> Sentences | None:
    """What is wrong with a text and how to mend it; ``None``, where it is whole."""
    before = _before_misreading(text)
    if before is not None:
        return _misread(before)
    return _private(text) or _lost(text) or _unseen(text)


def _before_misreading(text: str) -> str | None:
    """The text as it was before it was read in the wrong encoding, as far as it can be had back."""
    if _UTF8_AS_THAI.search(text):
        return _AS_THAI.sub(_utf8_of_thai, text)
    if not _LATIN.search(text):
        return None
    fixed = str(import_module("ftfy").fix_encoding(text))  # seldom needed, so not imported at start
    thai = fixed if _THAI.search(fixed) else _THAI_AS_LATIN.sub(_thai_of_latin, text)
    return next((before for before in (thai, fixed) if before != text), None)


def _utf8_of_thai(match: re.Match[str]) -> str:
    read = b"".join(_BYTES[character] for character in match[0])
    return read.decode("utf-8", "replace")


def _thai_of_latin(match: re.Match[str]) -> str:
    run = match[0]
    thai = run.encode("latin-1").decode("cp874")
    core = run.strip("«»¡¿")  # which Latin languages have beside words
    likely = len(core) >= _ENOUGH or _SIGN.search(core)
    return thai if likely and _SYLLABLES.fullmatch(thai) else run


def _misread(before: str) -> Sentences:
    shown = cut(before, _SHOWN)
    return (
        (
            f"was read in the wrong encoding; it was probably “{shown}”: take it from its source "
            "again, and save the file as CSV UTF-8"
        ),
        f"ถูกอ่านด้วยรหัสอักขระผิด น่าจะเป็น “{shown}” ให้นำมาจากต้นฉบับอีกครั้ง แล้วบันทึกแฟ้มเป็น CSV UTF-8",
    )


def _private(text: str) -> Sentences | None:
    match = _PRIVATE.search(text)
    if match is None:
        return None
    point, proper = f"U+{ord(match[0]):04X}", OLD_GLYPHS.get(match[0])
    if proper is None:
        return (
            f"holds {point}, which only one font can show; write it with a character that all have",
            f"มี {point} ซึ่งแสดงได้เฉพาะฟอนต์หนึ่ง ให้ใช้อักขระที่ทุกเครื่องแสดงได้",
        )
    shown = cut("".join(OLD_GLYPHS.get(one, one) for one in text), _SHOWN)
    name = f"U+{ord(proper):04X}"
    return (
        (
            f"holds {point}, a glyph of an old font, for {name} "
            f"({unicodedata.name(proper).lower()}); write “{shown}”"
        ),
        f"มี {point} ซึ่งเป็นรูปอักษรของฟอนต์รุ่นเก่า แทน {name} ให้เขียนเป็น “{shown}”",
    )


def _lost(text: str) -> Sentences | None:
    match = _LOST.search(text)
    if match is not None:
        point = f"U+{ord(match[0]):04X}"
        return (
            f"holds {point}, which stands where a character was lost; take it from its source again",
            f"มี {point} ซึ่งหมายความว่ามีอักขระสูญหาย ให้นำมาจากต้นฉบับอีกครั้ง",
        )
    if _LOST_IN_EXPORT.search(text):
        return (
            "has question marks in place of letters that an export lost; export it again as UTF-8",
            "มีเครื่องหมายคำถามแทนตัวอักษรที่สูญหายเมื่อส่งออก ให้ส่งออกใหม่เป็น UTF-8",
        )
    return None


def _unseen(text: str) -> Sentences | None:
    plain = canonical_text(text)
    if _LETTER.search(plain):
        return None
    sorts = {unicodedata.category(character)[0] for character in plain}
    if sorts & set("LNPSC"):  # control signs are told of elsewhere
        return None
    if "M" in sorts:
        return (
            "has vowels, tone marks or accents alone, without a letter; write the letters",
            "มีเฉพาะสระ วรรณยุกต์ หรือเครื่องหมาย ไม่มีพยัญชนะ ให้เขียนตัวอักษรให้ครบ",
        )
    return (
        "has nothing that can be seen (invisible characters only); write the text, or leave it empty",
        "ไม่มีสิ่งที่มองเห็นได้ (มีเฉพาะอักขระที่มองไม่เห็น) ให้เขียนข้อความ หรือเว้นว่าง",
    )
