"""``phakhi serve``."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import shlex
import socket
from contextlib import AsyncExitStack, suppress
from typing import TYPE_CHECKING

from graph_api.access.exposure import check_exposure
from graph_api.cli.display import Display
from graph_api.cli.preparing import prepare, refresh_for_ever
from graph_api.cli.server import Server
from graph_api.domain.scope import parse_scope
from graph_api.graphql.schema import build_schema
from graph_api.http import create_app
from graph_api.http.memory import spare_collector
from graph_api.http.services import Services, make_services
from graph_api.observing.logs import log_lost_failures, set_up_logs
from graph_api.observing.observer import observed_by
from graph_api.observing.tracing import open_tracer
from graph_api.settings import default_store
from graph_api.store import open_store
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from graph_api.cli.running import Stopper
    from graph_api.settings import Settings

QUESTION = """{
  collaborators(agency: "agency:culture-office", first: 3) {
    candidates { rank score agency { nameTh nameEn } reasons { component share summary } }
  }
}"""
"""Which agencies can work with the (synthetic) culture office, and why."""


async def serve(settings: Settings, stopper: Stopper, *, with_seeds: bool) -> int:
    """Serves until asked to stop; the exit code.

    Raises:
        PhakhiError: when the port, the store or the data cannot be had.
    """
    check_exposure(settings)
    log_lost_failures(asyncio.get_running_loop())
    async with AsyncExitStack() as stack:
        tracer = stack.enter_context(open_tracer())
        listener = stack.enter_context(_listener(settings))
        with Display() as display:
            store = await stack.enter_async_context(
                open_store(settings, attach=False, progress=display.engine)
            )
            set_up_logs(settings)  # a start that fails is the command's one line
            await prepare(store, display, with_seeds=with_seeds)
            services = make_services(store)
            schema = build_schema(federation=settings.federation)
            app = create_app(schema, store, settings, services, tracer)
        app.state.draining.tell(services.feed.close)
        stack.enter_context(observed_by(app.state.observer))
        for work in (refresh_for_ever(store), _warm(services)):
            stack.callback(asyncio.create_task(work).cancel)
        address = _address(settings.host, listener.getsockname()[1])
        welcome = _welcome(settings, address)
        server = Server(app, settings, lambda: print(welcome, flush=True))  # noqa: T201
        stopper.how = server.stop
        await server.serve([listener])
    return 0


async def _warm(services: Services) -> None:
    """Makes the first snapshot beside the first requests, rather than before them."""
    with suppress(PhakhiError):  # the first question that needs it says what is wrong
        await services.linkage.warm(parse_scope(None, None, include_synthetic=True))
    spare_collector()


def _listener(settings: Settings) -> socket.socket:
    """The port, taken before anything else is done; nobody is answered yet."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        raise _bad_host(settings) from None
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            raise _port_in_use(settings) from None
        raise _bad_host(settings) from None
    return listener


def _port_in_use(settings: Settings) -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_SETTING,
        f"Port {settings.port} of {settings.host} is in use or not allowed: choose another with "
        "--port or PHAKHI_PORT.",
        f"พอร์ต {settings.port} ของ {settings.host} ถูกใช้อยู่หรือใช้ไม่ได้ โปรดเลือกพอร์ตอื่นด้วย --port "
        "หรือ PHAKHI_PORT",
    )


def _bad_host(settings: Settings) -> PhakhiError:
    return PhakhiError(
        ErrorCode.BAD_SETTING,
        f"{settings.host} is no address of this machine: choose another with --host or "
        "PHAKHI_HOST.",
        f"{settings.host} ไม่ใช่ที่อยู่ของเครื่องนี้ โปรดเลือกด้วย --host หรือ PHAKHI_HOST",
    )


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/graphql" if ":" in host else f"http://{host}:{port}/graphql"


def _welcome(settings: Settings, address: str) -> str:
    """What to try next, ready to be pasted into another terminal."""
    command = "uv run phakhi" if "UV" in os.environ else "phakhi"
    if settings.store != default_store() and settings.neo4j_uri is None:
        store = f" --store {shlex.quote(str(settings.store))}"
    else:
        store = ""
    question = json.dumps({"query": " ".join(QUESTION.split())})
    return f"""
Phakhi answers at {address} (Ctrl-C stops it).
The demo's agencies and their answers are synthetic.

Which agencies can work with the culture office, and why? Paste into another terminal:

{command} query -{store} <<'END'
{QUESTION}
END

or

curl -s {address} -H 'Content-Type: application/json' -d '{question}'
"""
