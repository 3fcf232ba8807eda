"""Two names side by side: the same, likely the same and why, or different and why."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from loaders.matching.keys import level_of, name_key
from loaders.matching.parts import NameParts, bare, parts_of, sound
from schema.declare import Text

_THAI = re.compile("[ก-ฮ]")
_SLIPS = ((25, 3), (12, 2), (5, 1))
"""Letters that may differ in a name of at least so many: fewer are another name sooner than a slip."""

_SHORT_PLACE = 4
"""Letters of a place in which one slip is still one."""

_DROPPED = frozenset({"สำนักงาน", "บริษัท", "ห้างหุ้นส่วน", "ร้าน"})
"""Heads that people leave out."""


class Sameness(enum.Enum):
    """How two names stand to each other."""

    SAME = "same"
    LIKELY = "likely"
    DIFFERENT = "different"


class MatchReason(enum.Enum):
    """Why; each with its sentence."""

    SPELLING = Text("the same but for how it is written", "ต่างกันเพียงวิธีเขียน")
    SOUND = Text("they sound alike", "ออกเสียงเหมือนกัน")
    SLIP = Text("a few letters differ", "ต่างกันไม่กี่ตัวอักษร")
    FILLING = Text("only words that fill a name differ", "ต่างกันเพียงคำประกอบ")
    HEAD = Text("one leaves out what sort of organisation it is", "ชื่อหนึ่งละคำบอกประเภทหน่วยงาน")
    PLACE = Text("one leaves out where it is", "ชื่อหนึ่งละชื่อพื้นที่")
    NUMBERS = Text("their numbers differ", "ตัวเลขต่างกัน")
    OTHER_PLACE = Text("they are of different places", "อยู่คนละพื้นที่")
    OTHER_SORT = Text("they are different sorts of organisation", "เป็นหน่วยงานคนละประเภท")
    OTHER_NAME = Text("they are called differently", "เรียกชื่อต่างกัน")
    OTHER_SCRIPT = Text("they are in different scripts", "เขียนคนละอักษร")


@dataclass(frozen=True, slots=True)
class NameComparison:
    """How two names stand to each other.

    Attributes:
        sameness: same, likely or different.
        reasons: why, the strongest first.
        score: from 0 to 1, to order those that are likely.
    """

    sameness: Sameness
    reasons: tuple[MatchReason, ...]
    score: float


class Comparer:
    """Compares names of a kind.

    Args:
        kind: their kind.
        areas: names of the areas that are known, which tell places from slips.
    """

    def __init__(self, kind: str, areas: Iterable[str] = ()) -> None:
        self.kind = kind
        self._areas = frozenset(name_key(area, "Area") for area in areas)
        self._parts: dict[str, NameParts] = {}

    def compare(self, one: str, other: str) -> NameComparison:
        """Two names as they are written."""
        levels = {level_of(one), level_of(other)} - {None} if self.kind == "Area" else ()
        if len(levels) > 1:
            return NameComparison(Sameness.DIFFERENT, (MatchReason.OTHER_SORT,), 0.0)
        return self.compare_keys(name_key(one, self.kind), name_key(other, self.kind))

    def compare_keys(self, one: str, other: str) -> NameComparison:
        """Two names by their keys."""
        if one == other:
            return NameComparison(Sameness.SAME, (MatchReason.SPELLING,), 1.0)
        reasons = self._reasons(self.parts(one), self.parts(other))
        against = [reason for reason in reasons if reason in _AGAINST]
        if against or not reasons:
            return NameComparison(
                Sameness.DIFFERENT, tuple(against or (MatchReason.OTHER_NAME,)), 0.0
            )
        return NameComparison(Sameness.LIKELY, reasons, round(fuzz.ratio(one, other) / 100, 4))

    def parts(self, key: str) -> NameParts:
        """The parts of a key, taken apart once."""
        if key not in self._parts:
            self._parts[key] = parts_of(key, self._areas)
        return self._parts[key]

    def _reasons(self, one: NameParts, other: NameParts) -> tuple[MatchReason, ...]:
        """Reasons for and against; none, where nothing speaks for it."""
        if one.numbers != other.numbers:
            return (MatchReason.NUMBERS,)
        if bool(_THAI.search(one.key)) != bool(_THAI.search(other.key)):
            return (MatchReason.OTHER_SCRIPT,)
        if not _THAI.search(one.key):
            return self._latin(one, other)
        if one.head != other.head:
            return self._other_heads(one, other)
        return self._same_head(one, other)

    def _same_head(self, one: NameParts, other: NameParts) -> tuple[MatchReason, ...]:
        places = self._places(one, other)
        core = _core(one.core, other.core)
        if core is None or places is None:
            return self._whole(one, other)
        if MatchReason.PLACE in places and not (one.core and other.core and one.head):
            return (MatchReason.OTHER_NAME,)
        return tuple(dict.fromkeys([*core, *places]))

    def _places(self, one: NameParts, other: NameParts) -> list[MatchReason] | None:
        """What places say; ``None``, where they stand at different levels."""
        reasons: list[MatchReason] = []
        mine, theirs = dict(one.places), dict(other.places)
        if mine and theirs and "" not in {*mine, *theirs} and not mine.keys() & theirs.keys():
            return [MatchReason.OTHER_PLACE]
        for level in dict.fromkeys([*mine, *theirs]):
            if level in mine and level in theirs:
                reasons += self._place(mine[level], theirs[level])
            elif not level:
                return self._unmarked(one, other)
            else:
                reasons.append(MatchReason.PLACE)
        return reasons

    def _unmarked(self, one: NameParts, other: NameParts) -> list[MatchReason] | None:
        """An area without its level meets one with it: the same, or another."""
        mine, theirs = {name for _, name in one.places}, {name for _, name in other.places}
        if mine & theirs and (mine <= theirs or theirs <= mine):
            return [MatchReason.PLACE] if len(mine) != len(theirs) else [MatchReason.FILLING]
        return None if not mine or not theirs else [MatchReason.OTHER_PLACE]

    def _place(self, one: str, other: str) -> list[MatchReason]:
        if one == other:
            return []
        if one in self._areas and other in self._areas:
            return [MatchReason.OTHER_PLACE]
        if sound(one) == sound(other):
            return [MatchReason.SOUND]
        known = one in self._areas or other in self._areas
        slip = _is_slip(one, other) or (known and _is_one_letter(one, other))
        return [MatchReason.SLIP] if slip else [MatchReason.OTHER_PLACE]

    def _other_heads(self, one: NameParts, other: NameParts) -> tuple[MatchReason, ...]:
        for longer, shorter in ((one, other), (other, one)):
            left = longer.key.removeprefix(longer.head)
            if longer.head in _DROPPED and left == shorter.key:
                return (MatchReason.OTHER_SORT,) if shorter.head else (MatchReason.HEAD,)
        if not _one_spoiled(one, other):
            return (MatchReason.OTHER_SORT,)
        return self._whole(one, other)

    def _whole(self, one: NameParts, other: NameParts) -> tuple[MatchReason, ...]:
        """The names as wholes, where a slip has spoiled the word for a part."""
        if sound(one.key) == sound(other.key):
            return (MatchReason.SOUND,)
        if _is_slip(one.key, other.key) and not self._both_areas(one, other):
            return (MatchReason.SLIP,)
        return (MatchReason.OTHER_NAME,)

    def _latin(self, one: NameParts, other: NameParts) -> tuple[MatchReason, ...]:
        """Names in Latin letters: their keys have no spaces."""
        if self._both_areas(one, other):
            return (MatchReason.OTHER_PLACE,)
        if bare(one.key) == bare(other.key):
            return (MatchReason.FILLING,)
        return (MatchReason.SLIP,) if _is_slip(one.key, other.key) else (MatchReason.OTHER_NAME,)

    def _both_areas(self, one: NameParts, other: NameParts) -> bool:
        """Whether both end with areas, and with different ones."""
        mine, theirs = {name for _, name in one.places}, {name for _, name in other.places}
        return bool(mine and theirs) and mine != theirs and (mine | theirs) <= self._areas


_AGAINST = frozenset(
    {
        MatchReason.NUMBERS,
        MatchReason.OTHER_PLACE,
        MatchReason.OTHER_SORT,
        MatchReason.OTHER_NAME,
        MatchReason.OTHER_SCRIPT,
    }
)


def _one_spoiled(one: NameParts, other: NameParts) -> bool:
    """Whether a slip may hide the longer of two words for the sort: the shorter is all that is left.

    It does not, where the names are the same without the rest of that word: วัดป่า is not วัด.
    """
    short, long = sorted((one, other), key=lambda parts: len(parts.head))
    return long.head.startswith(short.head) and short.key != short.head + long.key[len(long.head) :]


def _core(one: str, other: str) -> list[MatchReason] | None:
    """What speaks for two cores being one; ``None``, where nothing does."""
    if one == other:
        return []
    if sound(one) == sound(other):
        return [MatchReason.SOUND]
    if bare(one) == bare(other):
        return [MatchReason.FILLING]
    return [MatchReason.SLIP] if _is_slip(one, other) else None


def _is_slip(one: str, other: str) -> bool:
    """Whether as few letters differ as a slip changes, and neither goes on where the other ends."""
    length = min(len(one), len(other))
    most = next((slips for least, slips in _SLIPS if length >= least), 0)
    longer, shorter = sorted((one, other), key=len, reverse=True)
    if longer.startswith(shorter) and len(longer) - len(shorter) > 1:
        return False
    return OSA.distance(one, other, score_cutoff=most) <= most


def _is_one_letter(one: str, other: str) -> bool:
    """Whether one letter was left out of a short name, or came in."""
    return (
        len(one) != len(other)
        and min(len(one), len(other)) >= _SHORT_PLACE
        and OSA.distance(one, other, score_cutoff=1) <= 1
    )
