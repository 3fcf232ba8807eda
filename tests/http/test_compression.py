"""Answers are compressed as the client accepts it, and streams are not held back."""

from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING, Any

import brotli
import httpx
import pytest
import zstandard

from graph_api.http.compressing import compressing
from graph_api.http.negotiation import JSON, RESPONSE_JSON
from tests.http.conftest import client_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Message, Receive, Scope, Send

    from graph_api.settings import Settings
    from graph_api.store import Store

_LONG = {"query": "{ agencies(first: 50) { nodes { id nameTh nameEn } } }"}
_SHORT = {"query": "{ __typename }"}

_UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


async def _raw(
    client: httpx.AsyncClient, body: dict[str, Any], **headers: str
) -> tuple[httpx.Response, bytes]:
    async with client.stream("POST", "/graphql", json=body, headers=headers) as response:
        return response, b"".join([part async for part in response.aiter_raw()])


@pytest.mark.parametrize("media", [JSON, RESPONSE_JSON])
@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("zstd", "zstd"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip;q=1, br;q=0", "gzip"),
    ],
)
async def test_an_answer_is_compressed_as_accepted(
    client: httpx.AsyncClient, accepted: str, chosen: str, media: str
) -> None:
    """The same answer, in a fraction of the bytes; caches are told that there are several."""
    _, plain = await _raw(client, _LONG, **{"accept-encoding": "identity", "accept": media})
    response, packed = await _raw(client, _LONG, **{"accept-encoding": accepted, "accept": media})
    assert response.headers["content-encoding"] == chosen
    assert response.headers["content-length"] == str(len(packed))
    assert "Accept-Encoding" in response.headers["vary"]
    assert _UNPACK[chosen](packed) == plain
    assert len(packed) < len(plain) / 2


@pytest.mark.parametrize("accepted", ["identity", "deflate", "*;q=0", "br;q=0"])
async def test_a_client_that_accepts_none_gets_it_plain(
    client: httpx.AsyncClient, accepted: str
) -> None:
    """As it is."""
    response, body = await _raw(client, _LONG, **{"accept-encoding": accepted})
    assert "content-encoding" not in response.headers
    assert body.startswith(b'{"data":')


async def test_a_short_answer_is_not_compressed(
    client: httpx.AsyncClient, udon: Store, udon_engine: Settings
) -> None:
    """It would not get shorter; from where on, a setting says."""
    accepted = {"accept-encoding": "gzip"}
    response, body = await _raw(client, _SHORT, **accepted)
    assert ("content-encoding" in response.headers, body) == (
        False,
        b'{"data":{"__typename":"Query"}}',
    )
    for least, compressed in ((1, True), (0, False)):
        settings = udon_engine.model_copy(update={"compress_from": least})
        async with client_of(udon, settings) as other:
            response, _ = await _raw(other, _SHORT, **accepted)
            assert ("content-encoding" in response.headers) is compressed, least


async def test_a_stream_of_events_is_not_held_back() -> None:
    """Each event can be read as soon as it is sent, before the next one is."""
    read: list[bytes] = []
    unpack = zstandard.ZstdDecompressor().decompressobj()

    async def events(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"text/event-stream; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for number in range(3):
            event = b"data: %d\n\n" % number
            await send({"type": "http.response.body", "body": event, "more_body": True})
            assert b"".join(read).endswith(event)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def send(message: Message) -> None:
        await asyncio.sleep(0)
        read.append(unpack.decompress(message.get("body", b"")))

    scope = {"type": "http", "headers": [(b"accept-encoding", b"zstd")]}
    await compressing(events, 1000)(scope, None, send)  # type: ignore[arg-type]
    assert b"".join(read) == b"data: 0\n\ndata: 1\n\ndata: 2\n\n"
