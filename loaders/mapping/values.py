"""The values of a row: from cells to texts as files of a dataset have them, by the form that a mapping states."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from loaders.mapping.declared import AS_WRITTEN, SPLITS, WHOLE, ValueSpec
from loaders.mapping.forms import NUMBERS, date_reader, plain_day
from loaders.worksheet.columns import Column, Making
from loaders.worksheet.resolving import Names, UnresolvedError
from loaders.worksheet.sheets import Cell, FilledRow, Worksheet
from loaders.worksheet.splitting import split_cell
from schema.declare import Text
from schema.registry import Property, ValueType, declaration
from schema.text import normalise

_ENDS = frozenset(
    {"until", "due", *(kind.validity[1] for kind in declaration().kinds.values() if kind.validity)}
)
"""Properties that are a last day."""

_BETWEEN = ("\n", ";", "|")
"""What no name holds: a cell with one of these has several values, or a slip."""

_MOST_VALUES = 50
_TRUE, _FALSE = frozenset({"true", "yes", "ใช่"}), frozenset({"false", "no", "ไม่", "ไม่ใช่"})
_SAMPLES = ("day/month/BE year", "day/month/CE year", "Excel serial", "BE year")


class ValueReader:
    """Reads the values of rows, and adds to the problems of ``read`` what is wrong with them.

    Attributes:
        silent: whether nothing is added, since it will be read again.
    """

    def __init__(self, read: Worksheet, names: Names) -> None:
        self.silent = False
        self._read, self._names = read, names

    def of(
        self, row: FilledRow, spec: ValueSpec, item: Property | None = None
    ) -> Iterator[tuple[Cell, str]]:
        """The texts of a value, each with its cell; a text that stands for all rows has no place.

        Args:
            row: the row.
            spec: where they stand.
            item: the property that they are of; left out, they are names or keys.
        """
        cells = [row.cells[name][0] for name in spec.columns if name in row.cells]
        if not cells:
            if spec.value:
                yield Cell("", 0, -1, "", spec.value), spec.value
            return
        cell = replace(cells[0], value=" ".join(cell.value for cell in cells))
        for part in self._parts(cell, spec, item):
            yield cell, part

    def _parts(self, cell: Cell, spec: ValueSpec, item: Property | None) -> list[str]:
        """The values of a cell: parted as the mapping says; else it has one, or is refused."""
        if spec.split == AS_WRITTEN:
            parts = split_cell(cell.value, names=True)
        elif spec.split in SPLITS:
            parts = [" ".join(part.split()) for part in cell.value.split(SPLITS[spec.split])]
        elif (
            spec.split != WHOLE
            and _is_listed(item)
            and any(sign in cell.value for sign in _BETWEEN)
        ):
            text = Text(
                f"may hold several values; say in the mapping what parts them (split = one of "
                f'{", ".join(SPLITS)}), or split = "never"',
                f'อาจมีหลายค่า ให้ระบุในแฟ้มจับคู่ว่าคั่นด้วยอะไร (split เป็น {" ".join(SPLITS)}) หรือ split = "never"',
            )
            self.wrong(cell, text)
            return []
        else:
            parts = [" ".join(cell.value.split())]
        if len(parts) > _MOST_VALUES:
            text = Text(
                f"has {len(parts):,} values; at most {_MOST_VALUES} can stand in a cell",
                f"มี {len(parts):,} ค่า ช่องละไม่เกิน {_MOST_VALUES}",
            )
            self.wrong(cell, text)
            return []
        return [part for part in dict.fromkeys(parts) if part]

    def stated(self, cell: Cell, text: str, spec: ValueSpec, item: Property) -> str:
        """A text as a file of a dataset has it; empty, when it says nothing or is wrong."""
        said = meaning(spec, text)
        if not said:
            return ""
        if item.ref:
            return self._term(cell, text, said, item)
        if item.type is ValueType.DATE:
            return self.date(cell, said, spec, last=item.name in _ENDS)
        if item.type in (ValueType.INT, ValueType.FLOAT):
            return self._number(cell, said, spec)
        if item.type is ValueType.BOOL:
            plain = normalise(said)
            return "true" if plain in _TRUE else "false" if plain in _FALSE else said
        return said

    def _term(self, cell: Cell, text: str, said: str, item: Property) -> str:
        blank = Text("", "")
        column = Column(
            cell.heading, blank, blank, blank,
            kind="Term", vocabulary=item.vocabulary or "", making=Making.KNOWN, local=False,
        )  # fmt: skip
        slug = f"term:{item.vocabulary}.{said}"
        try:
            return self._names.find(column, slug if self._names.has(slug) else said)
        except UnresolvedError as error:
            word = json.dumps(said, ensure_ascii=False)
            more = Text(
                f'{error.text.en.rstrip("?")}; say in the mapping what it means (words = {{ {word} = "…" }})',
                f'{error.text.th} ให้ระบุในแฟ้มจับคู่ว่าหมายถึงอะไร (words = {{ {word} = "…" }})',
            )
            self.wrong(cell, named_value(text, cell, more))
            return ""

    def date(self, cell: Cell, said: str, spec: ValueSpec, *, last: bool = False) -> str:
        """A day in ISO form; of a year, the first or the last."""
        read = date_reader(spec.form)
        day = read(said, last=last) if read else plain_day(said)
        if day is not None:
            return day.isoformat()
        if read:
            text = Text(f"is no date of the form “{spec.form}”", f"ไม่ใช่วันที่ในรูปแบบ “{spec.form}”")
        else:
            samples = ", ".join(f"“{form}”" for form in _SAMPLES)
            text = Text(
                f"can be read in several ways, or is no date; say its form in the mapping (form = {samples}, …)",
                f"อ่านได้หลายแบบหรือไม่ใช่วันที่ ให้ระบุรูปแบบในแฟ้มจับคู่ (form = {samples} …)",
            )
        self.wrong(cell, text)
        return ""

    def _number(self, cell: Cell, said: str, spec: ValueSpec) -> str:
        bare = " ".join(said.replace(spec.unit, " ").split()) if spec.unit else said
        value = NUMBERS[spec.form or "1234.5"].read(bare)
        if value is not None:
            return value
        known = ", ".join(f"“{form}”" for form in NUMBERS)
        if spec.form:
            text = Text(
                f"is no number of the form “{spec.form}”", f"ไม่ใช่ตัวเลขในรูปแบบ “{spec.form}”"
            )
        else:
            text = Text(
                f"is no plain number; say its form in the mapping (form = one of {known}, and unit, if one stands beside it)",
                f"ไม่ใช่ตัวเลขล้วน ให้ระบุรูปแบบในแฟ้มจับคู่ (form เป็น {known} และ unit หากมีหน่วย)",
            )
        self.wrong(cell, text)
        return ""

    def wrong(self, cell: Cell, text: Text) -> None:
        """Notes that a cell is wrong."""
        if not self.silent:
            self._read.wrong(cell, text)


def _is_listed(item: Property | None) -> bool:
    """Whether a cell may hold several of them: names, terms and lists, but no prose."""
    return item is None or item.many or item.ref is not None


def meaning(spec: ValueSpec, value: str) -> str:
    """What a word of the table means here; itself, where the mapping says nothing."""
    words = {normalise(word): meaning for word, meaning in spec.words.items()}
    return words.get(normalise(value), value)


def named_value(value: str, cell: Cell, text: Text) -> Text:
    """What is wrong with a value, which is named where its cell holds more."""
    if value == cell.value:
        return text
    return Text(f"“{value}” {text.en}", f"“{value}” {text.th}")
