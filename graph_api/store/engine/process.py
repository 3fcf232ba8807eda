"""One life of the child process: from its start to its end."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from graph_api.store.engine import problems
from graph_api.store.engine.child import SHUTDOWN_SECONDS
from graph_api.store.engine.progress import Progress, Stage

if TYPE_CHECKING:
    from graph_api.store.engine.launch import Launch

_CHILD = Path(__file__).with_name("child.py")
STEPS = 4
"""Steps of a start: the child runs, Java runs, the database has opened, its password is set."""
OPEN = 3
_FIRST_STATEMENT_SECONDS = 600
_LOG_SIZE = 2**20


class EngineProcess:
    """A started child; made by :meth:`start`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.port = 0

    @classmethod
    async def spawn(cls, launch: Launch, lock: int) -> Self:
        """A child that has yet to :meth:`get_ready`.

        Args:
            launch: what to start.
            lock: the folder's lock, inherited by the child.
        """
        return cls(await _spawn(launch, lock))

    async def get_ready(self, launch: Launch, port: int, progress: Progress) -> None:
        """Starts Neo4j and waits until it may be told to others; otherwise the child is ended.

        Args:
            launch: as at :meth:`spawn`.
            port: Bolt's port, 0 for any free one.
            progress: told of the steps.

        Raises:
            PhakhiError: what went wrong, in one line.
        """
        try:
            self.port = await self._ready(launch, port, progress)
        except BaseException:
            await self.stop()
            raise

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid

    async def wait(self) -> int:
        """The exit code, once the child has ended."""
        return await self._process.wait()

    async def stop(self) -> None:
        """Shuts the database down cleanly; kills it only when it does not come to an end."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            async with asyncio.timeout(SHUTDOWN_SECONDS + 5):
                await self._process.wait()
        except TimeoutError:
            await self.kill()

    async def kill(self) -> None:
        """Ends the child at once."""
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    async def _ready(self, launch: Launch, port: int, progress: Progress) -> int:
        progress(Stage.START, 0, STEPS)
        order = json.dumps(launch.order(port)) + "\n"
        assert self._process.stdin is not None
        with suppress(ConnectionError):  # its end is read below
            self._process.stdin.write(order.encode())
            await self._process.stdin.drain()
        try:
            async with asyncio.timeout(launch.settings.start_timeout):
                await self._steps(launch, progress, OPEN)
        except TimeoutError:
            await self.kill()
            raise problems.too_slow(launch.folder) from None
        try:
            # It answers by now. Its first statement is slow on a slow machine, and no reason to
            # take away what has just opened.
            async with asyncio.timeout(_FIRST_STATEMENT_SECONDS):
                return await self._steps(launch, progress, STEPS)
        except TimeoutError:
            raise problems.password_not_set(launch.folder) from None

    async def _steps(self, launch: Launch, progress: Progress, last: int) -> int:
        """Reads answers up to a step; the port, once it is told."""
        while answer := await self._answer():
            if "failed" in answer:
                raise problems.from_child(str(answer["failed"]), launch.folder)
            step = int(answer.get("step", STEPS))
            progress(Stage.START, step, STEPS)
            if step >= last:
                return int(answer.get("port", 0))
        raise problems.ended(launch.folder)

    async def _answer(self) -> dict[str, Any] | None:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        return json.loads(line) if line else None


async def _spawn(launch: Launch, lock: int) -> asyncio.subprocess.Process:
    with _open_log(launch.folder.log) as log:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # the folder of child.py is no place to import from
            str(_CHILD),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            pass_fds=() if sys.platform == "win32" else (lock,),
            start_new_session=True,  # Ctrl-C in the terminal is for the parent alone
        )


def _open_log(path: Path) -> IO[bytes]:
    if path.exists() and path.stat().st_size > _LOG_SIZE:
        path.replace(path.with_suffix(".log.1"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
