"""Neo4j's jars in a cache shared by all stores of a user, each checked before it is used.

jgo's resolver layer fetches single artifacts from Maven coordinates; what to fetch, and what it
must be, comes from the lock alone.  No Maven is needed, and no Java is looked for.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import shutil
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import requests
from jgo.maven import MavenContext, PythonResolver

from graph_api.store.engine.progress import Progress, Stage, silent
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph_api.store.engine.lock import Jar, Lock

_log = logging.getLogger(__name__)

# jgo speaks to a developer; its messages have no place on a user's screen.
logging.getLogger("jgo").addHandler(logging.NullHandler())
logging.getLogger("jgo").propagate = False

_TRIES = 3
_DOWNLOADS_AT_ONCE = 8
_READ_TIMEOUT_SECONDS = 60


def ensure_jars(
    lock: Lock,
    cache: Path,
    *,
    source: Path | None = None,
    progress: Progress = silent,
    stop: threading.Event | None = None,
) -> tuple[Path, ...]:
    """The class path of a release; jars that are missing or damaged are fetched first.

    Args:
        lock: what is needed.
        cache: folder of Maven's layout that keeps the jars.
        source: another such folder to take them from instead of the internet.
        progress: told of fetched bytes.
        stop: when set, fetching ends soon with a :class:`PhakhiError`.

    Raises:
        PhakhiError: ``STORE_SETUP_FAILED``, when a jar cannot be had or is not what it should be.
    """
    missing = _missing(lock, cache)
    if missing:
        _fetch_all(missing, cache, source, _Meter(missing, progress, stop or threading.Event()))
    return tuple(cache / jar.path for jar in lock.jars)


def _missing(lock: Lock, cache: Path) -> list[Jar]:
    # hashlib lets go of the interpreter lock, so threads really hash side by side.
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        good = pool.map(lambda jar: _is_good(cache / jar.path, jar), lock.jars)
        return [jar for jar, is_good in zip(lock.jars, good, strict=True) if not is_good]


def _is_good(path: Path, jar: Jar) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256
    except OSError:
        return False


class _Meter:
    """Adds up what all downloads report; stops them when asked to."""

    def __init__(self, jars: Sequence[Jar], progress: Progress, stop: threading.Event) -> None:
        self._total = sum(jar.size for jar in jars)
        self._progress = progress
        self._stop = stop
        self._lock = threading.Lock()
        self._done = 0

    def add(self, count: int) -> None:
        if self._stop.is_set():
            raise _stopped()
        with self._lock:
            self._done += count
            self._progress(Stage.DOWNLOAD, self._done, self._total)

    @contextmanager
    def of_one_file(self, name: str, size: int) -> Iterator[Callable[[int], None]]:
        """The form that jgo asks for."""
        del name, size
        yield self.add


def _fetch_all(jars: Sequence[Jar], cache: Path, source: Path | None, meter: _Meter) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    meter.add(0)
    with (
        tempfile.TemporaryDirectory(prefix="incoming-", dir=cache) as incoming,
        ThreadPoolExecutor(_DOWNLOADS_AT_ONCE) as pool,
    ):
        context = _maven(Path(incoming), source, meter)
        waiting = [pool.submit(_fetch, jar, context, cache) for jar in jars]
        try:
            for future in waiting:
                future.result()
        except BaseException:
            # Leaving the block would wait for all the other downloads, too.
            pool.shutdown(cancel_futures=True)
            raise


def _maven(incoming: Path, source: Path | None, meter: _Meter) -> MavenContext:
    return MavenContext(
        resolver=PythonResolver(progress_callback=meter.of_one_file),
        repo_cache=incoming,
        local_repos=[] if source is None else [source],
        offline=source is not None,
        timeout=_READ_TIMEOUT_SECONDS,
    )


def _fetch(jar: Jar, context: MavenContext, cache: Path) -> None:
    fetched = _fetch_file(jar, context)
    if not _is_good(fetched, jar):
        raise _wrong_sum(jar)
    goal = cache / jar.path
    goal.parent.mkdir(parents=True, exist_ok=True)
    if context.repo_cache in fetched.parents:
        fetched.replace(goal)
    else:
        # A copy that is broken off must not be seen under the jar's name: a rename is whole.
        copy = context.repo_cache / jar.path.name
        shutil.copyfile(fetched, copy)
        copy.replace(goal)


def _fetch_file(jar: Jar, context: MavenContext) -> Path:
    group, artifact, version, *classifier = jar.coordinate.split(":")
    item = context.project(group, artifact).at_version(version).artifact(*classifier)
    for left in reversed(range(_TRIES)):
        try:
            return Path(item.resolve())
        except (requests.RequestException, RuntimeError, OSError) as error:
            _log.info("fetching %s failed: %s", jar.coordinate, error)
            # A broken-off download would be taken for a finished one.
            (context.repo_cache / jar.path).unlink(missing_ok=True)
            if left == 0 or isinstance(error, RuntimeError):
                raise _not_fetched(jar) from error
    raise AssertionError


def _stopped() -> PhakhiError:
    return _failed("The download was stopped.", "การดาวน์โหลดถูกหยุด")


def _wrong_sum(jar: Jar) -> PhakhiError:
    return _failed(
        f"Neo4j's file {jar.path.name} is damaged or not the one expected (its SHA-256 sum "
        "differs), so it is not used; start again to fetch it anew.",
        f"ไฟล์ {jar.path.name} ของ Neo4j เสียหายหรือไม่ใช่ไฟล์ที่ควรเป็น (ค่า SHA-256 ไม่ตรง) "
        "จึงไม่นำมาใช้ โปรดเริ่มใหม่เพื่อดึงไฟล์อีกครั้ง",
    )


def _not_fetched(jar: Jar) -> PhakhiError:
    return _failed(
        f"Neo4j could not be downloaded ({jar.path.name}): check the internet connection and the "
        "free disk space, then start again; files already fetched are kept.",
        f"ดาวน์โหลด Neo4j ไม่สำเร็จ ({jar.path.name}) โปรดตรวจสอบอินเทอร์เน็ตและพื้นที่ว่างในดิสก์ "
        "แล้วเริ่มใหม่ ไฟล์ที่ดึงมาแล้วยังอยู่",
    )


def _failed(en: str, th: str) -> PhakhiError:
    return PhakhiError(ErrorCode.STORE_SETUP_FAILED, en, th)


async def ensure_jars_async(
    lock: Lock, cache: Path, *, source: Path | None = None, progress: Progress = silent
) -> tuple[Path, ...]:
    """:func:`ensure_jars` in a thread; when the task is cancelled, the download ends soon."""
    stop = threading.Event()
    try:
        return await asyncio.to_thread(
            ensure_jars, lock, cache, source=source, progress=progress, stop=stop
        )
    finally:
        stop.set()
