"""Asks the schema, in process, about the bundled seeds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from strawberry.types import ExecutionResult

from graph_api.context import RequestContext
from graph_api.graphql.errors import formatted
from graph_api.graphql.schema import build_schema
from graph_api.http.services import Services, make_services
from graph_api.settings import Settings
from graph_api.store import Store
from tests.readers import reader

Ask = Callable[..., Awaitable[ExecutionResult]]


@pytest.fixture(scope="session")
def services(udon: Store) -> Services:
    """What resolvers use."""
    return make_services(udon)


@pytest.fixture
def ask(udon: Store, udon_engine: Settings, services: Services) -> Ask:
    """Runs a document with variables, as a reader without scopes."""

    async def run(
        document: str,
        variables: dict[str, Any] | None = None,
        scopes: frozenset[str] | None = None,
    ) -> ExecutionResult:
        context = RequestContext(udon, udon_engine, "en", services, reader(scopes))
        return await build_schema().execute(document, variables, context)

    return run


@pytest.fixture
def codes() -> Callable[[ExecutionResult], list[tuple[Any, Any]]]:
    """The codes of a result's errors with their paths."""

    def read(result: ExecutionResult) -> list[tuple[Any, Any]]:
        shown = [formatted(error, "en") for error in result.errors or []]
        return [(item["extensions"]["code"], item.get("path")) for item in shown]

    return read
