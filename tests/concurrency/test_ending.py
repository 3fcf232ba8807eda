"""A stream that ends when something happens, and is closed then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest

from graph_api.concurrency import until_done


class Source:
    """Numbers, as they are let; it knows whether it was closed."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[int | None] = asyncio.Queue()
        self.closed = False

    async def items(self) -> AsyncGenerator[int, None]:
        """The numbers, until one is ``None``."""
        try:
            while (number := await self.queue.get()) is not None:
                yield number
        finally:
            self.closed = True


async def _heard(source: Source, end: asyncio.Event) -> list[int]:
    return [number async for number in until_done(source.items(), end.wait())]


async def test_it_gives_all_and_ends_with_its_source() -> None:
    """Where nothing happens before."""
    source = Source()
    for number in (1, 2, None):
        source.queue.put_nowait(number)
    assert await _heard(source, asyncio.Event()) == [1, 2]
    assert source.closed


async def test_it_ends_while_it_waits() -> None:
    """Nothing has to come for it to end; what waited is closed."""
    source, end = Source(), asyncio.Event()
    source.queue.put_nowait(1)
    hearing = asyncio.create_task(_heard(source, end))
    await asyncio.sleep(0.01)
    assert not hearing.done()
    end.set()
    assert await asyncio.wait_for(hearing, 1) == [1]
    assert source.closed


async def test_a_failure_of_the_end_ends_it_too() -> None:
    """And is raised: nobody goes on because it could not be found out whether to end."""

    async def fail() -> None:
        await asyncio.sleep(0)
        message = "lost"
        raise RuntimeError(message)

    source = Source()
    with pytest.raises(RuntimeError, match="lost"):
        async for _ in until_done(source.items(), fail()):
            pass
    assert source.closed


async def test_who_is_cancelled_closes_the_source() -> None:
    """And leaves no task behind."""
    source = Source()
    before = asyncio.all_tasks()
    hearing = asyncio.create_task(_heard(source, asyncio.Event()))
    await asyncio.sleep(0.01)
    hearing.cancel()
    await asyncio.gather(hearing, return_exceptions=True)
    await asyncio.sleep(0.01)
    assert source.closed
    assert asyncio.all_tasks() == before
