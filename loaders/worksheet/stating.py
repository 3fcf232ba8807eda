"""From the rows of a worksheet to the files of a dataset, with the cell that each of them comes from."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders.cells import NAME_LENGTH, SEPARATOR
from loaders.get import INFO_FILE
from loaders.records import RawDataset, RawFile
from loaders.tables.limits import too_large
from loaders.worksheet.columns import BY_KEY, COLUMNS, INFO_FIELDS, Column, Making
from loaders.worksheet.likeness import canonical
from loaders.worksheet.names import NamedRecord
from loaders.worksheet.problems import CellProblem
from loaders.worksheet.resolving import Names, UnresolvedError
from loaders.worksheet.sheets import Cell, Row, Worksheet
from loaders.worksheet.splitting import split_cell
from schema.dates import parse_date
from schema.declare import Text
from schema.errors import PhakhiError
from schema.ids import check_id, digest
from schema.registry import declaration
from schema.spellings import in_files
from schema.text import canonical_text, check_text, cut

_HASH = 16
_NAME = 80
_MOST_VALUES = 50
"""Values of a cell: those of a row are related each to each."""

_MOST_JOINED = 2_000_000
_YES = frozenset({"ใช่", "yes", "true", "y", "จริง"})
_NO = frozenset({"", "ไม่", "ไม่ใช่", "no", "false", "n"})
_WORK = ("goal_1", "goal_3", "mechanism")
_BROUGHT = ("problem", "good_deed", *_WORK, "capital")
_SENTENCES = frozenset({*_BROUGHT, "indicator", "source", "date"})
_QUOTED = re.compile(r"^(['\"]).*?\1:?\s*", re.DOTALL)
"""The value that a sentence begins with, and that is shown beside it."""

_SLUG = re.compile("[^a-z0-9]+")

_NO_DATASET = Text(
    "is no id of a dataset; write it as it was, or clear the line to load these rows as a worksheet "
    "of their own",
    "ไม่ใช่รหัสชุดข้อมูล ให้เขียนตามเดิม หรือลบบรรทัดนี้เพื่อนำเข้าแถวเหล่านี้เป็นใบงานใหม่",
)

Place = tuple[str, int]
"""A file of the dataset, and a row in it."""


@dataclass(slots=True)
class _Record:
    """A row of a file of nodes or relationships that is being put together."""

    values: dict[str, str]
    cells: dict[str, Cell]
    lists: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, name: str, *items: str) -> None:
        """Adds items to a list, each once."""
        self.lists.setdefault(name, {}).update(dict.fromkeys(items))


@dataclass(frozen=True, slots=True)
class Stated:
    """A worksheet as the files of a dataset.

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
    return cell is not None and cell.value.strip().lower() in _YES


def state(
    read: Worksheet,
    records: Iterable[NamedRecord],
    left_out: frozenset[tuple[str, int]] = frozenset(),
) -> Stated:
    """The dataset that a worksheet states; what is wrong is added to ``read.problems``.

    Args:
        read: the worksheet.
        records: what the graph has beside this dataset.
        left_out: rows that are not stated, by sheet and number.
    """
    names = Names(records, read.verdicts, synthetic=is_synthetic(read))
    maker = _Maker(read, names)
    maker.begin()
    rows = [row for row in read.rows if (row.sheet, row.number) not in left_out]
    for row in rows:
        maker.introduce(row)
    for row in rows:
        maker.state(row)
    read.problems.extend(read.at(item.cell, item.text) for item in names.questions())
    return maker.finished()


class _Maker:
    """Puts the files together, row by row."""

    def __init__(self, read: Worksheet, names: Names) -> None:
        self._read, self._names = read, names
        self._nodes: dict[str, dict[str, _Record]] = {}
        self._links: dict[str, dict[tuple[str, ...], _Record]] = {}
        self._known = {column.kind: names.written(column.kind) for column in COLUMNS if column.kind}
        self._posts: dict[str, str] = {}
        self._unplaced = False
        self._joined = 0

    # What holds for all rows.

    def begin(self) -> None:
        """Reads what the sheet about the dataset says."""
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

    def introduce(self, row: Row) -> None:
        """Makes a row's agency known by all its names, before other rows speak of it."""
        for ident, cell in self._ids(row, "agency"):
            for other in row.cells.get("aliases", ()):
                for alias in self._values(BY_KEY["aliases"], other):
                    try:
                        self._names.call(ident, "Agency", alias)
                    except UnresolvedError as error:
                        self._read.wrong(other, error.text)
                    self._node(ident, "Agency", cell).add("aliases", alias)

    # One row.

    def state(self, row: Row) -> None:
        """Adds what a row states."""
        source = self._source_of(row)
        agencies = self._facts(row, "agency")
        networks = self._facts(row, "network")
        actors = agencies or networks
        if len(agencies) > 1:
            text = Text(
                "names several agencies; give each a row of its own",
                "มีหลายหน่วยงาน ให้แยกแถวละหนึ่งหน่วยงาน",
            )
            self._read.wrong(row.cells["agency"][0], text)
            return
        brought = {key: self._facts(row, key) for key in _BROUGHT}
        areas, issues = self._facts(row, "district"), self._facts(row, "issue")
        for actor in (*agencies, *networks):
            self._evidence(actor, source)
        if agencies:
            self._join("MEMBER_OF", agencies, networks, source)
            self._join("IN_AREA", agencies, areas, source)
        self._place(networks, source)
        for key, facts in brought.items():
            self._join(BY_KEY[key].link, actors, facts, source)
            self._join("IN_AREA", facts, areas, source)
            self._join("CONCERNS", facts, issues, source)
        if not any(brought.values()):
            self._join("ADOPTS", actors, issues, source)
        self._belong(row, brought, source)
        self._join("SEEKS_LINK_WITH", actors, self._facts(row, "link_with"), source)
        self._cooperate(row, agencies, brought, source)
        self._answer_for(row, agencies, source)

    def _belong(self, row: Row, brought: dict[str, list[_Fact]], source: _Source) -> None:
        """What one row has of one thing belongs to it; of several, nobody says which to which."""
        problems, goals = brought["problem"], [*brought["goal_1"], *brought["goal_3"]]
        if len(problems) == 1:
            self._join("ANSWERS", brought["good_deed"], problems, source)
            self._join("ADDRESSES", [*goals, *brought["mechanism"]], problems, source)
        elif len(problems) > 1 and any(brought[key] for key in ("good_deed", *_WORK)):
            self._note(row, "problem")
        if len(goals) == 1 or len(problems) <= 1:
            self._join("SERVES", brought["mechanism"], goals, source)
        indicators = self._facts(row, "indicator")
        if indicators and not goals:
            text = Text(
                "measures no goal: write the goal in the same row",
                "ไม่มีเป้าหมายให้วัด ให้เขียนเป้าหมายในแถวเดียวกัน",
            )
            self._read.wrong(row.cells["indicator"][0], text)
        elif len(goals) > 1 and len(indicators) == len(goals):
            for goal, indicator in zip(goals, indicators, strict=True):
                self._join("MEASURED_BY", [goal], [indicator], source)
        elif len(goals) > 1 < len(indicators):
            text = Text(
                "measures which goal? Give each goal and its indicators a row of their own",
                "วัดเป้าหมายใด ให้แยกแถวละหนึ่งเป้าหมายพร้อมตัวชี้วัด",
            )
            self._read.wrong(row.cells["indicator"][0], text)
        else:
            self._join("MEASURED_BY", goals, indicators, source)

    def _note(self, row: Row, key: str) -> None:
        text = Text(
            "holds several problems: which of them the good deeds, goals and mechanisms of the row answer is "
            "not stated; give each problem a row of its own to say so",
            "มีหลายปัญหา จึงไม่ได้ระบุว่าความดี เป้าหมาย และกลไกในแถวตอบปัญหาใด หากต้องการระบุ ให้แยกแถวละหนึ่งปัญหา",
        )
        self._read.notes.append(self._read.at(row.cells[key][0], text))

    def _cooperate(
        self,
        row: Row,
        agencies: list[_Fact],
        brought: dict[str, list[_Fact]],
        source: _Source,
    ) -> None:
        """The agency's roles in the work of its row."""
        work = [fact for key in _WORK for fact in brought[key]]
        roles = self._facts(row, "role")
        if roles and not (agencies and work):
            text = Text(
                "needs an agency, and a goal or mechanism that it has the role in, in the same row",
                "ต้องมีหน่วยงาน และเป้าหมายหรือกลไกที่หน่วยงานมีบทบาท ในแถวเดียวกัน",
            )
            self._read.wrong(row.cells["role"][0], text)
            return
        for role in roles:
            for record in self._join("TAKES_PART_IN", agencies, work, source, role.id):
                record.values["role"] = role.id
                record.cells["role"] = role.cell

    def _answer_for(self, row: Row, agencies: list[_Fact], source: _Source) -> None:
        """Persons who are responsible fill a post of the agency."""
        for person in self._facts(row, "responsible"):
            if not agencies:
                text = Text("needs an agency in the same row", "ต้องมีหน่วยงานในแถวเดียวกัน")
                self._read.wrong(person.cell, text)
                return
            agency = agencies[0]
            post = _Fact(
                f"post:w-{digest('Post', agency.id)[:_HASH]}",
                person.cell,
                person.text,
                person.column,
            )
            record = self._node(post.id, "Post", person.cell)
            record.values["title"] = "ผู้รับผิดชอบ"
            self._posts[post.id] = agency.id
            self._join("AT", [post], [agency], source)
            self._join("FILLS", [person], [post], source)

    def _place(self, networks: list[_Fact], source: _Source) -> None:
        """A new network is of the worksheet's province."""
        province = self._names.province
        new = [fact for fact in networks if fact.id in self._names.new]
        if new and province is None and not self._unplaced:
            self._unplaced = True
            text = Text(
                "is new, and the sheet about the dataset names no province that it is of",
                "เป็นเครือข่ายใหม่ แต่แผ่นข้อมูลชุดไม่ได้ระบุจังหวัด",
            )
            self._read.wrong(new[0].cell, text)
        elif province is not None:
            area = [_Fact(province.id, fact.cell, fact.text, fact.column) for fact in new[:1]]
            self._join("PART_OF", new, area, source)

    # Names.

    def _values(self, column: Column, cell: Cell) -> list[str]:
        """The values of a cell that can be looked up; none, where there are too many."""
        known = self._known.get(column.kind, frozenset())
        values = split_cell(cell.value, names=column.key not in _SENTENCES, known=known)
        if len(values) > _MOST_VALUES:
            text = Text(
                f"has {len(values):,} values; put them in several rows, at most {_MOST_VALUES} in a cell",
                f"มี {len(values):,} รายการ ให้แยกเป็นหลายแถว ช่องละไม่เกิน {_MOST_VALUES} รายการ",
            )
            self._read.wrong(cell, text)
            return []
        return [value for value in values if self._fits(cell, value)]

    def _fits(self, cell: Cell, value: str) -> bool:
        try:
            check_text(value, NAME_LENGTH)
        except PhakhiError as error:
            self._read.wrong(cell, Text(error.en, error.th))
            return False
        return True

    def _ids(self, row: Row, key: str) -> Iterator[tuple[str, Cell]]:
        for fact in self._facts(row, key, silent=True):
            yield fact.id, fact.cell

    def _facts(self, row: Row, key: str, *, silent: bool = False) -> list[_Fact]:
        """What a row's cells under a heading mean; ``silent``, when the problems were noted before."""
        column = BY_KEY[key]
        facts: dict[str, _Fact] = {}
        for cell in row.cells.get(key, ()):
            for value in self._values(column, cell):
                try:
                    ident = self._names.resolve(column, value, cell)
                except UnresolvedError as error:
                    if not silent:
                        whole = value == cell.value or column.making is Making.MADE
                        text = (
                            error.text
                            if whole
                            else Text(f"“{value}” {error.text.en}", f"“{value}” {error.text.th}")
                        )
                        self._read.wrong(cell, text)
                    continue
                facts.setdefault(ident, _Fact(ident, cell, value, column))
                if ident in self._names.new:
                    record = self._node(ident, column.kind, cell)
                    record.values.update(column.values)
        return list(facts.values())

    def _source_of(self, row: Row) -> _Source:
        """The source that a row's facts rest on: its own, the dataset's, or the worksheet itself."""
        column = BY_KEY["source"]
        day = self._day(row)
        cells = row.cells.get("source", ())
        info = self._read.info.get("source") or self._read.info.get("title")
        cell = cells[0] if cells else info
        name = " ".join(cell.value.split()) if cell else Path(self._read.file).stem
        place = cell or next(iter(row.cells.values()))[0]
        ident = f"source:w-{digest('Source', dataset_id(self._read), name, day)[:_HASH]}"
        record = self._node(ident, "Source", place)
        record.values["name_th"] = name
        if day:
            record.values["published"] = day
            record.cells["published"] = row.cells["date"][0]
        return _Source(ident, column)

    def _day(self, row: Row) -> str:
        cells = row.cells.get("date", ())
        if not cells:
            return ""
        try:
            return parse_date(" ".join(cells[0].value.split())).isoformat()
        except PhakhiError as error:
            en, th = (_QUOTED.sub("", text) for text in (error.en, error.th))
            self._read.wrong(cells[0], Text(en.rstrip("."), th))
            return ""

    # Records and relationships.

    def _node(self, ident: str, kind: str, cell: Cell) -> _Record:
        nodes = self._nodes.setdefault(kind, {})
        if ident not in nodes:
            nodes[ident] = _Record({"id": ident, "name_th": ""}, {"": cell})
        return nodes[ident]

    def _join(
        self,
        type_: str,
        sources: Sequence[_Fact],
        targets: Sequence[_Fact],
        source: _Source,
        key: str = "",
    ) -> list[_Record]:
        """Relationships from each to each, each with the words of the cell that it rests on."""
        joined = []
        links = self._links.setdefault(type_, {})
        worded = "wording" in declaration().properties_of(declaration().types[type_][0])
        for one in sources:
            for other in targets:
                carrying = one if type_ in _SAID_BY_SOURCE else other
                ends = (one.id, other.id, key)
                record = links.setdefault(
                    ends,
                    _Record(
                        {"from": one.id, "to": other.id},
                        {"": other.cell, "from": one.cell, "to": other.cell},
                    ),
                )
                record.add("evidence", self._evidence(carrying, source))
                self._joined += 1
                if self._joined > _MOST_JOINED:
                    raise too_large(self._read.file)
                if worded:
                    said = {canonical(other.text), record.values.get("wording", "")} - {""}
                    record.values["wording"] = max(said)
                joined.append(record)
        return joined

    def _evidence(self, fact: _Fact, source: _Source) -> str:
        """The words of a cell, as evidence; the record that they name rests on them, too."""
        ident = f"evidence:w-{digest('Evidence', source.id, fact.column.key, fact.text)[:_HASH]}"
        nodes = self._nodes.setdefault("Evidence", {})
        if ident not in nodes:
            name = f"{fact.column.heading.th}: {cut(fact.text, _NAME)}"
            nodes[ident] = _Record(
                {"id": ident, "name_th": name, "phrase": fact.text, "from": source.id},
                {"": fact.cell},
            )
        if fact.id in self._names.new:
            self._node(fact.id, self._names.new[fact.id].kind, fact.cell).add("evidence", ident)
        return ident

    # Files.

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

    def _name(self, kind: str, ident: str, record: _Record) -> None:
        """Gives a record its name, now that all spellings are known."""
        new = self._names.new.get(ident)
        if kind == "Post":
            record.values["name_th"] = f"ผู้รับผิดชอบของ {self._names.name_of(self._posts[ident])}"
        elif not record.values["name_th"]:
            record.values["name_th"] = self._names.name_of(ident)
        if new and "aliases" in declaration().kinds[kind].properties:
            record.add("aliases", *new.others)

    def _by_file(self) -> Iterator[tuple[str, list[_Record]]]:
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


@dataclass(frozen=True, slots=True)
class _Fact:
    """A value of a cell, and the record that it means."""

    id: str
    cell: Cell
    text: str
    column: Column


@dataclass(frozen=True, slots=True)
class _Source:
    """What a row's facts rest on."""

    id: str
    column: Column


_SAID_BY_SOURCE = frozenset({"ANSWERS", "ADDRESSES", "SERVES", "PART_OF", "AT", "FILLS"})
"""Types whose evidence is what their start says."""


def _file(name: str, records: Sequence[_Record]) -> tuple[RawFile, dict[Place, dict[str, Cell]]]:
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
