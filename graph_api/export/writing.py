"""Writes an export: pages as they are read, encoded beside the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator
from contextlib import aclosing
from functools import partial

from graph_api.concurrency import compute
from graph_api.export.extract import Extract
from graph_api.export.format import ExportOutline, Format

CHUNK = 65_536
"""Bytes that are handed on at once, at least."""


async def write(extract: Extract, format_: Format) -> AsyncGenerator[bytes, None]:
    """The bytes of an export, in pieces.

    Memory does not grow with the graph: a page is read, encoded and handed on before the next one.

    Raises:
        PhakhiError: what reading raises; what was handed on before is not a whole export.
    """
    tables = tuple(table for table in extract.tables if format_.wants(table))
    outline = ExportOutline(
        tables, extract.whole, extract.revision, extract.datasets, extract.verdicts
    )
    encoder = format_.encoder(outline)
    try:
        async for piece in _encoded(encoder.begin):
            yield piece
        pages = extract.pages(
            tables,
            with_ends=format_.with_ends,
            with_places=format_.with_places,
            grouped=format_.grouped,
        )
        async with aclosing(pages):
            async for page in pages:
                async for piece in _encoded(partial(encoder.page, page)):
                    yield piece
        async for piece in _encoded(encoder.end):
            yield piece
    finally:
        encoder.close()


async def _encoded(work: Callable[[], Iterable[bytes]]) -> AsyncIterator[bytes]:
    """What ``work`` gives, in pieces of some size, each made beside the event loop."""
    pieces = _pieces(work)
    while piece := await _finished(asyncio.ensure_future(compute(next, pieces, b""))):
        yield piece


async def _finished(work: asyncio.Future[bytes]) -> bytes:
    """What ``work`` gives; whoever is cancelled waits for its end, as nobody can stop a thread."""
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        await asyncio.wait([work])
        raise


def _pieces(work: Callable[[], Iterable[bytes]]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for part in work():
        held.append(part)
        size += len(part)
        if size >= CHUNK:
            yield b"".join(held)
            held, size = [], 0
    if size:
        yield b"".join(held)
