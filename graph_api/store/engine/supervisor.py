"""Keeps the embedded engine alive: starts it, starts it again after a crash, stops it."""

from __future__ import annotations

import asyncio
import logging
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from graph_api.store.disk import TO_OPEN, Disk
from graph_api.store.engine import problems
from graph_api.store.engine.jars import ensure_jars_async
from graph_api.store.engine.launch import Launch, uri_of
from graph_api.store.engine.lock import read_lock
from graph_api.store.engine.process import EngineProcess
from graph_api.store.engine.progress import Progress, silent
from schema.errors import PhakhiError

if TYPE_CHECKING:
    from graph_api.settings import Settings
    from graph_api.store.engine.folder import StoreFolder

_log = logging.getLogger(__name__)

_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 30.0


class Engine:
    """The running engine of a store; made by :meth:`start`, ended by :meth:`stop`."""

    def __init__(self, launch: Launch, lock: int, process: EngineProcess) -> None:
        self._launch = launch
        self._lock = lock
        self._process = process
        self._port = process.port
        self._announce()
        self._watch = asyncio.create_task(self._restart_after_crashes(), name="engine-watch")

    @classmethod
    async def start(
        cls, settings: Settings, folder: StoreFolder, lock: int, progress: Progress = silent
    ) -> Self:
        """Fetches what is missing, then starts Neo4j on the folder.

        Args:
            settings: sizes, times and the release.
            folder: a prepared store folder.
            lock: its owner's lock; closed at the end by this engine, also after a failure.
            progress: told of the download and of the start.

        Raises:
            PhakhiError: ``STORE_…``, one line each.
        """
        folder.withdraw()  # of an owner that was killed
        try:
            Disk(folder.root).check(TO_OPEN)
            jars = read_lock(settings.neo4j_version)
            _refuse_newer_data(folder, jars.version)
            class_path = await ensure_jars_async(
                jars, settings.cache / "jars", source=settings.jars_from, progress=progress
            )
            launch = Launch(folder, jars.version, class_path, settings)
            process = await EngineProcess.spawn(launch, lock)
            await process.get_ready(launch, 0, progress)
        except BaseException:
            os.close(lock)
            raise
        return cls(launch, lock, process)

    @property
    def uri(self) -> str:
        """The Bolt address; the same for the engine's whole life, crashes included."""
        return uri_of(self._port)

    @property
    def password(self) -> str:
        """Password of the user ``neo4j``."""
        return self._launch.folder.password()

    @property
    def pid(self) -> int:
        """Process id of the present child."""
        return self._process.pid

    async def stop(self) -> None:
        """Shuts the database down and gives the folder free."""
        # First: the watch would take the end that is meant for a crash.
        self._watch.cancel()
        with suppress(asyncio.CancelledError):
            await self._watch
        self._launch.folder.withdraw()
        try:
            await self._process.stop()
        finally:
            os.close(self._lock)

    def _announce(self) -> None:
        self._launch.folder.announce(self.uri, self._process.pid, self._launch.version)

    async def _restart_after_crashes(self) -> None:
        while True:
            code = await self._process.wait()
            self._launch.folder.withdraw()
            _log.warning("the database ended (exit code %d) and is started again", code)
            await self._start_again()
            _log.warning("the database is back")

    async def _start_again(self) -> None:
        pause = _FIRST_PAUSE_SECONDS
        while True:
            await asyncio.sleep(pause)
            try:
                await self._try_again()
            except PhakhiError as error:
                _log.warning("%s", error.en)
            else:
                return
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    async def _try_again(self) -> None:
        """One more child on the same port, which is told to others at once: they wait for it."""
        Disk(self._launch.folder.root).check(TO_OPEN)
        self._process = await EngineProcess.spawn(self._launch, self._lock)
        self._announce()
        try:
            await self._process.get_ready(self._launch, self._port, silent)
        except BaseException:
            self._launch.folder.withdraw()
            raise


def _refuse_newer_data(folder: StoreFolder, version: str) -> None:
    written = folder.release()
    if written is not None and _numbers(written) > _numbers(version):
        raise problems.newer_data(folder, written)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
