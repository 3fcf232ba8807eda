"""GEXF, for Gephi: with the days on which nodes and edges begin and end."""

from __future__ import annotations

from collections.abc import Iterator

from graph_api.export.format import ExportOutline, Format, Stateless, text_of
from graph_api.export.table import Table, TablePage, TableRow
from graph_api.export.xml import KIND, attribute_id, attributes, label, quoted, values
from schema.declare import Text
from schema.registry import declaration
from schema.validity import LASTING

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
<meta><creator>Phakhi</creator></meta>
<graph mode="dynamic" defaultedgetype="directed" timeformat="date">
"""


class Gexf(Stateless):
    """Writes nodes, then edges, as they come."""

    def __init__(self, outline: ExportOutline) -> None:
        self._outline = outline
        self._linked = False

    def begin(self) -> Iterator[bytes]:
        """All attributes."""
        yield _HEAD.encode()
        for linked, what in ((False, "node"), (True, "edge")):
            yield f'<attributes class="{what}" mode="static">\n'.encode()
            for item in attributes(t for t in self._outline.tables if t.linked is linked):
                title = quoted(item.name)
                yield f'<attribute id="{item.id}" title={title} type="{_type(item.type)}"/>\n'.encode()
            yield b"</attributes>\n"
        yield b"<nodes>\n"

    def page(self, page: TablePage) -> Iterator[bytes]:
        """Its nodes or edges."""
        if page.table.linked and not self._linked:
            yield self._edges()
        made = _edge if page.table.linked else _node
        for row in page.rows:
            yield made(page.table, row).encode()

    def end(self) -> Iterator[bytes]:
        """The end of the graph."""
        if not self._linked:
            yield self._edges()
        yield b"</edges>\n</graph>\n</gexf>\n"

    def _edges(self) -> bytes:
        self._linked = True
        return b"</nodes>\n<edges>\n"


def _type(of_graphml: str) -> str:
    return "integer" if of_graphml == "int" else of_graphml


def _node(table: Table, row: TableRow) -> str:
    days = declaration().kinds[table.name].validity
    return (
        f"<node id={quoted(row.id)} label={quoted(label(table, row))}{_spell(table, row, days)}>"
        f"{_attvalues(table, row)}</node>\n"
    )


def _edge(table: Table, row: TableRow) -> str:
    assert row.ends is not None
    source, target = map(quoted, row.ends)
    return (
        f'<edge id={quoted(row.id)} source={source} target={target} label="{table.name}"'
        f"{_spell(table, row, LASTING)}>{_attvalues(table, row)}</edge>\n"
    )


def _spell(table: Table, row: TableRow, days: tuple[str, str] | None) -> str:
    """First and last day, where there are any."""
    if days is None:
        return ""
    stated = {item.name: value for item, value in values(table, row)}
    named = zip(("start", "end"), days, strict=True)
    return "".join(f' {name}="{stated[day]}"' for name, day in named if day in stated)


def _attvalues(table: Table, row: TableRow) -> str:
    own = f'<attvalue for="{KIND}" value="{table.name}"/>'
    others = (
        f'<attvalue for="{attribute_id(item)}" value={quoted(text_of(value))}/>'
        for item, value in values(table, row)
    )
    return f"<attvalues>{own}{''.join(others)}</attvalues>"


FORMAT = Format(
    name="gexf",
    text=Text("GEXF, for Gephi, with first and last days", "GEXF สำหรับ Gephi พร้อมวันเริ่มและวันสิ้นสุด"),
    media_type="application/gexf+xml",
    extension="gexf",
    encoder=Gexf,
)
