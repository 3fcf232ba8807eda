"""``/reconcile``: names of a table matched with records, as OpenRefine asks for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from graph_api.store import Store
from loaders import load_folder
from tests.http.conftest import client_of
from tests.loaders.conftest import Folder, folder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

    from graph_api.settings import Settings

__all__ = ["folder"]

pytestmark = pytest.mark.store

FILES = {
    "agencies": """id,name_th,name_en,aliases
        agency:a,สำนักงานวัฒนธรรมจังหวัดอุดรธานี,Udon Culture Office,สวจ.อุดรธานี
        agency:b,ชมรมคนดี,,
        agency:c,ชมรมคนดี,,""",
    "issues": "id,name_th\nissue:i,วัฒนธรรมท้องถิ่น",
    "areas": "id,name_th\narea:41,อุดรธานี",
    "people": "id,name_th\nperson:p,วัฒนธรรม ใจดี",
}


@pytest.fixture
async def client(
    empty_store: Store, engine: Settings, folder: Folder
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application on a few records."""
    await load_folder(empty_store, folder("one", **FILES))
    async with client_of(empty_store, engine) as client:
        yield client


async def _asked(client: httpx.AsyncClient, **queries: Any) -> dict[str, Any]:
    response = await client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert response.status_code == 200, response.text
    return {name: answer["result"] for name, answer in response.json().items()}


async def test_the_manifest_says_what_the_service_is(client: httpx.AsyncClient) -> None:
    """By version 0.2 of the specification; its addresses are those of this server."""
    manifest = (await client.get("/reconcile")).json()
    assert manifest == {
        "versions": ["0.2"],
        "name": "Phakhi (ภาคี)",
        "identifierSpace": "urn:phakhi:",
        "schemaSpace": "urn:phakhi:vocabulary#",
        "defaultTypes": [
            {"id": "Agency", "name": "Agency (หน่วยงาน)"},
            {"id": "Issue", "name": "Issue (ประเด็นคุณธรรมร่วม)"},
            {"id": "Area", "name": "Area (พื้นที่: จังหวัด อำเภอ ตำบล)"},
        ],
        "view": {"url": "http://test/export/jsonld?center={{id}}"},
        "suggest": {
            "entity": {
                "service_url": "http://test/",
                "service_path": "reconcile/suggest/entity",
            }
        },
    }
    view = manifest["view"]["url"].replace("{{id}}", "agency:a")
    assert (await client.get(view)).status_code == 200


async def test_a_name_or_alias_is_a_match(client: httpx.AsyncClient) -> None:
    """In any spelling; with its type, and how well it matches."""
    answers = await _asked(client, q0={"query": "สวจ. อุดรธานี"}, q1={"query": "UDON culture office"})
    for candidates in answers.values():
        assert candidates[0].pop("score") >= 95
        assert candidates[0] == {
            "id": "agency:a",
            "name": "สำนักงานวัฒนธรรมจังหวัดอุดรธานี",
            "description": "Udon Culture Office",
            "match": True,
            "type": [{"id": "Agency", "name": "Agency (หน่วยงาน)"}],
        }
        assert [one["match"] for one in candidates[1:]] == [False] * (len(candidates) - 1)


async def test_namesakes_are_no_match(client: httpx.AsyncClient) -> None:
    """A person decides, even where one candidate alone is wanted."""
    answers = await _asked(client, q0={"query": "ชมรมคนดี"}, q1={"query": "ชมรมคนดี", "limit": 1})
    assert [[(one["id"], one["match"]) for one in result] for result in answers.values()] == [
        [("agency:b", False), ("agency:c", False)],
        [("agency:b", False)],
    ]


async def test_a_type_restricts_candidates(client: httpx.AsyncClient) -> None:
    """One, several, or one that is not matched here; persons never are."""
    answers = await _asked(
        client,
        any={"query": "วัฒนธรรม"},
        issue={"query": "วัฒนธรรม", "type": "Issue"},
        two={"query": "วัฒนธรรม", "type": ["Agency", "Issue"], "type_strict": "any"},
        person={"query": "วัฒนธรรม", "type": "Person"},
    )
    ids = {name: sorted(one["id"] for one in result) for name, result in answers.items()}
    assert ids == {
        "any": ["agency:a", "issue:i"],
        "issue": ["issue:i"],
        "two": ["agency:a", "issue:i"],
        "person": [],
    }


async def test_what_is_no_name_has_no_candidates(client: httpx.AsyncClient) -> None:
    """Empty cells, signs, and queries by properties alone."""
    answers = await _asked(
        client,
        empty={"query": " "},
        signs={"query": "..."},
        properties={"properties": [{"pid": "code", "v": "41"}]},
    )
    assert answers["empty"] == answers["properties"] == []
    assert [one for one in answers["signs"] if one["match"]] == []


async def test_a_batch_may_stand_in_the_address(client: httpx.AsyncClient) -> None:
    """As older clients send it."""
    queries = json.dumps({"q0": {"query": "ชมรมคนดี"}})
    response = await client.get("/reconcile", params={"queries": queries})
    assert [one["id"] for one in response.json()["q0"]["result"]] == ["agency:b", "agency:c"]


async def test_records_are_suggested_while_one_types(client: httpx.AsyncClient) -> None:
    """With what they are."""
    response = await client.get("/reconcile/suggest/entity", params={"prefix": "วัฒนธรรมท้อง"})
    assert response.json()["result"][0] == {
        "id": "issue:i",
        "name": "วัฒนธรรมท้องถิ่น",
        "description": "issue:i",
        "notable": [{"id": "Issue", "name": "Issue (ประเด็นคุณธรรมร่วม)"}],
    }
    empty = await client.get("/reconcile/suggest/entity")
    assert empty.json() == {"result": []}


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"data": {"queries": "{"}}, 400, "BAD_ARGUMENT"),
        ({"data": {"queries": "[]"}}, 400, "BAD_ARGUMENT"),
        ({"data": {"queries": '{"q": 1}'}}, 400, "BAD_ARGUMENT"),
        ({"data": {"queries": '{"q": {"query": 1}}'}}, 400, "BAD_ARGUMENT"),
        (
            {"data": {"queries": json.dumps({str(at): {"query": "ก"} for at in range(51)})}},
            400,
            "BATCH_TOO_LARGE",
        ),
        ({"data": {"queries": json.dumps({"q": {"query": "ก" * 2000}})}}, 400, "BAD_TEXT"),
        ({"json": {"queries": {}}}, 415, "BAD_ARGUMENT"),
    ],
)
async def test_what_is_no_batch_is_refused(
    client: httpx.AsyncClient, sent: dict[str, Any], status: int, code: str
) -> None:
    """With a status and a sentence."""
    refused = await client.post("/reconcile", **sent)
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["extensions"]["code"]) == (status, code)


async def test_candidates_are_charged(
    client: httpx.AsyncClient, empty_store: Store, engine: Settings
) -> None:
    """From the budget that queries are paid from."""
    del client
    poor = engine.model_copy(update={"minute_budget": 8})
    async with client_of(empty_store, poor) as other:
        answers = [
            await other.post("/reconcile", data={"queries": '{"q": {"query": "ก"}}'})
            for _ in range(2)
        ]
    assert [answer.status_code for answer in answers] == [200, 429]
