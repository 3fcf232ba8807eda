"""Text of names and searches: two normal forms, their 3-grams, and Thai dictionary order.

The *stored* form (:func:`canonical_text`) is what loaders write and what conditions compare: one
spelling of each character. The *search* form (:func:`normalise`) looks past more, and is compared,
never shown. Both are NFC, not NFKC, which would split the vowel ำ (U+0E33) into two characters.
"""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType

from schema.errors import ErrorCode, PhakhiError

GRAM = 3
"""Characters of a gram."""

SORT_LENGTH = 200
"""Characters of a name that count for its order; an index entry has a limit."""

MOST_GRAMS = 100
"""Grams of a search that are looked for, from its start."""

ARABIC_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
"""Thai digits as Arabic ones, for ``str.translate``."""

OLD_GLYPHS = dict(
    zip(
        map(chr, range(0xF700, 0xF71B)),
        "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู",
        strict=True,
    )
)
"""Glyphs that old Thai fonts have for characters in other places, in Unicode's private area."""

_LUCENE = re.compile(r'([+\-!(){}\[\]^"~*?:\\/&|])')
PUNCTUATION = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"}
"""Quotes and dashes that are looked past, by what they count as."""

_PLAIN = str.maketrans(PUNCTUATION)
_FULL_WIDTH = {0xFF01 + at: 0x21 + at for at in range(94)}
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_OTHER_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_DOUBLED = re.compile("([ัิ-ฺ็-๎])\\1+")
_SPACES = re.compile(r"\s+")
_THAI = re.compile("[\u0e01-\u0e4e]")
_ABBREVIATION = re.compile("(?<=[\u0e01-\u0e4e])[.ฯ]+")
_BESIDE_THAI = re.compile("(?<=[\u0e01-\u0e4e]) | (?=[\u0e01-\u0e4e])")
_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_MARKS = "็่้๊๋์"
_UNSETTLED = re.compile(
    r"[\u200b\u200c\n]|  |^\s|\s$"
    "|(?:^| )[ัิ-ฺ็-๎]"
    "|เเ|[ํๅ]"
    "|[่-๋์][ัิ-ู็]|[ะาำ][่-๋]"
    "|[่-๋]{2}|([ะ-ฺเ-ๅ็-๎]) *\\1"
)
"""What PyThaiNLP's routines may change."""
_OLD = str.maketrans(OLD_GLYPHS)
_PARTED_AM = re.compile(r"\s*ํ([่-๋]?)\s*า")
_BROKEN_AM = re.compile(r"([ก-ฮ][่-๋]?)[ \u00a0]+า")
_CACHED = 50_000
"""Distinct texts whose normal form is remembered: tables repeat themselves."""

_LONGEST_CACHED = 200
"""Characters of a text that is remembered: names, but not descriptions."""
_BREAK = "\t"
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def canonical_text(text: str) -> str:
    """The form in which texts are stored, and in which conditions on them are compared.

    Spellings that look the same become the same text: accents and their letters as one character
    (NFC); Thai vowels and tone marks in one order, none of the marks twice, ำ and แ as one
    character; full-width Latin letters as plain ones; one sort of space and of line end; nothing
    invisible. Case, digits, punctuation and the number of spaces stay.

    Applying it twice changes nothing more. Names are worked out once.
    """
    return _canonical_name(text) if len(text) <= _LONGEST_CACHED else _canonical_form(text)


def _canonical_form(text: str) -> str:
    plain = _LINE_ENDS.sub("\n", _OTHER_SPACES.sub(" ", text)).translate(_FULL_WIDTH)
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", plain))
    before = "" if _THAI.search(plain) else plain
    while plain != before:  # one mark out of the way may bring two others together
        before = plain
        plain = unicodedata.normalize("NFC", _DOUBLED.sub(r"\1", _reordered(plain)))
    return plain


_canonical_name = lru_cache(_CACHED)(_canonical_form)


def mended_text(text: str) -> str:
    """The canonical form of a text, with what copying from a PDF does to Thai undone.

    ``ส านักงาน`` and ``สํ านักงาน`` are ``สำนักงาน``; glyphs of old fonts are the characters that they
    show; ฤา is ฤๅ. For comparing: a text is stored as it was written.
    """
    plain = canonical_text(text.translate(_OLD))
    plain = _BROKEN_AM.sub(r"\1ำ", _PARTED_AM.sub(r"\1ำ", plain))
    return canonical_text(plain.replace("ฤา", "ฤๅ"))


def normalise(text: str) -> str:
    """The form in which names are searched.

    Two texts that a reader takes for the same become the same:

    * all that :func:`canonical_text` and :func:`mended_text` mend, and vowels that are doubled;
    * curly quotes and long dashes become plain ones;
    * Thai digits become Arabic ones, Latin letters lower case;
    * ฯ and the full stops of Thai abbreviations go (``กรุงเทพฯ``, ``สวจ.``);
    * white space becomes one space, and none at all beside a Thai letter, since Thai is written
      without spaces between words.

    Applying it twice changes nothing more. Names are worked out once.
    """
    return _normal_name(text) if len(text) <= _LONGEST_CACHED else _normal_form(text)


def _normal_form(text: str) -> str:
    plain = mended_text(text).translate(_PLAIN)
    plain = _SPACES.sub(" ", plain.translate(ARABIC_DIGITS).lower()).strip()
    if not _THAI.search(plain):
        return plain
    before = None
    while plain != before:  # dropping a dot may bring two marks together
        before = plain
        plain = _ABBREVIATION.sub("", _BESIDE_THAI.sub("", plain))
        plain = canonical_text(_settled(plain))
    return plain


_normal_name = lru_cache(_CACHED)(_normal_form)


def grams(text: str) -> str:
    """The 3-grams of the normal form of ``text``, joined by spaces.

    A space inside a gram is written ``_``, so that a whitespace analyzer keeps grams whole. A text
    shorter than a gram is its own only gram; an empty one has none.
    """
    return grams_of_normal(normalise(text))


def grams_of_normal(plain: str) -> str:
    """:func:`grams` of a text that is in its normal form already; one that was cut may end in a space."""
    joined = plain.strip().replace(" ", "_")
    count = max(1, len(joined) - GRAM + 1)
    return " ".join(joined[at : at + GRAM] for at in range(count)).strip()


def distinct_grams(plain: str) -> list[str]:
    """The grams of a normal form, each once, at most ``MOST_GRAMS`` from its start."""
    return list(dict.fromkeys(grams(plain).split(" ")[:MOST_GRAMS]))


def lucene(plain: str) -> str:
    """The full-text query for the grams of a normal form, every special character escaped."""
    return " OR ".join(_LUCENE.sub(r"\\\1", gram) for gram in distinct_grams(plain))


def sort_key(text: str) -> str:
    """A key whose order by code points is Thai dictionary order.

    A leading vowel (เ แ โ ใ ไ) counts after its consonant. Tone marks, ็ and ์ count only between
    names that are otherwise the same, from left to right. Latin letters come before Thai ones and
    ignore case. Keys of names are worked out once.
    """
    return _key_of_name(text) if len(text) <= _LONGEST_CACHED else _key(text)


def _key(text: str) -> str:
    plain = canonical_text(text).translate(ARABIC_DIGITS)
    plain = _SPACES.sub(" ", plain.lower()).strip()[:SORT_LENGTH]
    plain = _settled(plain) if _THAI.search(plain) else plain
    letters: list[str] = []
    weights: list[str] = []
    for character in _LEADING_VOWEL.sub(r"\2\1", plain):
        if character in _MARKS and weights:
            weights[-1] = str(_MARKS.index(character) + 1)
        else:
            letters.append(character)
            weights.append("0")
    return "".join(letters) + _BREAK + "".join(weights).rstrip("0")


_key_of_name = lru_cache(_CACHED)(_key)


def check_text(text: str, limit: int) -> str:
    """``text``, when it can be stored and compared.

    Args:
        text: what a client or a file gave.
        limit: code points that it may have at most.

    Raises:
        PhakhiError: ``BAD_TEXT``, when it is longer, or holds control characters (other than line
            breaks and tabs) or halves of surrogate pairs.
    """
    if len(text) > limit:
        raise PhakhiError(
            ErrorCode.BAD_TEXT,
            f"The text has {len(text):,} characters; at most {limit:,} are allowed.",
            f"ข้อความยาว {len(text):,} อักขระ เกินกำหนด {limit:,} อักขระ",
        )
    match = _NOT_TEXT.search(text)
    if match is not None:
        point, at = f"U+{ord(match.group()):04X}", match.start() + 1
        raise PhakhiError(
            ErrorCode.BAD_TEXT,
            f"The text holds {point} as its character {at}, which is no text; remove it.",
            f"ข้อความมีอักขระควบคุม {point} ที่ตำแหน่ง {at} ให้ลบออก",
        )
    return text


def cut(text: str, length: int = 40) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= length else text[:length] + "…"


def is_settled(text: str) -> bool:
    """Whether PyThaiNLP's routines, which take a hundred times as long, would leave a text as it is."""
    return _UNSETTLED.search(text) is None


def _reordered(plain: str) -> str:
    return plain if is_settled(plain) else str(_pythainlp().reorder_vowels(plain))


def _settled(plain: str) -> str:
    return plain if is_settled(plain) else str(_pythainlp().normalize(plain))


@cache
def _pythainlp() -> ModuleType:
    """PyThaiNLP's routines, imported on first use (0.1 s) and kept from making a folder at home."""
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    return import_module("pythainlp.util.normalize")
