"""``/reconcile``: for OpenRefine and others that match names of a table with records."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import orjson
from starlette.responses import Response

from graph_api.http.endpoint import Endpoint, Visit
from graph_api.http.negotiation import JSON
from graph_api.http.refusals import RefusedError
from graph_api.http.timing import until
from graph_api.search.reconciliation import (
    SUGGESTED,
    cost_of,
    manifest,
    read_batch,
    reconcile,
    suggest,
)
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Send

RECONCILE = "/reconcile"
SUGGEST = "/reconcile/suggest/entity"

_FORM = "application/x-www-form-urlencoded"
_QUERIES, _PREFIX = "queries", "prefix"


class ReconciliationEndpoint(Endpoint):
    """Says what the service is, or answers a batch of queries."""

    methods = ("GET", "HEAD", "POST")

    def name(self, request: Request) -> str:
        """The same for every batch."""
        del request
        return "reconcile"

    async def answer(self, visit: Visit, send: Send) -> None:
        """Sends the manifest, or the candidates."""
        request = visit.request
        given = await _parameters(request)
        if _QUERIES not in given:
            await _send(visit, send, manifest(str(request.base_url)))
            return
        batch = read_batch(given[_QUERIES])
        self.charge(visit, cost_of(batch))
        async with until(visit.until):
            result = await reconcile(self.state.services.search, batch)
        await _send(visit, send, result)


class SuggestEndpoint(Endpoint):
    """Suggests records for what is being typed."""

    def name(self, request: Request) -> str:
        """The same for every text."""
        del request
        return "suggest"

    async def answer(self, visit: Visit, send: Send) -> None:
        """Sends records."""
        self.charge(visit, SUGGESTED)
        async with until(visit.until):
            prefix = visit.request.query_params.get(_PREFIX, "")
            result = await suggest(self.state.services.search, prefix)
        await _send(visit, send, result)


async def _parameters(request: Request) -> dict[str, str]:
    """Parameters of the address, and of the form that was sent."""
    given = dict(request.query_params)
    if request.method != "POST":
        return given
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != _FORM:
        raise RefusedError(415, _NO_FORM)
    body = (await request.body()).decode("utf-8", "replace")
    return {**given, **{name: values[-1] for name, values in parse_qs(body).items()}}


async def _send(visit: Visit, send: Send, content: object) -> None:
    await visit.reader.confirm_again()  # it may have taken long
    headers = {"cache-control": "no-store"}
    response = Response(orjson.dumps(content), 200, headers, JSON)
    await response(visit.request.scope, visit.request.receive, send)


_NO_FORM = PhakhiError(
    ErrorCode.BAD_ARGUMENT,
    f"Queries are sent as a form ({_FORM}), or as a parameter of the address.",
    f"ส่ง queries เป็นฟอร์ม ({_FORM}) หรือเป็นพารามิเตอร์ของที่อยู่",
)
