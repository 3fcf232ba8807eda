"""A query that is answered as an event: GraphQL over SSE, "distinct connections mode"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

from tests.http.small import small_client

if TYPE_CHECKING:
    import httpx

    from graph_api.settings import Settings
    from graph_api.store import Store

EVENTS = {"accept": "text/event-stream"}


def _events(response: httpx.Response) -> list[tuple[str, Any]]:
    """Names and data of the events of a whole stream."""
    found = []
    for block in response.text.replace("\r\n", "\n").strip().split("\n\n"):
        fields = dict(line.split(":", 1) for line in block.splitlines())
        data = fields.get("data", "").strip()
        found.append((fields["event"].strip(), orjson.loads(data) if data else None))
    return found


async def _ask(client: httpx.AsyncClient, method: str, query: str, **more: Any) -> httpx.Response:
    headers = {**EVENTS, **more.pop("headers", {})}
    if method == "GET":
        return await client.get("/graphql", params={"query": query}, headers=headers)
    return await client.post("/graphql", json={"query": query, **more}, headers=headers)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "accept",
    [
        "text/event-stream",
        "application/json;q=0.5, text/event-stream",
        "text/event-stream, */*;q=0.1",
    ],
)
async def test_a_query_is_one_event_and_its_end(
    udon: Store, udon_engine: Settings, method: str, accept: str
) -> None:
    """By either method, where events are wanted most."""
    async with small_client(udon, udon_engine) as client:
        response = await _ask(client, method, "query Q { fine }", headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    assert _events(response) == [("next", {"data": {"fine": 1}}), ("complete", None)]


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_errors_of_a_query_are_in_its_event(
    udon: Store, udon_engine: Settings, method: str
) -> None:
    """Of fields, of what is not valid, and of an operation that is not there."""
    async with small_client(udon, udon_engine) as client:
        broken = await _ask(client, method, "{ fine broken }")
        invalid = await _ask(client, method, "{ no }")
        several = await _ask(client, method, "query A { fine } query B { fine }")
    (name, answer), end = _events(broken)
    assert (name, end) == ("next", ("complete", None))
    assert answer["data"] == {"fine": 1, "broken": None}
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["INTERNAL"]
    for response in (invalid, several):
        (name, answer), end = _events(response)
        assert (name, end) == ("next", ("complete", None))
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["GRAPHQL_INVALID"]
        assert "data" not in answer


async def test_what_is_no_operation_is_refused_as_ever(udon: Store, udon_engine: Settings) -> None:
    """With its status, in JSON: nothing of it could be streamed."""
    async with small_client(udon, udon_engine) as client:
        unread = await _ask(client, "POST", "{ fine")
        dear = await _ask(client, "POST", "{ dear }")
        body = await client.post(
            "/graphql", content=b"{", headers={**EVENTS, "content-type": "application/json"}
        )
    assert (unread.status_code, dear.status_code, body.status_code) == (400, 429, 400)
    for response in (unread, dear, body):
        assert "json" in response.headers["content-type"]


async def test_json_is_sent_where_it_is_wanted_more(udon: Store, udon_engine: Settings) -> None:
    """Or as much, and named first."""
    async with small_client(udon, udon_engine) as client:
        for accept in (
            "application/json, text/event-stream",
            "text/event-stream;q=0.5, application/json",
            "text/event-stream;q=0, application/json",
        ):
            response = await _ask(client, "POST", "{ fine }", headers={"accept": accept})
            assert response.json() == {"data": {"fine": 1}}
