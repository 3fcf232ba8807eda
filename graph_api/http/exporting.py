"""``GET /export/{format}``: the graph as a file, streamed."""

from __future__ import annotations

import hashlib
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette_compress import add_compress_type

from graph_api.access.session import ReaderSession
from graph_api.export.arguments import request_of
from graph_api.export.extract import Extract, extract
from graph_api.export.formats import FORMATS, find_format
from graph_api.export.writing import CHUNK, write
from graph_api.http.answers import failed, names_tag
from graph_api.http.negotiation import JSON
from graph_api.http.preferences import RequestPreferences
from graph_api.http.refusals import RefusedError
from graph_api.http.timing import deadline, until
from schema.dates import today_in_thailand
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from starlette.types import Message, Receive, Scope, Send

    from graph_api.export.format import Format
    from graph_api.http.state import AppState

EXPORT = "/export/{format}"

_READING = ("GET", "HEAD")
_VERSION = version("phakhi")

for _format in FORMATS.values():
    if not _format.compressed:
        add_compress_type(_format.media_type)


class ExportView:
    """An ASGI application: an export, or in GraphQL's form why there is none.

    What fails before the first bytes has a status; what fails later cuts the connection, so that
    nobody takes a part for the whole.

    Args:
        state: what all requests share.
    """

    def __init__(self, state: AppState) -> None:
        self._state = state

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
            await self._answer(request, sending)
        except Exception as error:
            answer = replace(failed(_with_status(error), preferences), refused=True)
            state["outcome"] = answer.outcome
            if begun:
                raise
            await answer.response(preferences.media or JSON)(scope, receive, send)

    async def _answer(self, request: Request, send: Send) -> None:
        if request.method not in _READING:
            raise RefusedError(405, _ONLY_READ, {"allow": ", ".join(_READING)})
        format_ = find_format(request.path_params["format"])
        state = request.scope["state"]
        state["operation_name"] = f"export {format_.name}"
        moment = deadline(self._state.settings.request_timeout)
        address = request.client.host if request.client else ""
        identify = partial(self._state.authenticator.identify, request.headers, address)
        async with until(moment):
            reader = ReaderSession(identify, await identify())
        state["client"] = reader.principal.client
        # Its place is held until the last byte: an export is work for all that time.
        async with self._state.admission.place(moment, reader.principal.client):
            await reader.confirm_again()  # it may have waited for its turn
            async with until(moment):
                extracted = await self._extract(request, reader)
            await self._respond(request, send, extracted, format_, reader)
        state["outcome"] = "ok"

    async def _extract(self, request: Request, reader: ReaderSession) -> Extract:
        asked = request_of(request.query_params.multi_items())
        state = self._state
        scopes = reader.principal.scopes
        return await extract(state.store, state.services.snapshots, asked, scopes)

    async def _respond(
        self,
        request: Request,
        send: Send,
        extracted: Extract,
        format_: Format,
        reader: ReaderSession,
    ) -> None:
        headers = _headers(format_, extracted)
        if names_tag(request.headers.get("if-none-match", ""), headers["etag"]):
            await _send_whole(send, 304, headers)
        elif request.method == "HEAD":
            await _send_whole(send, 200, headers)
        else:
            await self._charge(extracted, reader)
            async with (
                until(deadline(self._state.settings.export_timeout)),
                aclosing(write(extracted, format_)) as pieces,
            ):
                await _send_pieces(send, headers, pieces, reader)

    async def _charge(self, extracted: Extract, reader: ReaderSession) -> None:
        """What it costs: a unit for each record and relationship that may be in it."""
        per_minute = self._state.settings.minute_budget
        if per_minute:
            counts = await self._state.services.fan_out.read()
            cost = extracted.most(counts.nodes, counts.rows)
            self._state.services.budgets.charge(reader.principal.client, cost, per_minute)


async def _send_pieces(
    send: Send,
    headers: Mapping[str, str],
    pieces: AsyncGenerator[bytes, None],
    reader: ReaderSession,
) -> None:
    """The head goes out with the first bytes that are worth it: what fails before has a status."""
    held, begun = b"", False
    async for piece in pieces:
        await reader.confirm_again()
        held += piece
        if len(held) < CHUNK:
            continue
        if not begun:
            await send(_head(200, headers))
            begun = True
        await send({"type": "http.response.body", "body": held, "more_body": True})
        held = b""
    if not begun:
        await send(_head(200, headers))
    await send({"type": "http.response.body", "body": held})


async def _send_whole(send: Send, status: int, headers: Mapping[str, str]) -> None:
    await send(_head(status, headers))
    await send({"type": "http.response.body", "body": b""})


def _head(status: int, headers: Mapping[str, str]) -> Message:
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    return {"type": "http.response.start", "status": status, "headers": raw}


def _headers(format_: Format, extracted: Extract) -> dict[str, str]:
    return {
        "content-type": format_.media_type,
        "content-disposition": f'attachment; filename="phakhi.{format_.extension}"',
        "etag": _tag(format_, extracted),
        "cache-control": "private, no-cache",
    }


def _tag(format_: Format, extracted: Extract) -> str:
    """The same for as long as the same would be sent; weak, since it may be sent compressed."""
    request = extracted.request
    # What is chosen depends on what holds today.
    day = today_in_thailand() if request.picks and request.as_of is None else None
    parts = (_VERSION, format_.name, extracted.revision, request, day, sorted(extracted.granted))
    return f'W/"{hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"'


_STATUS = {ErrorCode.NOT_FOUND: 404}

_ONLY_READ = PhakhiError(
    ErrorCode.BAD_ARGUMENT,
    "An export is read with GET; its filters are parameters of the address.",
    "อ่านข้อมูลส่งออกได้ด้วย GET โดยระบุตัวกรองเป็นพารามิเตอร์ของที่อยู่",
)


def _with_status(error: Exception) -> Exception:
    """The error, with the status that it has here, where nothing is answered with 200."""
    if isinstance(error, PhakhiError) and error.code in _STATUS:
        return RefusedError(_STATUS[error.code], error)
    return error
