"""What machines ask: whether it lives, whether it is ready, what is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from graph_api.access.keys import NewKey, create_key
from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.services import make_services
from graph_api.store import Store
from tests.http.conftest import client_of

if TYPE_CHECKING:
    from graph_api.settings import Settings


async def test_a_store_that_is_not_prepared_is_not_ready(
    empty_store: Store, engine: Settings
) -> None:
    """Until the indexes of this release are there; then it stays ready."""
    digest = "MATCH (m:Meta {id: 'schema'}) RETURN m.digest"
    [[made]] = await empty_store.read(digest)
    await _set_digest(empty_store, "of another release")
    try:
        async with client_of(empty_store, engine) as client:
            before = await client.get("/readyz")
            await _set_digest(empty_store, made)
            prepared = await client.get("/readyz")
            await _set_digest(empty_store, "of a newer release")
            beside = await client.get("/readyz")
    finally:
        await _set_digest(empty_store, made)
    assert (before.status_code, before.json()) == (
        503,
        {
            "status": "unavailable",
            "code": "SERVICE_UNAVAILABLE",
            "message": "The database is not prepared for this release yet.",
        },
    )
    assert [answer.status_code for answer in (prepared, beside)] == [200, 200]


async def _set_digest(store: Store, digest: str) -> None:
    async def write(tx) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        await tx.run("MATCH (m:Meta {id: 'schema'}) SET m.digest = $d", {"d": digest})

    await store.write(write)


async def test_a_service_that_ends_is_alive_but_not_ready(
    udon: Store, udon_engine: Settings
) -> None:
    """New operations are told to come back, in GraphQL's form; whoever watches still can."""
    app = create_app(build_schema(), udon, udon_engine, make_services(udon))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://test"
    ) as client:
        app.state.draining.begin()
        ready = await client.get("/readyz")
        refused = await client.post("/graphql", json={"query": "{ __typename }"})
        others = [(await client.get(path)).status_code for path in ("/healthz", "/metrics")]
    assert (ready.status_code, ready.json()["code"]) == (503, "SERVICE_UNAVAILABLE")
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
    assert refused.headers["connection"] == "close"
    assert refused.json()["errors"][0]["extensions"] == {
        "code": "SERVICE_UNAVAILABLE",
        "retryable": True,
    }
    assert others == [200, 200]


async def test_metrics_can_be_switched_off(udon: Store, udon_engine: Settings) -> None:
    """Then there is no such page."""
    settings = udon_engine.model_copy(update={"metrics": False})
    async with client_of(udon, settings) as client:
        assert (await client.get("/metrics")).status_code == 404


async def test_metrics_come_without_the_database(udon_engine: Settings) -> None:
    """They say that it is away."""
    settings = udon_engine.model_copy(update={"retry_time": 0.1})
    async with (
        Store.connect("bolt://127.0.0.1:1", None, settings) as away,
        client_of(away, settings) as client,
    ):
        page = await client.get("/metrics")
    assert page.status_code == 200
    assert "phakhi_database_up 0.0" in page.text.splitlines()


async def test_metrics_need_their_scope_where_readers_say_who_they_are(
    empty_store: Store, engine: Settings
) -> None:
    """401 for nobody, 403 for a reader without it, the page for one with it."""
    settings = engine.model_copy(update={"api_keys": True})
    _, plain = await create_key(empty_store, NewKey.checked("portal", [], 1))
    _, metrics = await create_key(empty_store, NewKey.checked("prometheus", ["metrics"], 1))
    async with client_of(empty_store, settings) as client:
        nobody = await client.get("/metrics")
        reader = await client.get("/metrics", headers={"x-api-key": plain})
        scraper = await client.get("/metrics", headers={"authorization": f"Bearer {metrics}"})
    told = [
        (answer.status_code, answer.json()["errors"][0]["extensions"]["code"])
        for answer in (nobody, reader)
    ]
    assert told == [(401, "UNAUTHENTICATED"), (403, "FORBIDDEN")]
    assert nobody.headers["www-authenticate"] == "Bearer"
    assert scraper.status_code == 200
    assert scraper.headers["content-type"].startswith("text/plain")
