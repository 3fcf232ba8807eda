"""Streams that end when something happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import aclosing
from typing import Any, TypeVar

Item = TypeVar("Item")


async def until_done(
    items: AsyncGenerator[Item, None], end: Coroutine[Any, Any, object]
) -> AsyncGenerator[Item, None]:
    """``items``, until there are no more or ``end`` is done; ``items`` is closed then.

    Each item is waited for in a task of its own, so that waiting can be given up without harm to
    whoever waits for this.

    Raises:
        Exception: what ``end`` raises, or ``items``.
    """
    stop = asyncio.create_task(end)
    try:
        async with aclosing(items):
            while (step := await _step(items, stop)) is not None:
                try:
                    item = step.result()
                except StopAsyncIteration:
                    return
                yield item
            stop.result()
    finally:
        stop.cancel()


async def _step(
    items: AsyncGenerator[Item, None], stop: asyncio.Task[object]
) -> asyncio.Task[Item] | None:
    """The next item, or ``None`` where the end came first."""
    step = asyncio.ensure_future(_next(items))
    try:
        await asyncio.wait((step, stop), return_when=asyncio.FIRST_COMPLETED)
        return step if step.done() else None
    finally:
        if not step.done():
            step.cancel()
            # A generator cannot be closed while a step of it still runs.
            await asyncio.wait((step,))


async def _next(items: AsyncGenerator[Item, None]) -> Item:
    return await anext(items)
