"""What an operation costs is told to whoever asks, and charged to the client."""

from __future__ import annotations

from typing import Any

from graphql import get_introspection_query
from strawberry.types import ExecutionResult

from graph_api.access.identity import Principal
from graph_api.context import RequestContext
from graph_api.graphql.errors import formatted
from graph_api.graphql.schema import build_schema
from graph_api.http.services import Services, make_services
from graph_api.settings import Settings
from graph_api.store import Store

PAGE = "query ($n: Int) { areas(first: $n) { nodes { id } } }"


async def run(
    context: RequestContext,
    document: str = PAGE,
    variables: dict[str, Any] | None = None,
    extensions: dict[str, Any] | None = None,
) -> ExecutionResult:
    """The result of a document for a reader."""
    schema = build_schema()
    return await schema.execute(document, variables, context, operation_extensions=extensions)


def context_of(
    store: Store, settings: Settings, services: Services, client: str = "key:one", **changes: Any
) -> RequestContext:
    """What a request of a client has at hand."""
    changed = settings.model_copy(update=changes)
    identity = Principal(client, frozenset(), anonymous=False)
    return RequestContext(store, changed, "en", services, identity)


async def test_the_cost_is_told_on_request(udon: Store, udon_engine: Settings) -> None:
    """The estimate by the graph's numbers, the bound by page sizes, what is allowed and left."""
    services = make_services(udon)
    networks = (await services.fan_out.read()).of_kind("Network")
    context = context_of(udon, udon_engine, services, minute_budget=10_000)
    document = PAGE.replace("areas", "networks")
    found = await run(context, document, variables={"n": 500}, extensions={"cost": True})
    budget = {"left": 10_000 - networks, "perMinute": 10_000}
    cost = {"estimated": networks, "most": 500, "allowed": udon_engine.max_cost, "budget": budget}
    assert (found.errors, found.extensions) == (None, {"cost": cost})
    for extensions in (None, {}, {"cost": False}, {"cost": 1}):
        silent = await run(context, variables={"n": 1}, extensions=extensions)
        assert (silent.errors, silent.extensions) == (None, None)


async def test_what_costs_too_much_says_how_much(udon: Store, udon_engine: Settings) -> None:
    """It is refused by the bound, whatever the estimate."""
    context = context_of(udon, udon_engine, make_services(udon), max_cost=99)
    refused = await run(context, variables={"n": 100}, extensions={"cost": True})
    assert refused.data is None
    assert [formatted(error, "en")["extensions"] for error in refused.errors or []] == [
        {"code": "OPERATION_TOO_COSTLY"}
    ]
    assert refused.extensions is not None
    assert (refused.extensions["cost"]["most"], refused.extensions["cost"]["allowed"]) == (100, 99)
    assert (await run(context, variables={"n": 99})).errors is None


async def test_a_client_that_has_used_up_its_budget_waits(
    udon: Store, udon_engine: Settings
) -> None:
    """It is told how long; other clients, and whoever asks within the process, do not wait."""
    services = make_services(udon)
    await services.fan_out.read()
    one = context_of(udon, udon_engine, services, minute_budget=30)
    assert (await run(one, variables={"n": 25})).errors is None
    refused = await run(one, variables={"n": 25})
    assert refused.data is None
    (error,) = refused.errors or []
    shown = formatted(error, "en")
    assert "path" not in shown
    assert shown["extensions"].pop("retryAfter") in range(35, 41)
    assert shown["extensions"] == {"code": "BUDGET_EXCEEDED", "retryable": True}
    other = context_of(udon, udon_engine, services, "key:two", minute_budget=30)
    nobody = RequestContext(udon, one.settings, "en", services)
    unbounded = context_of(udon, udon_engine, services, minute_budget=0)
    for context in (other, nobody, unbounded):
        assert (await run(context, variables={"n": 25})).errors is None
    told = await run(unbounded, variables={"n": 1}, extensions={"cost": True})
    assert told.extensions is not None
    assert told.extensions["cost"]["budget"] is None


async def test_the_introspection_of_tools_is_answered(udon: Store, udon_engine: Settings) -> None:
    """It costs what it returns; more than twice as much is refused."""
    context = context_of(udon, udon_engine, make_services(udon))
    whole = await run(context, get_introspection_query(), extensions={"cost": True})
    assert whole.errors is None
    assert whole.data is not None
    assert whole.data["__schema"]["queryType"]["name"] == "Query"
    assert whole.extensions is not None
    assert whole.extensions["cost"]["estimated"] > 100_000
    lists = " ".join(f"a{at}: fields {{ name }}" for at in range(300))
    refused = await run(context, f"{{ __schema {{ types {{ {lists} }} }} }}")
    assert refused.data is None
    assert [formatted(error, "en")["extensions"] for error in refused.errors or []] == [
        {"code": "OPERATION_TOO_COSTLY"}
    ]
