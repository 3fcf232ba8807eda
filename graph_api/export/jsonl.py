"""JSON lines: the full backup (:mod:`loaders.backup`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph_api.export.format import ExportOutline, Format, Stateless
from graph_api.export.table import Table, TablePage, TableRow
from loaders.backup import (
    end_line,
    header_line,
    is_in_backup,
    link_line,
    record_line,
    verdict_line,
)
from loaders.merge import ASSERTED, Assertion, assertions_of
from loaders.records import Plain
from schema.declare import Text


class JsonLines(Stateless):
    """A line for every record and relationship, with what each dataset states."""

    def __init__(self, outline: ExportOutline) -> None:
        self._outline = outline
        self._sha256 = hashlib.sha256()
        self._records = 0
        self._relationships = 0

    def begin(self) -> Iterator[bytes]:
        """The line that says what the file is, and verdicts."""
        yield from self._counted(header_line(whole=self._outline.whole))
        for verdict in self._outline.verdicts:
            yield from self._counted(verdict_line(verdict))

    def page(self, page: TablePage) -> Iterator[bytes]:
        """A line a row."""
        for row in page.rows:
            yield from self._counted(self._line(page.table, row))

    def end(self) -> Iterable[bytes]:
        """The line without which the file was cut off."""
        verdicts, sha256 = len(self._outline.verdicts), self._sha256.hexdigest()
        return (end_line(self._records, self._relationships, verdicts, sha256),)

    def _counted(self, line: bytes) -> tuple[bytes]:
        self._sha256.update(line)
        return (line,)

    def _line(self, table: Table, row: TableRow) -> bytes:
        values = dict(zip((item.name for item in table.properties), row.values, strict=True))
        said = self._said(table, row, values)
        marks: dict[str, Plain] = {"synthetic": bool(values.get("synthetic"))}
        if row.ends is not None:
            self._relationships += 1
            return link_line(table.name, row.id, row.ends, said, **marks)
        self._records += 1
        if table.name == "Dataset":
            marks["checksum"] = values.get("checksum")
        return record_line(table.name, row.id, said, **marks)

    def _said(
        self, table: Table, row: TableRow, values: Mapping[str, Plain]
    ) -> Sequence[Assertion]:
        readable = {item.name: item for item in table.properties}
        stored: dict[str, Plain] = {
            name: value for name, value in values.items() if value is not None
        }
        if row.asserted is not None:
            stored[ASSERTED] = list(row.asserted)
        return [
            Assertion(
                said.dataset,
                {name: value for name, value in said.values.items() if name in readable},
                said.evidence,
            )
            for said in assertions_of(readable, stored)
            if said.dataset in self._outline.datasets
        ]


FORMAT = Format(
    name="jsonl",
    text=Text(
        "JSON lines: everything that datasets state, to be loaded again",
        "JSON Lines สำรองข้อมูลทั้งหมด",
    ),
    media_type="application/jsonl",
    extension="jsonl",
    encoder=JsonLines,
    wants=lambda table: is_in_backup(table.name),
    with_ends=False,
    restorable=True,
)
