"""The web application: ``/graphql``, ``/healthz`` and ``/readyz``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph_api.http.leaving import StopsWhenClientLeaves
from graph_api.http.view import AppState, GraphQLView
from schema.errors import PhakhiError

if TYPE_CHECKING:
    from starlette.requests import Request
    from strawberry.schema.base import BaseSchema

    from graph_api.settings import Settings
    from graph_api.store import Store


def create_app(
    schema: BaseSchema,
    store: Store,
    settings: Settings,
    services: Any = None,  # noqa: ANN401 - resolvers know it
) -> Starlette:
    """The application on things that the caller has opened and closes again.

    Args:
        schema: what is served at ``/graphql``.
        store: the database.
        settings: the settings in force.
        services: handed to resolvers as ``context.services``.
    """
    view = GraphQLView(schema, AppState(store, settings, services))

    async def healthz(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_request: Request) -> Response:
        try:
            await store.ping()
        except PhakhiError as error:
            body = {"status": "unavailable", "code": error.code.value, "message": error.en}
            return JSONResponse(body, status_code=503)
        return JSONResponse({"status": "ready"})

    return Starlette(
        routes=[
            Route("/graphql", StopsWhenClientLeaves(view, settings.max_body)),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
        ]
    )
