"""Which record a name means: one of the graph's, one of the worksheet's own, or a new one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from loaders.matching.comparing import Comparer, MatchReason
from loaders.matching.keys import is_spelled_out, level_of, name_key
from loaders.matching.likeness import Likeness, nearest_names
from loaders.worksheet.columns import ALIKE_FIELDS, COLUMNS, SHEETS, Column, Making
from loaders.worksheet.names import NamedRecord
from loaders.worksheet.sheets import Cell
from schema.declare import Text
from schema.ids import digest, kind_of
from schema.registry import declaration
from schema.text import canonical_text

_DIGITS = 16
_LISTED = 5
_LEVELS = ("province", "district", "subdistrict")
"""Levels of areas by how many areas they lie within; of these the words before a name tell."""

_PROVINCE = name_key("จังหวัด", "Agency")
_QUESTIONED = frozenset(column.kind for column in COLUMNS if column.alike)
_SHARED = frozenset(column.kind for column in COLUMNS if column.kind and not column.local)
"""Kinds whose records are the same in all provinces."""


class UnresolvedError(Exception):
    """A name that means nothing, or more than one thing.

    Args:
        text: what is wrong, and how to mend it.
    """

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(slots=True)
class NewRecord:
    """A record that the worksheet brings.

    Attributes:
        id: made from its kind, its province and its name: the same name always gives the same one.
        kind: its kind.
        cell: where it is first named.
        spellings: how it is written.
    """

    id: str
    kind: str
    cell: Cell
    spellings: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The spelling that needs no rule to be understood; of several, the longest."""
        if len(self.spellings) == 1:
            return next(iter(self.spellings))
        return max(
            self.spellings,
            key=lambda text: (is_spelled_out(text, self.kind), len(text), text),
        )

    @property
    def others(self) -> list[str]:
        """The other spellings, sorted."""
        return sorted(self.spellings - {self.name})


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """Two names that may mean the same: where the second one stands."""

    cell: Cell
    name: str
    other: str
    reasons: tuple[MatchReason, ...] = ()

    def text(self, where: Text) -> Text:
        """The question, and ``where`` to answer."""
        en = ", ".join(reason.value.en for reason in self.reasons)
        th = " ".join(reason.value.th for reason in self.reasons)
        return Text(
            f"“{self.name}” looks like “{self.other}” ({en}): if they are the same, write them alike; if not, "
            f"say so in {where.en}",
            f"“{self.name}” คล้ายกับ “{self.other}” ({th}) ถ้าเป็นชื่อเดียวกัน ให้เขียนให้ตรงกัน ถ้าไม่ใช่ ให้ตอบใน {where.th}",
        )


ANSWERED_IN_SHEET = Text(
    f"the sheet “{SHEETS['alike'].en}” ({ALIKE_FIELDS[2].en.lower()})",
    f"แผ่น “{SHEETS['alike'].th}”",
)
"""Where questions about names are answered in a worksheet."""


class Names:
    """Looks names up; new ones are collected by kind.

    What is invented is never meant by a worksheet that is not: a real office is not the demo's.

    Args:
        records: what the graph has beside this dataset.
        synthetic: whether the worksheet is invented.
        verdicts: pairs of names, with whether they are the same.
        merged: ids of records that stay, by the ids of those that were merged into them.
    """

    def __init__(
        self,
        records: Iterable[NamedRecord],
        verdicts: Iterable[tuple[str, str, bool]] = (),
        merged: Mapping[str, str] = MappingProxyType({}),
        *,
        synthetic: bool = False,
    ) -> None:
        self._records = {item.id: item for item in records if synthetic or not item.synthetic}
        self._verdicts = tuple(verdicts)
        self._merged = merged
        self._same: dict[str, dict[str, str]] = {}
        self._index: dict[str, dict[str, dict[str, NamedRecord]]] = {}
        self._inside: frozenset[str] = frozenset()
        self._all_areas = [item for item in self._records.values() if kind_of(item.id) == "Area"]
        self._within: dict[str, frozenset[str]] = {}
        self.province: NamedRecord | None = None
        self.new: dict[str, NewRecord] = {}
        self._own: dict[str, dict[str, str]] = {}
        for item in self._records.values():
            self._add(item)

    def _add(self, item: NamedRecord) -> None:
        kind = kind_of(item.id)
        by_key = self._index.setdefault(kind, {})
        for name in item.names:
            by_key.setdefault(self._key(name, kind), {})[item.id] = item

    def _key(self, name: str, kind: str) -> str:
        """The key of a name, or that of the name that somebody said is the same."""
        if kind not in self._same:
            self._same[kind] = {
                name_key(one, kind): name_key(other, kind)
                for one, other, same in reversed(self._verdicts)
                if same
            }
        key = name_key(name, kind)
        return self._same[kind].get(key, key)

    def written(self, kind: str) -> frozenset[str]:
        """The names of a kind as they are written, which commas do not part."""
        return frozenset(
            name
            for item in self._records.values()
            if kind_of(item.id) == kind
            for name in item.names
        )

    def choose_province(self, name: str) -> None:
        """Sets the province that all names are looked up in first.

        Raises:
            UnresolvedError: no province has the name.
        """
        held = [] if _is_id(name) else self._held(BY_PROVINCE, name)
        provinces = [item for item in held if not item.areas]
        ident = provinces[0].id if len(provinces) == 1 else self.find(BY_PROVINCE, name)
        self.province = self._records[ident]
        self._inside = self._areas_inside(ident)

    def _areas_inside(self, ident: str) -> frozenset[str]:
        """An area and all that lie in it."""
        if ident not in self._within:
            inside, before = {ident}, 0
            while len(inside) > before:
                before = len(inside)
                inside.update(item.id for item in self._all_areas if inside & set(item.areas))
            self._within[ident] = frozenset(inside)
        return self._within[ident]

    def find_inside(self, name: str, outer: str) -> str:
        """The id of the one area that has the name and lies inside of ``outer``.

        Raises:
            UnresolvedError: none has it, or several have.
        """
        inside = self._areas_inside(outer)
        whole = f"{name}{self._records[outer].name_th}"  # a capital's district is called "capital"
        named = [*self._areas(name), *self._named(whole, "Area")]
        held = list({item.id: item for item in named if item.id in inside}.values())
        if not held:
            province = self._records[outer].name_th
            raise UnresolvedError(
                Text(f"is no area of “{province}” that is known", f"ไม่พบพื้นที่ชื่อนี้ใน “{province}”")
            )
        if len(held) > 1:
            raise UnresolvedError(self._several(held))
        return held[0].id

    def find(self, column: Column, name: str) -> str:
        """The id of the one record that is there and has the name.

        Raises:
            UnresolvedError: none has it, or several have.
        """
        if _is_id(name):
            return self._by_id(column, name)
        held = self._held(column, name)
        if len(held) > 1:
            raise UnresolvedError(self._several(held))
        if not held:
            raise UnresolvedError(self._unknown(column, name))
        return held[0].id

    def resolve(self, column: Column, name: str, cell: Cell) -> str:
        """The id of what a name means; a new record is made where that is allowed.

        Raises:
            UnresolvedError: it means nothing that can stand here, or several records.
        """
        if _is_id(name) or column.making is Making.KNOWN or self._held(column, name):
            return self.find(column, name)
        kind = column.kind
        own = self._own.setdefault(kind, {})
        key = self._key(name, kind)
        if not any(map(str.isalnum, key)):
            raise UnresolvedError(Text("has no letters; write a name", "ไม่มีตัวอักษร ให้เขียนชื่อ"))
        if key not in own:
            own[key] = self._new_id(kind, key)
        ident = own[key]
        if ident in self._records:
            return ident
        record = self.new.setdefault(ident, NewRecord(ident, kind, cell))
        record.spellings.add(canonical_text(name))
        return ident

    def call(self, ident: str, column: Column, alias: str) -> None:
        """Gives a record of the worksheet another name.

        Raises:
            UnresolvedError: another one has it.
        """
        held, kind = self._held(column, alias), column.kind
        own = self._own.setdefault(kind, {})
        other = held[0].id if held else own.setdefault(self._key(alias, kind), ident)
        if other != ident:
            name = self.name_of(other)
            raise UnresolvedError(
                Text(
                    f"is a name of “{name}”, too; a name can stand for one",
                    f"เป็นชื่อของ “{name}” ด้วย หนึ่งชื่อใช้แทนได้หนึ่งรายการ",
                )
            )

    def has(self, ident: str) -> bool:
        """Whether there is a record with the id."""
        return ident in self._records

    def name_of(self, ident: str) -> str:
        """The Thai name of a record."""
        return self.new[ident].name if ident in self.new else self._records[ident].name_th

    def questions(self) -> list[NameQuestion]:
        """New names that nearly agree with others of their kind, each with the nearest that came before."""
        questions: list[NameQuestion] = []
        for kind in sorted(_QUESTIONED):
            known = {
                key: next(iter(items.values())).name_th
                for key, items in self._index.get(kind, {}).items()
                if any(self._is_near(item) for item in items.values())
            }
            new = {
                self._key(item.name, kind): item for item in self.new.values() if item.kind == kind
            }
            likeness = Likeness([*known, *new], self._comparer(kind))
            for key, record in new.items():
                for near in likeness.near(key):
                    if near.key in known and not self._answered(record.name, known[near.key], kind):
                        reasons = near.comparison.reasons
                        questions.append(
                            NameQuestion(record.cell, record.name, known[near.key], reasons)
                        )
                        break
                known[key] = record.name
        return questions

    def _comparer(self, kind: str) -> Comparer:
        return Comparer(kind, (name for item in self._all_areas for name in item.names))

    def _answered(self, one: str, other: str, kind: str) -> bool:
        pair = {name_key(one, kind), name_key(other, kind)}
        return any(
            {name_key(first, kind), name_key(second, kind)} == pair
            for first, second, _ in self._verdicts
        )

    def _new_id(self, kind: str, key: str) -> str:
        where = self.province.id if self.province and kind not in _SHARED else ""
        return f"{declaration().kinds[kind].prefix}:w-{digest(kind, where, key)[:_DIGITS]}"

    def _by_id(self, column: Column, ident: str) -> str:
        meant = self._merged.get(ident, ident)
        if meant not in self._records or kind_of(meant) != column.kind:
            raise UnresolvedError(Text("is not known; write a name", "ไม่พบรหัสนี้ ให้เขียนชื่อ"))
        return meant

    def _held(self, column: Column, name: str) -> list[NamedRecord]:
        items = self._areas(name) if column.kind == "Area" else self._named(name, column.kind)
        held = [item for item in items if item.vocabulary == (column.vocabulary or None)]
        near = [item for item in held if self._is_near(item)]
        if near or not column.local or column.making is Making.KNOWN:
            return near or held
        return []

    def _named(self, name: str, kind: str) -> list[NamedRecord]:
        return list(self._index.get(kind, {}).get(self._key(name, kind), {}).values())

    def _areas(self, name: str) -> list[NamedRecord]:
        """The areas that a name means, of the level that it tells; its province may follow it."""
        held = self._named(name, "Area") or self._areas_with_province(self._key(name, "Area"))
        level = level_of(name)
        return [item for item in held if level in (None, self._level(item))]

    def _areas_with_province(self, key: str) -> list[NamedRecord]:
        index = self._index.get("Area", {})
        return [
            item
            for at in range(1, len(key))
            for province in index.get(key[at:], {}).values()
            if not province.areas
            for item in index.get(key[:at].removesuffix(_PROVINCE), {}).values()
            if province.id in item.areas
        ]

    def _level(self, item: NamedRecord) -> str | None:
        """The level of an area, by how many others it lies within."""
        depth = 0
        while item.areas and item.areas[0] in self._records and depth < len(_LEVELS):
            item, depth = self._records[item.areas[0]], depth + 1
        return _LEVELS[depth] if depth < len(_LEVELS) else None

    def _several(self, held: Sequence[NamedRecord]) -> Text:
        """What a name may mean, each with where it is."""
        shown = ", ".join(self._placed(item) for item in held[:_LISTED])
        more = len(held) - _LISTED
        en = f", and {more} more" if more > 0 else ""
        th = f" และอีก {more} รายการ" if more > 0 else ""
        areas = any(kind_of(item.id) == "Area" for item in held)
        mend_en = (
            "write the province, too, or the id" if areas else "write the whole name, or the id"
        )
        mend_th = "ให้เขียนชื่อจังหวัดด้วย หรือเขียนรหัส" if areas else "ให้เขียนชื่อเต็มหรือรหัส"
        return Text(
            f"may be one of several: {shown}{en}; {mend_en}",
            f"อาจหมายถึงหลายรายการ: {shown}{th} {mend_th}",
        )

    def _placed(self, item: NamedRecord) -> str:
        outer = [self._records[area].name_th for area in item.areas if area in self._records]
        return f"“{item.name_th}” ({', '.join([*outer[:1], item.id])})"

    def _is_near(self, item: NamedRecord) -> bool:
        """Whether a record is in the province that the worksheet is about, or may be anywhere."""
        if not self._inside or kind_of(item.id) in _SHARED:
            return True
        if kind_of(item.id) == "Area":
            return item.id in self._inside
        return not item.areas or bool(self._inside & set(item.areas))

    def _unknown(self, column: Column, name: str) -> Text:
        fitting = {
            key: item.name_th
            for key, items in self._index.get(column.kind, {}).items()
            for item in items.values()
            if item.vocabulary == (column.vocabulary or None)
        }
        named = list(dict.fromkeys(fitting.values()))
        if len(named) > _LISTED:
            near = nearest_names(name_key(name, column.kind), fitting)
            named = list(dict.fromkeys(fitting[key] for key in near))
        if not named:
            return Text("is not known here", "ไม่พบชื่อนี้")
        shown = ", ".join(f"“{one}”" for one in named)
        return Text(f"is not known; did you mean {shown}?", f"ไม่พบชื่อนี้ หมายถึง {shown} หรือไม่")


BY_PROVINCE = next(column for column in COLUMNS if column.kind == "Area")
"""The column whose names are those of areas."""

_ID = re.compile(r"[a-z-]+:[a-z0-9.-]+")


def _is_id(text: str) -> bool:
    return bool(_ID.fullmatch(text)) and text.partition(":")[0] in declaration().by_prefix
