"""The time that a request may take."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from graph_api.http.refusals import RefusedError
from graph_api.store.errors import too_slow
from graph_api.store.planning import lost_on_plans, measured

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


def deadline(seconds: float) -> float:
    """The moment, by the event loop's clock, at which this many seconds are over."""
    return asyncio.get_running_loop().time() + seconds


@asynccontextmanager
async def until(moment: float) -> AsyncIterator[None]:
    """Cancels what is awaited inside at a moment; that ends its statement in the database too.

    Raises:
        RefusedError: 504, ``TIMEOUT``.
    """
    with measured():
        try:
            async with asyncio.timeout_at(moment):
                yield
        except TimeoutError:
            raise RefusedError(504, too_slow(planning=lost_on_plans())) from None
