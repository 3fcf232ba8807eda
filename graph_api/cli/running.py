"""Runs a command's coroutine: signals end it cleanly, failures become one line and a code."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from graph_api.cli.speaking import STOPPED, fail, said, say
from schema.errors import PhakhiError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any


_SOON_SECONDS = 1.0
"""What has ended by then needs no word that it is ending."""


class Stopper:
    """What happens when a person or the system asks the command to stop."""

    def __init__(self, task: asyncio.Task[int]) -> None:
        """At first, stopping cancels ``task``."""
        self._task = task
        self.how: Callable[[], object] = self._cancel

    def _cancel(self) -> None:
        asyncio.get_running_loop().call_later(_SOON_SECONDS, say, said("Stopping …", "กำลังหยุด …"))
        self._task.cancel()

    def __call__(self) -> None:
        """Asks the command to stop."""
        self.how()


def run(
    main: Callable[[Stopper], Coroutine[Any, Any, int]],
    loop: Callable[[], asyncio.AbstractEventLoop] | None = None,
) -> None:
    """Runs ``main`` to its end, and leaves with its exit code.

    Args:
        main: given what it may set to be stopped in another way than by being cancelled.
        loop: makes the event loop, where it is to be another than Python's own.

    Raises:
        typer.Exit: always, when the code is not 0.
    """
    try:
        with asyncio.Runner(loop_factory=loop) as runner:
            code = runner.run(_stoppable(main))
    except PhakhiError as error:
        fail(error)
    except KeyboardInterrupt:
        code = STOPPED
    if code:
        raise typer.Exit(code)


async def _stoppable(main: Callable[[Stopper], Coroutine[Any, Any, int]]) -> int:
    task = asyncio.current_task()
    assert task is not None
    stopper = Stopper(task)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # on Windows Ctrl-C arrives as KeyboardInterrupt
            loop.add_signal_handler(number, stopper)
    try:
        return await main(stopper)
    except asyncio.CancelledError:
        say(said("Stopped.", "หยุดแล้ว"))
        return STOPPED
