"""A small schema whose fields are slow, broken or fine; and a server on loopback."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from functools import cache
from typing import TYPE_CHECKING

import httpx
import strawberry
import uvicorn

from graph_api.graphql.schema import PhakhiSchema
from graph_api.http import create_app
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from graph_api.settings import Settings
    from graph_api.store import Store

ENDLESS = "UNWIND range(1, 10000000000) AS x RETURN count(x % 7) AS abandoned"


@strawberry.type
class Query:
    """Fields that are slow, broken or fine."""

    @strawberry.field
    async def slow(self, info: strawberry.Info) -> int:
        """Runs a statement that would take minutes."""
        rows = await info.context.store.read(ENDLESS, timeout=60)
        return int(rows[0][0])

    @strawberry.field
    def broken(self) -> int | None:
        """Fails as nobody foresaw."""
        message = "the password is hunter2"
        raise RuntimeError(message)

    @strawberry.field
    def dear(self) -> int:
        """Costs more than there is."""
        raise PhakhiError(ErrorCode.BUDGET_EXCEEDED, "Spent.", "หมดแล้ว", retry_after=8)

    @strawberry.field
    def fine(self) -> int:
        """Is 1."""
        return 1


@strawberry.type
class Subscription:
    """Something to be followed."""

    @strawberry.subscription
    async def ticks(self) -> AsyncGenerator[int, None]:
        """Is 1, once."""
        yield 1


@cache
def small_schema() -> PhakhiSchema:
    """The schema."""
    return PhakhiSchema(query=Query, subscription=Subscription)


def small_client(store: Store, settings: Settings) -> httpx.AsyncClient:
    """A client of the application with the small schema."""
    return client_of_app(create_app(small_schema(), store, settings))


def client_of_app(app: ASGIApp) -> httpx.AsyncClient:
    """A client of an application."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


async def until_running(store: Store, count: int) -> None:
    """Returns when so many endless statements run in the database."""
    async with asyncio.timeout(20):
        while True:
            rows = await store.read("SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery")
            if sum("AS abandoned" in query for [query] in rows) == count:
                return
            await asyncio.sleep(0.05)


class _Server(uvicorn.Server):
    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return nullcontext()


@asynccontextmanager
async def listening(app: ASGIApp) -> AsyncIterator[int]:
    """The port of a server of ``app``."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False)
    server = _Server(config)
    task = asyncio.create_task(server.serve([listener]))
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await task
