"""What answers say beside their data: faults, refusals, and how long they may be kept."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from graph_api.http.executing import Executor
from graph_api.http.services import make_services
from graph_api.http.state import AppState
from graph_api.http.view import GraphQLView
from tests.http.small import small_client, small_schema

if TYPE_CHECKING:
    from starlette.types import Message, Scope

    from graph_api.settings import Settings
    from graph_api.store import Store


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "The service failed to answer this; its log says why."),
        ("th", "ระบบตอบคำขอนี้ไม่สำเร็จ รายละเอียดอยู่ในบันทึกของระบบ"),
    ],
)
async def test_a_fault_is_masked_and_found_in_the_log(
    udon: Store,
    udon_engine: Settings,
    caplog: pytest.LogCaptureFixture,
    language: str,
    message: str,
) -> None:
    """Its reader gets ids; the log has the same id once, beside what happened and the trace."""
    async with small_client(udon, udon_engine) as client:
        with caplog.at_level(logging.ERROR):
            answer = await client.post(
                "/graphql",
                json={"query": "{ broken }"},
                headers={"accept-language": language, "x-request-id": "the-request"},
            )
    [error] = answer.json()["errors"]
    found = error["extensions"].pop("errorId")
    assert "hunter2" not in answer.text
    assert error["message"] == message
    assert error["extensions"] == {"code": "INTERNAL", "requestId": "the-request"}
    [record] = [item for item in caplog.records if found in item.getMessage()]
    assert record.exc_info is not None
    assert "hunter2" in str(record.exc_info[1])


async def test_a_client_over_its_budget_is_told_when_to_come_back(
    udon: Store, udon_engine: Settings
) -> None:
    """429 and Retry-After in whole seconds, as plain JSON too."""
    async with small_client(udon, udon_engine) as client:
        answer = await client.post("/graphql", json={"query": "{ dear }"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "8")
    assert answer.json() == {
        "errors": [
            {"message": "Spent.", "extensions": {"code": "BUDGET_EXCEEDED", "retryAfter": 8}}
        ]
    }


async def test_a_reader_who_must_say_who_it_is(udon: Store, udon_engine: Settings) -> None:
    """401, and how to say it, whatever was sent; people are led to the page all the same."""
    settings = udon_engine.model_copy(update={"api_keys": True})
    async with small_client(udon, settings) as client:
        answers = [
            await client.post("/graphql", json={"query": "{ fine }"}),
            await client.post("/graphql", json=[{"query": "{ fine }"}]),
            await client.post("/graphql", content=b"nonsense"),
            await client.get("/graphql", params={"query": "{ fine }"}),
        ]
        page = await client.get("/graphql", headers={"accept": "text/html"})
    for answer in answers:
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert answer.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
    assert (page.status_code, page.headers["location"]) == (303, "/graphiql")


async def test_who_has_an_answer_need_not_get_it_again(client: httpx.AsyncClient) -> None:
    """A GET is answered with a tag, and with 304 where the reader has what the tag names."""
    params = {"query": '{ agency(id: "agency:culture-office") { id } }'}
    first = await client.get("/graphql", params=params)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    assert "Accept-Language" in first.headers["vary"]
    for kept in (tag, f'"x", {tag}', tag.removeprefix("W/"), "*"):
        again = await client.get("/graphql", params=params, headers={"if-none-match": kept})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = await client.get("/graphql", params=params, headers={"if-none-match": '"x"'})
    assert (other.status_code, other.json()) == (200, first.json())


@pytest.mark.parametrize("query", ["{", '{ agency(id: "nothing") { id } }', "mutation { x }"])
async def test_errors_are_not_kept(client: httpx.AsyncClient, query: str) -> None:
    """Neither of GET nor of POST."""
    for answer in (
        await client.get("/graphql", params={"query": query}),
        await client.post("/graphql", json={"query": query}),
    ):
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers


@pytest.mark.parametrize(
    ("document", "name", "outcome"),
    [
        ("query Fine { fine }", "Fine", "ok"),
        ("{ fine }", "", "ok"),
        ("query Part { fine broken }", "Part", "partial"),
        ("query Spent { dear }", "Spent", "BUDGET_EXCEEDED"),
        ("query Wrong { nothing }", "", "GRAPHQL_INVALID"),
        ("query {", "", "GRAPHQL_INVALID"),
    ],
)
async def test_observers_are_told_what_became_of_a_request(
    udon: Store, udon_engine: Settings, document: str, name: str, outcome: str
) -> None:
    """Names count only where the document is valid, or anybody could make any number of them."""
    assert await _state_after(udon, udon_engine, document) == {
        "client": "address:192.0.2.1",
        "operation_name": name,
        "outcome": outcome,
    }


async def _state_after(store: Store, settings: Settings, document: str) -> dict[str, Any]:
    view = GraphQLView(Executor(small_schema(), AppState(store, settings, make_services(store))))
    state: dict[str, Any] = {"operation_name": ""}
    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": "/graphql",
        "query_string": str(httpx.QueryParams(query=document)).encode(),
        "headers": [],
        "client": ("192.0.2.1", 1),
        "state": state,
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_message: Message) -> None:
        return

    await view(scope, receive, send)
    return state
