"""Small datasets that are asked about, on a store of their own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph_api.context import RequestContext
from graph_api.graphql.errors import formatted
from graph_api.graphql.schema import build_schema
from graph_api.http.services import make_services
from graph_api.settings import Settings
from graph_api.store import Store
from tests.loaders.conftest import folder

__all__ = ["folder"]

Ask = Callable[..., Awaitable[tuple[Any, list[str]]]]


@pytest.fixture
def ask(empty_store: Store, engine: Settings) -> Ask:
    """Asks about what the test has loaded: the data, and the codes of errors."""
    services = make_services(empty_store)

    async def run(document: str, language: str = "en", **variables: Any) -> tuple[Any, list[str]]:
        context = RequestContext(empty_store, engine, language, services)
        result = await build_schema().execute(document, variables, context)
        shown = [formatted(error, language) for error in result.errors or []]
        return result.data, [item["extensions"]["code"] for item in shown]

    return run
