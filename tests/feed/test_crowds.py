"""Hundreds of subscribers at once, who catch up with much or read nothing: the others are served."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from graph_api.feed.feed import AT_ONCE, Feed
from graph_api.feed.position import Position
from graph_api.feed.wanted import EVERYTHING
from graph_api.settings import Settings
from graph_api.store import Store
from tests.feed.test_following import hear, write
from tests.observing.serving import Served, served

_CHANGED = "subscription { changed(since: 0) { revision changes { action kind recordId } } }"
_RESPONSE = "application/graphql-response+json"


class Counting:
    """The store, which knows how much was read at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._now = 0
        self.most = 0

    async def read(
        self, statement: str, parameters: Mapping[str, object] | None = None
    ) -> list[list[Any]]:
        """Passes on."""
        self._now += 1
        self.most = max(self.most, self._now)
        try:
            return await self._store.read(statement, parameters)
        finally:
            self._now -= 1


async def test_who_catches_up_takes_turns(empty_store: Store, quick: Settings) -> None:
    """However many begin together, and all of them hear everything."""
    await write(empty_store, 300)
    store = Counting(empty_store)
    feed = Feed(store)
    start = Position.after(0)
    followers = await asyncio.gather(*(feed.follow(EVERYTHING, start, quick) for _ in range(30)))
    heard = await asyncio.gather(*(hear(one, 300) for one in followers))
    await asyncio.gather(*(one.aclose() for one in followers))
    assert [len(item) for item in heard] == [300] * 30
    assert 1 < store.most <= AT_ONCE + 1  # and the one reader for all who have caught up


def _unread(service: Served) -> socket.socket:
    """A subscription that is never read."""
    connection = socket.create_connection(("127.0.0.1", service.port))
    path = f"/graphql?query={quote(_CHANGED)}"
    head = f"GET {path} HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\n\r\n"
    connection.sendall(head.encode())
    return connection


async def test_five_hundred_who_never_read_keep_nobody_waiting(
    empty_store: Store, engine: Settings, tmp_path: Path
) -> None:
    """Small questions are answered, and one subscription too many is told when to come back."""
    await write(empty_store, 5_000)
    with served(engine, tmp_path) as service, ExitStack() as stack:
        for _ in range(500):
            stack.enter_context(await asyncio.to_thread(_unread, service))
        async with httpx.AsyncClient(base_url=service.url, timeout=20) as client:
            answers = [
                await client.post("/graphql", json={"query": "{ __typename }"}) for _ in range(5)
            ]
            # another process: there is nothing to wait for but its word
            while "phakhi_subscribers 200.0" not in (await client.get("/metrics")).text:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
            refused = await client.post(
                "/graphql",
                json={"query": _CHANGED},
                headers={"accept": f"text/event-stream, {_RESPONSE}"},
            )
    assert [answer.json() for answer in answers] == [{"data": {"__typename": "Query"}}] * 5
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "10")
