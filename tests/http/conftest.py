"""The application on the seeds, asked as a client would, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.services import make_services

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graph_api.settings import Settings
    from graph_api.store import Store


def client_of(store: Store, settings: Settings) -> httpx.AsyncClient:
    """A client of the application on ``store``."""
    app = create_app(build_schema(), store, settings, make_services(store))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


@pytest.fixture(scope="session")
async def client(udon: Store, udon_engine: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application on the bundled seeds."""
    async with client_of(udon, udon_engine) as client:
        yield client
