"""``/graphql``, by the GraphQL-over-HTTP specification."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from graph_api.access.session import ReaderSession
from graph_api.http.answers import HttpAnswer, failed, not_modified, revalidated, together
from graph_api.http.batching import check_batch
from graph_api.http.executing import AuthenticatedRequest, Executor, Stream
from graph_api.http.explorer import GRAPHIQL
from graph_api.http.negotiation import JSON, RESPONSE_JSON, wants_page
from graph_api.http.operations import read_request
from graph_api.http.pages import home_page
from graph_api.http.preferences import RequestPreferences
from graph_api.http.refusals import refused
from graph_api.http.sse import one_event, stream
from graph_api.http.timing import deadline, until

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

_ASKS = frozenset({"query", "documentId", "extensions"})
"""Parameters of an address that ask for an operation."""


class GraphQLView:
    """An ASGI application: whatever is sent, the answer is in GraphQL's form.

    It leaves ``client``, ``operation_name`` and ``outcome`` in ``scope["state"]``.

    Args:
        executor: runs what is sent.
    """

    def __init__(self, executor: Executor) -> None:
        self._state = executor.state
        self._executor = executor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        state = scope.setdefault("state", {})
        request = Request(scope, receive)
        preferences = RequestPreferences.of(request.headers, state.get("request_id", ""))
        try:
            response = await self._respond(request, preferences)
        except Exception as error:  # noqa: BLE001 - masked, and logged with an id
            answer = failed(error, preferences)
            state["outcome"] = answer.outcome
            response = answer.response(preferences.media)
        await response(scope, receive, send)

    async def _respond(self, request: Request, preferences: RequestPreferences) -> Response:
        if _wants_page(request):
            return self._page()
        if preferences.media is None and not preferences.events:
            raise refused(
                406,
                f"answers are {RESPONSE_JSON} or {JSON}",
                f"ระบบตอบเป็น {RESPONSE_JSON} หรือ {JSON}",
            )
        moment = deadline(self._state.settings.request_timeout)
        address = request.client.host if request.client else ""
        identify = partial(self._state.authenticator.identify, request.headers, address)
        async with until(moment):
            principal = await identify()
        request.scope["state"]["client"] = principal.client
        reader = ReaderSession(identify, principal)
        visit = AuthenticatedRequest(request, preferences, reader, moment)
        sent = await read_request(request)
        if isinstance(sent, list):
            return await self._batch(sent, visit)
        async with self._state.admission.place(moment, reader.principal.client):
            answer = await self._executor.run(sent, visit, repeated=not preferences.events_first)
        if isinstance(answer, Stream):  # which would hold its place for hours
            return await stream(request, answer, self._executor)
        return _single(answer, visit)

    async def _batch(self, sent: list[object], visit: AuthenticatedRequest) -> Response:
        """The answers to a batch, which has one place, as one client has sent it."""
        check_batch(sent, self._state.settings.max_batch)
        if visit.preferences.media is None:
            raise refused(406, f"a batch is answered as {JSON}", f"ระบบตอบชุดคำขอเป็น {JSON}")
        async with self._state.admission.place(visit.until, visit.reader.principal.client):
            answers = [await self._executor.run_beside_others(item, visit) for item in sent]
        state = visit.request.scope["state"]
        state["operation_name"] = ""  # it has several
        state["outcome"] = next((item.outcome for item in answers if item.outcome != "ok"), "ok")
        return together(answers, visit.preferences.media)

    def _page(self) -> Response:
        if not self._state.settings.graphiql:
            raise refused(404, "there is no page to be shown here", "ที่นี่ไม่มีหน้าเว็บให้แสดง")
        if not self._state.explorer.is_built:
            return home_page()
        return RedirectResponse(GRAPHIQL, 303)


def _single(answer: HttpAnswer, visit: AuthenticatedRequest) -> Response:
    visit.request.scope["state"]["outcome"] = answer.outcome
    if answer.unchanged:
        return not_modified(answer.tag)
    if answer.event and not answer.refused and visit.preferences.events_first:
        return one_event(answer)
    response = answer.response(visit.preferences.media)
    if visit.only_reads and answer.outcome == "ok":
        return revalidated(visit.request, response, answer.tag)
    return response


def _wants_page(request: Request) -> bool:
    """Whether a browser asks for a page, and for no operation."""
    if request.method != "GET" or request.query_params.keys() & _ASKS:
        return False
    return wants_page(request.headers.get("accept", ""))
