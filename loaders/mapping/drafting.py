"""The first draft of a mapping, from the headings and values of a table, for a person to edit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import permutations, takewhile

from loaders.mapping.declared import AS_WRITTEN, SPLITS
from loaders.mapping.headings import KINDS, SUMS, TIES, currency_in
from loaders.mapping.looking import (
    ForeignColumn,
    ForeignTable,
    NodeKeys,
    are_persons,
    is_parent,
    kinds_of_nodes,
    look_at,
)
from loaders.mapping.proposing import DraftedValue, dated, numbered, quoted, toml, worded
from loaders.mapping.reading import refuse_own
from loaders.tables import read_tables
from loaders.tables.graphs import DIRECTED
from loaders.tables.limits import refused
from schema.declare import Text
from schema.text import normalise

_THAI = re.compile("[ก-ฮ]")
_PARENTS = ("funder", "recipient", "agency", "network", "project", "person", "issue", "area")


def draft(name: str, content: bytes, language: str) -> str:
    """A mapping for a file, in TOML, with what is to be looked at as comments in ``language``.

    Args:
        name: the file's name.
        content: the file.
        language: ``"th"``, or anything else for English.

    Raises:
        PhakhiError: ``BAD_FILE``, when the file cannot be read, holds no table, or is our own export.
    """
    sheets = read_tables(name, content)
    refuse_own(name, sheets)
    tables = [table for table in map(look_at, sheets) if table]
    if not tables:
        raise refused(name, "holds no table with headings", "ไม่มีตารางที่มีหัวตาราง")
    nodes = NodeKeys.of(tables)
    lines = [*_about(name), *(line for table in tables for line in _Draft(table, nodes).lines())]
    return "\n".join(_printed(lines, language)) + "\n"


Line = str | Text
"""A line of TOML, or a comment."""


def _printed(lines: list[Line], language: str) -> list[str]:
    """The lines; comments stand as far to the right as what they are about."""
    printed: list[str] = []
    indent = ""
    for line in reversed(lines):
        if isinstance(line, str):
            indent = line[: len(line) - len(line.lstrip())]
            printed.append(line)
        else:
            printed.append(f"{indent}# {line.th if language == 'th' else line.en}")
    return printed[::-1]


def _about(name: str) -> Iterator[Line]:
    yield Text(
        f"What stands in which column of {name}. Read it over, and change what is wrong.",
        f"อะไรอยู่ในคอลัมน์ใดของ {name} โปรดตรวจและแก้ส่วนที่ไม่ถูก",
    )
    yield Text(
        f"Then: phakhi check {name} --mapping THIS, and phakhi load {name} --mapping THIS",
        f"จากนั้นใช้ phakhi check {name} --mapping แฟ้มนี้ แล้ว phakhi load {name} --mapping แฟ้มนี้",
    )
    yield ""
    yield f"title = {quoted(name.rpartition('.')[0] or name)}"
    yield Text(
        'province = "…"           where names are looked up first',
        'province = "…"           จังหวัดที่ค้นชื่อก่อน',
    )
    yield Text(
        'source = "…"             what the facts rest on; left out, it is the title',
        'source = "…"             แหล่งที่มาของข้อมูล หากไม่ระบุคือ title',
    )
    yield "synthetic = false"


class _Draft:
    """Drafts one table."""

    def __init__(self, table: ForeignTable, nodes: NodeKeys) -> None:
        self._table, self._nodes_named = table, nodes
        self._used: set[int] = set()
        self._records: dict[str, dict[str, DraftedValue]] = {}
        self._links: list[tuple[str, str, str, dict[str, DraftedValue]]] = []
        self._kinds: dict[str, str] = {}
        self._when: dict[str, tuple[ForeignColumn, list[str]]] = {}
        self._comments: list[Text] = []

    def lines(self) -> Iterator[Line]:
        """The table of a mapping."""
        self._settle()
        if self._table.is_edges:
            self._edges()
        elif self._table.is_nodes:
            self._nodes()
        else:
            self._rows()
        if not self._records:
            yield from self._unknown()
            return
        yield from ("", "[[table]]")
        if self._table.sheet.name:
            yield f"sheet = {quoted(self._table.sheet.name)}"
        yield f"headings = {self._table.number}"
        yield from self._comments
        yield from self._fill()
        yield from self._skip()
        for name in ("source", "evidence"):
            if column := self._take("row", name):
                yield f"{name} = {quoted(column.name)}"
        yield from self._left_out()
        for record, specs in self._records.items():
            yield from self._record(record, specs)
        for type_, source, target, specs in self._links:
            yield from (
                "",
                "  [[table.link]]",
                f"  type = {quoted(type_)}",
                f"  from = {quoted(source)}",
                f"  to = {quoted(target)}",
            )
            yield from _indented(specs)

    def _record(self, record: str, specs: Mapping[str, DraftedValue]) -> Iterator[Line]:
        yield from ("", f"  [table.record.{record}]")
        if self._kinds.get(record):
            yield f"  kind = {quoted(self._kinds[record])}"
        if record in self._when:
            column, words = self._when[record]
            yield f"  when = {{ column = {quoted(column.name)}, is = {toml(words)} }}"
        yield from _indented(specs)

    def _take(self, record: str, name: str) -> ForeignColumn | None:
        column = self._table.get(record, name)
        if column:
            self._used.add(column.at)
        return column

    # What the rows are.

    def _settle(self) -> None:
        """Columns whose headings fit several places: those of persons, and names alone."""
        slots = self._table.slots
        first = slots.get(("person", "first"))
        members = slots.get(("agency", "name"))
        persons = any(("person", name) in slots for name in ("last", "title"))
        if first and (persons or are_persons(first.filled)):
            slots.setdefault(("person", "name"), first)
        elif first and not members:
            slots["agency", "name"] = first
        elif members and are_persons(members.filled) and ("person", "name") not in slots:
            slots["person", "name"] = slots.pop(("agency", "name"))

    def _rows(self) -> None:
        """One row is a participation, a grant, a membership, or something of this sort."""
        for record in ("agency", "funder", "recipient", "project", "network", "issue", "area"):
            if column := self._take(record, "name"):
                self._add(record, "name", self._named(column))
        self._person()
        if (aliases := self._table.get("agency", "aliases")) and "agency" in self._records:
            self._add("agency", "aliases", self._named(aliases))
        if (website := self._table.get("agency", "website")) and "agency" in self._records:
            self._add("agency", "website", DraftedValue([website]))
        self._area()
        self._project()
        self._connect()

    def _unknown(self) -> Iterator[Line]:
        """A sheet that says nothing that is known; a person can write its table."""
        shown = ", ".join(quoted(column.name) for column in self._table.columns)
        sheet = quoted(self._table.sheet.name)
        yield ""
        yield Text(
            f"Sheet {sheet}: no heading is known ({shown}). What its rows name is for you to say; "
            "without a [[table]] it is left out.",
            f"แผ่น {sheet}: ไม่รู้จักหัวตารางใด ({shown}) โปรดระบุเองว่าแถวกล่าวถึงอะไร หากไม่มี [[table]] จะไม่อ่านแผ่นนี้",
        )

    def _add(self, record: str, name: str, spec: DraftedValue) -> None:
        self._used.update(column.at for column in spec.columns)
        self._kinds.setdefault(record, KINDS.get(record, ""))
        self._records.setdefault(record, {})[name] = spec

    def _person(self) -> None:
        names = [self._table.get("person", part) for part in ("title", "name", "last")]
        if self._table.get("person", "name"):
            self._add("person", "name", DraftedValue([column for column in names if column]))

    def _area(self) -> None:
        within = self._take("area", "within")
        if within and "area" in self._records:
            self._add("area", "within", DraftedValue([within]))
        elif within:
            self._add("area", "name", self._named(within))

    def _project(self) -> None:
        if "project" not in self._records:
            return
        if column := self._take("project", "description"):
            thai = any(map(_THAI.search, column.filled))
            self._add(
                "project", "description_th" if thai else "description_en", DraftedValue([column])
            )
        if column := self._take("project", "status"):
            self._add("project", "status", worded(column, "work-status"))

    def _connect(self) -> None:
        has = self._records.keys()
        for agency, role in (("agency", None), ("funder", "funds"), ("recipient", "leads")):
            if agency in has and "project" in has:
                self._link(
                    "TAKES_PART_IN",
                    agency,
                    "project",
                    {"role": DraftedValue([], {"value": role})} if role else {},
                )
        if "agency" in has and "network" in has:
            self._link("MEMBER_OF", "agency", "network")
        self._about_work("project" if "project" in has else "agency")
        if "person" in has:
            self._post()
        self._role()
        self._dates()
        self._money()
        self._note()

    def _link(
        self, type_: str, source: str, target: str, specs: dict[str, DraftedValue] | None = None
    ) -> None:
        self._links.append((type_, source, target, {} if specs is None else specs))

    def _about_work(self, what: str) -> None:
        if what not in self._records:
            return
        if "issue" in self._records:
            self._link("CONCERNS" if what == "project" else "ADOPTS", what, "issue")
        if "area" in self._records:
            self._link("IN_AREA", what, "area")

    def _post(self) -> None:
        """A person has a post at an agency or in a network: that is how the model ties them."""
        place = next((name for name in ("agency", "network") if name in self._records), None)
        if place is None:
            return
        role = self._take("row", "role")
        columns = (
            [role, *self._records[place]["name"].columns]
            if role
            else self._records[place]["name"].columns
        )
        self._add("post", "name", DraftedValue([column for column in columns if column]))
        if role:
            self._add("post", "title", DraftedValue([role]))
        self._link("FILLS", "person", "post")
        self._link("AT", "post", place)

    def _role(self) -> None:
        column = self._table.get("row", "role")
        if column is None or column.at in self._used:
            return
        for type_, vocabulary in (("TAKES_PART_IN", "role"), ("MEMBER_OF", "member-role")):
            link = next(
                (link for link in self._links if link[0] == type_ and "role" not in link[3]), None
            )
            if link:
                self._used.add(column.at)
                link[3]["role"] = worded(column, vocabulary)
                return

    def _dates(self) -> None:
        """Days are the project's, unless its rows differ in them; else those of the relationship."""
        for name, last in (("starts", False), ("ends", True)):
            column = self._table.get("row", name) or self._table.get("row", "year")
            if column is None:
                continue
            spec = dated(column)
            if "project" in self._records and self._agrees("project", column):
                self._add("project", name, spec)
            elif link := self._dated_link():
                self._used.add(column.at)
                link[3]["until" if last else "since"] = spec

    def _dated_link(self) -> tuple[str, str, str, dict[str, DraftedValue]] | None:
        return next(
            (
                link
                for link in self._links
                if link[0] in ("TAKES_PART_IN", "MEMBER_OF", "FILLS", "COLLABORATES_WITH")
            ),
            None,
        )

    def _agrees(self, record: str, column: ForeignColumn) -> bool:
        """Whether all rows of a record have the same value in a column."""
        names = self._records[record]["name"].columns[0].values
        seen: dict[str, str] = {}
        pairs = zip(names, column.values, strict=True)
        return all(seen.setdefault(name, value) == value for name, value in pairs if name and value)

    def _money(self) -> None:
        """An amount is the grant's where there is a funder; else the project's, unless its rows differ."""
        column = self._table.get("work", "amount")
        part = next((link for link in self._links if link[0] == "TAKES_PART_IN"), None)
        funded = next((link for link in self._links if link[1] == "funder"), None)
        if column is None or part is None:
            return
        spec, unit = numbered(column)
        named = self._take("work", "currency")
        code = currency_in([column.name, unit])
        if funded or not self._agrees("project", column):
            place = (funded or part)[3]
        else:
            place = self._records["project"]
        self._used.add(column.at)
        place["amount"] = spec
        if named:
            place["currency"] = DraftedValue([named])
        elif code:
            place["currency"] = DraftedValue([], {"value": code})
        else:
            spec.comments.append(
                Text(
                    'Which currency? currency = { value = "THB" }',
                    'สกุลเงินใด currency = { value = "THB" }',
                )
            )

    def _note(self) -> None:
        column = self._table.get("row", "note")
        link = self._dated_link()
        if column and link:
            self._used.add(column.at)
            link[3]["note"] = DraftedValue([column])

    # Networks.

    def _edges(self) -> None:
        ends = [self._table.get(end, "name") for end in ("source", "target")]
        for end, column in zip(("source", "target"), ends, strict=True):
            assert column is not None
            keyed = self._nodes_named.include(column)
            self._add(
                end,
                "key" if keyed else "name",
                DraftedValue([column]) if keyed else self._named(column),
            )
            if keyed:
                self._kinds[end] = ""
        self._comments.append(
            Text(
                "COLLABORATES_WITH holds both ways; for ties that have a direction, use SEEKS_LINK_WITH.",
                "COLLABORATES_WITH ใช้ทั้งสองทาง ถ้าความสัมพันธ์มีทิศทาง ให้ใช้ SEEKS_LINK_WITH",
            )
        )
        specs: dict[str, DraftedValue] = {}
        self._link("COLLABORATES_WITH", "source", "target", specs)
        for type_, source, target in self._other_ties():
            self._link(type_, source, target)
        if column := self._take("tie", "weight"):
            specs["weight"] = numbered(column)[0]
        if column := self._take("tie", "kind") or self._take("row", "label"):
            specs["kind"] = DraftedValue([column])
        self._dates()
        self._note()

    def _other_ties(self) -> Iterator[tuple[str, str, str]]:
        """Relationships of other kinds of nodes: a row states the one that its ends fit."""
        ties = (TIES.get((one, other)) for one, other in permutations(self._nodes_named.kinds, 2))
        for type_ in sorted(set(filter(None, ties))):
            yield type_, "source", "target"
            yield type_, "target", "source"

    def _nodes(self) -> None:
        key = self._table.get("row", "key")
        name = (
            self._table.get("row", "label")
            or self._table.get("agency", "name")
            or self._table.get("person", "first")
            or key
        )
        sort = self._table.sort
        assert key is not None
        assert name is not None
        kinds = kinds_of_nodes(sort)
        for kind, words in kinds.items() or [("Agency", [])]:
            record = kind.lower()
            self._kinds[record] = kind
            self._add(record, "name", self._named(name))
            self._add(record, "key", DraftedValue([key]))
            if words and sort:
                self._used.add(sort.at)
                self._when[record] = (sort, words)
        if self._kinds.get("project"):
            for part in ("starts", "ends"):
                if column := self._take("row", part):
                    self._add("project", part, dated(column))
            self._project()

    # What holds for the whole table.

    def _named(self, column: ForeignColumn) -> DraftedValue:
        """A name; what parts several of them in a cell, where something does."""
        signs = [
            name
            for name, sign in SPLITS.items()
            if sign in "\n;|" and any(sign in value for value in column.filled)
        ]
        if not signs:
            return DraftedValue([column])
        split = signs[0] if len(signs) == 1 else AS_WRITTEN
        return DraftedValue([column], {"split": split})

    def _fill(self) -> Iterator[Line]:
        """Names in the first columns whose blank cells seem to go on with the value above."""
        names = [self._table.get(record, "name") for record in _PARENTS]
        used = sorted((item for item in names if item and item.at in self._used), key=_place)
        parents = list(takewhile(is_parent, used))
        if parents and len(parents) < len(used):
            yield Text(
                "Blank cells of these go on with the value above them.",
                "ช่องว่างของคอลัมน์เหล่านี้ใช้ค่าของช่องบน",
            )
            yield f"fill = {toml([column.name for column in parents])}"

    def _skip(self) -> Iterator[Line]:
        for column in self._table.columns:
            sums = [value for value in dict.fromkeys(column.filled) if normalise(value) in SUMS]
            if sums and column.at in self._used:
                yield Text("Rows of sums are no data.", "แถวผลรวมไม่ใช่ข้อมูล")
                yield f"skip = {{ column = {quoted(column.name)}, is = {toml(sums)} }}"
                return

    def _left_out(self) -> Iterator[Line]:
        columns = [
            column
            for column in self._table.columns
            if column.filled and column.at not in self._used
        ]
        if not columns:
            return
        yield Text(
            "No place is known for these; a load says how many cells are left out.",
            "ไม่ทราบว่าคอลัมน์เหล่านี้อยู่ที่ใด การนำเข้าจะบอกจำนวนช่องที่ไม่ได้อ่าน",
        )
        if any(column.name == DIRECTED and "true" in column.filled for column in columns):
            yield Text("The file says that its edges have a direction.", "แฟ้มระบุว่าเส้นเชื่อมมีทิศทาง")
        yield f"left_out = {toml([column.name for column in columns])}"


def _indented(specs: Mapping[str, DraftedValue]) -> Iterator[Line]:
    for name, spec in specs.items():
        yield from spec.comments
        yield f"  {spec.line(name)}"


def _place(column: ForeignColumn) -> int:
    return column.at
