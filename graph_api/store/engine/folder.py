"""The store folder: who owns it, how others reach its engine, and its secrets.

::

    DIR/                0700
      owner.lock        held by the process that runs the engine, and by the engine itself
      engine.json       address and owner of the running engine; gone when it stops
      service.json      address of the service that answers on it, and its owner's token; likewise
      password          0600, made once
      release           Neo4j's version that wrote the data last
      written           as old as the last write
      index/            the index of the graph (graph_api.linkage.index_files)
      logs/  neo4j/     the engine's logs and data
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

from graph_api.store.engine import problems

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_SAME_START_SECONDS = 0.5
_PASSWORD_BYTES = 24


@dataclass(frozen=True, slots=True)
class RunningEngine:
    """What ``engine.json`` says.

    Args:
        uri: Bolt address, on loopback.
        pid: process of the database.
        owner: process that started it and stops it.
        owner_started: when the owner started, in seconds since 1970 (tells apart reused ids).
        version: Neo4j's version.
    """

    uri: str
    pid: int
    owner: int
    owner_started: float
    version: str

    def is_alive(self) -> bool:
        """Whether the owner still runs, and the database."""
        return _runs(self.owner, self.owner_started) and psutil.pid_exists(self.pid)


@dataclass(frozen=True, slots=True)
class RunningService:
    """What ``service.json`` says.

    Args:
        url: of ``/graphql``, as this machine reaches it.
        neo4j: address and name of your own Neo4j that it answers from; ``""`` for the embedded one.
        token: lets in who sends it, as the file is its owner's alone.
        owner: process that answers.
        owner_started: when it started, in seconds since 1970.
    """

    url: str
    neo4j: str
    token: str = field(repr=False)
    owner: int
    owner_started: float

    def is_alive(self) -> bool:
        """Whether the owner still runs."""
        return _runs(self.owner, self.owner_started)


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """The files of one store."""

    root: Path

    @property
    def data(self) -> Path:
        """Neo4j's own folder."""
        return self.root / "neo4j"

    @property
    def logs(self) -> Path:
        """Where the engine and Neo4j write what they do."""
        return self.root / "logs"

    @property
    def log(self) -> Path:
        """The engine's log, to be named in error lines."""
        return self.logs / "engine.log"

    def holds_store(self) -> bool:
        """Whether there is a store; makes nothing.

        Raises:
            PhakhiError: ``STORE_SETUP_FAILED``, when there can be none.
        """
        with self._usable():
            try:
                self.root.stat()
            except FileNotFoundError:
                if self.root.is_symlink():
                    raise
                return False
            return self.data.name in {path.name for path in self.root.iterdir()}

    def check(self) -> None:
        """Returns when there is a store or one can be made; leaves nothing behind.

        Raises:
            PhakhiError: ``STORE_SETUP_FAILED``.
        """
        there = self.holds_store()
        with self._usable():
            if there:
                os.close(self._open_lock())
                return
            folders = (self.root, *self.root.parents)
            probe = next(path for path in folders if os.path.lexists(path))
            made = Path(tempfile.mkdtemp(prefix=".phakhi-", dir=probe))
            made.rmdir()

    def prepare(self) -> None:
        """Makes the folder, for its user alone.

        Raises:
            PhakhiError: ``STORE_SETUP_FAILED``, when it cannot be made or written.
        """
        with self._usable():
            ours = (
                not self.root.exists() or self._lock_path.exists() or not any(self.root.iterdir())
            )
            for folder in (self.root, self.data, self.logs):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if ours:  # whoever names /tmp does not want it closed to everybody else
                self.root.chmod(0o700)
            os.close(self._open_lock())

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise problems.unusable(self, error) from None

    def password(self) -> str:
        """The database's password; made on first use."""
        path = self.root / "password"
        with suppress(FileNotFoundError):
            known = path.read_text("ascii").strip()
            if known:
                return known
        made = secrets.token_urlsafe(_PASSWORD_BYTES)
        _write_private(path, made)
        return made

    def running(self) -> RunningEngine | None:
        """The engine that serves this store now, if any."""
        try:
            engine = RunningEngine(**json.loads(self._engine_path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return engine if engine.is_alive() else None

    def running_service(self, neo4j: str) -> RunningService | None:
        """The service that was started with this folder and answers now, if any.

        Args:
            neo4j: your own Neo4j that it should answer from; ``""`` where that does not matter.
        """
        try:
            service = RunningService(**json.loads(self._service_path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        fits = neo4j in {"", service.neo4j}
        return service if fits and service.is_alive() else None

    @contextmanager
    def service_announced(self, url: str, neo4j: str, token: str) -> Iterator[None]:
        """Tells this user's other processes, for the length of the context, where this one answers.

        Where it cannot be written, as beside a Neo4j of your own on a read-only disk, they do
        without.
        """
        service = RunningService(url, neo4j, token, os.getpid(), psutil.Process().create_time())
        with suppress(OSError):
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_private(self._service_path, json.dumps(asdict(service)))
        try:
            yield
        finally:
            if self.running_service(neo4j) == service:
                self._service_path.unlink(missing_ok=True)

    def announce(self, uri: str, pid: int, version: str) -> None:
        """Tells other processes of the engine that this process runs."""
        started = psutil.Process().create_time()
        engine = RunningEngine(uri, pid, os.getpid(), started, version)
        _write_private(self._engine_path, json.dumps(asdict(engine)))
        _write_private(self.root / "release", version)

    def withdraw(self) -> None:
        """Takes back :meth:`announce`, whoever has made it."""
        self._engine_path.unlink(missing_ok=True)

    @property
    def announcements(self) -> tuple[Path, Path]:
        """The files that name processes, and name nobody once these have ended."""
        return self._engine_path, self._service_path

    def release(self) -> str | None:
        """Neo4j's version that wrote the data last."""
        with suppress(OSError):
            return (self.root / "release").read_text("ascii").strip()
        return None

    def try_lock(self) -> int | None:
        """The owner's lock as an open file, to be closed at the end; None when another has it.

        The engine inherits it, so the lock is held for as long as either of the two lives.
        """
        file = self._open_lock()
        try:
            _lock(file)
        except OSError:
            os.close(file)
            return None
        return file

    def _open_lock(self) -> int:
        return os.open(self._lock_path, os.O_RDWR | os.O_CREAT, 0o600)

    @property
    def _lock_path(self) -> Path:
        return self.root / "owner.lock"

    @property
    def _engine_path(self) -> Path:
        return self.root / "engine.json"

    @property
    def _service_path(self) -> Path:
        return self.root / "service.json"


def _runs(pid: int, started: float) -> bool:
    """Whether a process runs, and is the one that started then: ids are used again."""
    try:
        return bool(abs(psutil.Process(pid).create_time() - started) < _SAME_START_SECONDS)
    except psutil.Error:
        return False


def _lock(file: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _write_private(path: Path, text: str) -> None:
    """Writes a file of mode 0600 whole or not at all."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as out:
        out.write(text)
    new.replace(path)
