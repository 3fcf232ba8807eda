"""The embedded engine as a person meets it: alone, shared, crashed, orphaned and broken."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import stat
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from graph_api.settings import bytes_of
from graph_api.store import open_store, opening
from graph_api.store.engine.folder import StoreFolder
from graph_api.store.engine.supervisor import Engine
from schema.errors import ErrorCode, PhakhiError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from graph_api.settings import Settings
    from graph_api.store import Store
    from tests.conftest import SettingsMaker

_OTHER_PROCESS = """
import asyncio, sys
from graph_api.settings import Settings
from graph_api.store import open_store
from graph_api.store.engine.folder import StoreFolder

async def main(attach):
    settings = Settings.load(store=sys.argv[2], heap="256m", page_cache="32m", _env_file=())
    async with open_store(settings, attach=attach) as store:
        [[answer]] = await store.read("RETURN 'an answer'")
        print(answer, StoreFolder(settings.store).running().pid, flush=True)
        if not attach:
            await asyncio.sleep(600)

asyncio.run(main(sys.argv[1] == "attach"))
"""


@pytest.fixture(scope="module")
async def fragile(
    make_settings: SettingsMaker, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Settings, Store]]:
    """An engine that the tests of this file may crash, with its store."""
    settings = make_settings(
        tmp_path_factory.mktemp("fragile"), heap="256m", retry_time=0.5, acquisition_timeout=0.5
    )
    async with open_store(settings, attach=False) as store:
        yield settings, store


def test_the_store_folder_is_for_its_user_alone(engine: Settings) -> None:
    """The folder is 0700, and what it holds of secrets and logs is 0600."""
    modes = {
        path.relative_to(engine.store).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in [engine.store, *engine.store.glob("*"), *(engine.store / "logs").glob("*.log")]
    }
    wanted = {
        ".": 0o700,
        "engine.json": 0o600,
        "password": 0o600,
        "logs": 0o700,
        "neo4j": 0o700,
        "logs/engine.log": 0o600,
        "logs/debug.log": 0o600,
    }
    assert {name: modes[name] for name in wanted} == wanted
    assert not [name for name, mode in modes.items() if mode & 0o077]


@pytest.mark.store
async def test_kept_plans_are_bounded_by_the_heap(engine: Settings, store: Store) -> None:
    """Plans lie on the heap: many large statements must not fill it."""
    name = "server.memory.query_cache.per_db_cache_num_entries"
    found = await store.read(
        "SHOW SETTINGS YIELD name, value WHERE name = $n RETURN value", {"n": name}
    )
    assert found == [[str(bytes_of(engine.heap) // 2**21)]]


def test_bolt_listens_on_loopback_only(engine: Settings) -> None:
    """The engine listens at one address, and it is loopback."""
    running = StoreFolder(engine.store).running()
    assert running is not None
    listening = {
        f"bolt://{c.laddr.ip.removeprefix('::ffff:')}:{c.laddr.port}"
        for c in psutil.Process(running.pid).net_connections()
        if c.status == psutil.CONN_LISTEN
    }
    assert listening == {running.uri}
    assert running.uri.startswith("bolt://127.0.0.1:")


def test_the_password_is_not_on_the_command_line(engine: Settings) -> None:
    """Nobody who lists processes reads the password."""
    folder = StoreFolder(engine.store)
    running = folder.running()
    assert running is not None
    child = psutil.Process(running.pid)
    password = folder.password()
    assert len(password) >= 32
    assert password not in " ".join(child.cmdline())
    assert password not in " ".join(child.environ().values())


async def test_another_process_attaches(engine: Settings) -> None:
    """A second process works with the engine that runs already."""
    code, out, err = await _finish(await _other_process("attach", engine.store))
    running = StoreFolder(engine.store).running()
    assert running is not None
    assert (code, out, err) == (0, f"an answer {running.pid}\n", "")


async def test_a_second_engine_on_the_folder_is_refused(engine: Settings) -> None:
    """Who wants an engine of their own on a used folder is told who uses it."""
    with pytest.raises(PhakhiError) as caught:
        async with open_store(engine, attach=False):
            pass
    assert caught.value.code is ErrorCode.STORE_IN_USE
    assert f"{engine.store} is already in use by another process (process {os.getpid()})" in (
        caught.value.en
    )


async def test_a_folder_that_stays_locked_is_in_use(
    make_settings: SettingsMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An owner that neither gets ready nor ends is STORE_IN_USE after a while."""
    monkeypatch.setattr(opening, "_OTHER_MAY_STOP_SECONDS", 0.3)
    folder = StoreFolder(tmp_path)
    folder.prepare()
    lock = folder.try_lock()
    assert lock is not None
    with pytest.raises(PhakhiError) as caught:
        async with open_store(make_settings(tmp_path), attach=False):
            pass
    os.close(lock)
    assert caught.value.code is ErrorCode.STORE_IN_USE


@pytest.mark.store
async def test_a_crashed_engine_comes_back(fragile: tuple[Settings, Store]) -> None:
    """After kill -9 requests fail fast and retryably; then the data is there again, same address.

    Another program that has taken the port meanwhile only delays this.
    """
    settings, store = fragile
    before = StoreFolder(settings.store).running()
    assert before is not None
    await store.run_schema("MERGE (:Thing {key: 'kept'})")
    os.kill(before.pid, signal.SIGKILL)
    with _port_taken(before.uri):
        for ask in (store.read("RETURN 1"), store.ping()):
            started = time.monotonic()
            with pytest.raises(PhakhiError) as caught:
                await ask
            assert (caught.value.code, caught.value.retryable) == (
                ErrorCode.SERVICE_UNAVAILABLE,
                True,
            )
            assert time.monotonic() - started < 3

        async def refused() -> bool:
            return "Address already in use" in StoreFolder(settings.store).log.read_text("utf-8")

        await _until(refused)
    await _until(lambda: _answers(store))
    assert await store.read("MATCH (t:Thing) RETURN t.key") == [["kept"]]

    async def announced() -> bool:
        return StoreFolder(settings.store).running() != before

    await _until(announced)
    after = StoreFolder(settings.store).running()
    assert after is not None
    assert (after.uri, after.owner) == (before.uri, before.owner)


async def test_the_engine_does_not_outlive_its_parent(tmp_path: Path) -> None:
    """After kill -9 of the parent the engine ends by itself, and the folder can be used again."""
    parent = await _other_process("own", tmp_path)
    assert parent.stdout is not None
    line = await parent.stdout.readline()
    engine = psutil.Process(int(line.split()[-1]))
    parent.kill()
    await parent.wait()
    gone, alive = await asyncio.to_thread(psutil.wait_procs, [engine], timeout=20)
    assert (gone, alive) == ([engine], [])
    assert StoreFolder(tmp_path).running() is None
    assert not (tmp_path / "engine.json").exists()
    lock = StoreFolder(tmp_path).try_lock()
    assert lock is not None
    os.close(lock)


@pytest.mark.store
async def test_a_damaged_store_is_told_in_one_line(
    make_settings: SettingsMaker, tmp_path: Path
) -> None:
    """A store that cannot be opened is STORE_BROKEN, with the log's path and no Java trace."""
    settings = make_settings(tmp_path, heap="256m")
    async with open_store(settings, attach=False) as store:
        await store.run_schema("CREATE (:Thing)")
    assert not (tmp_path / "engine.json").exists()
    for file in (tmp_path / "neo4j/data/databases/neo4j").rglob("*"):
        if file.is_file():
            file.write_bytes(b"damaged" * 3000)
    with pytest.raises(PhakhiError) as caught:
        async with open_store(settings, attach=False):
            pass
    assert caught.value.code is ErrorCode.STORE_BROKEN
    assert caught.value.en == (
        f"The store {tmp_path} is damaged and cannot be opened: restore a copy, or move it away "
        f"and load the data again. See {tmp_path}/logs/engine.log."
    )


async def test_data_of_a_newer_neo4j_is_refused(
    make_settings: SettingsMaker, tmp_path: Path
) -> None:
    """An older Neo4j is not let loose on data that it cannot read."""
    (tmp_path / "release").write_text("9999.01.0")
    with pytest.raises(PhakhiError) as caught:
        async with open_store(make_settings(tmp_path)):
            pass
    assert caught.value.code is ErrorCode.STORE_SETUP_FAILED
    assert "9999.01.0" in caught.value.en


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("file", "a part of its path is no folder"),
        ("file/under/it", "a part of its path is no folder"),
        ("link", "it is a link that leads nowhere"),
        ("round", "its links lead round in circles"),
        ("n" * 300, "its name is too long"),
        ("/proc/phakhi", "nothing can be made there"),
        ("/proc/self/under/it", "nothing can be made there"),
        ("/dev/null", "a part of its path is no folder"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the paths are Linux's")
async def test_a_folder_that_cannot_be_made_is_refused(
    make_settings: SettingsMaker, tmp_path: Path, place: str, why: str
) -> None:
    """One line that says why, before anything that takes time; nothing is made."""
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    before = os.listdir(tmp_path)  # noqa: PTH208 - names alone
    path = tmp_path / place
    with pytest.raises(PhakhiError) as caught:
        StoreFolder(path).check()
    assert caught.value.code is ErrorCode.STORE_SETUP_FAILED
    assert caught.value.en == (
        f"The store folder {path} cannot be used ({why}): choose another with --store or "
        "PHAKHI_STORE."
    )
    with pytest.raises(PhakhiError):
        async with open_store(make_settings(path)):
            pass
    assert os.listdir(tmp_path) == before  # noqa: PTH208 - likewise


def test_a_folder_that_can_be_made_is_not_made_by_looking(tmp_path: Path) -> None:
    """Nor is anything left in the one that would hold it."""
    StoreFolder(tmp_path / "new" / "er").check()
    assert StoreFolder(tmp_path / "new").holds_store() is False
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_other_things_keeps_its_mode(tmp_path: Path) -> None:
    """Who names /tmp does not want it closed to everybody else; what is made in it is closed."""
    (tmp_path / "other").touch()
    tmp_path.chmod(0o755)
    StoreFolder(tmp_path).prepare()
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path, tmp_path / "neo4j")]
    assert modes == [0o755, 0o700]


_SLOW_CHILD = """
import json, sys, time
sys.stdin.readline()
for answer in ({"step": 1}, {"step": 2}, {"step": 3}, {"port": 7687}):
    print(json.dumps(answer), flush=True)
    if answer.get("step") == STEP:
        time.sleep(3)
sys.stdin.read()
"""


@pytest.mark.parametrize(("step", "killed"), [(2, True), (3, False)])
async def test_an_engine_that_answers_is_not_killed_over_its_first_statement(
    make_settings: SettingsMaker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
    killed: bool,  # noqa: FBT001 - the outcome
) -> None:
    """The time limit is that of opening; setting the password comes after it."""
    child = tmp_path / "child.py"
    child.write_text(_SLOW_CHILD.replace("STEP", str(step)))
    monkeypatch.setattr("graph_api.store.engine.process._CHILD", child)
    settings = make_settings(tmp_path / "store", start_timeout=1.5)
    folder = StoreFolder(settings.store)
    folder.prepare()
    lock = folder.try_lock()
    assert lock is not None
    if killed:
        with pytest.raises(PhakhiError, match="did not get ready in time"):
            await Engine.start(settings, folder, lock)
        assert not (folder.root / "engine.json").exists()
        return
    engine = await Engine.start(settings, folder, lock)
    assert engine.uri == "bolt://127.0.0.1:7687"
    await engine.stop()


async def test_a_start_that_fails_leaves_no_name_of_a_process(
    make_settings: SettingsMaker, tmp_path: Path
) -> None:
    """Not even that of an owner which was killed before."""
    folder = StoreFolder(tmp_path)
    folder.prepare()
    folder.announce("bolt://127.0.0.1:1", 2**22 - 1, "5.26.0")
    with pytest.raises(PhakhiError):
        async with open_store(make_settings(tmp_path, heap="9999999g"), attach=False):
            pass
    assert not (tmp_path / "engine.json").exists()


def test_who_has_died_is_not_named(tmp_path: Path) -> None:
    """Neither a database that died under its owner, nor a service whose process id is reused."""
    folder = StoreFolder(tmp_path)
    folder.prepare()
    folder.announce("bolt://127.0.0.1:1", 2**22 - 1, "5.26.0")
    assert folder.running() is None
    with folder.service_announced("http://127.0.0.1:1/graphql", "", "token"):
        service = folder.running_service("")
        assert service is not None
        assert "token" not in repr(service)
        mode = stat.S_IMODE((tmp_path / "service.json").stat().st_mode)
        assert mode == 0o600
        told = json.loads((tmp_path / "service.json").read_text())
        (tmp_path / "service.json").write_text(json.dumps(told | {"owner_started": 1.0}))
        assert folder.running_service("") is None


def test_a_service_on_your_own_neo4j_is_found_by_its_address(tmp_path: Path) -> None:
    """Or by its folder alone, and by no other address."""
    folder = StoreFolder(tmp_path)
    with folder.service_announced("http://127.0.0.1:1/graphql", "bolt://a neo4j", "token"):
        found = [folder.running_service(name) for name in ("", "bolt://a neo4j", "bolt://b neo4j")]
    assert [service is not None for service in found] == [True, True, False]
    assert not (tmp_path / "service.json").exists()


async def test_java_that_cannot_start_is_one_line(
    make_settings: SettingsMaker, tmp_path: Path
) -> None:
    """A heap larger than the machine is told with the settings to change."""
    with pytest.raises(PhakhiError) as caught:
        async with open_store(make_settings(tmp_path, heap="9999999g")):
            pass
    assert caught.value.code is ErrorCode.STORE_SETUP_FAILED
    assert "PHAKHI_HEAP" in caught.value.en
    assert str(tmp_path / "logs" / "engine.log") in caught.value.en


async def _other_process(how: str, store: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _OTHER_PROCESS,
        how,
        str(store),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def _finish(process: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()


async def _answers(store: Store) -> bool:
    try:
        await store.ping()
    except PhakhiError:
        return False
    return True


async def _until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(90):
        while not await holds():  # noqa: ASYNC110 - another process sends no event
            await asyncio.sleep(0.1)


def _port_taken(uri: str) -> socket.socket:
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    end = time.monotonic() + 5
    while True:
        try:
            taken.bind(("127.0.0.1", int(uri.rsplit(":", 1)[1])))
        except OSError:  # the killed engine is not quite gone
            assert time.monotonic() < end
            time.sleep(0.01)
        else:
            taken.listen()
            return taken
