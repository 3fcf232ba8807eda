"""The columns of a table that others made, with what each probably is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from loaders.mapping.forms import plain_day
from loaders.mapping.headings import TITLES, HeadingSlot, kind_of_nodes, slot_of
from loaders.mapping.reading import NOTHING, Headings, headings_of, is_tags
from loaders.tables import Sheet, SheetRow, column_letters

_HEADER_WITHIN = 15
_FEWEST = 2
_SHARE = 0.25
"""Blank cells that a column has, of all, which goes on with the value above."""


@dataclass(slots=True)
class ForeignColumn:
    """A column of a table, with what it probably is."""

    at: int
    name: str
    slot: HeadingSlot | None
    values: list[str]

    @property
    def filled(self) -> list[str]:
        """The values of cells that hold something."""
        return [value for value in self.values if value not in NOTHING]


@dataclass(slots=True)
class ForeignTable:
    """A sheet, with its headings and columns."""

    sheet: Sheet
    number: int
    columns: list[ForeignColumn]
    slots: dict[tuple[str, str], ForeignColumn] = field(default_factory=dict)

    def get(self, record: str, name: str) -> ForeignColumn | None:
        """The column of a place."""
        return self.slots.get((record, name))

    @property
    def is_edges(self) -> bool:
        """Whether rows are ties between two."""
        ends = [self.get(end, "name") for end in ("source", "target")]
        return all(end and not all(map(plain_day, end.filled)) for end in ends)

    @property
    def sort(self) -> ForeignColumn | None:
        """Of nodes, the column that says what sort each is."""
        return self.get("tie", "kind") or self.get("row", "class")

    @property
    def is_nodes(self) -> bool:
        """Whether rows are what ties speak of by a key."""
        named = (
            self.get("row", "label") or self.get("person", "first") or self.get("agency", "name")
        )
        return bool(self.get("row", "key") and named and not self.get("project", "name"))

    def node_keys(self) -> set[str]:
        """The keys of nodes."""
        key = self.get("row", "key")
        return set(key.filled) if key and self.is_nodes else set()


@dataclass(frozen=True, slots=True)
class NodeKeys:
    """What ties may speak of: the keys of nodes, and their kinds."""

    keys: frozenset[str]
    kinds: frozenset[str]

    @classmethod
    def of(cls, tables: Sequence[ForeignTable]) -> Self:
        """The nodes of all tables."""
        named = [table for table in tables if table.is_nodes]
        kinds = [kind for table in named for kind in kinds_of_nodes(table.sort)]
        keys = (key for table in named for key in table.node_keys())
        return cls(frozenset(keys), frozenset(kinds))

    def include(self, column: ForeignColumn) -> bool:
        """Whether a column holds keys of nodes and nothing else."""
        return bool(self.keys) and set(column.filled) <= self.keys


def look_at(sheet: Sheet) -> ForeignTable | None:
    """A sheet with what its columns probably are; ``None``, when it has no headings."""
    row = _header(sheet)
    headings = headings_of(sheet, row.number) if row else None
    if row is None or headings is None:
        return None
    data = [item for item in sheet.rows if item.number > headings.row.number]
    columns = [_column(at, headings, data) for at in range(len(headings.names))]
    table = ForeignTable(sheet, row.number, [column for column in columns if column.name])
    for column in table.columns:
        if column.slot and column.filled:
            table.slots.setdefault((column.slot.record, column.slot.field), column)
    return table


def _column(at: int, headings: Headings, data: Sequence[SheetRow]) -> ForeignColumn:
    tag = headings.tags[at] if at < len(headings.tags) else ""
    values = [row.cells[at].strip() if at < len(row.cells) else "" for row in data]
    name = headings.names[at] or (f"column {column_letters(at)}" if any(values) else "")
    return ForeignColumn(at, name, slot_of(headings.names[at], tag), values)


def _header(sheet: Sheet) -> SheetRow | None:
    rows = sheet.rows[:_HEADER_WITHIN]
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        known = sum(slot_of(cell, "") is not None for cell in row.cells if cell)
        if known >= _FEWEST or is_tags(row) or (below and is_tags(below)):
            return row
    return next((row for row in rows if sum(map(bool, row.cells)) >= _FEWEST), None)


def are_persons(values: Sequence[str]) -> bool:
    """Whether values are names of persons."""
    titled = sum(value.lower().startswith(TITLES) for value in values)
    return titled * 2 >= len(values) > 0


def is_parent(column: ForeignColumn) -> bool:
    """Whether blank cells seem to go on with the value above."""
    blank = sum(not value for value in column.values)
    return bool(column.values) and bool(column.values[0]) and blank >= len(column.values) * _SHARE


def kinds_of_nodes(column: ForeignColumn | None) -> dict[str, list[str]]:
    """The kinds that a column says nodes are; empty, where a word is not known."""
    kinds: dict[str, list[str]] = {}
    for word in dict.fromkeys(column.filled if column else ()):
        kind = kind_of_nodes(word)
        if kind is None:
            return {}
        kinds.setdefault(kind, []).append(word)
    return kinds
