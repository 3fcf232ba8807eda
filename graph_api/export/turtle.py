"""Turtle: the same triples as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable

from graph_api.export.format import ExportOutline, Format, Stateless, text_of
from graph_api.export.table import TablePage
from graph_api.export.triples import Resource, resources
from schema.declare import Text
from schema.rdf import IDS, ContextTerm, prefixes, terms

_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\r": "\\r",
        "\t": "\\t",
        **{chr(code): f"\\u{code:04X}" for code in range(0x20) if chr(code) not in "\n\r\t"},
    }
)


_NEXT = " ;\n    "


class Turtle(Stateless):
    """Writes a resource a paragraph."""

    def __init__(self, outline: ExportOutline) -> None:
        del outline

    def begin(self) -> Iterable[bytes]:
        """The prefixes."""
        return (f"@prefix {name}: <{iri}> .\n".encode() for name, iri in prefixes().items())

    def page(self, page: TablePage) -> Iterable[bytes]:
        """Its resources."""
        return (_written(resource).encode() for resource in resources(page))

    def end(self) -> Iterable[bytes]:
        """Nothing."""
        return ()


def _written(resource: Resource) -> str:
    pairs = (f"{_predicate(key)} {_objects(key, resource[key])}" for key in resource if key != "id")
    return f"\n{_name(resource['id'])} {_NEXT.join(pairs)} .\n"


def _predicate(key: str) -> str:
    return "a" if key == "type" else terms()[key].name


def _objects(key: str, value: object) -> str:
    values = value if isinstance(value, list) else [value]
    if key == "type":
        return ", ".join(map(str, values))
    return ", ".join(_object(terms()[key], item) for item in values)


def _object(term: ContextTerm, value: object) -> str:
    if term.datatype == "@id":
        return _name(value)
    literal = f'"{text_of(value).translate(_ESCAPES)}"'
    if term.language:
        return f"{literal}@{term.language}"
    return f"{literal}^^{term.datatype}" if term.datatype else literal


def _name(iri: object) -> str:
    """An id, or a property, with its prefix."""
    return str(iri).removeprefix(IDS)


FORMAT = Format(
    name="ttl",
    text=Text("Turtle: the same triples as JSON-LD", "Turtle ข้อมูลเดียวกับ JSON-LD"),
    media_type="text/turtle",
    extension="ttl",
    encoder=Turtle,
)
