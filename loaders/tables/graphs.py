"""Networks in XML (GraphML and GEXF), read by stream into two tables: one of nodes, one of edges.

All that an element says becomes a column: its XML attributes, its declared attributes by their
titles, and elements of others (such as colours) by their names. The row numbers are those that the
tables have in a spreadsheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from loaders.tables.limits import MOST_CELL, MOST_CELLS, MOST_COLUMNS, Budget, refused, too_large
from loaders.tables.markup import feed
from loaders.tables.shape import XmlReader
from loaders.tables.sheet import Sheet, SheetRow, cell_name
from schema.text import canonical_text

NODES, EDGES = "nodes", "edges"
"""Names of the two tables."""

DIRECTED = "directed"
"""The column of edges that says whether they have a direction."""

_BEGINNING = re.compile(rb"\s*<(?:\?xml|!DOCTYPE|(?:\w+:)?(?:graphml|gexf)\b)", re.IGNORECASE)
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_ROOTS = frozenset({"graphml", "gexf"})
_CHUNK = 1 << 16
_MOST_ELEMENTS = 1_500_000
_SEVERAL = " | "
"""What stands between values that an attribute has at several times."""

_TRUE = frozenset({"true", "directed"})


def is_graph(content: bytes) -> bool:
    """Whether a file begins as XML does."""
    head = content[:400]
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            head = head[len(mark) :].decode(encoding, "ignore").encode("ascii", "ignore")
    return bool(_BEGINNING.match(head))


def read_graph(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The tables of nodes and of edges that hold anything.

    Args:
        name: the file's name, for messages.
        content: all of it.

    Raises:
        PhakhiError: ``BAD_FILE``, when it is no GraphML and no GEXF, is damaged, has a document type
            (by which entities come), or holds more than can be read.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    reader = _GraphReader(name)
    reader.attach(parser)
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    try:
        chunks = (content[at : at + _CHUNK] for at in range(0, len(content), _CHUNK))
        feed(parser, chunks, name)
    except (expat.ExpatError, LookupError, ValueError) as error:  # of unknown encodings, the latter
        raise refused(
            name,
            "is no whole XML file; export the network anew as GraphML or GEXF, in UTF-8",
            "ไม่ใช่แฟ้ม XML ที่สมบูรณ์ ให้ส่งออกเครือข่ายใหม่เป็น GraphML หรือ GEXF แบบ UTF-8",
        ) from error
    return tuple(table.sheet() for table in (reader.nodes, reader.edges) if table.rows)


@dataclass(slots=True)
class _GraphTable:
    """Nodes or edges, with the columns that any of them has.

    Attributes:
        name: of the table.
        columns: the first of them, whether any has it or not.
        rows: values by column.
        budget: what is left of the file's limits.
    """

    name: str
    columns: dict[str, None]
    budget: Budget
    rows: list[dict[str, str]] = field(default_factory=list)

    def put(self, row: dict[str, str], column: str, value: str) -> None:
        """Adds a value to a row; another one of the same column comes after it."""
        plain = " ".join(canonical_text(value).split())
        if not plain:
            return
        if column in row:
            plain = row[column] + _SEVERAL + plain
        row[column] = plain
        self.columns.setdefault(column)
        self.budget.spend(1, len(value.encode("utf-8", "replace")))
        if len(plain) > MOST_CELL or len(self.columns) > MOST_COLUMNS:
            raise too_large(self.budget.name)

    def sheet(self) -> Sheet:
        """The table; columns that hold nothing are left out."""
        used = {column for row in self.rows for column in row}
        columns = [column for column in self.columns if column in used]
        last = len(self.rows) + 1
        self.budget.spread(last, len(columns), cell_name(last, max(len(columns) - 1, 0)))
        rows = (
            SheetRow(number, tuple(row.get(column, "") for column in columns))
            for number, row in enumerate(self.rows, start=2)
        )
        return Sheet(self.name, (SheetRow(1, tuple(columns)), *rows))


class _GraphReader(XmlReader):
    """Reads a GraphML or a GEXF.

    Args:
        name: the file's name, for messages.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        budget = Budget(name)
        self.nodes = _GraphTable(NODES, dict.fromkeys(("id", "label")), budget)
        self.edges = _GraphTable(EDGES, dict.fromkeys(("source", "target")), budget)
        self._titles: dict[tuple[str, str], str] = {}
        self._defaults: dict[tuple[str, str], str] = {}
        self._declaring: tuple[str, str] | None = None
        self._class = NODES
        self._directed = ""
        self._rows: list[tuple[_GraphTable, dict[str, str]]] = []
        self._column = ""
        self._read: list[str] | None = None
        self._length = 0
        self._elements = 0

    def refuse_doctype(self, *_: object) -> None:
        """Nothing that a file declares is expanded.

        Raises:
            PhakhiError: ``BAD_FILE``.
        """
        raise refused(
            self._name,
            "declares a document type (<!DOCTYPE …>), by which entities come; delete that line, or "
            "export the network anew",
            "มีการประกาศชนิดเอกสาร (<!DOCTYPE …>) ซึ่งใช้นำเอนทิตีเข้ามา ให้ลบบรรทัดนั้น หรือส่งออกเครือข่ายใหม่",
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        super()._start(name, attributes)
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise too_large(self._name)
        local = name.rpartition(":")[2].lower()
        if self._elements == 1 and local not in _ROOTS:
            raise refused(
                self._name,
                "is XML, but neither GraphML nor GEXF; export your network as one of these, or your "
                "table as .xlsx",
                "เป็น XML แต่ไม่ใช่ GraphML หรือ GEXF ให้ส่งออกเครือข่ายเป็นแบบใดแบบหนึ่ง หรือบันทึกตารางเป็น .xlsx",
            )
        match local:
            case "key" | "attribute":
                self._declare(attributes)
            case "attributes":
                self._class = EDGES if attributes.get("class") == "edge" else NODES
            case "graph":
                default = attributes.get("edgedefault", attributes.get("defaultedgetype", ""))
                self._directed = str(default in _TRUE).lower() if default else ""
            case "node" | "edge":
                self._begin(local, attributes)
            case "default" | "data":
                self._column, self._read = attributes.get("key", ""), []
            case "hyperedge" | "port":
                raise refused(
                    self._name,
                    f"has an element <{local}>, for which there is no place; export it without",
                    f"มีองค์ประกอบ <{local}> ซึ่งไม่มีที่เก็บ ให้ส่งออกโดยไม่มีองค์ประกอบนี้",
                )
            case _ if self._rows:
                self._other(local, attributes)

    def _declare(self, attributes: dict[str, str]) -> None:
        """An attribute's title, by the table that has it and its id."""
        ident = attributes.get("id", "")
        title = attributes.get("attr.name") or attributes.get("title") or ident
        declared = attributes.get("for")
        tables = {"node": (NODES,), "edge": (EDGES,)}.get(
            declared or "", (NODES, EDGES) if declared else (self._class,)
        )
        for table in tables:
            self._titles[table, ident] = title
            self._declaring = (table, ident)
        if len(self._titles) > MOST_COLUMNS:
            raise too_large(self._name)

    def _begin(self, local: str, attributes: dict[str, str]) -> None:
        table = self.nodes if local == "node" else self.edges
        row: dict[str, str] = {}
        self._rows.append((table, row))
        table.rows.append(row)
        if len(table.rows) > MOST_CELLS:
            raise too_large(self._name)
        for key, value in attributes.items():
            if not key.startswith("xmlns"):
                table.put(row, key, value)
        if table is self.edges:
            self._direct(row)

    def _direct(self, row: dict[str, str]) -> None:
        """Whether an edge has a direction: GraphML says ``directed``, GEXF ``type``."""
        stated = row.pop(DIRECTED, "") or row.pop("type", "")
        said = str(stated in _TRUE).lower() if stated else self._directed
        if said:
            self.edges.put(row, DIRECTED, said)

    def _other(self, local: str, attributes: dict[str, str]) -> None:
        table, row = self._rows[-1]
        if local == "attvalue":
            ident = attributes.get("for") or attributes.get("id") or attributes.get("attvalue", "")
            when = "–".join(attributes.get(key, "") for key in ("start", "end"))
            value = attributes.get("value", "")
            self._value(table, row, ident, f"{value} ({when})" if when != "–" else value)
        elif attributes and not self._column:
            table.put(row, local, " ".join(attributes.values()))

    def _value(self, table: _GraphTable, row: dict[str, str], ident: str, value: str) -> None:
        title = self._titles.get((table.name, ident), ident)
        # an attribute may be called as an XML attribute is; the one that has been declared counts
        if title in row and (table.name, ident) in self._titles and row[title] == value.strip():
            return
        table.put(row, title, value)

    def _end(self, name: str) -> None:
        super()._end(name)
        local = name.rpartition(":")[2].lower()
        if local in ("default", "data"):
            self._take(local, "".join(self._read or ()))
        elif local in ("node", "edge") and self._rows:
            self._finish(*self._rows.pop())

    def _take(self, local: str, text: str) -> None:
        """The text of an attribute, or its default."""
        if local == "default" and self._declaring:
            self._defaults[self._declaring] = text
        elif local == "data" and self._rows:
            self._value(*self._rows[-1], self._column, text)
        self._column, self._read, self._length = "", None, 0

    def _finish(self, table: _GraphTable, row: dict[str, str]) -> None:
        for (of, ident), value in self._defaults.items():
            title = self._titles[of, ident]
            if of == table.name and title not in row:
                table.put(row, title, value)

    def _text(self, text: str) -> None:
        if self._read is None:
            return
        self._read.append(text)
        self._length += len(text)
        if self._length > MOST_CELL:
            raise too_large(self._name)
