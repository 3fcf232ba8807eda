"""``phakhi serve``."""

from __future__ import annotations

import asyncio
import logging
import secrets
import socket
from contextlib import AsyncExitStack, ExitStack, suppress
from typing import TYPE_CHECKING, Self

import uvicorn

from graph_api.cli.display import Display
from graph_api.cli.listening import in_url, near_host
from graph_api.cli.preparing import prepare, refresh_for_ever
from graph_api.cli.running import run
from graph_api.cli.server import Server
from graph_api.cli.speaking import said, say
from graph_api.cli.welcome import find_asked, welcome
from graph_api.domain.scope import parse_scope
from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.memory import spare_collector
from graph_api.http.observed import GRAPHQL
from graph_api.http.services import Services, make_services
from graph_api.http.warming import warm_plans
from graph_api.linkage.index_files import IndexFiles
from graph_api.observing.logs import log_lost_failures, set_up_logs
from graph_api.observing.observer import observed_by
from graph_api.observing.tracing import open_tracer
from graph_api.store import open_store
from graph_api.store.engine.folder import StoreFolder
from schema.errors import PhakhiError

if TYPE_CHECKING:
    from graph_api.cli.running import Stopper
    from graph_api.settings import Settings

_log = logging.getLogger(__name__)

_TOKEN_BYTES = 32


def run_service(settings: Settings, listener: socket.socket, *, with_seeds: bool) -> None:
    """Serves until asked to stop, and leaves with an exit code.

    Raises:
        typer.Exit: when something fails.
    """
    loop = uvicorn.Config("", log_config=None).get_loop_factory()
    run(lambda stopper: serve(settings, stopper, listener, with_seeds=with_seeds), loop)


async def serve(
    settings: Settings, stopper: Stopper, listener: socket.socket, *, with_seeds: bool
) -> int:
    """Serves until asked to stop; the exit code.

    Args:
        settings: the settings in force.
        stopper: told how this is stopped.
        listener: listens already; whoever has connected is answered once everything is there.
        with_seeds: whether bundled datasets that are not there yet are loaded.

    Raises:
        PhakhiError: when the store or the data cannot be had.
    """
    log_lost_failures(asyncio.get_running_loop())
    async with AsyncExitStack() as stack:
        tracer = stack.enter_context(open_tracer())
        leaving = stack.enter_context(_Leaving(settings))
        with Display(lines=settings.log_format != "json") as display:
            store = await stack.enter_async_context(
                open_store(settings, attach=False, progress=display.engine)
            )
            stack.callback(leaving.close_store)
            set_up_logs(settings)  # a start that fails is the command's one line
            await prepare(store, display, with_seeds=with_seeds)
            services = make_services(store, IndexFiles.of(settings))
            schema = build_schema(federation=settings.federation)
            owner = secrets.token_urlsafe(_TOKEN_BYTES)
            app = create_app(schema, store, settings, services, tracer, owner)
            asked = await find_asked(store)
        app.state.draining.tell(services.feed.close)
        stack.enter_context(observed_by(app.state.observer))
        works = [refresh_for_ever(store), _warm(services)]
        if settings.warm_plans:
            works.append(warm_plans(schema, app.state.shared))
        for work in works:
            stack.callback(asyncio.create_task(work).cancel)
        near, url = _addresses(settings, listener)
        folder = StoreFolder(settings.store)
        stack.enter_context(folder.service_announced(near, settings.own_neo4j, owner))
        text = welcome(settings, url, asked)
        server = Server(app, settings, lambda: print(text, flush=True))  # noqa: T201

        def stop() -> None:
            leaving.begin()
            server.stop()

        stopper.how = stop
        await server.serve([listener])
    return 0


class _Leaving:
    """Says what is done while the service stops; a context that ends when all of it is done."""

    def __init__(self, settings: Settings) -> None:
        self._as_log = settings.log_format == "json"
        self._embedded = settings.neo4j_uri is None
        self._begun = False
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._stack.close()

    def begin(self) -> None:
        """Somebody has asked the service to stop; asked once more, it goes at once."""
        if self._begun:
            return
        self._begun = True
        if self._as_log:
            _log.info("stopping")
        else:
            say(
                said(
                    "Stopping: answers in hand are finished first; Ctrl-C once more ends it at "
                    "once …",
                    "กำลังหยุด: ตอบคำถามที่ค้างอยู่ให้เสร็จก่อน กด Ctrl-C อีกครั้งเพื่อหยุดทันที …",
                )
            )

    def close_store(self) -> None:
        """Nothing is answered any more; the database is next."""
        if self._begun and self._embedded and not self._as_log:
            self._stack.enter_context(Display()).step(said("Stopping Neo4j", "กำลังหยุด Neo4j"))


async def _warm(services: Services) -> None:
    """Makes the first snapshots beside the first requests, rather than before them."""
    with suppress(PhakhiError):  # the first question that needs one says what is wrong
        for synthetic in (False, True):
            await services.snapshots.get(parse_scope(None, None, include_synthetic=synthetic))
    spare_collector()


def _addresses(settings: Settings, listener: socket.socket) -> tuple[str, str]:
    """Where this machine reaches GraphQL, and where the settings say it is."""
    port = listener.getsockname()[1]
    near, named = near_host(listener), in_url(settings.host)
    return f"http://{near}:{port}{GRAPHQL}", f"http://{named}:{port}{GRAPHQL}"
