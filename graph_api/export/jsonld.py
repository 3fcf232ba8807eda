"""JSON-LD 1.1, in org:, schema:, skos:, prov: and words of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson

from graph_api.export.format import ExportOutline, Format, Stateless
from graph_api.export.table import TablePage
from graph_api.export.triples import resources
from schema.declare import Text
from schema.rdf import context


class JsonLd(Stateless):
    """Writes a resource a line."""

    def __init__(self, outline: ExportOutline) -> None:
        del outline
        self._separator = b"\n"

    def begin(self) -> Iterable[bytes]:
        """The context."""
        return (b'{"@context":', orjson.dumps(context()), b',"@graph":[')

    def page(self, page: TablePage) -> Iterator[bytes]:
        """Its resources."""
        for resource in resources(page):
            yield self._separator
            yield orjson.dumps(resource)
            self._separator = b",\n"

    def end(self) -> Iterable[bytes]:
        """The end of the graph."""
        return (b"\n]}\n",)


FORMAT = Format(
    name="jsonld",
    text=Text(
        "JSON-LD, in org:, schema:, skos: and prov:",
        "JSON-LD ตามคำศัพท์ org:, schema:, skos: และ prov:",
    ),
    media_type="application/ld+json",
    extension="jsonld",
    encoder=JsonLd,
)
