"""Answers as server-sent events: GraphQL over SSE, "distinct connections mode".

One request, one operation: an event ``next`` for each result, of which a query has one, then
``complete``; comments keep the connection of a subscription open in between. Each event has an ``id:``, from which a browser's ``EventSource``
goes on by itself when the connection breaks (``Last-Event-ID``).
"""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

import orjson
from starlette.responses import Response, StreamingResponse
from strawberry.http.streaming import SSETransport, merge_stream_with_heartbeat
from strawberry.types import ExecutionResult

from graph_api.graphql.errors import own_error
from graph_api.http.answers import HttpAnswer, executed
from graph_api.http.negotiation import RESPONSE_JSON
from graph_api.http.preferences import RequestPreferences

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from graph_api.context import RequestContext
    from graph_api.http.executing import Executor, Stream

_TRANSPORT = SSETransport()
_LONGEST_ID = 1_000


async def stream(request: Request, subscription: Stream, executor: Executor) -> Response:
    """The events of a subscription; an answer in JSON, where it is refused."""
    context = subscription.context
    preferences = RequestPreferences.of(request.headers, context.request_id)
    context.event_id = request.headers.get("last-event-id", "")[:_LONGEST_ID]
    results = await executor.follow(subscription, preferences)
    if isinstance(results, HttpAnswer):
        request.scope["state"]["outcome"] = results.outcome
        return results.response(preferences.media or RESPONSE_JSON)
    request.scope["state"]["outcome"] = "ok"
    return _EventStream(results, context, preferences, request.scope["state"])


def one_event(answer: HttpAnswer) -> Response:
    """The answer to a query, as the only event."""
    text = _TRANSPORT.encode_next(answer.body, _encoded) + _TRANSPORT.encode_complete()  # type: ignore[arg-type]  # of GraphQL's form
    return Response(text, headers=_TRANSPORT.headers)


class _EventStream(StreamingResponse):
    """The results of a subscription. Whoever calls it ends it when the client leaves."""

    def __init__(
        self,
        results: AsyncGenerator[ExecutionResult, None],
        context: RequestContext,
        preferences: RequestPreferences,
        state: dict[str, object],
    ) -> None:
        self._results = results
        self._context = context
        self._wishes = preferences
        self._state = state
        events = merge_stream_with_heartbeat(
            self._events,
            lambda: _TRANSPORT.heartbeat_message(_encoded),
            _TRANSPORT.heartbeat_interval,
            send_initial_heartbeat=True,
        )
        super().__init__(events(), headers=_TRANSPORT.headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the events."""
        # Starlette's would listen for the disconnect, which `CancelOnDisconnect` listens for already.
        del scope, receive
        async with aclosing(self._results), aclosing(self.body_iterator):  # type: ignore[type-var]  # a generator
            await self.stream_response(send)

    async def _events(self) -> AsyncGenerator[str, None]:
        result = None
        async for result in self._results:
            answer = executed(result, self._wishes)
            self._state["outcome"] = answer.outcome
            yield f"id: {self._context.event_id}\r\n{_TRANSPORT.encode_next(answer.body, _encoded)}"  # type: ignore[arg-type]  # of GraphQL's form
        if result is None or not _may_go_on(result):
            yield _TRANSPORT.encode_complete()


def _may_go_on(last: ExecutionResult) -> bool:
    """Whether a client should come back to where it was: ``complete`` would tell it not to."""
    return any(own.retryable for error in last.errors or [] if (own := own_error(error)))


def _encoded(value: object) -> str:
    return orjson.dumps(value).decode()
