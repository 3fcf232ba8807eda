"""From the rows of tables that others made to the files of a dataset, as a mapping says."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from loaders.mapping.declared import LinkSpec, RecordSpec, TableMapping, TableSpec, ValueSpec
from loaders.mapping.reading import assigned, meets, read_mapped
from loaders.mapping.values import ValueReader, meaning, named_value
from loaders.models import allowed_ends
from loaders.worksheet.building import (
    DatasetBuilder,
    Fact,
    FactSource,
    Stated,
    StatedRecord,
    is_synthetic,
    state_rows,
)
from loaders.worksheet.columns import Column, Making
from loaders.worksheet.names import NamedRecord
from loaders.worksheet.problems import CellProblem
from loaders.worksheet.resolving import BY_PROVINCE, Names, UnresolvedError
from loaders.worksheet.sheets import Cell, FilledRow, Worksheet
from schema.declare import Text
from schema.ids import kind_of
from schema.registry import Property, ValueType, declaration
from schema.text import normalise

_KNOWN = frozenset({"Area", "Term"})
"""Kinds of which a table can only name what is there."""

_PART = "\x1f"
_COMBINED: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "sum": operator.add,
    "largest": max,
    "smallest": min,
}
ANSWERED_IN_MAPPING = Text(
    'the mapping ([[alike]] with name, other, and answer = "same" or "different")',
    "แฟ้มจับคู่ ([[alike]] ระบุ name other และ answer เป็น same หรือ different)",
)
"""Where questions about names are answered."""


class MappedForm:
    """Tables that others made, read as a mapping says.

    Args:
        mapping: the mapping.
    """

    def __init__(self, mapping: TableMapping) -> None:
        self._mapping = mapping
        named = (record.kind for table in mapping.tables for record in table.records.values())
        self.kinds = tuple(sorted({*_KNOWN, *filter(None, named)}))

    def read(self, name: str, content: bytes) -> Worksheet:
        """The rows of the sheets that the mapping is about."""
        return read_mapped(name, content, self._mapping)

    def state(
        self, read: Worksheet, records: Iterable[NamedRecord], left_out: frozenset[tuple[str, int]]
    ) -> Stated:
        """The records and relationships that the rows state."""
        names = Names(records, read.verdicts, read.merged, synthetic=is_synthetic(read))
        tables = assigned(self._mapping, read.sheets)
        stater = _MappedRows(read, names, tables)
        return state_rows(read, names, stater, left_out, ANSWERED_IN_MAPPING)


class _MappedRows:
    """Puts the files together, row by row."""

    def __init__(self, read: Worksheet, names: Names, tables: Mapping[str, TableSpec]) -> None:
        self._read, self._names, self._tables = read, names, tables
        self._build = DatasetBuilder(read, names)
        self._build.begin()
        self._keyed: dict[str, Fact] = {}
        self._unused: Counter[tuple[str, str]] = Counter()
        self._columns: dict[tuple[str, str], Column] = {}
        self._values = ValueReader(read, names)

    def introduce(self, row: FilledRow) -> None:
        """Makes a row's records known by all their names and keys, before other rows speak of them."""
        self._values.silent = True  # what is wrong is said when the row is stated
        for record in self._tables[row.sheet].records.values():
            if record.kind:
                facts = self._facts(row, record)
                self._name_otherwise(row, record, facts)
                self._key(row, record, facts)
        self._values.silent = False

    def _name_otherwise(self, row: FilledRow, record: RecordSpec, facts: Sequence[Fact]) -> None:
        spec = record.values.get("aliases")
        if spec is None or len(facts) != 1:
            return
        for cell, alias in self._values.of(row, spec):
            try:
                self._names.call(facts[0].id, facts[0].column, alias)
            except UnresolvedError as error:
                self._read.wrong(cell, error.text)

    def _key(self, row: FilledRow, record: RecordSpec, facts: Sequence[Fact]) -> None:
        if record.ident is None:
            return
        for cell, key in self._values.of(row, record.ident):
            for fact in facts:
                if self._keyed.setdefault(normalise(key), fact).id != fact.id:
                    other = self._keyed[normalise(key)].cell
                    text = Text(
                        f"is the key of another record in row {other.row}",
                        f"ใช้เป็นรหัสของรายการอื่นในแถว {other.row} แล้ว",
                    )
                    self._read.wrong(cell, text)

    def state(self, row: FilledRow) -> None:
        """Adds what a row states."""
        table = self._tables[row.sheet]
        source = self._source_of(row, table)
        facts = {key: self._facts(row, record) for key, record in table.records.items()}
        for key, record in table.records.items():
            for fact in facts[key]:
                if fact.cell.row:
                    self._build.evidence(fact, source)
            self._describe(row, record, facts[key], source)
            self._place(facts[key], source)
        phrase = self._phrase(row, table)
        fitting = [self._fitting(table, link, facts) for link in table.links]
        for link, fits in zip(table.links, fitting, strict=True):
            if fits:
                self._join(row, link, facts, source, phrase)
        self._count_unused(row, table, fitting)
        self._check_ends(table, facts, fitting)

    def finished(self) -> Stated:
        """The files; notes name the issues that the dataset brings."""
        for new in self._names.new.values():
            if new.kind == "Issue":
                text = Text(
                    "is no issue that is known, and becomes one of this dataset",
                    "ยังไม่มีในประเด็นที่รู้จัก จึงเป็นประเด็นใหม่ของชุดข้อมูลนี้",
                )
                text = named_value(new.name, new.cell, text)
                self._read.notes.append(self._read.at(new.cell, text))
        for (sheet, heading), count in self._unused.items():
            text = Text(
                f"has no place in what some rows state; cells left out: {count:,}",
                f"ไม่มีที่เก็บในบางแถว จำนวนช่องที่ไม่ได้อ่าน: {count:,}",
            )
            note = CellProblem(self._read.file, sheet, 0, -1, heading, "", text)
            self._read.notes.append(note)
        return self._build.finished()

    # Records.

    def _facts(self, row: FilledRow, record: RecordSpec) -> list[Fact]:
        """What a row names as one of its records."""
        if record.when and not meets(record.when, _by_heading(row)):
            return []
        if not record.kind:
            return list(self._by_key(row, record))
        facts: dict[str, Fact] = {}
        for fact in self._named(row, record):
            facts.setdefault(fact.id, fact)
            if fact.id in self._names.new:
                self._build.node(fact.id, record.kind, fact.cell)
        return list(facts.values())

    def _by_key(self, row: FilledRow, record: RecordSpec) -> Iterator[Fact]:
        assert record.ident is not None
        for cell, key in self._values.of(row, record.ident):
            fact = self._keyed.get(normalise(key))
            if fact is not None:
                yield replace(fact, cell=cell, text=key, column=_headed(fact.column, cell.heading))
            else:
                self._values.wrong(
                    cell, Text(f"no row has the key “{key}”", f"ไม่มีแถวใดใช้รหัส “{key}”")
                )

    def _named(self, row: FilledRow, record: RecordSpec) -> Iterator[Fact]:
        assert record.name is not None
        values = list(self._values.of(row, record.name))
        outer = list(self._outer(row, record))
        if not values:
            yield from outer
        for cell, value in values:
            column = self._record_column(record, cell.heading)
            name = meaning(record.name, value)
            if not name or not self._build.fits(cell, name):
                continue
            try:
                if outer and record.kind == "Area":
                    ident = self._names.find_inside(name, outer[0].id)
                else:
                    ident = self._names.resolve(column, name, cell)
            except UnresolvedError as error:
                self._values.wrong(cell, named_value(value, cell, error.text))
            else:
                yield Fact(ident, cell, value, column)

    def _outer(self, row: FilledRow, record: RecordSpec) -> Iterator[Fact]:
        """The larger area that the row's area lies in."""
        for cell, value in self._values.of(row, record.within) if record.within else ():
            try:
                ident = self._names.find(BY_PROVINCE, value)
            except UnresolvedError as error:
                self._values.wrong(cell, named_value(value, cell, error.text))
            else:
                yield Fact(ident, cell, value, self._record_column(record, cell.heading))

    def _record_column(self, record: RecordSpec, heading: str) -> Column:
        making = Making.KNOWN if record.kind in _KNOWN else Making.MADE
        blank = Text("", "")
        plain = Column(
            heading, Text(heading, heading), blank, blank, kind=record.kind, making=making
        )
        return self._columns.setdefault((record.kind, heading), plain)

    def _describe(
        self, row: FilledRow, record: RecordSpec, facts: Sequence[Fact], source: FactSource
    ) -> None:
        """The properties of a row's record, which the dataset then states."""
        properties = declaration().kinds[record.kind].properties if record.kind else {}
        for name, spec in record.values.items():
            for cell, text in self._values.of(row, spec, properties[name]):
                if not facts:
                    self._lost(row, cell, record)
                    continue
                value = self._values.stated(cell, text, spec, properties[name])
                for fact in facts if value else ():
                    node = self._build.node(fact.id, record.kind, fact.cell)
                    self._put(node, properties[name], value, cell, spec)
                    self._carry(node, cell, text, source)

    def _place(self, facts: Sequence[Fact], source: FactSource) -> None:
        """A new network is of the dataset's province."""
        province = self._names.province
        for fact in facts:
            new = self._names.new.get(fact.id)
            if province and new and new.kind == "Network":
                area = Fact(province.id, fact.cell, fact.text, fact.column)
                self._build.join("PART_OF", [fact], [area], source)

    # Relationships.

    def _fitting(
        self, table: TableSpec, link: LinkSpec, facts: Mapping[str, Sequence[Fact]]
    ) -> bool:
        """Whether a relationship can lead from what a row names to what it names.

        Of records that are known by keys alone, the mapping does not know the kinds: a row states
        the relationships that its own fit.
        """
        ends = (link.source, link.target)
        if all(table.records[end].kind for end in ends) or not all(facts[end] for end in ends):
            return True
        kinds = ({kind_of(fact.id) for fact in facts[end]} for end in ends)
        return set(product(*kinds)) <= allowed_ends(link.type)

    def _count_unused(self, row: FilledRow, table: TableSpec, fitting: Sequence[bool]) -> None:
        """Cells of relationships that do not fit a row, and that nothing else reads."""
        read = {name for spec in _specs_of(table, fitting) for name in spec.columns}
        for spec in _specs_of(table, [not fits for fits in fitting]):
            for name in spec.columns:
                if name in row.cells and name not in read:
                    self._unused[row.sheet, name] += 1

    def _check_ends(
        self, table: TableSpec, facts: Mapping[str, Sequence[Fact]], fitting: Sequence[bool]
    ) -> None:
        if any(fitting) or not fitting:
            return
        named = [
            fact for key in (table.links[0].source, table.links[0].target) for fact in facts[key]
        ]
        kinds = " – ".join(kind_of(fact.id) for fact in named)
        text = Text(
            f"ties what no relationship of the mapping ties ({kinds})",
            f"เชื่อมสิ่งที่ไม่มีความสัมพันธ์ใดในแฟ้มจับคู่เชื่อม ({kinds})",
        )
        self._values.wrong(named[0].cell, text)

    def _join(
        self,
        row: FilledRow,
        link: LinkSpec,
        facts: Mapping[str, Sequence[Fact]],
        source: FactSource,
        phrase: Fact | None,
    ) -> None:
        relationship = declaration().types[link.type][0]
        properties = declaration().properties_of(relationship)
        stated = [
            (properties[name], cell, text, spec)
            for name, spec in link.values.items()
            for cell, text in self._values.of(row, spec, properties[name])
        ]
        sources, targets = facts[link.source], facts[link.target]
        table = self._tables[row.sheet]
        if not (sources and targets):
            lacking = table.records[link.target if sources else link.source]
            for _, cell, _, _ in stated:
                self._lost(row, cell, lacking)
            return
        values = [
            (item, self._values.stated(cell, text, spec, item), cell, text, spec)
            for item, cell, text, spec in stated
        ]
        key = _PART.join(
            next((value for item, value, *_ in values if item.name == name), "")
            for name in relationship.key
        )
        for one, other in ((one, other) for one in sources for other in targets):
            if one.id == other.id:
                self._values.wrong(
                    other.cell, Text("stands at both ends", "เป็นทั้งสองปลายของความสัมพันธ์")
                )
                continue
            ends = (
                sorted((one, other), key=lambda fact: fact.id)
                if relationship.symmetric
                else [one, other]
            )
            (joined,) = self._build.join(link.type, ends[:1], ends[1:], source, key, phrase=phrase)
            for item, value, cell, text, spec in values:
                if value:
                    self._put(joined, item, value, cell, spec)
                    self._carry(joined, cell, text, source)

    # Values and the words that they rest on.

    def _put(
        self, record: StatedRecord, item: Property, value: str, cell: Cell, spec: ValueSpec
    ) -> None:
        """Gives a record a value; where it has another one, that is combined or wrong."""
        name = item.name
        if item.many:
            record.add(name, value)
            return
        before = record.values.get(name)
        if before and spec.several:
            value = _combined(before, value, spec.several)
        elif before and before != value:
            row = record.cells[name].row if name in record.cells else 0
            text = Text(
                f"differs from “{before}” in row {row}, which is of the same record or relationship; "
                "it can have one value"
                + (
                    ' (or say several = "sum" in the mapping)'
                    if item.type is ValueType.FLOAT
                    else ""
                ),
                f"ต่างจาก “{before}” ในแถว {row} ซึ่งเป็นรายการหรือความสัมพันธ์เดียวกัน มีได้ค่าเดียว"
                + (' (หรือระบุ several = "sum" ในแฟ้มจับคู่)' if item.type is ValueType.FLOAT else ""),
            )
            self._values.wrong(cell, text)
            return
        record.values[name] = value
        if cell.row:
            record.cells[name] = cell

    def _carry(self, record: StatedRecord, cell: Cell, text: str, source: FactSource) -> None:
        """A value rests on the words of its cell."""
        if cell.row:
            record.add("evidence", self._build.evidence(self._words(cell, text), source))

    def _words(self, cell: Cell, text: str) -> Fact:
        blank = Text("", "")
        return Fact(
            "", cell, text, Column(cell.heading, Text(cell.heading, cell.heading), blank, blank)
        )

    def _phrase(self, row: FilledRow, table: TableSpec) -> Fact | None:
        """The words that a row's relationships rest on, where a column has them."""
        if table.evidence is None:
            return None
        cell = next(
            (row.cells[name][0] for name in table.evidence.columns if name in row.cells), None
        )
        return self._words(cell, cell.value) if cell else None

    def _source_of(self, row: FilledRow, table: TableSpec) -> FactSource:
        place = next(iter(row.cells.values()))[0]
        stated = next(iter(self._values.of(row, table.source)), None) if table.source else None
        dated = next(iter(self._values.of(row, table.date)), None) if table.date else None
        cell = replace(stated[0], value=stated[1]) if stated else None
        day = (
            self._values.date(dated[0], dated[1], table.date, last=False)
            if dated and table.date
            else ""
        )
        return self._build.source(place, cell, day, dated[0] if dated else None)

    def _lost(self, row: FilledRow, cell: Cell, record: RecordSpec) -> None:
        """A value of something that its row does not name; where the name is wrong, that is said."""
        if not cell.row:
            return
        if record.when and not meets(record.when, _by_heading(row)):
            self._unused[row.sheet, cell.heading] += 1
            return
        spec = record.name or record.ident or ValueSpec()
        if any(
            meaning(spec, row.cells[name][0].value) for name in spec.columns if name in row.cells
        ):
            return
        text = Text(
            f"belongs to “{record.key}”, which this row does not name",
            f"เป็นของ “{record.key}” แต่แถวนี้ไม่ได้ระบุ",
        )
        self._values.wrong(cell, text)


def _combined(before: str, value: str, how: str) -> str:
    return format(_COMBINED[how](Decimal(before), Decimal(value)), "f")


def _headed(column: Column, heading: str) -> Column:
    return replace(column, key=heading, heading=Text(heading, heading))


def _specs_of(table: TableSpec, chosen: Sequence[bool]) -> Iterator[ValueSpec]:
    """The values of the relationships that are chosen."""
    for link, is_chosen in zip(table.links, chosen, strict=True):
        if is_chosen:
            yield from link.values.values()


def _by_heading(row: FilledRow) -> dict[str, Cell]:
    return {key: cells[0] for key, cells in row.cells.items()}
