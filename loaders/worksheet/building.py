"""Puts together the files of a dataset from cells: records, relationships, and the words they rest on."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from loaders.cells import NAME_LENGTH, SEPARATOR
from loaders.get import INFO_FILE
from loaders.records import RawDataset, RawFile
from loaders.tables.limits import too_large
from loaders.worksheet.columns import BY_KEY, INFO_FIELDS, Column
from loaders.worksheet.problems import CellProblem
from loaders.worksheet.resolving import Names, UnresolvedError
from loaders.worksheet.sheets import Cell, FilledRow, Worksheet
from schema.dates import parse_date
from schema.declare import Text
from schema.errors import PhakhiError
from schema.ids import check_id, digest
from schema.registry import declaration
from schema.spellings import in_files
from schema.text import canonical_text, check_text, cut

_HASH = 16
_NAME = 80
_MOST_JOINED = 2_000_000
_YES = frozenset({"ใช่", "yes", "true", "y", "จริง"})
_NO = frozenset({"", "ไม่", "ไม่ใช่", "no", "false", "n"})
_QUOTED = re.compile(r"^(['\"]).*?\1:?\s*", re.DOTALL)
"""The value that a sentence begins with, and that is shown beside it."""

_SLUG = re.compile("[^a-z0-9]+")
_SAID_BY_SOURCE = frozenset({"ANSWERS", "ADDRESSES", "SERVES", "PART_OF", "AT", "FILLS"})
"""Types whose evidence is what their start says."""

_NO_DATASET = Text(
    "is no id of a dataset; write it as it was, or clear the line to load these rows as a worksheet "
    "of their own",
    "ไม่ใช่รหัสชุดข้อมูล ให้เขียนตามเดิม หรือลบบรรทัดนี้เพื่อนำเข้าแถวเหล่านี้เป็นใบงานใหม่",
)

Place = tuple[str, int]
"""A file of the dataset, and a row in it."""


@dataclass(slots=True)
class StatedRecord:
    """A row of a file of nodes or relationships that is being put together.

    Attributes:
        values: its columns with one value.
        cells: the cells that columns come from; ``""`` for the rest.
        lists: its columns with several values.
    """

    values: dict[str, str]
    cells: dict[str, Cell]
    lists: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, name: str, *items: str) -> None:
        """Adds items to a list, each once."""
        self.lists.setdefault(name, {}).update(dict.fromkeys(items))


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a cell, and the record that it means."""

    id: str
    cell: Cell
    text: str
    column: Column


@dataclass(frozen=True, slots=True)
class FactSource:
    """What a row's facts rest on."""

    id: str
    column: Column


@dataclass(frozen=True, slots=True)
class Stated:
    """Tables as the files of a dataset.

    Attributes:
        raw: what the loader checks and loads.
        origins: the cells that a row of a file comes from, by the file's column; ``""`` for the rest.
    """

    raw: RawDataset
    origins: dict[Place, dict[str, Cell]]


def dataset_id(read: Worksheet) -> str:
    """The id of the dataset that a worksheet is: from its title, or else from the file's name.

    The rest of a worksheet says itself which one it belongs to.
    """
    rest = read.info.get("rest_of")
    if rest is not None and _is_dataset(rest.value):
        return rest.value
    title = read.info.get("title")
    name = title.value if title else Path(read.file).stem
    plain = canonical_text(name).strip()
    slug = _SLUG.sub("-", plain.lower()).strip("-")
    readable = slug if plain.isascii() and slug else f"w-{digest('Dataset', plain)[:_HASH]}"
    return f"dataset:{readable[:_NAME].rstrip('-')}"


def _is_dataset(text: str) -> bool:
    try:
        check_id(text, "Dataset")
    except PhakhiError:
        return False
    return True


def is_synthetic(read: Worksheet) -> bool:
    """Whether the worksheet says that it is invented."""
    cell = read.info.get("synthetic")
    return cell is not None and cell.value.lower() in _YES


class DatasetBuilder:
    """Collects records and relationships, each with the cell that it comes from.

    Args:
        read: the tables as they were read; what is wrong is added to its problems.
        names: has what names mean.

    Attributes:
        late_names: makes the names of records that are called after others, when those have theirs.
    """

    def __init__(self, read: Worksheet, names: Names) -> None:
        self.late_names: dict[str, Callable[[], str]] = {}
        self._read, self._names = read, names
        self._nodes: dict[str, dict[str, StatedRecord]] = {}
        self._links: dict[str, dict[tuple[str, ...], StatedRecord]] = {}
        self._joined = 0

    def begin(self) -> None:
        """Reads what is said about the dataset."""
        province = self._read.info.get("province")
        if province is not None:
            try:
                self._names.choose_province(province.value)
            except UnresolvedError as error:
                self._read.wrong(province, error.text)
        rest = self._read.info.get("rest_of")
        if rest is not None and not _is_dataset(rest.value):
            self._read.wrong(rest, _NO_DATASET)
        synthetic = self._read.info.get("synthetic")
        if synthetic is not None and synthetic.value.lower() not in _YES | _NO:
            self._read.wrong(synthetic, Text("should be yes or no", "ต้องเป็น ใช่ หรือ ไม่ใช่"))

    def fits(self, cell: Cell, value: str) -> bool:
        """Whether a value is a text that a record may have; a problem is added where it is not."""
        try:
            check_text(value, NAME_LENGTH)
        except PhakhiError as error:
            self._read.wrong(cell, Text(error.en, error.th))
            return False
        return True

    def day(self, cell: Cell | None) -> str:
        """The day that a cell states, in ISO form; a problem is added where it states none."""
        if cell is None:
            return ""
        try:
            return parse_date(" ".join(cell.value.split())).isoformat()
        except PhakhiError as error:
            self._read.wrong(cell, without_value(error))
            return ""

    def source(self, place: Cell, stated: Cell | None, day: str, dated: Cell | None) -> FactSource:
        """The source that facts rest on: the one stated, the dataset's, or the file itself.

        Args:
            place: a cell of the facts.
            stated: the cell that names their source.
            day: when it was published, in ISO form, or empty.
            dated: the cell that says so.
        """
        cell = stated or self._read.info.get("source") or self._read.info.get("title")
        name = " ".join(cell.value.split()) if cell else Path(self._read.file).stem
        ident = f"source:w-{digest('Source', dataset_id(self._read), name, day)[:_HASH]}"
        record = self.node(ident, "Source", cell or place)
        record.values["name_th"] = name
        if day and dated:
            record.values["published"] = day
            record.cells["published"] = dated
        return FactSource(ident, BY_KEY["source"])

    def node(self, ident: str, kind: str, cell: Cell) -> StatedRecord:
        """The row of a record, which the dataset then states."""
        nodes = self._nodes.setdefault(kind, {})
        if ident not in nodes:
            nodes[ident] = StatedRecord({"id": ident, "name_th": ""}, {"": cell})
        return nodes[ident]

    def join(
        self,
        type_: str,
        sources: Sequence[Fact],
        targets: Sequence[Fact],
        source: FactSource,
        key: str = "",
        *,
        phrase: Fact | None = None,
    ) -> list[StatedRecord]:
        """Relationships from each to each, each with the words that it rests on.

        Args:
            type_: their type.
            sources: where they start.
            targets: where they lead.
            source: what they rest on.
            key: what tells two relationships of the same ends apart.
            phrase: the words; left out, those of the end that says it.
        """
        joined = []
        links = self._links.setdefault(type_, {})
        worded = "wording" in declaration().properties_of(declaration().types[type_][0])
        for one in sources:
            for other in targets:
                ends = (one.id, other.id, key)
                record = links.setdefault(
                    ends,
                    StatedRecord(
                        {"from": one.id, "to": other.id},
                        {"": other.cell, "from": one.cell, "to": other.cell},
                    ),
                )
                carrying = phrase or _carrying(type_, one, other)
                record.add("evidence", self.evidence(carrying, source))
                self._joined += 1
                if self._joined > _MOST_JOINED:
                    raise too_large(self._read.file)
                if worded:
                    said = {canonical_text(other.text), record.values.get("wording", "")} - {""}
                    record.values["wording"] = max(said)
                joined.append(record)
        return joined

    def evidence(self, fact: Fact, source: FactSource) -> str:
        """The words of a cell, as evidence; the record that they name rests on them, too."""
        ident = f"evidence:w-{digest('Evidence', source.id, fact.column.key, fact.text)[:_HASH]}"
        nodes = self._nodes.setdefault("Evidence", {})
        if ident not in nodes:
            name = f"{fact.column.heading.th}: {cut(fact.text, _NAME)}"
            nodes[ident] = StatedRecord(
                {"id": ident, "name_th": name, "phrase": fact.text, "from": source.id},
                {"": fact.cell},
            )
        if fact.id in self._names.new:
            self.node(fact.id, self._names.new[fact.id].kind, fact.cell).add("evidence", ident)
        return ident

    def finished(self) -> Stated:
        """The files, with the names of each record in all spellings."""
        for kind, nodes in self._nodes.items():
            for ident, record in nodes.items():
                self._name(kind, ident, record)
        for links in self._links.values():
            for ends, record in links.items():
                wording = record.values.get("wording")
                if wording is not None and wording == self._names.name_of(ends[1]):
                    del record.values["wording"]
        files: list[RawFile] = []
        origins: dict[Place, dict[str, Cell]] = {}
        for name, records in self._by_file():
            file, places = _file(name, records)
            files.append(file)
            origins |= places
        return Stated(self._raw(files), origins)

    def _name(self, kind: str, ident: str, record: StatedRecord) -> None:
        """Gives a record its name, now that all spellings are known."""
        new = self._names.new.get(ident)
        if ident in self.late_names:
            record.values["name_th"] = self.late_names[ident]()
        elif not record.values["name_th"]:
            record.values["name_th"] = self._names.name_of(ident)
        if new and "aliases" in declaration().kinds[kind].properties:
            record.add("aliases", *new.others)

    def _by_file(self) -> Iterator[tuple[str, list[StatedRecord]]]:
        kinds = declaration().kinds
        for kind, nodes in sorted(self._nodes.items()):
            yield f"{kinds[kind].plural}.csv", [nodes[ident] for ident in sorted(nodes)]
        for type_, links in sorted(self._links.items()):
            if links:
                yield f"{in_files(type_)}.csv", [links[ends] for ends in sorted(links)]

    def _raw(self, files: list[RawFile]) -> RawDataset:
        info = self._read.info
        given = {
            item.key: info[item.key].value if item.key in info else item.otherwise
            for item in INFO_FIELDS
        }
        precedence = given["precedence"]
        stated: dict[str, object] = {
            "id": dataset_id(self._read),
            "name_th": given["title"] or Path(self._read.file).stem,
            "synthetic": is_synthetic(self._read),
            "version": given["version"],
            "licence": given["licence"],
            "precedence": int(precedence) if precedence.isdecimal() else precedence,
        }
        content = json.dumps(
            [stated, [(file.name, file.header, file.rows) for file in files]], ensure_ascii=False
        )
        checksum = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        path = Path(self._read.file)
        return RawDataset(path, stated, tuple(files), checksum, adds="rest_of" in info)


class RowStater(Protocol):
    """Says what the rows of one sort of tables state."""

    def introduce(self, row: FilledRow) -> None:
        """Makes what a row names known, before other rows speak of it."""
        ...

    def state(self, row: FilledRow) -> None:
        """Adds what a row states."""
        ...

    def finished(self) -> Stated:
        """All of it."""
        ...


def state_rows(
    read: Worksheet,
    names: Names,
    stater: RowStater,
    left_out: frozenset[tuple[str, int]],
    answered: Text,
) -> Stated:
    """The dataset that rows state; what is wrong is added to ``read.problems``.

    Args:
        read: the tables as they were read.
        names: has what names mean.
        stater: of the sort of the tables.
        left_out: rows that are not stated, by sheet and number.
        answered: where questions about names are answered.
    """
    rows = [row for row in read.rows if (row.sheet, row.number) not in left_out]
    for row in rows:
        stater.introduce(row)
    for row in rows:
        stater.state(row)
    read.problems.extend(read.at(item.cell, item.text(answered)) for item in names.questions())
    return stater.finished()


def _carrying(type_: str, one: Fact, other: Fact) -> Fact:
    """The end whose words carry a relationship; one that is in no cell has none."""
    first, second = (one, other) if type_ in _SAID_BY_SOURCE else (other, one)
    return first if first.cell.row else second


def without_value(error: PhakhiError) -> Text:
    """What an error says of a value, without the value, which is shown beside it."""
    en, th = (_QUOTED.sub("", text) for text in (error.en, error.th))
    return Text(en.rstrip("."), th)


def _file(
    name: str, records: Sequence[StatedRecord]
) -> tuple[RawFile, dict[Place, dict[str, Cell]]]:
    columns = dict.fromkeys(key for record in records for key in (*record.values, *record.lists))
    rows, places = [], {}
    for number, record in enumerate(records, start=2):
        joined = {key: SEPARATOR.join(sorted(items)) for key, items in record.lists.items()}
        values = record.values | joined
        rows.append((number, tuple(values.get(key, "") for key in columns)))
        places[name, number] = record.cells
    return RawFile(name, tuple(columns), tuple(rows)), places


def problem_of(
    read: Worksheet, stated: Stated, place: Place, column: str, text: Text
) -> CellProblem:
    """What is wrong with a row of a file, at the cell that it comes from."""
    if place[0] == INFO_FILE:
        cell = read.info.get(_INFO_KEYS.get(column, column))
    else:
        cells = stated.origins.get(place, {})
        cell = cells.get(column) or cells.get("")
    if cell is None:
        return CellProblem(read.file, "", 0, -1, "", column, text)
    return read.at(cell, text)


_INFO_KEYS = {"name_th": "title", "id": "title"}
