"""The one way to the database: short reads, managed writes, and nothing of the driver outside."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, LiteralString, Self, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    NotificationMinimumSeverity,
    Query,
    unit_of_work,
)
from neo4j.exceptions import DriverError, Neo4jError

from graph_api.observing.observer import statement as observed
from graph_api.store.disk import PER_ROW, TO_OPEN, TO_WRITE, Disk
from graph_api.store.errors import (
    checked_values,
    is_out_of_memory,
    may_succeed_soon,
    too_slow,
    translate,
    translated,
    unavailable,
)
from graph_api.store.planning import PLANNING_SECONDS, Plans, measured, planned
from schema.errors import PhakhiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from types import TracebackType

    from neo4j import AsyncManagedTransaction, AsyncResult, AsyncSession

    from graph_api.settings import Settings
    from schema.cypher import Writer

T = TypeVar("T")

WRITTEN = "written"
"""An empty file in the store folder, as old as the last write."""

_PING_SECONDS = 2.0
_GRACE_SECONDS = 2.0
_FIRST_PAUSE_SECONDS = 0.05
_ALL_AT_ONCE = -1


class Store:
    """A Neo4j database with the graph in it.

    One for the whole process; any number of tasks may use it at once. Whoever has written through
    it sees what was written (bookmarks), on a cluster too.

    Args:
        driver: connected to the database; closed by :meth:`close`.
        settings: the database's name and the time limits.
        disk: where an embedded engine writes; ``None``: on a machine of its own.
    """

    def __init__(self, driver: AsyncDriver, settings: Settings, disk: Disk | None = None) -> None:
        self._disk = disk
        self._driver = driver
        self._settings = settings
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()
        self._plans = Plans()
        self._written = settings.store / WRITTEN
        self._closed = False

    @classmethod
    def connect(
        cls,
        uri: str,
        auth: tuple[str, str] | None,
        settings: Settings,
        disk: Disk | None = None,
    ) -> Self:
        """A store at an address; connections are made when they are needed.

        Raises:
            PhakhiError: ``BAD_SETTING``, when the address makes no sense to the driver.
        """
        with translated():
            driver = AsyncGraphDatabase.driver(
                uri,
                auth=auth,
                max_connection_pool_size=settings.pool_size,
                connection_timeout=settings.connection_timeout,
                connection_acquisition_timeout=settings.acquisition_timeout,
                max_transaction_retry_time=settings.retry_time,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                telemetry_disabled=True,
                user_agent="phakhi",
            )
        return cls(driver, settings, disk)

    async def __aenter__(self) -> Self:
        """The store itself."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Closes the store."""
        await self.close()

    async def read(
        self,
        statement: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - enforced by the database
    ) -> list[list[Any]]:
        """The rows of a statement that only reads, each a list of its columns.

        Tried again for a moment (``retry_time``) while the database does not answer. When the
        awaiting task is cancelled, the statement ends in the database too.

        Args:
            statement: fixed text; values belong into the parameters.
            parameters: values that Bolt can carry.
            timeout: seconds it may run in the database, once it is planned, instead of ``statement_timeout``.

        Raises:
            PhakhiError: ``SERVICE_UNAVAILABLE``, ``TIMEOUT``, ``TOO_MUCH_MEMORY``, ``BAD_TEXT`` or
                ``BAD_ARGUMENT``.
        """
        limit = timeout or self._settings.statement_timeout
        patience = limit + PLANNING_SECONDS
        query = Query(_trusted(statement), timeout=patience)
        with observed("read", self._settings.neo4j_database, statement), measured():
            try:
                # Neo4j does not interrupt planning, and a machine that hangs says nothing at all.
                async with asyncio.timeout(patience + self._settings.retry_time + _GRACE_SECONDS):
                    return await self._read_patiently(query, parameters, limit)
            except TimeoutError:
                raise too_slow(planning=True) from None

    async def _read_patiently(
        self, query: Query, parameters: Mapping[str, object] | None, limit: float
    ) -> list[list[Any]]:
        # execute_read of the driver would keep a reader waiting for a minute while the database is away.
        end = time.monotonic() + self._settings.retry_time
        pause = _FIRST_PAUSE_SECONDS
        with translated():
            while True:
                try:
                    return await self._read_once(query, parameters, limit)
                except (Neo4jError, DriverError) as error:
                    if not may_succeed_soon(error) or time.monotonic() + pause > end:
                        raise
                await asyncio.sleep(pause)
                pause *= 2

    async def write(self, work: Callable[[Writer], Awaitable[T]]) -> T:
        """What ``work`` returns, all of its statements done or none.

        ``work`` may be called again after a deadlock, so it changes nothing but the database.

        Raises:
            PhakhiError: as :meth:`read`; ``DISK_FULL``, with nothing written; and whatever ``work`` raises.
        """

        @unit_of_work(timeout=self._settings.write_timeout)
        async def attempt(transaction: AsyncManagedTransaction) -> T:
            return await work(_Managed(transaction, self._disk))

        self.check_room(0)
        with observed("write", self._settings.neo4j_database), measured(), translated():
            async with self._session(WRITE_ACCESS) as session:
                outcome = await session.execute_write(attempt)
        self._mark_written()
        return outcome

    def last_written(self) -> int:
        """Changes with every write by a process of this machine; 0 where that is not known.

        What others read of the store is looked at again when it changes, and not each time.
        """
        try:
            return self._written.stat().st_mtime_ns
        except OSError:
            return 0

    def _mark_written(self) -> None:
        with suppress(
            OSError
        ):  # no folder of this machine's: whoever reads there looks from time to time
            self._written.touch(mode=0o600)
            now = time.time_ns()  # the time that touching gives has steps of milliseconds
            os.utime(self._written, ns=(now, now))

    def check_room(self, rows: int) -> None:
        """Returns when so many rows can be written, as far as can be told.

        Raises:
            PhakhiError: ``DISK_FULL``.
        """
        if self._disk is not None:
            self._disk.check(TO_WRITE + rows * PER_ROW)

    async def run_schema(self, statement: str) -> None:
        """Runs a statement in a transaction of its own, for constraints and indexes.

        Raises:
            PhakhiError: as :meth:`read`.
        """
        self.check_room(0)
        query = Query(_trusted(statement), timeout=self._settings.write_timeout)
        with translated():
            async with self._session(WRITE_ACCESS) as session:
                result = await session.run(query)
                await result.consume()

    async def plan(self, statement: str, parameters: Mapping[str, object]) -> None:
        """Has a statement planned, and not run: who reads it later waits for its rows alone.

        Args:
            statement: as for :meth:`read`.
            parameters: of the types that it is read with; a plan does not depend on what is in a list
                or a map.

        Raises:
            PhakhiError: ``SERVICE_UNAVAILABLE``.
        """
        query = Query(_trusted(statement), timeout=PLANNING_SECONDS)

        async def work(begins: Callable[[], bool]) -> list[list[Any]]:
            async with self._session(READ_ACCESS) as session:
                await session.run(query, dict(parameters))
                begins()
                session.cancel()
            return []

        try:
            with translated():
                await self._plans.read(query.text, work)
        except PhakhiError as error:
            if error.retryable:
                raise

    async def ping(self) -> None:
        """Returns when the database answers.

        Raises:
            PhakhiError: ``SERVICE_UNAVAILABLE``, within two seconds or so; ``BAD_SETTING``, when it
                refuses the user, the password or the database.
        """
        query = Query("RETURN 1", timeout=_PING_SECONDS)
        try:
            async with asyncio.timeout(_PING_SECONDS):
                with translated():
                    await self._read_once(query, None, _PING_SECONDS)
        except TimeoutError:
            raise unavailable() from None

    async def close(self) -> None:
        """Closes all connections; whoever asks from now on is told that the database is away."""
        self._closed = True
        await self._plans.close()
        await self._driver.close()

    async def _read_once(
        self, query: Query, parameters: Mapping[str, object] | None, limit: float
    ) -> list[list[Any]]:
        """The rows; ``limit`` is the time from the moment at which the statement begins to run."""

        async def work(begins: Callable[[], bool]) -> list[list[Any]]:
            async with self._session(READ_ACCESS) as session:
                with checked_values():
                    result = await session.run(query, dict(parameters or {}))
                if begins():
                    return await _rows_within(result, limit)
                session.cancel()  # it runs already
                return []

        return await self._plans.read(query.text, work)

    def _session(self, access: str) -> AsyncSession:
        if self._closed:
            raise unavailable()
        return self._driver.session(
            database=self._settings.neo4j_database,
            default_access_mode=access,
            bookmark_manager=self._bookmarks,
            # rows are few and all wanted; the driver's batches of 1,000 cost a round trip each
            fetch_size=_ALL_AT_ONCE,
        )


class _Managed:
    """A :class:`~schema.cypher.Writer` on the driver's."""

    def __init__(self, transaction: AsyncManagedTransaction, disk: Disk | None) -> None:
        self._transaction = transaction
        self._disk = disk

    async def run(
        self, statement: str, parameters: Mapping[str, object] | None = None
    ) -> list[list[Any]]:
        if self._disk is not None:
            self._disk.check(TO_OPEN)  # others write to it, too
        try:
            with checked_values(), planned():
                result = await self._transaction.run(_trusted(statement), dict(parameters or {}))
            return await result.values()
        except Neo4jError as error:
            if is_out_of_memory(error):
                raise translate(error) from error  # else the driver would try it again
            raise


async def _rows_within(result: AsyncResult, seconds: float) -> list[list[Any]]:
    """The rows of a statement that runs; when it takes longer, it is ended in the database."""
    try:
        async with asyncio.timeout(seconds):
            return await result.values()
    except TimeoutError:
        raise too_slow(planning=False) from None


def _trusted(statement: str) -> LiteralString:
    """Our own text, which the driver's types cannot know; clients' texts are parameters."""
    return statement  # pyright: ignore[reportReturnType]
