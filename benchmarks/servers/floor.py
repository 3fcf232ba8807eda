"""The floor: the same statements through the stock driver, under a bare ASGI app, no GraphQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import orjson
from neo4j import READ_ACCESS, AsyncDriver, AsyncGraphDatabase, NotificationMinimumSeverity

from benchmarks.servers.bare import answer, read_body
from benchmarks.servers.cases import Key, key_of
from graph_api.store.engine.folder import StoreFolder

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from benchmarks.recording import Statement
    from graph_api.settings import Settings


@asynccontextmanager
async def open_driver(settings: Settings) -> AsyncIterator[AsyncDriver]:
    """The official driver on the engine that runs on the store folder."""
    folder = StoreFolder(settings.store)
    engine = folder.running()
    assert engine is not None, "the benchmark starts the engine before its servers"
    auth = ("neo4j", folder.password())
    off = NotificationMinimumSeverity.OFF  # else the driver logs remarks on the statements
    async with AsyncGraphDatabase.driver(
        engine.uri, auth=auth, notifications_min_severity=off
    ) as driver:
        yield driver


async def run(driver: AsyncDriver, statement: Statement) -> list[list[Any]]:
    """The rows of a statement."""
    text, parameters = statement
    async with driver.session(
        database="neo4j", default_access_mode=READ_ACCESS, fetch_size=-1
    ) as session:
        result = await session.run(text, parameters)  # pyright: ignore[reportArgumentType]
        return await result.values()


@asynccontextmanager
async def floor_app(
    settings: Settings, cases: Mapping[Key, list[Statement]]
) -> AsyncIterator[ASGIApp]:
    """Answers a known request with the rows of its statements, as JSON."""
    async with open_driver(settings) as driver:

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            del scope
            request = orjson.loads(await read_body(receive))
            rows = [await run(driver, statement) for statement in cases[key_of(request)]]
            await answer(send, orjson.dumps(rows))

        yield app
