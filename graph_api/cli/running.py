"""Runs a command's coroutine: signals end it cleanly, failures become one line and a code."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import typer
import uvicorn

from schema.errors import PhakhiError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

STOPPED = 130
"""Exit code of a command that was stopped before it was done."""

FAILED = 1
"""Exit code of a command that failed."""


class Stopper:
    """What happens when a person or the system asks the command to stop."""

    def __init__(self, task: asyncio.Task[int]) -> None:
        """At first, stopping cancels ``task``."""
        self.how: Callable[[], object] = task.cancel

    def __call__(self) -> None:
        """Asks the command to stop."""
        self.how()


def run(main: Callable[[Stopper], Coroutine[Any, Any, int]]) -> None:
    """Runs ``main`` to its end, and leaves with its exit code.

    Raises:
        typer.Exit: always, when the code is not 0.
    """
    factory = uvicorn.Config("", log_config=None).get_loop_factory()
    try:
        with asyncio.Runner(loop_factory=factory) as runner:
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
        say("Stopped.")
        return STOPPED


def fail(error: PhakhiError) -> NoReturn:
    """Says what is wrong, in one line, and leaves with exit code 1.

    Raises:
        typer.Exit: always.
    """
    say(f"phakhi: {error.message(language())}")
    raise typer.Exit(FAILED)


def say(text: str) -> None:
    """A line for the person, apart from the command's output."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - the command line


def language() -> str:
    """The person's language, as their terminal is set."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next(filter(None, names), "")
    return "th" if chosen.lower().startswith("th") else "en"
