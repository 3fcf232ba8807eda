"""``python -m benchmarks.servers NAME``: one of the servers, started by the benchmark.

Prints the port that it listens on, and serves until it is told to end.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
import uvicorn

from benchmarks.servers.cases import read_cases
from benchmarks.servers.core import core_app
from benchmarks.servers.floor import floor_app
from benchmarks.settings import load_settings
from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.memory import spare_collector
from graph_api.http.services import make_services
from graph_api.store import open_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp

    from graph_api.settings import Settings


@asynccontextmanager
async def _app(name: str, settings: Settings, cases: Path) -> AsyncIterator[ASGIApp]:
    if name == "phakhi":
        async with open_store(settings) as store:
            yield create_app(build_schema(), store, settings, make_services(store))
    else:
        make = {"floor": floor_app, "core": core_app}[name]
        async with make(settings, read_cases(cases)) as app:
            yield app


async def _serve(name: str, settings: Settings, cases: Path) -> None:
    async with _app(name, settings, cases) as app:
        spare_collector()
        with socket.create_server(("127.0.0.1", 0)) as listener:
            print(listener.getsockname()[1], flush=True)
            await _server(app).serve([listener])


def _server(app: ASGIApp) -> uvicorn.Server:
    """As ``phakhi serve`` sets it up, for all of them."""
    return uvicorn.Server(
        uvicorn.Config(
            app, lifespan="off", log_level="warning", access_log=False, server_header=False
        )
    )


def main(
    name: str,
    store: Annotated[Path, typer.Option(help="Folder of the store that runs already.")],
    cases: Annotated[Path, typer.Option(help="File of the requests and their statements.")],
) -> None:
    """Serves one of ``phakhi``, ``floor``, ``core``."""
    factory = uvicorn.Config("").get_loop_factory()
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(_serve(name, load_settings(store), cases))


if __name__ == "__main__":
    typer.run(main)
