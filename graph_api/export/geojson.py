"""GeoJSON (RFC 7946): areas that have a point, and every record that is in such an area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import orjson

from graph_api.export.format import ExportOutline, Format, Stateless
from graph_api.export.statements import PLACE_TYPES
from graph_api.export.table import Place, Table, TablePage, TableRow
from schema.declare import Text
from schema.registry import declaration

_AREA = "Area"
_PLACED = {
    kind
    for row in declaration().relationships
    if row.type in PLACE_TYPES
    for kind in declaration().end_members(row.source)
}
_POINT = ("longitude", "latitude")


class GeoJson(Stateless):
    """Writes a feature for everything that has a place."""

    def __init__(self, outline: ExportOutline) -> None:
        del outline
        self._separator = b"\n"

    def begin(self) -> Iterable[bytes]:
        """The beginning of the collection."""
        return (b'{"type":"FeatureCollection","features":[',)

    def page(self, page: TablePage) -> Iterator[bytes]:
        """Features of the rows that have a place."""
        for row in page.rows:
            places = _places(page.table, row)
            if places:
                yield self._separator
                yield orjson.dumps(_feature(page.table, row, places))
                self._separator = b",\n"

    def end(self) -> Iterable[bytes]:
        """The end of the collection."""
        return (b"\n]}\n",)


def _places(table: Table, row: TableRow) -> Sequence[Place]:
    if table.name != _AREA:
        return row.areas
    stated = dict(zip((item.name for item in table.properties), row.values, strict=True))
    longitude, latitude = (stated[name] for name in _POINT)
    return [] if longitude is None or latitude is None else [(row.id, longitude, latitude)]


def _feature(table: Table, row: TableRow, places: Sequence[Place]) -> dict[str, object]:
    properties = {
        item.graphql_name: value
        for item, value in zip(table.properties, row.values, strict=True)
        if value is not None and value != [] and item.name not in _POINT
    }
    areas = [area for area, _, _ in places]
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": _geometry([(longitude, latitude) for _, longitude, latitude in places]),
        "properties": {"type": table.name, "areas": areas, **properties},
    }


def _geometry(points: Sequence[tuple[float, float]]) -> dict[str, object]:
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}


FORMAT = Format(
    name="geojson",
    text=Text("GeoJSON: whatever has a place, at the points of its areas", "GeoJSON สิ่งที่มีที่ตั้ง"),
    media_type="application/geo+json",
    extension="geojson",
    encoder=GeoJson,
    wants=lambda table: table.name == _AREA or table.name in _PLACED,
    with_places=True,
)
