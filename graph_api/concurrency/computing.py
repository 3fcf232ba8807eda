"""Computing off the event loop, by few threads."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import TypeVar

T = TypeVar("T")

_COMPUTING = ThreadPoolExecutor(max_workers=2, thread_name_prefix="compute")
"""For answers that are short and many. More threads only fight for the interpreter's lock: at 16
clients an answer of ``collaborators`` took 82 ms of the processor with free threads, 38 with two."""


_COMPUTING_LONG = ThreadPoolExecutor(max_workers=2, thread_name_prefix="compute-long")
"""For what takes seconds on a large graph, and is asked for once a revision."""


async def compute(function: Callable[..., T], *arguments: object) -> T:
    """What ``function`` gives for these arguments; others who want something wait for their turn."""
    return await _on(_COMPUTING, function, *arguments)


async def compute_long(function: Callable[..., T], *arguments: object) -> T:
    """The same for what takes long: who wants something short does not wait behind it."""
    return await _on(_COMPUTING_LONG, function, *arguments)


async def _on(pool: ThreadPoolExecutor, function: Callable[..., T], *arguments: object) -> T:
    run = partial(copy_context().run, function, *arguments)
    return await asyncio.get_running_loop().run_in_executor(pool, run)
