"""The GraphQL-over-HTTP specification: methods, media types, status codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.http.conftest import client_of
from tests.http.small import small_client

if TYPE_CHECKING:
    import httpx

    from graph_api.settings import Settings
    from graph_api.store import Store

RESPONSE = "application/graphql-response+json"


@pytest.mark.parametrize(
    ("document", "status", "data"),
    [
        ("{ __typename }", 200, True),
        ('{ agency(id: "agency:zz") { id } }', 200, True),
        ('{ agency(id: "nothing") { id } }', 294, True),
        ("{", 400, False),
        ("{ nothing }", 400, False),
        ("mutation { x }", 400, False),
        ("query ($a: ID!) { agency(id: $a) { id } }", 400, False),
        ("query A { __typename } query B { __typename }", 400, False),
    ],
)
async def test_a_response_says_by_its_status_whether_it_was_executed(
    client: httpx.AsyncClient, document: str, status: int, *, data: bool
) -> None:
    """Where it was not, there is no data at all; plain JSON is 200 for all that is well formed."""
    sent = {"query": document}
    new = await client.post("/graphql", json=sent, headers={"accept": RESPONSE})
    assert (new.status_code, new.headers["content-type"]) == (status, RESPONSE)
    assert ("data" in new.json()) is data
    old = await client.post("/graphql", json=sent)
    assert (old.status_code, old.headers["content-type"]) == (200, "application/json")
    assert old.json() == new.json()


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"query": "{ __typename }"}, 200),
        (
            {
                "query": "query A($a: ID!) { agency(id: $a) { id } }",
                "variables": '{"a": "agency:a"}',
            },
            200,
        ),
        ({"query": "{ __typename }", "variables": "x"}, 400),
        ({"query": "{ __typename }", "variables": "[]"}, 400),
        ({"query": "{ __typename }", "extensions": "5"}, 400),
        ({"query": "mutation { x }"}, 405),
        ({"query": "subscription { x }"}, 405),
        ({}, 400),
    ],
)
async def test_queries_may_be_sent_by_get(
    client: httpx.AsyncClient, params: dict[str, Any], status: int
) -> None:
    """And nothing but queries."""
    response = await client.get("/graphql", params=params)
    assert response.status_code == status
    assert (response.headers.get("allow") == "POST") is (status == 405)


@pytest.mark.parametrize(
    "media",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "",
    ],
)
async def test_what_a_form_can_send_is_refused(client: httpx.AsyncClient, media: str) -> None:
    """A page of somebody else's cannot post here without asking first."""
    response = await client.post(
        "/graphql", content=b'{"query": "{ __typename }"}', headers={"content-type": media}
    )
    assert response.status_code == 415
    assert response.json()["errors"][0]["extensions"] == {"code": "GRAPHQL_INVALID"}


async def test_a_client_that_takes_no_json_is_told(client: httpx.AsyncClient) -> None:
    """In JSON."""
    response = await client.post(
        "/graphql", json={"query": "{ __typename }"}, headers={"accept": "image/png"}
    )
    assert (response.status_code, response.headers["content-type"]) == (406, "application/json")


async def test_a_subscription_needs_a_reader_of_events(udon: Store, udon_engine: Settings) -> None:
    """Others learn the two ways; by GET too it is nothing that plain JSON answers."""
    subscription = {"query": "subscription { ticks }"}
    async with small_client(udon, udon_engine) as client:
        posted = await client.post("/graphql", json=subscription)
        got = await client.get("/graphql", params=subscription)
        batch = await client.post("/graphql", json=[subscription])
        events = await client.post(
            "/graphql", json=[{"query": "{ fine }"}], headers={"accept": "text/event-stream"}
        )
    assert (posted.status_code, got.status_code, events.status_code) == (406, 405, 406)
    message = posted.json()["errors"][0]["message"]
    assert "text/event-stream" in message
    assert "graphql-transport-ws" in message
    assert batch.json()[0]["errors"][0]["extensions"] == {"code": "GRAPHQL_INVALID"}


async def test_the_page_can_be_switched_off(udon: Store, udon_engine: Settings) -> None:
    """A browser then gets an error in GraphQL's form."""
    settings = udon_engine.model_copy(update={"graphiql": False})
    async with client_of(udon, settings) as client:
        answer = await client.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/json")
    assert answer.json()["errors"][0]["extensions"] == {"code": "GRAPHQL_INVALID"}


async def test_a_browser_is_led_to_a_page(client: httpx.AsyncClient) -> None:
    """For queries, where none is given."""
    page = await client.get("/graphql", headers={"accept": "text/html"})
    if page.status_code == 303:
        assert page.headers["location"] == "/graphiql"
    else:  # the explorer is not built here
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    answer = await client.get(
        "/graphql", params={"query": "{ __typename }"}, headers={"accept": "text/html, */*"}
    )
    assert answer.json() == {"data": {"__typename": "Query"}}
