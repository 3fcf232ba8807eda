"""The formats of exports, by name."""

from __future__ import annotations

from graph_api.export import csv_zip, geojson, gexf, graphml, jsonl, jsonld, turtle, xlsx
from graph_api.export.format import Format
from schema.errors import ErrorCode, PhakhiError
from schema.nearest import did_you_mean
from schema.text import cut

FORMATS: dict[str, Format] = {
    module.FORMAT.name: module.FORMAT
    for module in (jsonl, csv_zip, xlsx, jsonld, turtle, graphml, gexf, geojson)
}
"""All formats."""


def find_format(name: str) -> Format:
    """The format called ``name``.

    Raises:
        PhakhiError: ``NOT_FOUND``.
    """
    if name in FORMATS:
        return FORMATS[name]
    known = ", ".join(FORMATS)
    en, th = did_you_mean(name, list(FORMATS))
    raise PhakhiError(
        ErrorCode.NOT_FOUND,
        f"There is no format {cut(name)!r}{en or '.'} The formats are {known}.",
        f"ไม่มีรูปแบบ {cut(name)!r}{th} รูปแบบที่มีคือ {known}",
    )
