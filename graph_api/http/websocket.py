"""Subscriptions, and other operations, over a websocket: the protocol ``graphql-transport-ws``.

Strawberry speaks the protocol. What is ours is who may connect, and how an operation is run: by the
same executor, within the same bounds, as one that is posted.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import orjson
from starlette.requests import Request
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
)
from strawberry.types.unset import UNSET

from graph_api.access.session import ReaderSession
from graph_api.http.answers import HttpAnswer, executed, failed
from graph_api.http.executing import AuthenticatedRequest, Executor, Stream
from graph_api.http.preferences import RequestPreferences
from graph_api.http.timing import deadline
from schema.errors import PhakhiError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from starlette.types import Message, Receive, Scope, Send
    from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import Operation
    from strawberry.subscriptions.protocols.graphql_transport_ws.types import ConnectionInitMessage

_TOO_BIG = 1009

_FORBIDDEN = 4403
"""Closes the connection of who is not let in, or no longer: clients may come back with a new key or
token, where they take 4401 for a mistake of their own."""

_REASON = "Forbidden"
_OPERATIONS = 50
"""Operations of one connection at once."""


@dataclass
class Session:
    """One connection.

    Attributes:
        socket: the websocket.
        connection_params: what ``connection_init`` carried.
        reader: who has connected, once that is known.
    """

    socket: WebSocket
    connection_params: Mapping[str, object] = field(default_factory=dict)
    reader: ReaderSession | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the handshake and above them the texts of ``connection_init``."""
        sent = self.connection_params.items()
        texts = {name.lower(): value for name, value in sent if isinstance(value, str)}
        return dict(self.socket.headers) | texts

    def visit(self, seconds: float) -> AuthenticatedRequest:
        """An operation that is sent now, as if it were posted."""
        assert self.reader is not None
        scope = {**self.socket.scope, "type": "http", "method": "POST", "state": {}}
        return AuthenticatedRequest(
            Request(scope), self.preferences, self.reader, deadline(seconds)
        )

    @property
    def preferences(self) -> RequestPreferences:
        """How its reader wants to be answered."""
        request_id = self.socket.scope.get("state", {}).get("request_id", "")
        accepts = {"accept": "application/json, text/event-stream"}
        return RequestPreferences.of(self.headers | accepts, request_id)


class _Handler(BaseGraphQLTransportWSHandler[Session, None]):
    """The protocol, with operations run by our executor, and an end when the reader's access has one."""

    _watch: asyncio.Task[None] | None = None

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        """Lets a client in, and looks from then on whether it may stay."""
        await super().handle_connection_init(message)
        if self.connection_acknowledged and self._watch is None:
            self._watch = asyncio.create_task(self._close_when_refused())

    async def shutdown(self) -> None:
        """Ends what the connection has begun."""
        if self._watch is not None:
            self._watch.cancel()
        await super().shutdown()

    async def _close_when_refused(self) -> None:
        reader = self.context.reader
        assert reader is not None
        error = await reader.ended()
        errors = failed(error, self.context.preferences).body["errors"]
        for operation in list(self.operations.values()):
            assert operation.task is not None
            # What is cancelled sends nothing more, so its last message is sent from here.
            operation.task.cancel()
            last: Any = {"id": operation.id, "type": "error", "payload": errors}
            await operation.send_operation_message(last)
        await self.websocket.close(code=_FORBIDDEN, reason=_REASON)

    async def handle_message(self, message: Any) -> None:  # noqa: ANN401 - whatever was sent
        """Handles a message, if it is one."""
        if _is_message(message):
            await super().handle_message(message)
        else:
            await self.handle_invalid_message("Failed to parse message")

    async def run_operation(self, operation: Operation[Session, None]) -> None:
        """Runs an operation, and tells what comes of it."""
        socket = cast("SubscriptionSocket", self.view)
        sent = {
            "query": operation.query,
            "variables": operation.variables,
            "operationName": operation.operation_name,
        }
        async with aclosing(socket.answers(sent, self.context)) as answers:
            async for answer in answers:
                body = answer.body
                kind, payload = ("next", body) if "data" in body else ("error", body["errors"])
                message: Any = {"id": operation.id, "type": kind, "payload": payload}
                await operation.send_operation_message(message)
        await operation.send_operation_message({"id": operation.id, "type": "complete"})


def _is_message(message: object) -> bool:
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return False
    if message["type"] not in ("subscribe", "complete"):
        return True
    whole = message["type"] == "complete" or isinstance(message.get("payload"), dict)
    return whole and isinstance(message.get("id"), str)


class SubscriptionSocket(GraphQL[Session, None]):
    """An ASGI application for websockets.

    Args:
        executor: runs what is sent.
    """

    graphql_transport_ws_handler_class = _Handler

    def __init__(self, executor: Executor) -> None:
        settings = executor.state.settings
        super().__init__(
            executor.schema,
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            connection_init_wait_timeout=timedelta(seconds=settings.body_timeout),
            max_subscriptions_per_connection=_OPERATIONS,
            allowed_origins=settings.cors_origins,
        )
        self._state = executor.state
        self._executor = executor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection, for as long as it lasts."""
        scope.setdefault("state", {})
        await super().__call__(scope, self._bounded(receive, send), send)

    async def get_context(self, request: Any, response: Any) -> Session:  # noqa: ANN401, ARG002 - as Strawberry's
        """The connection."""
        return Session(request)

    async def on_ws_connect(self, context: Session) -> Any:  # noqa: ANN401 - as Strawberry's
        """Lets a client in; 4403 where it is not known.

        Raises:
            ConnectionRejectionError: where it is not let in.
        """
        client = context.socket.client
        identify = partial(
            self._state.authenticator.identify, context.headers, client.host if client else ""
        )
        try:
            principal = await identify()
        except PhakhiError as error:
            context.socket.scope["state"]["outcome"] = error.code.value
            raise ConnectionRejectionError from error
        context.reader = ReaderSession(identify, principal)
        context.socket.scope["state"] |= {"client": principal.client, "outcome": "ok"}
        return UNSET

    async def answers(self, sent: object, session: Session) -> AsyncGenerator[HttpAnswer, None]:
        """The answers to an operation: of a subscription one an event, else one."""
        visit = session.visit(self._state.settings.request_timeout)
        try:
            await visit.reader.confirm()
            async with self._state.admission.place(visit.until, visit.reader.principal.client):
                answer = await self._executor.run(sent, visit)
        except Exception as error:  # noqa: BLE001 - masked, and logged with an id
            answer = failed(error, visit.preferences)
        if isinstance(answer, HttpAnswer):
            yield answer
            return
        async with aclosing(self._events(answer, visit)) as events:
            async for event in events:
                yield event

    async def _events(
        self, subscription: Stream, visit: AuthenticatedRequest
    ) -> AsyncGenerator[HttpAnswer, None]:
        results = await self._executor.follow(subscription, visit.preferences)
        if isinstance(results, HttpAnswer):
            yield results
            return
        async with aclosing(results):
            async for result in results:
                yield executed(result, visit.preferences)

    def encode_json(self, data: object) -> str:
        """JSON as the rest of the service writes it."""
        return orjson.dumps(data).decode()

    def _bounded(self, receive: Receive, send: Send) -> Receive:
        """``receive``, which ends the connection at a message that is too big."""

        async def bounded() -> Message:
            message = await receive()
            if len(message.get("text") or "") > self._state.settings.max_body:
                await send({"type": "websocket.close", "code": _TOO_BIG})
                return {"type": "websocket.disconnect", "code": _TOO_BIG}
            return message

        return bounded
