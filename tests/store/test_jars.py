"""Jars are fetched, checked and kept; tried with a small folder of Maven's layout."""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING

import pytest

from graph_api.store.engine.jars import ensure_jars
from graph_api.store.engine.lock import Jar, Lock, parse_lock, read_lock
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from pathlib import Path

_CONTENTS = {"org.example:one:1.0": b"one" * 100, "org.example:two:2.0:linux-x86_64": b"two" * 50}


@pytest.fixture
def lock() -> Lock:
    """A lock of two jars, the second with a classifier."""
    return Lock(
        tuple(
            Jar(coordinate, hashlib.sha256(content).hexdigest(), len(content))
            for coordinate, content in _CONTENTS.items()
        )
    )


@pytest.fixture
def source(tmp_path: Path, lock: Lock) -> Path:
    """A folder that has the jars of ``lock``."""
    folder = tmp_path / "source"
    for jar in lock.jars:
        path = folder / jar.path
        path.parent.mkdir(parents=True)
        path.write_bytes(_CONTENTS[jar.coordinate])
    return folder


def test_jars_are_fetched_once_and_kept(tmp_path: Path, lock: Lock, source: Path) -> None:
    """The class path names files in the cache with the right content; later no source is needed."""
    cache = tmp_path / "cache"
    fetched = ensure_jars(lock, cache, source=source)
    again = ensure_jars(lock, cache, source=tmp_path / "nowhere")
    assert fetched == again
    assert [path.relative_to(cache).as_posix() for path in fetched] == [
        "org/example/one/1.0/one-1.0.jar",
        "org/example/two/2.0/two-2.0-linux-x86_64.jar",
    ]
    assert [path.read_bytes() for path in fetched] == list(_CONTENTS.values())
    assert not list(cache.glob("incoming-*"))


def test_a_jar_damaged_in_the_cache_is_fetched_again(
    tmp_path: Path, lock: Lock, source: Path
) -> None:
    """What does not have its sum any more is replaced."""
    first, _ = ensure_jars(lock, tmp_path / "cache", source=source)
    first.write_bytes(b"damaged")
    ensure_jars(lock, tmp_path / "cache", source=source)
    assert first.read_bytes() == _CONTENTS["org.example:one:1.0"]


def test_a_jar_with_a_wrong_sum_is_refused(tmp_path: Path, lock: Lock, source: Path) -> None:
    """What is fetched but is not what the lock names does not reach the cache."""
    (source / lock.jars[1].path).write_bytes(b"something else")
    with pytest.raises(PhakhiError) as caught:
        ensure_jars(lock, tmp_path / "cache", source=source)
    assert caught.value.code is ErrorCode.STORE_SETUP_FAILED
    assert "two-2.0-linux-x86_64.jar is damaged or not the one expected (its SHA-256 sum" in (
        caught.value.en
    )
    assert not (tmp_path / "cache" / lock.jars[1].path).exists()


def test_a_jar_that_cannot_be_had_is_one_line(tmp_path: Path, lock: Lock, source: Path) -> None:
    """A failed download names the file and what to check, and keeps what it has."""
    (source / lock.jars[1].path).unlink()
    with pytest.raises(PhakhiError) as caught:
        ensure_jars(lock, tmp_path / "cache", source=source)
    assert caught.value.code is ErrorCode.STORE_SETUP_FAILED
    assert "could not be downloaded (two-2.0-linux-x86_64.jar)" in caught.value.en
    assert (tmp_path / "cache" / lock.jars[0].path).exists()


def test_a_stopped_download_ends_with_an_error(tmp_path: Path, lock: Lock, source: Path) -> None:
    """Whoever stops the download is not kept waiting for it."""
    stop = threading.Event()
    stop.set()
    with pytest.raises(PhakhiError, match="stopped"):
        ensure_jars(lock, tmp_path / "cache", source=source, stop=stop)


@pytest.mark.parametrize(("release", "prefix"), [("5.26", "5.26."), ("current", "2026.")])
def test_the_checked_in_locks_name_what_they_should(release: str, prefix: str) -> None:
    """Each lock pins the release it is for, by full sums, without the name of any host."""
    lock = read_lock(release)  # type: ignore[arg-type]
    assert lock.version.startswith(prefix)
    assert len(lock.jars) > 200
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in lock.jars)
    assert "//" not in lock.text()
    assert parse_lock(lock.text()) == lock
