"""``python -m benchmarks.killing``: kills loads of a dataset, and looks for what is lost.

While the command loads one version of a dataset after the other into a running service, each in
several transactions, one of three processes (the command, the service, Neo4j) is killed at a random
moment of the load, as ``kill -9`` does. After each kill it must hold that

- every row of a load that was acknowledged (exit code 0) is there;
- loading again succeeds, and leaves the graph as undisturbed loads leave it, to the byte in the
  backup;
- and that load, every few rounds, can be undone: the backup is that of the version before.

The undisturbed loads come first, into the same store. Most kills are of the command, since the others
cost a start of Neo4j each. Nothing is asserted about time.
"""

from __future__ import annotations

import asyncio
import csv
import hashlib
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Self

import psutil
import typer
from rich.console import Console

from benchmarks.settings import load_settings
from graph_api.export.extract import extract
from graph_api.export.jsonl import FORMAT
from graph_api.export.request import ExportRequest
from graph_api.export.writing import write
from graph_api.linkage.snapshots import Snapshots
from graph_api.settings import PREFIX
from graph_api.store import Store, open_store
from graph_api.store.engine.folder import StoreFolder
from graph_api.store.migrate import migrate
from loaders import load_folder, refresh_derived, undo
from loaders.change_statements import READ_REVISION
from schema.errors import PhakhiError
from schema.registry import declaration

_PHAKHI = [sys.executable, "-c", "from graph_api.cli import main; main()"]
_WARM = [
    sys.executable,
    "-c",
    (
        "import sys, graph_api.cli.worksheets, loaders.restoring\n"
        "from graph_api.cli import main\n"
        "print('ready', flush=True)\n"
        "sys.argv[1:] = sys.stdin.readline().rstrip('\\n').split('\\t')\n"
        "main()"
    ),
]
"""The command, which has imported all that it needs before it is told what to do."""

_VICTIMS = ("loader", "loader", "service", "loader", "loader", "Neo4j")
_VERSIONS = 3
_PATIENCE = 300
_UNDONE_EVERY = 5
"""Rounds of which one undoes its load, too."""
_HEAP = "512m"
_LATER = 1.02
"""After a kill that hit, the next may come so much later; after one that missed, within the load."""


class LostError(Exception):
    """Something was lost, or is not as it should be."""


@dataclass(frozen=True)
class Kill:
    """One kill.

    Attributes:
        victim: what was killed.
        hit: whether the load was running at that moment.
        acknowledged: whether the load came to its end all the same, or had before.
        written: whether anything of it was written.
    """

    victim: str
    hit: bool
    acknowledged: bool
    written: bool = False

    def __str__(self) -> str:
        load = "done" if self.acknowledged else "cut off" if self.written else "not begun"
        return (
            f"{self.victim} killed {'during' if self.hit else 'after'} the load, which was {load}"
        )


@dataclass
class Tally:
    """What was done.

    Attributes:
        kills: by victim.
        hits: kills at a moment at which the load was running, by victim.
        cut: those of them that ended the load, by victim.
        parted: those of these that left some of its transactions written, by victim.
        acknowledged: loads that came to their end.
        undone: loads that were undone.
    """

    kills: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)
    parted: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    undone: int = 0

    def add(self, kill: Kill) -> None:
        """Counts a kill."""
        self.kills[kill.victim] += 1
        self.hits[kill.victim] += kill.hit
        self.cut[kill.victim] += kill.hit and not kill.acknowledged
        self.parted[kill.victim] += kill.hit and kill.written and not kill.acknowledged
        self.acknowledged += kill.acknowledged


def main(
    kills: Annotated[int, typer.Option(min=1, help="How often something is killed.")] = 100,
    rows: Annotated[int, typer.Option(min=400, help="Rows of the dataset.")] = 14_000,
    seed: Annotated[int, typer.Option(help="The same seed has the same moments.")] = 1,
) -> None:
    """Kills loads at random moments; exit code 1 when anything is lost."""
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="phakhi-kill-") as folder:
        try:
            tally = asyncio.run(_run(Path(folder), kills, rows, random.Random(seed), console))  # noqa: S311 - no secret
        except LostError as lost:
            console.print(f"[red]{lost}[/red]")
            raise typer.Exit(1) from None
    for victim in dict.fromkeys(_VICTIMS):
        print(
            f"{victim}: killed {tally.kills[victim]}, during a load {tally.hits[victim]}, which ended "
            f"{tally.cut[victim]} of them, {tally.parted[victim]} in the midst of writing"
        )
    print(
        f"kills: {tally.kills.total()}; loads acknowledged: {tally.acknowledged}; "
        f"undone: {tally.undone}; lost: 0"
    )


async def _run(
    folder: Path, kills: int, rows: int, chance: random.Random, console: Console
) -> Tally:
    tally, store = Tally(), folder / "store"
    paths = [_dataset(folder / str(number), rows, number) for number in range(_VERSIONS)]
    expected = await _undisturbed(store, paths)
    async with _Trial(store) as trial:
        for number in range(kills):
            version = number % _VERSIONS
            kill = await trial.load_and_kill(
                paths[version], _VICTIMS[number % len(_VICTIMS)], chance
            )
            tally.add(kill)
            what = f"kill {number + 1} ({kill.victim})"
            await _check(trial, kill, paths[version], expected[version], what)
            if number % _UNDONE_EVERY == 0:
                await _check_undoing(trial, paths[version], expected[version - 1], what)
                tally.undone += 1
            console.print(f"{number + 1}/{kills}: {kill}")
    return tally


async def _undisturbed(folder: Path, paths: list[Path]) -> list[str]:
    """Loads all versions, and again; the digest of the backup after each. The last one stays."""
    async with open_store(load_settings(folder, _HEAP), attach=False) as store:
        await migrate(store)
        await refresh_derived(store)
        digests = list[str]()
        for path in (*paths, *paths):
            await load_folder(store, path, confirm_removal=True)
            digests.append(await _digest(store))
    if digests[: len(paths)] != digests[len(paths) :]:
        message = "undisturbed loads of one version differ"
        raise LostError(message)
    return digests[: len(paths)]


async def _check(trial: _Trial, kill: Kill, path: Path, expected: str, what: str) -> None:
    """What was acknowledged is there; and after one more load all is as it should be."""
    if kill.acknowledged and await trial.exported() != expected:
        message = f"{what}: an acknowledged load is not there"
        raise LostError(message)
    await trial.load(path)
    if await trial.exported() != expected:
        message = f"{what}: the rerun differs from an undisturbed load"
        raise LostError(message)


async def _check_undoing(trial: _Trial, path: Path, before: str, what: str) -> None:
    await trial.undo()
    if await trial.exported() != before:
        message = f"{what}: the undone load has left something"
        raise LostError(message)
    await trial.load(path)


def _dataset(folder: Path, rows: int, version: int) -> Path:
    """A version of the dataset: agencies that stay, problems and relationships of which some are others."""
    folder.mkdir()
    third = rows // 3
    (folder / "dataset.toml").write_text(
        'id = "dataset:killed"\nname_th = "ชุดทดสอบ"\nsynthetic = true\n'
        f'version = "{version}"\nlicence = "CC0-1.0"\nprecedence = 1\n',
        encoding="utf-8",
    )
    own = [at if at % 3 else f"{at}-{version}" for at in range(third)]
    _csv(
        folder / "agencies.csv", ["id,name_th", *(f"agency:{at},ชมรมที่ {at}" for at in range(third))]
    )
    _csv(
        folder / "problems.csv",
        ["id,name_th", *(f"problem:{at},ปัญหาที่ {at} รุ่น {version}" for at in own)],
    )
    _csv(
        folder / "raises.csv",
        ["from,to", *(f"agency:{at * 7 % third},problem:{one}" for at, one in enumerate(own))],
    )
    return folder


def _csv(path: Path, lines: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(line.split(",") for line in lines)


class _Loader:
    """The command, started ahead."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @classmethod
    async def start(cls, folder: Path) -> Self:
        with (folder / "load.log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *_WARM,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env=_environment(),
                cwd=folder,
            )
        assert process.stdout is not None
        await asyncio.wait_for(process.stdout.readline(), _PATIENCE)
        return cls(process)

    def begin(self, *arguments: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(("\t".join(arguments) + "\n").encode())

    @property
    def running(self) -> bool:
        return self.process.returncode is None

    async def end(self) -> int:
        await asyncio.wait_for(self.process.communicate(), _PATIENCE)
        assert self.process.returncode is not None
        return self.process.returncode


class _Trial:
    """A store, and a service on it that may be killed and is started anew."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._service: asyncio.subprocess.Process | None = None
        self._lasts = 1.0

    async def __aenter__(self) -> Self:
        await self._mend()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        service = self._service
        if service is not None and service.returncode is None:
            service.terminate()
            await service.wait()

    async def load_and_kill(self, path: Path, victim: str, chance: random.Random) -> Kill:
        """Loads by the command, and kills one process at some moment of it; then all runs again."""
        before = await self._revision()
        loader = await _Loader.start(self._store.parent)
        begun = time.monotonic()
        loader.begin("load", str(path), "--yes", "--store", str(self._store))
        ended = asyncio.create_task(loader.process.wait())
        await asyncio.wait([ended], timeout=chance.uniform(0.1, 1) * self._lasts)
        hit = loader.running
        self._lasts = self._lasts * _LATER if hit else time.monotonic() - begun
        self._kill(victim, loader)
        code = await loader.end()
        await self._mend()
        return Kill(victim, hit, acknowledged=code == 0, written=await self._revision() > before)

    def _kill(self, victim: str, loader: _Loader) -> None:
        assert self._service is not None
        running = StoreFolder(self._store).running()
        pids = {
            "loader": loader.process.pid if loader.running else None,
            "service": self._service.pid,
            "Neo4j": running.pid if running else None,
        }
        pid = pids[victim]
        if pid is not None and psutil.pid_exists(pid):
            os.kill(pid, signal.SIGKILL)

    async def _mend(self) -> None:
        """Has a service run, and its Neo4j answer."""
        if self._service is None or await _has_ended(self._service):
            await self._engine_gone()
            self._service = await self._serve()
        deadline = time.monotonic() + _PATIENCE
        while not await self._answers():
            if time.monotonic() > deadline:
                message = "the service has not come back"
                raise LostError(message)
            await asyncio.sleep(0.5)

    async def _answers(self) -> bool:
        try:
            async with self._opened() as store:
                await store.ping()
        except PhakhiError:
            return False
        return True

    async def _engine_gone(self) -> None:
        """An engine ends by itself after its parent."""
        for _ in range(_PATIENCE):
            if StoreFolder(self._store).running() is None:
                return
            await asyncio.sleep(1)
        message = "Neo4j has outlived the service"
        raise LostError(message)

    async def exported(self) -> str:
        """The digest of the backup."""
        async with self._opened() as store:
            return await _digest(store)

    async def load(self, path: Path) -> None:
        """Loads to the end."""
        async with self._opened() as store:
            await load_folder(store, path, confirm_removal=True)

    async def undo(self) -> None:
        """Undoes the last load."""
        async with self._opened() as store:
            await undo(store)

    async def _revision(self) -> int:
        async with self._opened() as store:
            return (await READ_REVISION.read(store))[0].revision

    def _opened(self) -> AbstractAsyncContextManager[Store]:
        """The store of the service that runs."""
        return open_store(load_settings(self._store, _HEAP))

    async def _serve(self) -> asyncio.subprocess.Process:
        """A service that answers."""
        arguments = ("serve", "--port", "0", "--no-seeds", "--store", str(self._store))
        with (self._store.parent / "serve.log").open("ab") as log:
            service = await asyncio.create_subprocess_exec(
                *_PHAKHI,
                *arguments,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env=_environment(),
                cwd=self._store.parent,
            )
        assert service.stdout is not None
        line = b"-"
        while line and not line.endswith(b"\"}'\n"):
            line = await asyncio.wait_for(service.stdout.readline(), _PATIENCE)
        return service


async def _has_ended(process: asyncio.subprocess.Process) -> bool:
    await asyncio.sleep(0.5)
    return process.returncode is not None


def _environment() -> dict[str, str]:
    """Nothing of a developer's own service."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return own | {f"{PREFIX}HEAP": _HEAP}


async def _digest(store: Store) -> str:
    """Of the backup of all that it holds, as ``phakhi backup`` writes it."""
    digest = hashlib.sha256()
    extracted = await extract(store, Snapshots(store), ExportRequest(), declaration().scopes)
    async with aclosing(write(extracted, FORMAT)) as pieces:
        async for piece in pieces:
            digest.update(piece)
    return digest.hexdigest()


if __name__ == "__main__":
    typer.run(main)
