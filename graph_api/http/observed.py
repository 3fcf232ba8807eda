"""What every request gets: an id, a place in its caller's trace, a line in the log, a count.

One middleware does all of it, since each costs every request a little.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from opentelemetry.trace import Span, SpanKind, StatusCode
from starlette.datastructures import Headers
from structlog.contextvars import bound_contextvars

from graph_api.http.answers import refuse
from graph_api.http.protecting import (
    RawHeaders,
    protective_headers,
    retry_headers,
    varying,
)
from graph_api.http.refusals import RefusedError
from graph_api.observing.observer import Observer, observed_by
from graph_api.observing.tracing import NOBODY, Caller, caller_of, trace_header
from graph_api.store.errors import internal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)

GRAPHQL = "/graphql"

LEFT = "left"
"""Outcome of a request whose client has closed the connection before the answer."""

_LEFT_STATUS = 499  # as nginx logs it
_SWITCHED = 101
_SERVER_FAULT = 500
_LONGEST_TEXT = 200
_SAFE_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")


class Observed:
    """Observes requests to ``app``.

    The id is that of ``X-Request-ID`` where it is short and safe; every answer returns it. What
    the application leaves in ``scope["state"]`` (``operation_name``, ``outcome``, ``client``) goes
    into the log and the measurements. A failure that nobody foresaw becomes an answer here, so
    that it has an id to be found by.
    """

    def __init__(self, app: ASGIApp, observer: Observer) -> None:
        self._app = app
        self._observer = observer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request, or one websocket."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        state = scope.setdefault("state", {})
        state["request_id"] = _request_id(headers)
        caller = _caller(headers)
        exchange = _Exchange(scope, send)
        ids = {"request_id": state["request_id"]}
        ids |= {"trace_id": caller.trace_id} if caller.trace_id else {}
        with bound_contextvars(**ids), observed_by(self._observer):
            try:
                with self._span(scope, caller, exchange):
                    await self._answer(scope, receive, exchange)
            finally:
                self._record(scope, exchange)

    async def _answer(self, scope: Scope, receive: Receive, exchange: _Exchange) -> None:
        try:
            await self._app(scope, receive, exchange.send)
        except Exception as error:
            if exchange.status or scope["type"] != "http":
                raise  # the answer has begun: the server logs it, and cuts the connection
            failure = internal()
            failure.__cause__ = error  # the log of what is sent has its trace
            await refuse(RefusedError(_SERVER_FAULT, failure), scope, receive, exchange.send)

    def _span(
        self, scope: Scope, caller: Caller, exchange: _Exchange
    ) -> AbstractContextManager[None]:
        if self._observer.tracer is None or scope["path"] != GRAPHQL:
            return nullcontext()
        return self._traced(scope, caller, exchange)

    @contextmanager
    def _traced(self, scope: Scope, caller: Caller, exchange: _Exchange) -> Iterator[None]:
        assert self._observer.tracer is not None
        method = scope.get("method", "GET")
        with self._observer.tracer.start_as_current_span(
            f"{method} {GRAPHQL}",
            caller.context,
            SpanKind.SERVER,
            {
                "http.request.method": method,
                "http.route": GRAPHQL,
                "url.path": scope["path"],
                "url.scheme": scope.get("scheme", "http"),
                "network.protocol.version": scope.get("http_version", ""),
            },
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            context = span.get_span_context()
            exchange.added.append((b"traceresponse", trace_header(context).encode()))
            with bound_contextvars(trace_id=f"{context.trace_id:032x}"):
                yield
                _finish(span, exchange.status_seen, scope["state"].get("outcome", ""))

    def _record(self, scope: Scope, exchange: _Exchange) -> None:
        seconds = time.perf_counter() - exchange.begun
        state: dict[str, Any] = scope["state"]
        name = state.get("operation_name", "")
        outcome = state.get("outcome", "") if exchange.status else LEFT
        if scope["path"] == GRAPHQL and scope["type"] == "http":
            self._observer.metrics.record_request(name, outcome, seconds)
        if _log.isEnabledFor(logging.INFO):
            line = {
                "method": scope.get("method", "WEBSOCKET"),
                "path": quote(scope["path"])[:_LONGEST_TEXT],
                "status": exchange.status_seen,
                "ms": round(seconds * 1000, 1),
                "operation": name[:_LONGEST_TEXT],
                "outcome": outcome,
                "client": state.get("client", ""),
                "bytes": exchange.bytes,
            }
            _log.info("request", extra=line)


class _Exchange:
    """What is sent in answer to one request."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.begun = time.perf_counter()
        self.status = 0
        self.bytes = 0
        self.added = [(b"x-request-id", scope["state"]["request_id"].encode())]
        self._send = send

    @property
    def status_seen(self) -> int:
        """The status, also of a request that got no answer."""
        return self.status or _LEFT_STATUS

    async def send(self, message: Message) -> None:
        """Sends a message, with the headers that every answer has."""
        match message["type"]:
            case "http.response.start":
                self.status = message["status"]
                message["headers"] = self._headers(list(message.get("headers", ())))
            case "http.response.body":
                self.bytes += len(message.get("body", b""))
            case "websocket.accept":
                self.status = _SWITCHED
                message["headers"] = [*message.get("headers", ()), *self.added]
            case "websocket.send":
                self.bytes += len(message.get("bytes") or (message.get("text") or "").encode())
            case "websocket.close" if not self.status:
                self.status = 403
        await self._send(message)

    def _headers(self, headers: RawHeaders) -> RawHeaders:
        return [
            *varying(headers),
            *retry_headers(self.status, headers),
            *protective_headers(headers),
            *self.added,
        ]


def _request_id(headers: Headers) -> str:
    sent = headers.get("x-request-id", "")
    return sent if _SAFE_ID.fullmatch(sent) else secrets.token_hex(16)


def _caller(headers: Headers) -> Caller:
    parent = headers.get("traceparent")
    return caller_of(parent, headers.get("tracestate", "")) if parent else NOBODY


def _finish(span: Span, status: int, outcome: str) -> None:
    span.set_attribute("http.response.status_code", status)
    if status >= _SERVER_FAULT:
        span.set_attribute("error.type", outcome or str(status))
        span.set_status(StatusCode.ERROR)
