"""What a mapping says: which records and relationships the rows of a table state, and by which columns."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loaders.mapping.forms import NUMBERS, date_reader, dates
from loaders.models import allowed_ends, is_stated
from loaders.tables.limits import refused
from loaders.tables.reading import read_file
from loaders.worksheet.columns import DIFFERENT, INFO_FIELDS, SAME
from schema.declare import Text
from schema.errors import ErrorCode, PhakhiError
from schema.nearest import meant
from schema.registry import NOT_IN_FILES, Property, ValueType, declaration

_MOST_BYTES = 1 << 20
_SHOWN = 40

SPLITS = {";": ";", ",": ",", "|": "|", "/": "/", "lines": "\n"}
"""What may stand between the values of a cell, by the word for it."""

AS_WRITTEN = "as people write"
"""Values of a cell are parted as in the planners' worksheet: by lines, numbers, semicolons and commas."""

WHOLE = "never"
"""A cell is one value, whatever it holds."""

SEVERAL = ("sum", "largest", "smallest")
"""What becomes of several numbers for one thing."""


@dataclass(frozen=True, slots=True)
class ValueSpec:
    """Where a value comes from, and in which form.

    Attributes:
        columns: headings, whose cells are joined by a space; none for a value that all rows have.
        value: that value, or what stands for cells that are empty.
        form: of dates or numbers.
        unit: a text beside a number, such as ``บาท``.
        words: what the words of the table mean here.
        split: what stands between the values of a cell; empty, when a cell has one.
        several: what becomes of several numbers for one thing.
    """

    columns: tuple[str, ...] = ()
    value: str = ""
    form: str = ""
    unit: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    split: str = ""
    several: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """Rows whose cell under a heading holds one of some values."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordSpec:
    """A record that each row of a table names.

    Attributes:
        key: what the mapping calls it.
        kind: its kind; empty for whatever a row of another table has under the same key.
        name: its name.
        ident: by which other rows speak of it, if not by its name.
        within: for an area, the larger one that it lies in.
        when: the rows that have it; all, when left out.
        values: its properties.
    """

    key: str
    kind: str
    name: ValueSpec | None
    ident: ValueSpec | None
    within: ValueSpec | None
    when: Condition | None
    values: Mapping[str, ValueSpec]


@dataclass(frozen=True, slots=True)
class LinkSpec:
    """A relationship that each row of a table states, between two of its records."""

    type: str
    source: str
    target: str
    values: Mapping[str, ValueSpec]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table, and what its rows state.

    Attributes:
        sheet: name of its sheet; empty: the first that is no other table's.
        headings: number of the row of headings.
        fill: headings of columns whose blank cells go on with the value above.
        skip: rows that are no data, such as sums.
        left_out: headings of columns that are not read.
        records: by what the mapping calls them.
        links: the relationships.
        source, date, evidence: what the facts of a row rest on, when that was published, and the words.
    """

    sheet: str
    headings: int
    fill: tuple[str, ...]
    skip: Condition | None
    left_out: tuple[str, ...]
    records: Mapping[str, RecordSpec]
    links: tuple[LinkSpec, ...]
    source: ValueSpec | None = None
    date: ValueSpec | None = None
    evidence: ValueSpec | None = None


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A mapping as a person has it in a file.

    Attributes:
        name: the file's name.
        info: what is said of the dataset, by the keys of the worksheet's sheet about it.
        verdicts: pairs of names, with whether they are the same.
        tables: the tables.
    """

    name: str
    info: Mapping[str, str]
    verdicts: tuple[tuple[str, str, bool], ...]
    tables: tuple[TableSpec, ...]


def read_mapping(path: Path) -> TableMapping:
    """Reads a mapping.

    Raises:
        PhakhiError: ``NOT_FOUND``, when it is not there; ``BAD_FILE``, with all that is wrong with it.
    """
    content = read_file(path)
    if len(content) > _MOST_BYTES:
        raise refused(
            path.name,
            "is longer than any mapping; `phakhi map` drafts one",
            "ยาวเกินกว่าแฟ้มจับคู่ ใช้ `phakhi map` เพื่อร่าง",
        )
    try:
        stated = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        place = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "encoding"
        raise refused(
            path.name,
            f"is no mapping, since it is no TOML ({place}); `phakhi map` drafts one",
            f"ไม่ใช่แฟ้มจับคู่ เพราะไม่ใช่ TOML ({place}) ใช้ `phakhi map` เพื่อร่าง",
        ) from error
    return mapping_of(path.name, stated)


def mapping_of(name: str, stated: Mapping[str, Any]) -> TableMapping:
    """The mapping that a TOML document states.

    Raises:
        PhakhiError: ``BAD_FILE``, with all that is wrong with it.
    """
    reader = _Reader()
    mapping = reader.mapping(name, stated)
    if reader.wrong:
        shown = reader.wrong[:_SHOWN]
        raise PhakhiError(
            ErrorCode.BAD_FILE,
            "\n  ".join((f"{name} cannot be used:", *(f"{at}: {text.en}" for at, text in shown))),
            "\n  ".join((f"ใช้ {name} ไม่ได้:", *(f"{at}: {text.th}" for at, text in shown))),
        )
    return mapping


class _Reader:
    """Reads the parts of a mapping, and collects what is wrong with them.

    Attributes:
        wrong: where something is wrong, and what.
    """

    def __init__(self) -> None:
        self.wrong: list[tuple[str, Text]] = []

    def mapping(self, name: str, stated: Mapping[str, Any]) -> TableMapping:
        keys = {item.key for item in INFO_FIELDS}
        self._known("mapping", stated, {*keys, "table", "alike"})
        info = {key: self._plain(key, value) for key, value in stated.items() if key in keys}
        tables = self._dicts("table", stated.get("table"))
        if not tables:
            self._say(
                "table", "there is none; a mapping needs one", "ไม่มีตาราง แฟ้มจับคู่ต้องมีอย่างน้อยหนึ่งตาราง"
            )
        return TableMapping(
            name,
            {key: value for key, value in info.items() if value},
            tuple(self._verdicts(self._dicts("alike", stated.get("alike")))),
            tuple(self._table(f"table {at}", table) for at, table in enumerate(tables, start=1)),
        )

    def _verdicts(self, stated: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, bool]]:
        for at, item in enumerate(stated, start=1):
            where = f"alike {at}"
            self._known(where, item, {"name", "other", "answer"})
            name, other, answer = (
                self._text(f"{where}.{key}", item.get(key)) for key in ("name", "other", "answer")
            )
            if answer not in (*SAME, *DIFFERENT):
                self._say(
                    f"{where}.answer", "should be same or different", "ต้องเป็น same หรือ different"
                )
            yield name, other, answer in SAME

    def _table(self, where: str, stated: Mapping[str, Any]) -> TableSpec:
        self._known(
            where,
            stated,
            {
                "sheet",
                "headings",
                "fill",
                "skip",
                "left_out",
                "record",
                "link",
                "source",
                "date",
                "evidence",
            },
        )
        headings = stated.get("headings", 1)
        if type(headings) is not int or headings < 1:
            self._say(f"{where}.headings", "should be the number of a row", "ต้องเป็นเลขแถว")
            headings = 1
        named = stated.get("record", {})
        if not isinstance(named, Mapping) or not named:
            self._say(f"{where}.record", "names no record", "ไม่มีระเบียน")
            named = {}
        records = {
            key: self._record(f"{where}.record.{key}", key, item) for key, item in named.items()
        }
        links = self._dicts(f"{where}.link", stated.get("link"))
        return TableSpec(
            self._text(f"{where}.sheet", stated.get("sheet", "")),
            headings,
            self._texts(f"{where}.fill", stated.get("fill", [])),
            self._condition(f"{where}.skip", stated.get("skip")),
            self._texts(f"{where}.left_out", stated.get("left_out", [])),
            records,
            tuple(
                self._link(f"{where}.link {at}", item, records)
                for at, item in enumerate(links, start=1)
            ),
            *(
                self._value(f"{where}.{key}", stated.get(key), date=key == "date")
                for key in ("source", "date", "evidence")
            ),
        )

    def _record(self, where: str, key: str, stated: object) -> RecordSpec:
        item = self._dict(where, stated)
        kind = self._text(f"{where}.kind", item.get("kind", ""))
        kinds = {
            name: held for name, held in declaration().kinds.items() if name not in NOT_IN_FILES
        }
        if kind and kind not in kinds:
            self._unknown(f"{where}.kind", kind, kinds)
        own = kinds[kind].properties if kind in kinds else {}
        properties = {
            name: held
            for name, held in own.items()
            if is_stated(held) and name not in ("name_th", "evidence")
        }
        fixed = {"kind", "name", "key", "when", *(("within",) if kind == "Area" else ())}
        if kind and "kind" in properties:
            properties["kind_of"] = properties.pop("kind")
        self._known(where, item, {*fixed, *properties})
        name, ident, within = (
            self._value(f"{where}.{part}", item.get(part)) for part in ("name", "key", "within")
        )
        if (name is None) if kind else (ident is None):
            self._say(
                where, "needs a name, or without a kind, a key", "ต้องมี name หรือถ้าไม่มี kind ต้องมี key"
            )
        values = {
            "kind" if name_ == "kind_of" else name_: self._property(
                f"{where}.{name_}", item[name_], held
            )
            for name_, held in properties.items()
            if name_ in item
        }
        when = self._condition(f"{where}.when", item.get("when"))
        return RecordSpec(key, kind, name, ident, within, when, values)

    def _link(
        self, where: str, item: Mapping[str, Any], records: Mapping[str, RecordSpec]
    ) -> LinkSpec:
        type_, source, target = (
            self._text(f"{where}.{key}", item.get(key, "")) for key in ("type", "from", "to")
        )
        types = [name for name, rows in declaration().types.items() if not rows[0].derived]
        if type_ not in types:
            self._unknown(f"{where}.type", type_, types)
            return LinkSpec(type_, source, target, {})
        row = declaration().types[type_][0]
        own = {
            name: held
            for name, held in declaration().properties_of(row).items()
            if is_stated(held) and name != "evidence"
        }
        self._known(where, item, {"type", "from", "to", "directed", *own})
        for end in (source, target):
            if end not in records:
                self._unknown(where, end, records)
        if source in records and target in records:
            self._ends(where, type_, records[source].kind, records[target].kind)
        if item.get("directed") and row.symmetric:
            self._say(
                f"{where}.directed",
                f"{type_} holds both ways; use SEEKS_LINK_WITH for one way, or directed = false",
                f"{type_} ใช้ทั้งสองทาง ถ้าเป็นทางเดียวให้ใช้ SEEKS_LINK_WITH หรือเขียน directed = false",
            )
        values = {
            name: self._property(f"{where}.{name}", item[name], held)
            for name, held in own.items()
            if name in item
        }
        return LinkSpec(type_, source, target, values)

    def _ends(self, where: str, type_: str, source: str, target: str) -> None:
        pairs = allowed_ends(type_)
        if source and target and (source, target) not in pairs:
            shown = ", ".join(f"{one} → {other}" for one, other in sorted(pairs)[:12])
            self._say(
                where,
                f"{type_} does not lead from {source} to {target}; it leads {shown}",
                f"{type_} ไม่ได้เชื่อมจาก {source} ไปยัง {target} แต่เชื่อม {shown}",
            )

    def _property(self, where: str, stated: object, item: Property) -> ValueSpec:
        date, number = item.type is ValueType.DATE, item.type in (ValueType.INT, ValueType.FLOAT)
        return self._value(where, stated, date=date, number=number) or ValueSpec()

    def _value(
        self, where: str, stated: object, *, date: bool = False, number: bool = False
    ) -> ValueSpec | None:
        if stated is None:
            return None
        if isinstance(stated, str):
            return ValueSpec((stated,))
        item = self._dict(where, stated)
        self._known(
            where, item, {"column", "columns", "value", "form", "unit", "words", "split", "several"}
        )
        column = item.get("columns", [item["column"]] if "column" in item else [])
        spec = ValueSpec(
            self._texts(f"{where}.columns", column),
            self._plain(f"{where}.value", item.get("value", "")),
            self._text(f"{where}.form", item.get("form", "")),
            self._text(f"{where}.unit", item.get("unit", "")),
            {
                key: self._plain(f"{where}.words", word)
                for key, word in self._dict(f"{where}.words", item.get("words", {})).items()
            },
            self._text(f"{where}.split", item.get("split", "")),
            self._text(f"{where}.several", item.get("several", "")),
        )
        if not spec.columns and not spec.value:
            self._say(where, "needs a column or a value", "ต้องมี column หรือ value")
        self._form(where, spec, date=date, number=number)
        splits = {*SPLITS, AS_WRITTEN, WHOLE}
        if spec.split and spec.split not in splits:
            self._unknown(f"{where}.split", spec.split, splits)
        if spec.several and (spec.several not in SEVERAL or not number):
            self._unknown(f"{where}.several", spec.several, SEVERAL if number else ())
        return spec

    def _form(self, where: str, spec: ValueSpec, *, date: bool, number: bool) -> None:
        known = dates() if date else tuple(NUMBERS) if number else ()
        if spec.form and (spec.form not in known or (date and date_reader(spec.form) is None)):
            self._unknown(f"{where}.form", spec.form, known)
        if spec.unit and not number:
            self._say(f"{where}.unit", "belongs to numbers", "ใช้กับตัวเลขเท่านั้น")

    def _condition(self, where: str, stated: object) -> Condition | None:
        if stated is None:
            return None
        item = self._dict(where, stated)
        self._known(where, item, {"column", "is"})
        column = self._text(f"{where}.column", item.get("column", ""))
        return Condition(column, self._texts(f"{where}.is", item.get("is", [])))

    # Plain values.

    def _dict(self, where: str, stated: object) -> Mapping[str, Any]:
        if isinstance(stated, Mapping):
            return stated
        self._say(where, "should be a table of keys and values", "ต้องเป็นตารางของคีย์และค่า")
        return {}

    def _dicts(self, where: str, stated: object) -> list[Mapping[str, Any]]:
        items = [] if stated is None else stated
        if isinstance(items, list):
            return [self._dict(where, item) for item in items]
        self._say(
            where,
            f"should be written as [[{where.rpartition('.')[2]}]]",
            f"ต้องเขียนเป็น [[{where.rpartition('.')[2]}]]",
        )
        return []

    def _text(self, where: str, stated: object) -> str:
        if isinstance(stated, str):
            return stated
        self._say(where, "should be a text in quotes", "ต้องเป็นข้อความในเครื่องหมายคำพูด")
        return ""

    def _plain(self, where: str, stated: object) -> str:
        """A text, also of a number or of yes and no."""
        if isinstance(stated, bool):
            return "yes" if stated else "no"
        return str(stated) if isinstance(stated, int | float) else self._text(where, stated)

    def _texts(self, where: str, stated: object) -> tuple[str, ...]:
        items = [stated] if isinstance(stated, str) else stated
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return tuple(items)
        self._say(where, "should be a list of texts in quotes", "ต้องเป็นรายการข้อความในเครื่องหมายคำพูด")
        return ()

    def _known(self, where: str, stated: Mapping[str, Any], known: set[str]) -> None:
        for key in stated:
            if key not in known:
                self._unknown(where, key, known)

    def _unknown(self, where: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = meant(name, names)
        shown = ", ".join([near] if near else names[:_SHOWN]) or "–"
        self._say(
            where,
            f"{name!r} cannot stand here; did you mean {shown}?"
            if near
            else f"{name!r} cannot stand here; use one of {shown}",
            f"ใช้ {name!r} ที่นี่ไม่ได้ หมายถึง {shown} หรือไม่"
            if near
            else f"ใช้ {name!r} ที่นี่ไม่ได้ ใช้ได้ {shown}",
        )

    def _say(self, where: str, en: str, th: str) -> None:
        self.wrong.append((where, Text(en, th)))
