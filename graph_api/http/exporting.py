"""``GET /export/{format}``: the graph as a file, streamed."""

from __future__ import annotations

import hashlib
from contextlib import aclosing
from importlib.metadata import version
from typing import TYPE_CHECKING

from starlette_compress import add_compress_type

from graph_api.export.arguments import request_of
from graph_api.export.extract import Extract, extract
from graph_api.export.formats import FORMATS, find_format
from graph_api.export.writing import CHUNK, write
from graph_api.http.answers import names_tag
from graph_api.http.endpoint import Endpoint, Visit
from graph_api.http.timing import deadline, until
from schema.dates import today_in_thailand

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from starlette.requests import Request
    from starlette.types import Message, Send

    from graph_api.access.session import ReaderSession
    from graph_api.export.format import Format

EXPORT = "/export/{format}"

_VERSION = version("phakhi")

for _format in FORMATS.values():
    if not _format.compressed:
        add_compress_type(_format.media_type)


class ExportEndpoint(Endpoint):
    """Streams exports."""

    def name(self, request: Request) -> str:
        """The format."""
        return f"export {find_format(request.path_params['format']).name}"

    async def answer(self, visit: Visit, send: Send) -> None:
        """Streams one."""
        format_ = find_format(visit.request.path_params["format"])
        async with until(visit.until):
            extracted = await self._extract(visit.request, visit.reader)
        await self._respond(visit, send, extracted, format_)

    async def _extract(self, request: Request, reader: ReaderSession) -> Extract:
        wanted = request_of(request.query_params.multi_items())
        scopes = reader.principal.scopes
        return await extract(self.state.store, self.state.services.snapshots, wanted, scopes)

    async def _respond(self, visit: Visit, send: Send, extracted: Extract, format_: Format) -> None:
        headers = _headers(format_, extracted)
        if names_tag(visit.request.headers.get("if-none-match", ""), headers["etag"]):
            await _send_whole(send, 304, headers)
        elif visit.request.method == "HEAD":
            await _send_whole(send, 200, headers)
        else:
            counts = await self.state.services.fan_out.read()
            self.charge(visit, extracted.most(counts.nodes, counts.rows))
            async with (
                until(deadline(self.state.settings.export_timeout)),
                aclosing(write(extracted, format_)) as pieces,
            ):
                await _send_pieces(send, headers, pieces, visit.reader)


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
    # A verdict that two records differ is no change of the graph.
    verdicts = extracted.verdicts if format_.restorable else ()
    granted = sorted(extracted.granted)
    parts = (_VERSION, format_.name, extracted.revision, request, day, granted, verdicts)
    return f'W/"{hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"'
