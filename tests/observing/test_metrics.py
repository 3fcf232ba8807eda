"""What is measured is what happened."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx

from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.services import make_services
from graph_api.observing.metrics import MOST_NAMES, Metrics

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from graph_api.settings import Settings
    from graph_api.store import Store

Samples = dict[tuple[str, tuple[str, ...]], float]


def samples(metrics: Metrics, *names: str) -> Samples:
    """The values of these measurements, by name and labels."""
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in metrics.families()
        for sample in family.samples
        if sample.name in names
    }


def made(store: Store, settings: Settings) -> Starlette:
    """An application with services of its own."""
    return create_app(build_schema(), store, settings, make_services(store))


def _client(app: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


async def test_requests_statements_and_lookups_are_counted(
    udon: Store, udon_engine: Settings
) -> None:
    """Each operation by its name and outcome, each statement, each look into a cache."""
    app = made(udon, udon_engine)
    named = {"query": 'query Counted { agency(id: "agency:culture-office") { id } }'}
    async with _client(app) as client:
        for body in (
            named,
            named,
            {"query": "query Wrong { agency(id: 5) { idd } }"},
            {"query": 'query Partly { agency(id: "no id") { id } area(id: "area:41") { id } }'},
            {"query": "{ counted: __typename }"},  # which no other test has asked before
        ):
            await client.post("/graphql", json=body)
        await client.get("/healthz")
    metrics: Metrics = app.state.observer.metrics
    assert samples(metrics, "phakhi_requests_total") == {
        ("phakhi_requests_total", ("Counted", "ok")): 2,
        ("phakhi_requests_total", ("", "GRAPHQL_INVALID")): 1,
        ("phakhi_requests_total", ("Partly", "partial")): 1,
        ("phakhi_requests_total", ("", "ok")): 1,
    }
    assert samples(metrics, "phakhi_request_seconds_count") == {
        ("phakhi_request_seconds_count", ("Counted",)): 2,
        ("phakhi_request_seconds_count", ("",)): 2,
        ("phakhi_request_seconds_count", ("Partly",)): 1,
    }
    assert samples(metrics, "phakhi_statement_seconds_count") == {
        ("phakhi_statement_seconds_count", ("read",)): 3
    }
    lookups = {
        key[1]: value
        for key, value in samples(metrics, "phakhi_cache_lookups_total").items()
        if key[1][0] in {"answers", "plans"}
    }
    assert lookups == {("answers", "miss"): 2, ("answers", "hit"): 1, ("plans", "miss"): 4}
    assert samples(metrics, "phakhi_requests_in_hand", "phakhi_statements_in_hand") == {
        ("phakhi_requests_in_hand", ()): 0,
        ("phakhi_statements_in_hand", ()): 0,
    }


async def test_two_applications_are_counted_apart(udon: Store, udon_engine: Settings) -> None:
    """Also where they share a store and a process."""
    one, other = made(udon, udon_engine), made(udon, udon_engine)
    async with _client(one) as client:
        await client.post("/graphql", json={"query": '{ agency(id: "agency:x") { id } }'})
    assert samples(other.state.observer.metrics, "phakhi_statement_seconds_count") == {}
    assert samples(one.state.observer.metrics, "phakhi_statement_seconds_count") == {
        ("phakhi_statement_seconds_count", ("read",)): 2
    }


async def test_names_of_operations_are_bounded() -> None:
    """Clients make them up: beyond so many they are counted together."""
    metrics = Metrics()
    for number in range(MOST_NAMES + 50):
        metrics.record_request(f"Op{number}", "ok", 0.01)
    metrics.record_request("Op3", "ok", 0.01)
    counted = samples(metrics, "phakhi_requests_total")
    assert len(counted) == MOST_NAMES + 1
    assert counted["phakhi_requests_total", ("other", "ok")] == 50
    assert counted["phakhi_requests_total", ("Op3", "ok")] == 2


async def test_the_page_says_how_fresh_linkage_is(udon: Store, udon_engine: Settings) -> None:
    """The newest change, the one that answers include, and the changes between them."""
    app = made(udon, udon_engine)
    question = {
        "query": '{ collaborators(agency: "agency:culture-office", first: 1) { candidates { rank } } }'
    }
    names = ("phakhi_revision", "phakhi_snapshot_revision", "phakhi_revision_lag")
    metrics: Metrics = app.state.observer.metrics
    async with _client(app) as client:
        await client.get("/metrics")
        before = samples(metrics, *names)
        await client.post("/graphql", json=question)
        page = await client.get("/metrics")
    newest = before["phakhi_revision", ()]
    assert newest > 0
    assert before == {(names[0], ()): newest, (names[1], ()): 0, (names[2], ()): 0}
    assert samples(metrics, *names) == {
        (names[0], ()): newest,
        (names[1], ()): newest,
        (names[2], ()): 0,
    }
    metrics.compare_revisions(12, 9)
    assert samples(metrics, *names) == {(names[0], ()): 12, (names[1], ()): 9, (names[2], ()): 3}
    assert "phakhi_database_up 1.0" in page.text.splitlines()
    assert 'phakhi_cache_lookups_total{cache="snapshots",result="miss"} 1.0' in page.text


async def test_a_request_in_hand_shows(udon: Store, udon_engine: Settings) -> None:
    """While its body is still being sent, it counts."""
    app = made(udon, udon_engine)
    metrics: Metrics = app.state.observer.metrics
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> Any:
        yield b'{"query": '
        begun.set()
        await go_on.wait()
        yield b'"{ __typename }"}'

    async with _client(app) as client:
        headers = {"content-type": "application/json"}
        task = asyncio.create_task(client.post("/graphql", content=slow(), headers=headers))
        await begun.wait()
        assert samples(metrics, "phakhi_requests_in_hand") == {("phakhi_requests_in_hand", ()): 1}
        go_on.set()
        assert (await task).json() == {"data": {"__typename": "Query"}}
    assert samples(metrics, "phakhi_requests_in_hand") == {("phakhi_requests_in_hand", ()): 0}
