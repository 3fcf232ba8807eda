"""GeoJSON: what has a place, and where."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph_api.store import Store
from tests.export.exporting import exported

pytestmark = pytest.mark.store

UDON, LOEI = [102.7872, 17.4138], [-1.5, 17.5]


async def _features(store: Store, **asked: Any) -> dict[str, Any]:
    collection = json.loads(await exported(store, "geojson", **asked))
    assert collection["type"] == "FeatureCollection"
    return {feature["id"]: feature for feature in collection["features"]}


async def test_a_record_is_at_the_points_of_its_areas(nasty: Store) -> None:
    """Longitude first; an area has its own point, once for several relationships that lead there."""
    features = await _features(nasty)
    assert {ident: feature["geometry"] for ident, feature in features.items()} == {
        "agency:a": {"type": "MultiPoint", "coordinates": [UDON, LOEI]},
        "area:41": {"type": "Point", "coordinates": UDON},
        "area:42": {"type": "Point", "coordinates": LOEI},
    }


async def test_a_feature_has_the_properties_of_its_record(nasty: Store) -> None:
    """By their names in GraphQL, with the areas that placed it."""
    properties = (await _features(nasty))["agency:a"]["properties"]
    assert {
        name: properties[name] for name in ("type", "areas", "nameTh", "aliases", "synthetic")
    } == {
        "type": "Agency",
        "areas": ["area:41", "area:42"],
        "nameTh": "สำนักงานวัฒนธรรม",
        "aliases": ["สวจ.", "+สวธ."],
        "synthetic": False,
    }


async def test_a_place_holds_in_the_scope(nasty: Store) -> None:
    """What another dataset says of where a record is does not place it."""
    assert await _features(nasty, datasets=["dataset:demo"]) == {}


async def test_areas_of_the_bundled_data_have_their_points(udon: Store) -> None:
    """Of the province its capital, of a district its seat; districts without one are left out."""
    features = await _features(udon, kinds=["Area"])
    assert {feature["properties"]["type"] for feature in features.values()} == {"Area"}
    assert features["area:41"]["geometry"] == {"type": "Point", "coordinates": [102.79, 17.42]}
    assert features["area:4106"]["geometry"] == {"type": "Point", "coordinates": [103.11, 17.36]}
    assert len(features) == 77 + 928 - 33
