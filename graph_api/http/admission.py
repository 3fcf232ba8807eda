"""Places for requests that are worked on, shared fairly by clients; the others are told to come back.

A place that gets free goes to the client that has the fewest, whoever came first. No client has more
than its share, so that one that floods leaves places to the others; and where the line is full, who
comes from a client with a shorter line takes the place of the last of the longest one. A client is
whoever a key or token speaks for, or else an address: a hundred connections of one are one client.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from graph_api.http.refusals import RefusedError
from graph_api.observing.observer import waits
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_COME_BACK_SECONDS = 1

_Turn = asyncio.Future[None]


class Admission:
    """Places for requests that are worked on; who gets none waits in line.

    A client that leaves gives up its place, or its place in the line.

    Args:
        places: requests that are worked on at once.
        line: requests that wait at once.
        share: requests of one client that are worked on at once; as many as there are places, if not
            said.
    """

    def __init__(self, places: int, line: int, share: int | None = None) -> None:
        self._free = places
        self._line = line
        self._share = places if share is None else share
        self._working: Counter[str] = Counter()
        self._waiting: dict[str, deque[_Turn]] = {}
        """By client; who has been served goes to the end."""

    @asynccontextmanager
    async def place(self, moment: float, client: str = "") -> AsyncIterator[None]:
        """Holds a place.

        Args:
            moment: until when to wait for it, by the event loop's clock.
            client: whose request it is.

        Raises:
            RefusedError: 503, ``TOO_MANY_REQUESTS``.
        """
        if self._free and self._working[client] < self._share:
            self._take(client)
        else:
            await self._wait(client, moment)
        try:
            yield
        finally:
            self._give_back(client)

    async def _wait(self, client: str, moment: float) -> None:
        turn: _Turn = asyncio.get_running_loop().create_future()
        self._enqueue(client, turn)
        try:
            with waits():
                async with asyncio.timeout_at(moment):
                    await turn
        except BaseException as error:
            self._leave(client, turn)
            if isinstance(error, TimeoutError):
                raise _too_many() from None
            raise

    def _enqueue(self, client: str, turn: _Turn) -> None:
        if sum(map(len, self._waiting.values())) >= self._line:
            self._make_way(client)
        self._waiting.setdefault(client, deque()).append(turn)

    def _make_way(self, client: str) -> None:
        """Sends the last of the longest line away, where that is longer than this client's will be."""
        longest = max(self._waiting, key=lambda name: len(self._waiting[name]), default=client)
        own = len(self._waiting.get(client, ()))
        if len(self._waiting.get(longest, ())) <= own + 1:
            raise _too_many()
        self._waiting[longest].pop().set_exception(_too_many())

    def _leave(self, client: str, turn: _Turn) -> None:
        """Takes a request out of the line, or gives back what it had been given just then."""
        if turn.done() and not turn.cancelled() and turn.exception() is None:
            self._give_back(client)
        elif (line := self._waiting.get(client)) is not None and turn in line:
            line.remove(turn)
            if not line:
                del self._waiting[client]

    def _take(self, client: str) -> None:
        self._free -= 1
        self._working[client] += 1

    def _give_back(self, client: str) -> None:
        self._free += 1
        self._working[client] -= 1
        if not self._working[client]:
            del self._working[client]
        self._serve_next()

    def _serve_next(self) -> None:
        while self._free and (client := self._next_client()) is not None:
            line = self._waiting.pop(client)
            turn = line.popleft()
            if line:
                self._waiting[client] = line
            if not turn.done():  # whose request was cancelled, it leaves in a moment
                self._take(client)
                turn.set_result(None)

    def _next_client(self) -> str | None:
        """The waiting client with the fewest places that may have another."""
        fitting = (name for name in self._waiting if self._working[name] < self._share)
        return min(fitting, key=lambda name: self._working[name], default=None)


def _too_many() -> RefusedError:
    return RefusedError(
        503,
        PhakhiError(
            ErrorCode.TOO_MANY_REQUESTS,
            "More requests have come at once than this server works on: try again in a moment.",
            "มีคำขอพร้อมกันมากเกินกว่าที่เซิร์ฟเวอร์รับได้ โปรดลองใหม่ในอีกสักครู่",
            retryable=True,
            retry_after=_COME_BACK_SECONDS,
        ),
    )
