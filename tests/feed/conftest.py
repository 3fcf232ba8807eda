"""Small loads, and a service that is quick to look for changes."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn

from graph_api.context import RequestContext
from graph_api.graphql.errors import formatted
from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.services import Services, make_services
from graph_api.settings import Settings
from graph_api.store import Store
from loaders import load_folder
from tests.loaders.conftest import Folder, folder
from tests.readers import reader

__all__ = ["folder"]

Ask = Callable[..., Awaitable[tuple[Any, list[str]]]]

PLACES = """id,name_th,within
    area:41,จังหวัด,
    area:4101,อำเภอ,area:41
    area:42,จังหวัดอื่น,"""


@pytest.fixture(scope="session")
def quick(engine: Settings) -> Settings:
    """Settings that look for changes twenty times a second."""
    return engine.model_copy(update={"changes_interval": 0.05})


@pytest.fixture
async def ask(empty_store: Store, quick: Settings) -> Ask:
    """Asks about what the test has loaded: the data, and the codes of errors."""
    services = make_services(empty_store)

    async def run(
        document: str, scopes: frozenset[str] | None = None, **variables: Any
    ) -> tuple[Any, list[str]]:
        context = RequestContext(empty_store, quick, "en", services, reader(scopes))
        result = await build_schema().execute(document, variables, context)
        shown: list[Any] = [formatted(error, "en") for error in result.errors or []]
        return result.data, [item["extensions"]["code"] for item in shown]

    return run


@pytest.fixture
async def three_loads(empty_store: Store, folder: Folder) -> None:
    """Something is created, then something changed, then something taken away."""
    agencies = "id,name_th,name_en,contact\nagency:a,ก,A,02-111\nagency:b,ข,B,"
    one = {
        "areas": PLACES,
        "agencies": agencies,
        "networks": "id,name_th\nnetwork:n,น",
        "based_in": "from,to\nagency:a,area:4101\nagency:b,area:42",
        "member_of": "from,to,note\nagency:a,network:n,หมายเหตุ",
    }
    two = one | {"agencies": agencies.replace("ก,A,02-111", "ค,A,02-222")}
    three = {name: text for name, text in two.items() if name != "member_of"} | {
        "agencies": "id,name_th,name_en,contact\nagency:a,ค,A,02-222",
        "based_in": "from,to\nagency:a,area:4101",
    }
    for files in (one, two, three):
        await load_folder(empty_store, folder("x", **files), confirm_removal=True)


async def plain_log(store: Store) -> list[tuple[Any, ...]]:
    """The log as it is stored: revision, index, action, kind, id, before and after of each change."""
    rows = await store.read(
        "MATCH (c:Change) RETURN c.revision, c.action, c.kind, c.records, c.before, c.after "
        "ORDER BY c.revision"
    )
    return [
        (revision, index, action, kind, ident, _of(before, ident), _of(after, ident))
        for revision, action, kind, records, before, after in rows
        for index, ident in enumerate(records)
    ]


def _of(text: str | None, ident: str) -> Any:
    return None if text is None else json.loads(text)[ident]


@asynccontextmanager
async def serving(store: Store, settings: Settings) -> AsyncIterator[tuple[str, Services]]:
    """A real server of the application: its address without the scheme, and its services."""
    services = make_services(store)
    app = create_app(build_schema(), store, settings, services)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None))
    task = asyncio.create_task(server.serve([listener]))
    await eventually(lambda: server.started)
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}", services
    finally:
        services.feed.close()
        server.should_exit = True
        await task


async def eventually(holds: Callable[[], bool]) -> None:
    """Returns when something holds, which takes a moment."""
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110  # what it looks at tells nobody
            await asyncio.sleep(0.01)
