"""Asks about small datasets, as the tests of ``readiness`` do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph_api.context import RequestContext
from graph_api.graphql.schema import build_schema
from graph_api.http.services import make_services
from graph_api.settings import Settings
from graph_api.store import Store
from tests.analyses.readiness.conftest import ask
from tests.loaders.conftest import folder

__all__ = ["ask", "folder"]

AskDemo = Callable[..., Awaitable[Any]]


@pytest.fixture(scope="module")
def ask_demo(udon: Store, udon_engine: Settings) -> AskDemo:
    """Asks about the demo, what is invented counting: the data of an answer without errors."""
    services = make_services(udon)

    async def run(document: str, language: str = "en", **variables: Any) -> Any:
        context = RequestContext(udon, udon_engine, language, services)
        result = await build_schema().execute(document, variables, context)
        assert result.errors is None
        return result.data

    return run
