"""The web server: Uvicorn, with bounds on slow clients, and an end that drops nobody's answer."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import uvicorn

from graph_api.cli.listening import BACKLOG
from graph_api.http.connections import bounded_connections

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from starlette.applications import Starlette

    from graph_api.http.draining import Draining
    from graph_api.settings import Settings

_LAST_SECONDS = 1
"""For connections to close, once requests in hand have ended or their time is over."""


class Server(uvicorn.Server):
    """Uvicorn, told to stop by us alone.

    Args:
        app: as :func:`graph_api.http.create_app` makes it.
        settings: the settings in force.
        on_start: called when requests are answered.
    """

    def __init__(self, app: Starlette, settings: Settings, on_start: Callable[[], None]) -> None:
        super().__init__(_config(app, settings))
        self._draining: Draining = app.state.draining
        self._on_start = on_start

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """Leaves signals to the command line."""
        return nullcontext()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Tells when requests are answered."""
        await super().startup(sockets)
        self._on_start()

    async def on_tick(self, counter: int) -> bool:
        """Looks, ten times a second, whether it is time to go.

        Until then new connections are taken: who looks whether this instance is ready, and who
        comes although it is not, gets an answer.
        """
        self.should_exit = self.should_exit or self._draining.done
        return await super().on_tick(counter)

    def stop(self) -> None:
        """Ends after the answers in hand; at once when asked again."""
        if self._draining.begun:
            self.should_exit = self.force_exit = True
        self._draining.begin()


def _config(app: Starlette, settings: Settings) -> uvicorn.Config:
    http, websocket = bounded_connections(settings.body_timeout, settings.send_timeout)
    return uvicorn.Config(
        app,
        http=http,
        ws=websocket,
        ws_max_size=settings.max_body,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        backlog=BACKLOG,
        timeout_keep_alive=settings.keep_alive,  # type: ignore[arg-type]  # taken as it is
        timeout_graceful_shutdown=_LAST_SECONDS,
    )
