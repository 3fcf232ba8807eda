"""Disagreement between datasets is kept, and settled again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from graph_api.store import Store
from loaders import load_folder, remove_dataset
from tests.loaders.conftest import Folder

pytestmark = pytest.mark.store

_LOW, _HIGH = {"precedence": 10, "synthetic": True}, {"precedence": 100}


async def _claims(store: Store) -> list[list[Any]]:
    return await store.read(
        "MATCH (c:Claim)-[r:DISPUTES]->(n) "
        "RETURN n.id, c.property, c.value, c.datasets, c.evidence, c.synthetic, r.datasets "
        "ORDER BY n.id, c.property, c.value"
    )


async def _name(store: Store) -> list[list[Any]]:
    return await store.read("MATCH (n:Agency) RETURN n.name_th, n.name_en, n.datasets")


async def test_the_higher_precedence_is_shown_whatever_the_order(
    empty_store: Store, folder: Folder
) -> None:
    """The other value becomes a claim with its dataset and evidence, and comes back."""
    low = folder(
        "low", info=_LOW, agencies="id,name_th,name_en,evidence\nagency:a,ก,A,evidence:e",
        evidence="id,name_th\nevidence:e,ก",
    )  # fmt: skip
    await load_folder(empty_store, low)
    assert await _claims(empty_store) == []
    report = await load_folder(
        empty_store, folder("high", info=_HIGH, agencies="id,name_th\nagency:a,ข")
    )
    assert (report.claims, report.updated) == (1, 1)
    assert await _name(empty_store) == [["ข", "A", ["dataset:low", "dataset:high"]]]
    expected = ["agency:a", "nameTh", '"ก"', ["dataset:low"], ["evidence:e"], True, ["dataset:low"]]
    assert await _claims(empty_store) == [expected]
    again = await load_folder(empty_store, low)
    assert (again.changed, again.claims) == (False, 1)
    await remove_dataset(empty_store, "dataset:high")
    assert await _name(empty_store) == [["ก", "A", ["dataset:low"]]]
    assert await _claims(empty_store) == []
    assert await empty_store.read("MATCH (n:Agency) RETURN n.asserted") == [[None]]


async def test_a_lower_precedence_that_comes_later_becomes_the_claim(
    empty_store: Store, folder: Folder
) -> None:
    """What is shown stays as it was; of equals the first loaded is shown."""
    rows = "id,name_th\nagency:a,"
    await load_folder(empty_store, folder("one", info=_HIGH, agencies=rows + "ก"))
    await load_folder(empty_store, folder("two", info=_HIGH, agencies=rows + "ข"))
    await load_folder(empty_store, folder("three", info=_LOW, agencies=rows + "ค"))
    assert [row[0] for row in await _name(empty_store)] == ["ก"]
    assert [(row[2], row[3]) for row in await _claims(empty_store)] == [
        ('"ข"', ["dataset:two"]),
        ('"ค"', ["dataset:three"]),
    ]
    await remove_dataset(empty_store, "dataset:one")
    assert [row[0] for row in await _name(empty_store)] == ["ข"]
    assert [row[2] for row in await _claims(empty_store)] == ['"ค"']


async def test_a_claim_does_not_show_what_needs_a_scope(empty_store: Store, folder: Folder) -> None:
    """That contacts differ is told; the contact that is not shown stays with its dataset."""
    rows = "id,name_th,contact\nagency:a,ก,"
    await load_folder(empty_store, folder("high", info=_HIGH, agencies=rows + "042-000001"))
    await load_folder(empty_store, folder("low", info=_LOW, agencies=rows + "042-000002"))
    assert [row[:4] for row in await _claims(empty_store)] == [
        ["agency:a", "contact", None, ["dataset:low"]]
    ]
    [[everything]] = await empty_store.read("MATCH (c:Claim) RETURN properties(c)")
    assert "042" not in repr(everything)
    assert (
        await load_folder(empty_store, folder("low", info=_LOW, agencies=rows + "042-000002"))
    ).changed is False
    await remove_dataset(empty_store, "dataset:high")
    assert await empty_store.read("MATCH (n:Agency) RETURN n.contact") == [["042-000002"]]


async def test_a_claim_goes_when_the_datasets_agree(empty_store: Store, folder: Folder) -> None:
    """And the log tells that it came and went."""
    await load_folder(empty_store, folder("one", agencies="id,name_th\nagency:a,ก"))
    await load_folder(empty_store, folder("two", agencies="id,name_th\nagency:a,ข"))
    assert len(await _claims(empty_store)) == 1
    await load_folder(empty_store, folder("two", agencies="id,name_th\nagency:a,ก"))
    assert await _claims(empty_store) == []
    assert await empty_store.read(
        "MATCH (c:Change {kind: 'Claim'}) RETURN c.action, size(c.records) ORDER BY c.revision"
    ) == [["created", 1], ["removed", 1]]


async def test_a_new_precedence_changes_what_is_shown(empty_store: Store, folder: Folder) -> None:
    """Loading the same rows with it is enough."""
    rows = "id,name_th\nagency:a,"
    await load_folder(empty_store, folder("one", info=_HIGH, agencies=rows + "ก"))
    await load_folder(empty_store, folder("two", info=_LOW, agencies=rows + "ข"))
    report = await load_folder(
        empty_store, folder("two", info={"precedence": 200}, agencies=rows + "ข")
    )
    assert report.updated == 2
    assert [row[0] for row in await _name(empty_store)] == ["ข"]
    assert [row[2] for row in await _claims(empty_store)] == ['"ก"']


async def test_dates_and_numbers_are_compared_as_what_they_are(
    empty_store: Store, folder: Folder
) -> None:
    """Two spellings of a day agree; a differing number is claimed as JSON."""
    await load_folder(
        empty_store, folder("one", goals="id,name_th,due,target\ngoal:g,ก,21 ม.ค. 2563,10")
    )
    await load_folder(
        empty_store, folder("two", goals="id,name_th,due,target\ngoal:g,ก,2020-01-21,12.5")
    )
    assert [row[1:3] for row in await _claims(empty_store)] == [["target", "12.5"]]
    assert await empty_store.read("MATCH (g:Goal) RETURN toString(g.due), g.target") == [
        ["2020-01-21", 10.0]
    ]


async def test_a_relationship_is_disputed_at_its_source(empty_store: Store, folder: Folder) -> None:
    """The claim's property tells which relationship and what of it."""
    base = {"agencies": "id,name_th\nagency:a,ก", "networks": "id,name_th\nnetwork:n,ก"}
    await load_folder(
        empty_store, folder("one", **base, member_of="from,to,note\nagency:a,network:n,หนึ่ง")
    )
    await load_folder(empty_store, folder("two", member_of="from,to,note\nagency:a,network:n,สอง"))
    [[about, path, value, datasets, *_]] = await _claims(empty_store)
    assert (about, path, json.loads(value), datasets) == (
        "agency:a", "networks(network:n).note", "สอง", ["dataset:two"],
    )  # fmt: skip
    assert await empty_store.read("MATCH ()-[r:MEMBER_OF]->() RETURN r.note, r.datasets") == [
        ["หนึ่ง", ["dataset:one", "dataset:two"]]
    ]
    await load_folder(empty_store, folder("one", **base, member_of="from,to\nagency:a,network:n"))
    assert await empty_store.read("MATCH ()-[r:MEMBER_OF]->() RETURN r.note") == [["สอง"]]
    assert await _claims(empty_store) == []
