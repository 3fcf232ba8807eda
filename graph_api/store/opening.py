"""How a process comes to a store: your own Neo4j, a running engine, or an engine of its own."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from graph_api.store.disk import Disk
from graph_api.store.engine import problems
from graph_api.store.engine.folder import RunningEngine, StoreFolder
from graph_api.store.engine.progress import Progress, silent
from graph_api.store.engine.supervisor import Engine
from graph_api.store.store import Store
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graph_api.settings import Settings

_USER = "neo4j"
_LOOK_AGAIN_SECONDS = 0.2
_OTHER_MAY_STOP_SECONDS = 30.0


@asynccontextmanager
async def open_store(
    settings: Settings, *, attach: bool = True, progress: Progress = silent
) -> AsyncIterator[Store]:
    """A store that answers, for the length of the context.

    With ``neo4j_uri`` set, your own Neo4j. Otherwise the engine that runs on the store folder
    already, or else one that is started here and stopped at the end.

    Args:
        settings: where and how.
        attach: whether another process's engine may be used; if not, it is an error.
        progress: told of the download and the start.

    Raises:
        PhakhiError: ``BAD_SETTING``, ``SERVICE_UNAVAILABLE``, or ``STORE_…``.
    """
    if settings.neo4j_uri is not None:
        password = settings.neo4j_password
        auth = (settings.neo4j_user, password.get_secret_value()) if password else None
        async with Store.connect(settings.neo4j_uri, auth, settings) as store:
            await _greet(store, settings)
            yield store
        return
    folder = StoreFolder(settings.store)
    folder.prepare()
    engine_or_lock = await _attach_or_lock(settings, folder, attach=attach)
    if isinstance(engine_or_lock, RunningEngine):
        async with Store.connect(
            engine_or_lock.uri, (_USER, folder.password()), settings, Disk(folder.root)
        ) as store:
            yield store
        return
    engine = await Engine.start(settings, folder, engine_or_lock, progress)
    try:
        async with Store.connect(
            engine.uri, (_USER, engine.password), settings, Disk(folder.root)
        ) as store:
            yield store
    finally:
        await engine.stop()


async def _greet(store: Store, settings: Settings) -> None:
    """Fails early, with the address, when your own Neo4j is not there."""
    try:
        await store.ping()
    except PhakhiError as error:
        if error.code is not ErrorCode.SERVICE_UNAVAILABLE:
            raise
        raise PhakhiError(
            ErrorCode.SERVICE_UNAVAILABLE,
            f"Neo4j does not answer at {settings.neo4j_uri}: check that it runs, and "
            "PHAKHI_NEO4J_URI.",
            f"Neo4j ที่ {settings.neo4j_uri} ไม่ตอบ โปรดตรวจสอบว่าทำงานอยู่ และค่า PHAKHI_NEO4J_URI",
            retryable=True,
        ) from error


async def _attach_or_lock(
    settings: Settings, folder: StoreFolder, *, attach: bool
) -> RunningEngine | int:
    """The engine to attach to, or the owner's lock, once one of the two can be had.

    Another process may be starting or stopping its engine just now: that is waited for.
    """
    patience = settings.start_timeout if attach else _OTHER_MAY_STOP_SECONDS
    end = time.monotonic() + patience
    while True:
        running = folder.running()
        if running is not None:
            if attach:
                return running
            raise problems.in_use(folder, running)
        lock = folder.try_lock()
        if lock is not None:
            return lock
        if time.monotonic() > end:
            raise problems.in_use(folder)
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)
