"""What the two formats of XML have in common: attributes of nodes and edges, and safe texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from graph_api.export.table import Table, TableRow
from schema.registry import Property, ValueType

KIND = "type"
"""The attribute that names a node's kind, and an edge's type; no property has this name."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

TYPES = {
    ValueType.INT: "int",
    ValueType.FLOAT: "double",
    ValueType.BOOL: "boolean",
}
"""Types of both formats; all else is a string: dates as ISO text, lists with ``|`` between items."""


@dataclass(frozen=True)
class Attribute:
    """An attribute of nodes or edges.

    Attributes:
        id: in the file.
        name: what programs call it.
        type: its type.
    """

    id: str
    name: str
    type: str


def attributes(tables: Iterable[Table]) -> tuple[Attribute, ...]:
    """The attributes of all tables; kinds that have a property in common share its attribute."""
    declared = {KIND: Attribute(KIND, KIND, "string")}
    for table in tables:
        for item in table.properties:
            declared.setdefault(attribute_id(item), _attribute(item))
    return tuple(declared.values())


def attribute_id(item: Property) -> str:
    """A property's attribute: of one name and one type."""
    type_ = _type(item)
    return item.name if type_ == "string" else f"{item.name}.{type_}"


def values(table: Table, row: TableRow) -> Iterable[tuple[Property, object]]:
    """What a row has a value for."""
    pairs = zip(table.properties, row.values, strict=True)
    return ((item, value) for item, value in pairs if value is not None and value != [])


def text(value: str) -> str:
    """A text between tags, without the signs that XML cannot hold."""
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value))


def quoted(value: str) -> str:
    """A text in quotes."""
    return quoteattr(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value))


def label(table: Table, row: TableRow) -> str:
    """What a node is called."""
    named = (value for item, value in values(table, row) if item.name == "name_th")
    return str(next(named, row.id))


def _attribute(item: Property) -> Attribute:
    return Attribute(attribute_id(item), item.graphql_name, _type(item))


def _type(item: Property) -> str:
    return TYPES.get(item.type, "string")
