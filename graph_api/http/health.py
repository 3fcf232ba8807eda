"""``/healthz``, ``/readyz`` and ``/metrics``: what machines ask about the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph_api.http.answers import as_refusal, refusal
from graph_api.http.draining import Draining, ending
from graph_api.http.language import language_of
from graph_api.http.preferences import RequestPreferences
from graph_api.linkage.reading import read_revision
from graph_api.settings import METRICS
from graph_api.store.migrate import is_migrated
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from graph_api.http.state import AppState
    from graph_api.observing.metrics import Metrics
    from graph_api.store import Store

    Endpoint = Callable[[Request], Awaitable[Response]]


async def healthz(_request: Request) -> Response:
    """That the process is alive; asks nothing else."""
    return JSONResponse({"status": "ok"})


def readiness(store: Store, draining: Draining) -> Endpoint:
    """``/readyz``: whether requests should be sent here."""
    prepared = False

    async def readyz(request: Request) -> Response:
        nonlocal prepared
        try:
            if draining.begun:
                raise ending()
            await store.ping()
            # Asked until it is so: a newer release that migrates beside us is no reason to stop.
            prepared = prepared or await is_migrated(store)
            if not prepared:
                raise _not_prepared()
        except PhakhiError as error:
            language = language_of(request.headers.get("accept-language", ""))
            message = error.message(language)
            body = {"status": "unavailable", "code": error.code.value, "message": message}
            return JSONResponse(body, status_code=503)
        return JSONResponse({"status": "ready"})

    return readyz


class Measurements:
    """``/metrics``, for Prometheus; where readers say who they are, it needs the scope for it."""

    def __init__(self, metrics: Metrics, state: AppState) -> None:
        self._metrics = metrics
        self._state = state

    async def page(self, request: Request) -> Response:
        """The measurements, or why they are not shown."""
        try:
            await self._check(request)
        except PhakhiError as error:
            preferences = RequestPreferences.of(
                request.headers, request.scope["state"]["request_id"]
            )
            return refusal(as_refusal(error), preferences).response(preferences.media)
        await self._look()
        body, media = self._metrics.page(request.headers.get("accept", ""))
        return Response(body, headers={"content-type": media, "cache-control": "no-store"})

    async def _check(self, request: Request) -> None:
        if not self._state.settings.guarded:
            return
        address = request.client.host if request.client else ""
        identity = await self._state.authenticator.identify(request.headers, address)
        request.scope["state"]["client"] = identity.client
        if METRICS not in identity.scopes:
            raise _forbidden()

    async def _look(self) -> None:
        """Asks the database what only it knows; measurements come also when it is away."""
        try:
            await self._state.store.ping()
            newest = await read_revision(self._state.store)
        except PhakhiError:
            self._metrics.database_up.set(0)
            return
        self._metrics.database_up.set(1)
        self._metrics.compare_revisions(newest, self._state.services.snapshots.newest)


def _forbidden() -> PhakhiError:
    return PhakhiError(
        ErrorCode.FORBIDDEN,
        f"The measurements need the scope {METRICS}.",
        f"การดูค่าที่วัดต้องมีสิทธิ์ {METRICS}",
    )


def _not_prepared() -> PhakhiError:
    return PhakhiError(
        ErrorCode.SERVICE_UNAVAILABLE,
        "The database is not prepared for this release yet.",
        "ฐานข้อมูลยังไม่พร้อมสำหรับรุ่นนี้",
        retryable=True,
    )
