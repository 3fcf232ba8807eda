"""What the service answers over HTTP: data, clear errors in two languages, and its health."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from graph_api.store import Store
from tests.http.conftest import client_of

if TYPE_CHECKING:
    import httpx

    from graph_api.settings import Settings

_AGENCY = '{ agency(id: "agency:culture-office") { id nameEn } }'
_ANSWER = {
    "data": {
        "agency": {"id": "agency:culture-office", "nameEn": "Provincial Culture Office (demo)"}
    }
}


async def test_an_operation_is_answered_in_json(client: httpx.AsyncClient) -> None:
    """POST with JSON and GET with a query string give the same answer."""
    posted = await client.post("/graphql", json={"query": _AGENCY})
    got = await client.get("/graphql", params={"query": _AGENCY})
    assert (posted.status_code, posted.headers["content-type"]) == (200, "application/json")
    assert posted.json() == got.json() == _ANSWER


async def test_variables_and_operation_names_are_used(client: httpx.AsyncClient) -> None:
    """The named operation runs with its variables; Thai goes in and out unescaped."""
    document = "query A($id: ID!) { agency(id: $id) { nameTh } } query B { __typename }"
    body = {
        "query": document,
        "variables": {"id": "agency:culture-office"},
        "operationName": "A",
    }
    response = await client.post("/graphql", json=body)
    assert "สำนักงานวัฒนธรรมจังหวัด (สาธิต)".encode() in response.content


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"no json", 400, "GRAPHQL_INVALID"),
        (b"\xff\xfe", 400, "GRAPHQL_INVALID"),
        (b"", 400, "GRAPHQL_INVALID"),
        (b"5", 400, "GRAPHQL_INVALID"),
        (b"null", 400, "GRAPHQL_INVALID"),
        (b"[]", 400, "GRAPHQL_INVALID"),
        (b"{}", 400, "GRAPHQL_INVALID"),
        (b'{"query": 5}', 400, "GRAPHQL_INVALID"),
        (b'{"query": ""}', 200, "GRAPHQL_INVALID"),
        (b'{"query": "{ __typename }", "variables": 5}', 400, "GRAPHQL_INVALID"),
        (b"[" * 100_000, 400, "GRAPHQL_INVALID"),
        (b'{"query": "{ a\\ud800 }"}', 400, "BAD_TEXT"),
        (b'{"query": "{"}', 200, "GRAPHQL_INVALID"),
        (b'{"query": "{ nothing }"}', 200, "GRAPHQL_INVALID"),
        (b'{"query": "mutation { x }"}', 200, "GRAPHQL_INVALID"),
        (b'{"query": "' + b"{a" * 50_000 + b'"}', 200, None),
        (b" " * 1_000_001, 413, "BODY_TOO_LARGE"),
    ],
)
async def test_bad_requests_get_a_code_and_a_sentence(
    client: httpx.AsyncClient, content: bytes, status: int, code: str | None
) -> None:
    """Whatever is sent, the answer is JSON in GraphQL's form with one error, never a 500."""
    response = await client.post(
        "/graphql", content=content, headers={"content-type": "application/json"}
    )
    [error] = response.json()["errors"]
    assert response.status_code == status
    assert error["message"]
    assert code in {error["extensions"]["code"], None}
    assert "Traceback" not in response.text


async def test_other_methods_and_content_types_are_refused(client: httpx.AsyncClient) -> None:
    """They get a GraphQL error too."""
    deleted = await client.delete("/graphql")
    text = await client.post("/graphql", content="{a}", headers={"content-type": "text/plain"})
    assert (deleted.status_code, text.status_code) == (405, 415)
    for response in (deleted, text):
        assert response.json()["errors"][0]["extensions"] == {"code": "GRAPHQL_INVALID"}


@pytest.mark.parametrize(
    ("accepted", "start"),
    [("th", "ข้อความมีอักขระ"), ("en, th;q=0.5", "The text has a broken character")],
)
async def test_errors_speak_the_readers_language(
    client: httpx.AsyncClient, accepted: str, start: str
) -> None:
    """Thai when ``Accept-Language`` asks for it, else English."""
    headers = {"content-type": "application/json", "accept-language": accepted}
    response = await client.post("/graphql", content=b'{"query": "\\ud800"}', headers=headers)
    assert response.json()["errors"][0]["message"].startswith(start)


async def test_health_and_readiness(client: httpx.AsyncClient) -> None:
    """Both are well while the database answers."""
    assert [
        (response.status_code, response.json())
        for response in (await client.get("/healthz"), await client.get("/readyz"))
    ] == [(200, {"status": "ok"}), (200, {"status": "ready"})]


async def test_without_the_database_clients_are_told_quickly(udon_engine: Settings) -> None:
    """A retryable SERVICE_UNAVAILABLE, within seconds; alive, but not ready."""
    settings = udon_engine.model_copy(update={"retry_time": 0.3})
    async with (
        Store.connect("bolt://127.0.0.1:1", None, settings) as away,
        client_of(away, settings) as client,
    ):
        started = time.monotonic()
        answer = await client.post("/graphql", json={"query": _AGENCY})
        assert time.monotonic() - started < 3
        health, ready = await client.get("/healthz"), await client.get("/readyz")
    body: dict[str, Any] = answer.json()
    assert (answer.status_code, "data" in body) == (200, False)
    assert [error["extensions"] for error in body["errors"]] == [
        {"code": "SERVICE_UNAVAILABLE", "retryable": True}
    ]
    assert "127.0.0.1" not in answer.text
    assert (health.status_code, ready.status_code) == (200, 503)
    assert ready.json()["code"] == "SERVICE_UNAVAILABLE"


async def test_a_long_answer_is_whole(client: httpx.AsyncClient) -> None:
    """Introspection, the longest answer there is, arrives as valid JSON."""
    response = await client.post(
        "/graphql", json={"query": "{ __schema { types { name fields { name } } } }"}
    )
    names = {item["name"] for item in json.loads(response.content)["data"]["__schema"]["types"]}
    assert {"Agency", "Network", "Query"} <= names
