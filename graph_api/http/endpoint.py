"""What endpoints beside ``/graphql`` have in common: who asks, a place, and errors with a status."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from starlette.requests import Request

from graph_api.access.session import ReaderSession
from graph_api.http.answers import failed
from graph_api.http.negotiation import JSON
from graph_api.http.preferences import RequestPreferences
from graph_api.http.refusals import RefusedError
from graph_api.http.timing import deadline, until
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

    from graph_api.http.state import AppState

_STATUS = {
    ErrorCode.CANNOT_UNDO: 409,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.REMOVAL_NOT_CONFIRMED: 409,
    ErrorCode.REPORT_OUTDATED: 409,
}


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of a known reader, with a place among those that are worked on.

    Attributes:
        request: as it came.
        reader: who asks, now and later.
        until: when its time is over, by the event loop's clock; a stream may take longer.
    """

    request: Request
    reader: ReaderSession
    until: float


class Endpoint(ABC):
    """An ASGI application that answers readers, or says in GraphQL's form why it does not.

    What fails before the first bytes has a status; what fails later cuts the connection, so that
    nobody takes a part for the whole.

    Args:
        state: what all requests share.

    Attributes:
        methods: that it takes.
    """

    methods: ClassVar[tuple[str, ...]] = ("GET", "HEAD")

    def __init__(self, state: AppState) -> None:
        self.state = state

    @abstractmethod
    async def answer(self, visit: Visit, send: Send) -> None:
        """Answers a request."""

    @abstractmethod
    def name(self, request: Request) -> str:
        """What a request is called in the log.

        Raises:
            PhakhiError: ``NOT_FOUND``, where there is nothing of the kind.
        """

    def charge(self, visit: Visit, cost: int) -> None:
        """Takes what an answer costs from its reader's budget.

        Raises:
            PhakhiError: ``BUDGET_EXCEEDED``.
        """
        per_minute = self.state.settings.minute_budget
        if per_minute:
            self.state.services.budgets.charge(visit.reader.principal.client, cost, per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        state = scope.setdefault("state", {})
        request = Request(scope, receive)
        preferences = RequestPreferences.of(request.headers, state.get("request_id", ""))
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._admitted(request, sending)
        except Exception as error:
            answer = replace(failed(_with_status(error), preferences), refused=True)
            state["outcome"] = answer.outcome
            if begun:
                raise
            await answer.response(preferences.media or JSON)(scope, receive, send)

    async def _admitted(self, request: Request, send: Send) -> None:
        if request.method not in self.methods:
            raise _no_method(self.methods)
        state = request.scope["state"]
        state["operation_name"] = self.name(request)
        moment = deadline(self.state.settings.request_timeout)
        address = request.client.host if request.client else ""
        identify = partial(self.state.authenticator.identify, request.headers, address)
        async with until(moment):
            reader = ReaderSession(identify, await identify())
        state["client"] = reader.principal.client
        # Its place is held until the last byte: a stream is work for all that time.
        async with self.state.admission.place(moment, reader.principal.client):
            await reader.confirm_again()  # it may have waited for its turn
            await self.answer(Visit(request, reader, moment), send)
        state["outcome"] = "ok"


def _no_method(methods: tuple[str, ...]) -> RefusedError:
    allowed = ", ".join(methods)
    error = PhakhiError(
        ErrorCode.BAD_ARGUMENT,
        f"This address takes {allowed} only.",
        f"ที่อยู่นี้รับเฉพาะ {allowed}",
    )
    return RefusedError(405, error, {"allow": allowed})


def _with_status(error: Exception) -> Exception:
    """The error, with the status that it has here, where nothing is answered with 200."""
    if isinstance(error, PhakhiError) and error.code in _STATUS:
        return RefusedError(_STATUS[error.code], error)
    return error
