"""What every answer has, whoever gives it: what it depends on, and when to come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.services import make_services
from graph_api.store import Store
from tests.http.conftest import client_of
from tests.http.small import client_of_app

if TYPE_CHECKING:
    from graph_api.settings import Settings

_ORIGIN = "https://portal.example.org"
_FINE = {"query": "{ __typename }"}
_DECIDING = {
    "accept",
    "accept-encoding",
    "accept-language",
    "authorization",
    "origin",
    "x-api-key",
}
_PREFLIGHT = {
    "access-control-request-headers",
    "access-control-request-method",
    "access-control-request-private-network",
}
_SUBSCRIPTION = {"query": "subscription { changed { revision } }"}


def _vary(answer: httpx.Response) -> list[str]:
    [value] = answer.headers.get_list("vary")
    return [name.strip().lower() for name in value.split(",")]


@pytest.mark.parametrize("origins", [(), (_ORIGIN,), ("*",)])
async def test_every_answer_names_what_decides_on_it(
    udon: Store, udon_engine: Settings, origins: tuple[str, ...]
) -> None:
    """Once each, in one header: data, errors, refusals, 304, preflights, pages, unknown paths."""
    settings = udon_engine.model_copy(
        update={"cors_origins": origins, "api_keys": True, "anonymous": True, "compress_from": 1}
    )
    asks = {"origin": _ORIGIN, "access-control-request-method": "POST"}
    async with client_of(udon, settings) as client:
        kept = await client.get("/graphql", params=_FINE)
        answers = [
            kept,
            await client.get("/graphql", params=_FINE, headers={"if-none-match": "*"}),
            await client.post("/graphql", json=_FINE, headers={"origin": _ORIGIN}),
            await client.post("/graphql", json=_FINE, headers={"accept-encoding": "identity"}),
            await client.post("/graphql", json=_FINE, headers={"x-api-key": "nonsense"}),
            await client.post("/graphql", json=_FINE, headers={"accept": "image/png"}),
            await client.post("/graphql", json={"query": "{ nothing }"}),
            await client.post("/graphql", json=[_FINE]),
            await client.post("/graphql", content=b"x" * 2_000_000),
            await client.put("/graphql", json=_FINE),
            await client.options("/graphql"),
            await client.get("/graphql", headers={"accept": "text/html"}),
            await client.get("/metrics"),
            await client.get("/healthz"),
            await client.get("/nowhere"),
        ]
        preflight = await client.options("/graphql", headers=asks)
    assert [answers[0].status_code, answers[1].status_code] == [200, 304]
    for answer in answers:
        names = _vary(answer)
        assert sorted(names) == sorted(_DECIDING), answer.request
    allowed = _PREFLIGHT if origins else set()
    assert _DECIDING <= set(_vary(preflight)) <= _DECIDING | allowed


async def test_whoever_is_told_to_come_back_is_told_when(
    udon: Store, udon_engine: Settings
) -> None:
    """Each 503, whatever it is for: no place, no database, an end, one subscription too many."""
    none = udon_engine.model_copy(update={"max_subscribers": 0})
    gone = udon_engine.model_copy(update={"retry_time": 0.1, "api_keys": True})
    ending = create_app(build_schema(), udon, udon_engine, make_services(udon))
    ending.state.draining.begin()
    media = {"accept": "application/graphql-response+json"}
    key = {"x-api-key": f"phakhi_{'0' * 12}_{'0' * 64}"}
    async with (
        Store.connect("bolt://127.0.0.1:1", None, gone) as away,
        client_of(away, gone) as dark,
        client_of_app(ending) as last,
        client_of(udon, none) as full,
    ):
        answers = [
            await dark.post("/graphql", json=_FINE, headers=key | media),
            await dark.get("/metrics", headers=key),
            await dark.get("/readyz"),
            await last.get("/readyz"),
            await last.post("/graphql", json=_FINE),
            await full.post(
                "/graphql", json=_SUBSCRIPTION, headers={"accept": "text/event-stream"}
            ),
            await full.post(
                "/graphql",
                json=_SUBSCRIPTION,
                headers={"accept": "application/json, text/event-stream"},
            ),
        ]
    assert [(answer.status_code, int(answer.headers["retry-after"]) > 0) for answer in answers] == [
        (503, True)
    ] * len(answers)
    assert answers[-1].json()["errors"][0]["extensions"] == {
        "code": "TOO_MANY_REQUESTS",
        "retryable": True,
        "retryAfter": 10,
    }
