"""GraphML, for networkx, igraph, yEd, Cytoscape and Gephi."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph_api.export.format import ExportOutline, Format, Stateless, text_of
from graph_api.export.table import Table, TablePage, TableRow
from graph_api.export.xml import KIND, attribute_id, attributes, label, quoted, text, values
from schema.declare import Text

_LABEL = "label"


class GraphML(Stateless):
    """Writes nodes, then edges, as they come."""

    def __init__(self, outline: ExportOutline) -> None:
        self._outline = outline

    def begin(self) -> Iterator[bytes]:
        """The keys of all attributes."""
        tables = self._outline.tables
        yield b'<?xml version="1.0" encoding="UTF-8"?>\n'
        yield b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        yield _key("node", _LABEL, _LABEL, "string")
        for linked, what in ((False, "node"), (True, "edge")):
            for item in attributes(table for table in tables if table.linked is linked):
                yield _key(what, item.id, item.name, item.type)
        yield b'<graph id="phakhi" edgedefault="directed">\n'

    def page(self, page: TablePage) -> Iterable[bytes]:
        """Its nodes or edges."""
        made = _edge if page.table.linked else _node
        return (made(page.table, row).encode() for row in page.rows)

    def end(self) -> Iterable[bytes]:
        """The end of the graph."""
        return (b"</graph>\n</graphml>\n",)


def _key(what: str, ident: str, name: str, type_: str) -> bytes:
    key = f'<key id="{what}.{ident}" for="{what}" attr.name={quoted(name)} attr.type="{type_}"/>\n'
    return key.encode()


def _node(table: Table, row: TableRow) -> str:
    return (
        f'<node id={quoted(row.id)}><data key="node.{_LABEL}">{text(label(table, row))}</data>'
        f"{_data('node', table, row)}</node>\n"
    )


def _edge(table: Table, row: TableRow) -> str:
    assert row.ends is not None
    source, target = map(quoted, row.ends)
    return (
        f"<edge id={quoted(row.id)} source={source} target={target}>"
        f"{_data('edge', table, row)}</edge>\n"
    )


def _data(what: str, table: Table, row: TableRow) -> str:
    return f'<data key="{what}.{KIND}">{table.name}</data>' + "".join(
        f'<data key="{what}.{attribute_id(item)}">{text(text_of(value))}</data>'
        for item, value in values(table, row)
    )


FORMAT = Format(
    name="graphml",
    text=Text(
        "GraphML, for programs that draw and measure networks", "GraphML สำหรับโปรแกรมวิเคราะห์เครือข่าย"
    ),
    media_type="application/graphml+xml",
    extension="graphml",
    encoder=GraphML,
)
