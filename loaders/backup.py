"""A backup: a file of JSON lines with everything that datasets state, and how it comes back.

The first line says what the file is, the last one how much it holds. Each line in between is a
record or a relationship, with what every dataset states of it in the order in which they came to
state it: that order decides between datasets of equal precedence. Verdicts on pairs of records,
which are of no dataset, come first, a line each. What is derived from the rest
(claims, FOCUSES_ON, texts for search) is not in it, and neither are times of this or that store.

It is read into the rows that folders are read into (:class:`~loaders.records.DatasetRows`), each
value checked as the cell of a CSV file would be, and loaded as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn

import orjson
from pydantic import TypeAdapter, ValidationError

from loaders.errors import MAX_ROWS, WrongRow, WrongRowsError
from loaders.links import check_links, first_with, link
from loaders.merge import Assertion
from loaders.models import declared, is_stated, link_model, node_model
from loaders.reconciling.listing import check_pair
from loaders.reconciling.statements import Verdict
from loaders.records import DatasetRows, LinkRow, NodeRow, Plain, RowLocation, plain
from loaders.spooling import IdSet, Spool
from schema.errors import ErrorCode, PhakhiError
from schema.ids import check_id
from schema.reasons import reason
from schema.registry import NOT_IN_FILES, declaration
from schema.spellings import is_written

VERSION = 1
SUFFIXES = (".jsonl", ".ndjson", ".json")

_FORMAT = "backup"
_DATASET = "Dataset"
_VERDICT = TypeAdapter(Verdict)
_LONGEST_LINE = 10_000_000


def header_line(*, whole: bool) -> bytes:
    """The first line.

    Args:
        whole: whether the file holds all that its datasets state.
    """
    return _line({"phakhi": _FORMAT, "version": VERSION, "whole": whole})


def record_line(kind: str, ident: str, said: Iterable[Assertion], **marks: Plain) -> bytes:
    """The line of a record; ``marks`` are what else is to be read of it, such as ``synthetic``."""
    return _line({"kind": kind, "id": ident, **marks, "stated": list(map(_stated, said))})


def link_line(
    type_: str, ident: str, ends: tuple[str, str], said: Iterable[Assertion], **marks: Plain
) -> bytes:
    """The line of a relationship."""
    source, target = ends
    named = {"type": type_, "id": ident, "from": source, "to": target}
    return _line({**named, **marks, "stated": list(map(_stated, said))})


def verdict_line(verdict: Verdict) -> bytes:
    """The line of a verdict on two records."""
    return _line({"verdict": asdict(verdict)})


def end_line(records: int, relationships: int, verdicts: int, sha256: str) -> bytes:
    """The last line: a file without it was cut off.

    Args:
        records: number of lines of records.
        relationships: number of lines of relationships.
        verdicts: number of lines of verdicts; told where there are any.
        sha256: of all bytes before, hexadecimal: whoever edits the file leaves it as it is.
    """
    counts = {"records": records, "relationships": relationships}
    return _line({**counts, **({"verdicts": verdicts} if verdicts else {}), "sha256": sha256})


def is_in_backup(group: str) -> bool:
    """Whether a kind or relationship type is stated, and not derived from what is."""
    if group in declaration().types:
        return is_written(group)
    return group == _DATASET or group not in NOT_IN_FILES


def _stated(said: Assertion) -> dict[str, object]:
    values = dict(sorted(said.values.items()))
    return {"dataset": said.dataset, "values": values, "evidence": list(said.evidence)}


def _line(content: Mapping[str, object]) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds.

    Attributes:
        datasets: each before those that need its records, as far as that can be.
        verdicts: on pairs of records.
    """

    datasets: list[DatasetRows]
    verdicts: list[Verdict]


@dataclass(slots=True)
class _Dataset:
    """What lines state of one dataset."""

    node: NodeRow | None = None
    precedence: int = 0
    synthetic: bool = False
    checksum: str = ""
    nodes: Spool[NodeRow] = field(default_factory=Spool[NodeRow])
    links: Spool[LinkRow] = field(default_factory=Spool[LinkRow])
    ids: IdSet = field(default_factory=IdSet)
    repeated: list[NodeRow] = field(default_factory=list)
    lines: Any = field(default_factory=hashlib.sha256)


def is_backup(path: Path) -> bool:
    """Whether a path is that of a backup, by its name or its first bytes."""
    return not path.is_dir() and (path.suffix.lower() in SUFFIXES or _begins_so(path))


def _begins_so(path: Path) -> bool:
    mark = header_line(whole=True).partition(b",")[0]
    try:
        with path.open("rb") as file:
            return file.read(len(mark)) == mark
    except OSError:
        return False  # whoever reads it says so


def read_backup(path: Path) -> Backup:
    """What a backup holds.

    Raises:
        PhakhiError: ``NOT_FOUND``, when there is no such file.
        WrongRowsError: when it is no backup, was cut off, holds a part of its datasets only, or a
            line is wrong.
    """
    reading = _Reading(path.name)
    try:
        with path.open("rb") as lines:
            reading.read(lines)
    except OSError as error:
        raise PhakhiError(
            ErrorCode.NOT_FOUND,
            f"{path} cannot be read: {error.strerror}.",
            f"อ่าน {path} ไม่ได้: {error.strerror}",
        ) from error
    return Backup(reading.datasets(), reading.verdicts)


class _Reading:
    """One backup on its way in."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._wrong: list[WrongRow] = []
        self._read: dict[str, _Dataset] = {}
        self._counts = {"records": 0, "relationships": 0, "verdicts": 0}
        self.verdicts: list[Verdict] = []
        self._ended = False
        self._edited = False

    def read(self, lines: Iterable[bytes]) -> None:
        sha256 = hashlib.sha256()
        for number, line in enumerate(lines, start=1):
            content = self._decoded(number, line)
            if number == 1:
                self._check_header(content)
            elif content is not None and "sha256" in content:
                self._end(number, content, sha256.hexdigest())
            elif content is not None and "verdict" in content:
                self._take_verdict(number, content["verdict"])
            elif content is not None:
                self._take(number, content, line)
            if len(self._wrong) >= MAX_ROWS:
                break
            sha256.update(line)
        self._check_end()

    def datasets(self) -> list[DatasetRows]:
        for dataset in self._read.values():
            self._check_repeated(dataset)
            check_links(dataset.links, self._wrong)
        self._check_nodes()
        if self._wrong:
            raise WrongRowsError(self._file, sorted(self._wrong, key=lambda row: row.row))
        return [self._rows(ident, dataset) for ident, dataset in self._read.items()]

    def _rows(self, ident: str, dataset: _Dataset) -> DatasetRows:
        assert dataset.node is not None
        # What somebody has changed by hand is not what the folder held that the checksum is of.
        checksum = dataset.lines.hexdigest() if self._edited else dataset.checksum
        return DatasetRows(
            ident,
            dataset.precedence,
            dataset.synthetic,
            checksum or dataset.lines.hexdigest(),
            Spool(chain([dataset.node], dataset.nodes)).settled(),
            dataset.links.settled(),
        )

    def _decoded(self, number: int, line: bytes) -> dict[str, Any] | None:
        try:
            content = orjson.loads(line) if len(line) <= _LONGEST_LINE else None
        except orjson.JSONDecodeError:
            content = None
        if not isinstance(content, dict):
            self._add(number, "", "is no JSON object", "ไม่ใช่ออบเจกต์ JSON")
            return None
        return content

    def _check_header(self, content: Mapping[str, Any] | None) -> None:
        if content is None or content.get("phakhi") != _FORMAT:
            self._refuse(
                "is no backup of Phakhi: its first line should be the one that `phakhi backup` writes",
                "ไม่ใช่ไฟล์สำรองของ Phakhi บรรทัดแรกต้องเป็นบรรทัดที่ `phakhi backup` เขียน",
            )
        if content.get("version") != VERSION:
            self._refuse(
                f"is of version {content.get('version')!r} of the format, and this Phakhi reads "
                f"version {VERSION}; load it with the release that wrote it",
                f"เป็นรูปแบบรุ่น {content.get('version')!r} แต่ Phakhi นี้อ่านรุ่น {VERSION} "
                "ให้นำเข้าด้วยรุ่นที่เขียนไฟล์นี้",
            )
        if content.get("whole") is not True:
            self._refuse(
                "holds a part of its datasets only (it was exported with a filter, or without some "
                "properties), so loading it would take the rest away; export it without filters",
                "มีข้อมูลเพียงบางส่วนของชุดข้อมูล (ส่งออกโดยมีตัวกรองหรือไม่มีบางฟิลด์) "
                "การนำเข้าจะลบส่วนที่เหลือ ให้ส่งออกใหม่โดยไม่ใช้ตัวกรอง",
            )

    def _end(self, number: int, content: Mapping[str, Any], sha256: str) -> None:
        self._ended = True
        self._edited = content["sha256"] != sha256
        for name, count in self._counts.items():
            if content.get(name, 0 if name == "verdicts" else None) != count:
                self._add(
                    number,
                    name,
                    f"says {content.get(name)}, but there are {count}; export it again",
                    f"ระบุ {content.get(name)} แต่มี {count} ให้ส่งออกใหม่",
                )

    def _check_end(self) -> None:
        if not self._ended and len(self._wrong) < MAX_ROWS:
            self._add(
                0,
                "",
                "was cut off: its last line is missing; copy or export it again",
                "ไม่ครบ ขาดบรรทัดสุดท้าย ให้คัดลอกหรือส่งออกใหม่",
            )

    def _take_verdict(self, number: int, content: object) -> None:
        self._counts["verdicts"] += 1
        try:
            verdict = _VERDICT.validate_python(content)
            check_pair(verdict.one, verdict.other)
        except ValidationError:
            self._add(
                number,
                "verdict",
                "should say of two records whether they are the same",
                "ต้องระบุว่าสองระเบียนเป็นสิ่งเดียวกันหรือไม่",
            )
        except PhakhiError as error:
            self._add(number, "verdict", error.en, error.th)
        else:
            self.verdicts.append(verdict)

    def _take(self, number: int, content: dict[str, Any], line: bytes) -> None:
        kind, type_, stated = content.get("kind"), content.get("type"), content.get("stated")
        if not isinstance(stated, list) or not all(map(_is_statement, stated)) or not stated:
            self._add(
                number, "stated", "should say what each dataset states", "ต้องระบุสิ่งที่แต่ละชุดข้อมูลยืนยัน"
            )
            return
        order = tuple(said["dataset"] for said in stated)
        if isinstance(kind, str) and kind in declaration().kinds and is_in_backup(kind):
            self._counts["records"] += 1
            for said in stated:
                self._take_node(number, kind, content, said, order)
        elif isinstance(type_, str) and type_ in declaration().types and is_in_backup(type_):
            self._counts["relationships"] += 1
            for said in stated:
                self._take_link(number, type_, content, said, order)
        else:
            self._add(
                number,
                "kind",
                "should be the name of a kind, or type that of a relationship",
                "kind ต้องเป็นชื่อประเภท หรือ type ต้องเป็นชื่อความสัมพันธ์",
            )
            return
        for ident in order:
            self._dataset(ident).lines.update(line)

    def _dataset(self, ident: str) -> _Dataset:
        return self._read.setdefault(ident, _Dataset())

    def _take_node(
        self,
        number: int,
        kind: str,
        content: Mapping[str, Any],
        said: Mapping[str, Any],
        order: tuple[str, ...],
    ) -> None:
        checked = self._checked(number, kind, {"id": content.get("id")}, said)
        if checked is None:
            return
        values, evidence, row = checked
        place = RowLocation(self._file, number)
        node = NodeRow(str(row["id"]), kind, values, evidence, place, order)
        dataset = self._dataset(said["dataset"])
        if kind == _DATASET:
            self._take_dataset(number, node, content, said)
        else:
            (dataset.nodes if dataset.ids.add(node.id) else dataset.repeated).append(node)

    def _take_dataset(
        self, number: int, node: NodeRow, content: Mapping[str, Any], said: Mapping[str, Any]
    ) -> None:
        synthetic, checksum = content.get("synthetic"), content.get("checksum")
        if node.id != said["dataset"] or not isinstance(synthetic, bool):
            self._add(
                number,
                "synthetic",
                "a dataset states itself, and whether it is synthetic",
                "ชุดข้อมูลต้องระบุตัวเอง และระบุว่าเป็นข้อมูลสังเคราะห์หรือไม่",
            )
            return
        dataset = self._dataset(node.id)
        dataset.node, dataset.synthetic = node, synthetic
        dataset.precedence = int(str(node.values.get("precedence") or 0))
        dataset.checksum = checksum if isinstance(checksum, str) else ""

    def _take_link(
        self,
        number: int,
        type_: str,
        content: Mapping[str, Any],
        said: Mapping[str, Any],
        order: tuple[str, ...],
    ) -> None:
        ends = {"from": content.get("from"), "to": content.get("to")}
        checked = self._checked(number, type_, ends, said)
        if checked is None:
            return
        _, _, row = checked
        item = link(type_, RowLocation(self._file, number), row, self._wrong)
        if item is not None:
            self._dataset(said["dataset"]).links.append(item.among(order))

    def _checked(
        self, number: int, group: str, ids: Mapping[str, Any], said: Mapping[str, Any]
    ) -> tuple[dict[str, Plain], tuple[str, ...], dict[str, Any]] | None:
        """Values, evidence, and the row as a file would have it."""
        try:
            check_id(said["dataset"], _DATASET)
            cells = {**ids, **said["values"], "evidence": said["evidence"]}
            given = {
                name: cell_of(value) for name, value in cells.items() if value not in (None, [])
            }
            model = node_model(group) if group in declaration().kinds else link_model(group)
            row = dict(model.model_validate(given))
        except PhakhiError as error:
            self._add(number, "dataset", error.en, error.th)
            return None
        except ValidationError as error:
            for item in error.errors(include_url=False):
                why = reason(item)
                self._add(number, str(item["loc"][0]) if item["loc"] else "", why.en, why.th)
            return None
        properties = declared(group)
        values = {
            name: plain(row[name])
            for name in said["values"]
            if name in given and is_stated(properties[name])
        }
        return values, tuple(row["evidence"]), row

    def _check_repeated(self, dataset: _Dataset) -> None:
        firsts = first_with({node.id for node in dataset.repeated}, dataset.nodes)
        for node in dataset.repeated:
            first = firsts[node.id].place.row
            en, th = f"repeats the id of line {first}", f"รหัสซ้ำกับบรรทัด {first}"
            self._add(node.place.row, "id", en, th)

    def _check_nodes(self) -> None:
        for ident, dataset in self._read.items():
            if dataset.node is None and not self._wrong:
                en = f"states records of {ident}, but has no line of that dataset itself"
                th = f"มีข้อมูลของ {ident} แต่ไม่มีบรรทัดของชุดข้อมูลนั้น"
                self._add(0, "", en, th)

    def _add(self, number: int, column: str, en: str, th: str) -> None:
        self._wrong.append(WrongRow(self._file, number, column, en, th))

    def _refuse(self, en: str, th: str) -> NoReturn:
        raise WrongRowsError(self._file, [WrongRow(self._file, 1, "", en, th)])


def _is_statement(said: object) -> bool:
    return (
        isinstance(said, dict)
        and isinstance(said.get("dataset"), str)
        and isinstance(said.get("values"), dict)
        and all(map(_is_plain, said["values"].values()))
        and _is_texts(said.get("evidence"))
    )


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float | None) or _is_texts(value)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def cell_of(value: object) -> str:
    """A value of JSON as the cell of a CSV file that states it."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return format(Decimal(repr(value)), "f")
        case list():
            return "|".join(map(str, value))
    return str(value)


def references(rows: DatasetRows) -> Iterator[str]:
    """Ids that rows name."""
    for row in chain[NodeRow | LinkRow](rows.nodes, rows.links):
        yield from row.evidence
        if isinstance(row, LinkRow):
            yield from row.ends
        group = row.kind if isinstance(row, NodeRow) else row.type
        for name, item in declared(group).items():
            value = row.values.get(name) if item.ref else None
            named = value if isinstance(value, list) else [value] if value else []
            yield from map(str, named)
