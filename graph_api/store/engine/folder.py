"""The store folder: who owns it, how others reach its engine, and its secrets.

::

    DIR/                0700
      owner.lock        held by the process that runs the engine, and by the engine itself
      engine.json       address and owner of the running engine; gone when it stops
      password          0600, made once
      release           Neo4j's version that wrote the data last
      logs/  neo4j/     the engine's logs and data
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from schema.errors import ErrorCode, PhakhiError

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
        """Whether the owner still runs."""
        try:
            started = psutil.Process(self.owner).create_time()
        except psutil.Error:
            return False
        return bool(abs(started - self.owner_started) < _SAME_START_SECONDS)


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

    def prepare(self) -> None:
        """Makes the folder, for its user alone.

        Raises:
            PhakhiError: ``STORE_SETUP_FAILED``, when it cannot be made or written.
        """
        try:
            for folder in (self.root, self.data, self.logs):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.root.chmod(0o700)
            os.close(self._open_lock())
        except OSError as error:
            raise PhakhiError(
                ErrorCode.STORE_SETUP_FAILED,
                f"The store folder {self.root} cannot be used ({error.strerror}): choose another "
                "with --store or PHAKHI_STORE.",
                f"ใช้โฟลเดอร์ {self.root} ไม่ได้ ({error.strerror}) โปรดเลือกโฟลเดอร์อื่นด้วย --store "
                "หรือ PHAKHI_STORE",
            ) from None

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
            engine = RunningEngine(**json.loads((self.root / "engine.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return engine if engine.is_alive() else None

    def announce(self, uri: str, pid: int, version: str) -> None:
        """Tells other processes of the engine that this process runs."""
        started = psutil.Process().create_time()
        engine = RunningEngine(uri, pid, os.getpid(), started, version)
        _write_private(self.root / "engine.json", json.dumps(asdict(engine)))
        _write_private(self.root / "release", version)

    def withdraw(self) -> None:
        """Takes back :meth:`announce`."""
        (self.root / "engine.json").unlink(missing_ok=True)

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
        return os.open(self.root / "owner.lock", os.O_RDWR | os.O_CREAT, 0o600)


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
