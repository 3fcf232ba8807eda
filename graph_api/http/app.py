"""The web application: ``/graphql``, and what machines ask about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute, Route, WebSocketRoute

from graph_api.context import RequestServices
from graph_api.http.compressing import compressing
from graph_api.http.disconnect import CancelOnDisconnect
from graph_api.http.draining import Draining, Drains
from graph_api.http.executing import Executor
from graph_api.http.exporting import EXPORT, ExportEndpoint
from graph_api.http.health import Measurements, healthz, readiness
from graph_api.http.loading import (
    CHECK,
    CONFIRM,
    TEMPLATE,
    UNDO,
    CheckEndpoint,
    ConfirmEndpoint,
    TemplateEndpoint,
    UndoEndpoint,
)
from graph_api.http.observed import GRAPHQL, Observed
from graph_api.http.reconciling import (
    RECONCILE,
    SUGGEST,
    ReconciliationEndpoint,
    SuggestEndpoint,
)
from graph_api.http.root import Home, nothing_here
from graph_api.http.services import make_services
from graph_api.http.state import AppState
from graph_api.http.uploads import Uploads
from graph_api.http.view import GraphQLView
from graph_api.http.websocket import SubscriptionSocket
from graph_api.observing.metrics import Metrics
from graph_api.observing.observer import Observer

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer
    from starlette.types import ASGIApp

    from graph_api.graphql.schema import PhakhiSchema
    from graph_api.settings import Settings
    from graph_api.store import Store

_MAY_SEND = (
    "apollo-require-preflight",
    "authorization",
    "content-type",
    "last-event-id",
    "traceparent",
    "tracestate",
    "x-api-key",
    "x-request-id",
)
_MAY_READ = ("retry-after", "server-timing", "traceresponse", "x-request-id")
_A_DAY = 86_400


def create_app(
    schema: PhakhiSchema,
    store: Store,
    settings: Settings,
    services: RequestServices | None = None,
    tracer: Tracer | None = None,
    owner: str = "",
) -> Starlette:
    """The application on things that the caller has opened and closes again.

    ``app.state`` has its ``observer``, its ``draining``, and what all requests share, as ``shared``.

    Args:
        schema: what is served at ``/graphql``.
        store: the database.
        settings: the settings in force.
        services: handed to resolvers as ``context.services``; made here, if not given.
        tracer: makes spans of what is done.
        owner: a token that lets in whoever started this process.

    Raises:
        PhakhiError: ``BAD_SETTING``, where trusted documents cannot be had, or are not valid.
    """
    services = services or make_services(store)
    observer = Observer(Metrics(), tracer)
    draining = Draining(settings.drain_time, observer.metrics.in_hand)
    state = AppState(store, settings, services, owner)
    executor = Executor(schema, state)
    uploads = Uploads(settings.max_uploads, settings.upload_life)
    draining.tell(uploads.close)
    view = GraphQLView(executor)
    answering = _lasting(view, settings, draining)
    routes: list[BaseRoute] = [
        Route(GRAPHQL, answering),
        *(
            Route(path, _lasting(endpoint, settings, draining))
            for path, endpoint in (
                (EXPORT, ExportEndpoint(state)),
                (RECONCILE, ReconciliationEndpoint(state)),
                (SUGGEST, SuggestEndpoint(state)),
                (CONFIRM, ConfirmEndpoint(state, uploads)),
                (UNDO, UndoEndpoint(state, uploads)),
                (TEMPLATE, TemplateEndpoint(state)),
            )
        ),
        # Its body is a file, which goes to the disk as it comes.
        Route(CHECK, Drains(CheckEndpoint(state, uploads), draining)),
        WebSocketRoute(GRAPHQL, Drains(SubscriptionSocket(executor), draining)),
        Route("/", Home(state.explorer).page),
        *state.explorer.routes(graphiql=state.settings.graphiql),
        Route("/healthz", healthz),
        Route("/readyz", readiness(store, draining)),
    ]
    if settings.metrics:
        routes.append(Route("/metrics", Measurements(observer.metrics, state).page))
    observer.metrics.subscribers.set_function(lambda: services.feed.count)
    app = Starlette(
        routes=routes,
        middleware=_middleware(settings, observer),
        exception_handlers={404: nothing_here, 405: nothing_here},
    )
    app.state.observer = observer
    app.state.draining = draining
    app.state.shared = state
    return app


def _lasting(app: ASGIApp, settings: Settings, draining: Draining) -> ASGIApp:
    """``app``, which works for those who are there, and to the end when the service ends."""
    return Drains(CancelOnDisconnect(app, settings.max_body, settings.body_timeout), draining)


def _middleware(settings: Settings, observer: Observer) -> list[Middleware]:
    """From the outside to the inside.

    Observing is outermost: it times all the rest, counts the bytes that really leave, and gives an
    id to what the others answer by themselves. CORS stands outside of compression, as a preflight
    has nothing to compress, and every other answer needs its headers, whoever gives it. Compression
    is next to the answers.
    """
    middleware = [Middleware(Observed, observer)]
    if settings.cors_origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=settings.cors_origins,
                allow_methods=("GET", "POST"),
                allow_headers=_MAY_SEND,
                expose_headers=_MAY_READ,
                max_age=_A_DAY,
            )
        )
    if settings.compress_from:
        middleware.append(Middleware(compressing, settings.compress_from))
    return middleware
