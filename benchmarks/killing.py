"""``python -m benchmarks.killing``: kills loads of worksheets, and looks for what is lost.

A worksheet grows from round to round. While the command loads it into a running service, one of
three processes (the command, the service, Neo4j) is killed at a random moment, as ``kill -9`` does.
After each kill it must hold that

- every row of a load that was acknowledged (exit code 0) is there;
- loading again succeeds, and leaves the graph as an undisturbed load of the same worksheets leaves
  it, to the byte in the backup;
- and that load, every few rounds, can be undone: the backup is that of the worksheet before.

The undisturbed loads go into a store of their own. Nothing is asserted about time.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Self

import psutil
import typer
import xlsxwriter
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
from loaders import refresh_derived, undo
from loaders.worksheet.columns import COLUMNS
from loaders.worksheet.loading import load_worksheet, prepare
from schema.registry import declaration

_PHAKHI = [sys.executable, "-c", "from graph_api.cli import main; main()"]
_VICTIMS = ("loader", "service", "Neo4j")
_KEYS = ("agency", "issue", "problem", "good_deed", "goal_1", "date")
_PATIENCE = 300
_UNDONE_EVERY = 5
"""Rounds of which one undoes its load, too."""
_HEAP = "512m"


class LostError(Exception):
    """Something was lost, or is not as it should be."""


@dataclass(frozen=True)
class Kill:
    """One kill.

    Attributes:
        victim: what was killed.
        hit: whether the load was running at that moment.
        acknowledged: whether the load came to its end all the same, or had before.
    """

    victim: str
    hit: bool
    acknowledged: bool

    def __str__(self) -> str:
        load = "done" if self.acknowledged else "cut off"
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
        acknowledged: loads that came to their end.
        undone: loads that were undone.
    """

    kills: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    cut: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    undone: int = 0

    def add(self, kill: Kill) -> None:
        """Counts a kill."""
        self.kills[kill.victim] += 1
        self.hits[kill.victim] += kill.hit
        self.cut[kill.victim] += kill.hit and not kill.acknowledged
        self.acknowledged += kill.acknowledged


def main(
    kills: Annotated[int, typer.Option(min=1, help="How often something is killed.")] = 100,
    rows: Annotated[int, typer.Option(min=1, help="Rows of the first worksheet.")] = 1500,
    grow: Annotated[int, typer.Option(min=0, help="Rows that each round adds.")] = 5,
    seed: Annotated[int, typer.Option(help="The same seed has the same rows and victims.")] = 1,
) -> None:
    """Kills loads at random moments; exit code 1 when anything is lost."""
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="phakhi-kill-") as folder:
        try:
            tally = asyncio.run(
                _run(Path(folder), kills, (rows, grow), random.Random(seed), console)  # noqa: S311 - no secret
            )
        except LostError as lost:
            console.print(f"[red]{lost}[/red]")
            raise typer.Exit(1) from None
    for victim in _VICTIMS:
        print(
            f"{victim}: killed {tally.kills[victim]}, during a load {tally.hits[victim]}, "
            f"which ended {tally.cut[victim]} of them"
        )
    print(
        f"kills: {tally.kills.total()}; loads acknowledged: {tally.acknowledged}; "
        f"undone: {tally.undone}; lost: 0"
    )


async def _run(
    folder: Path, kills: int, size: tuple[int, int], chance: random.Random, console: Console
) -> Tally:
    tally, sheet = Tally(), folder / "worksheet.xlsx"
    rows, grow = size
    async with _undisturbed(folder / "reference") as reference, _Trial(folder / "trial") as trial:
        before = ""
        for number in range(kills):
            sheet.write_bytes(_worksheet(rows + number * grow, number))
            expected, seconds = await reference.load(sheet)
            victim = _VICTIMS[number % len(_VICTIMS)]
            moment = _BEGINNING + chance.uniform(0, seconds)
            kill = await trial.load_and_kill(sheet, victim, moment)
            tally.add(kill)
            await trial.mend()
            what = f"kill {number + 1} ({victim})"
            await _check(trial, kill, sheet, expected, what)
            if before and number % _UNDONE_EVERY == 0:
                await _check_undoing(trial, sheet, before, what)
                tally.undone += 1
            before = expected
            console.print(f"{number + 1}/{kills}: {kill}")
    return tally


async def _check(trial: _Trial, kill: Kill, sheet: Path, expected: str, what: str) -> None:
    """What was acknowledged is there; and after one more load all is as it should be."""
    if kill.acknowledged and await trial.exported() != expected:
        message = f"{what}: an acknowledged load is not there"
        raise LostError(message)
    await trial.load(sheet)
    if await trial.exported() != expected:
        message = f"{what}: the rerun differs from an undisturbed load"
        raise LostError(message)


async def _check_undoing(trial: _Trial, sheet: Path, before: str, what: str) -> None:
    await trial.undo()
    if await trial.exported() != before:
        message = f"{what}: the undone load has left something"
        raise LostError(message)
    await trial.load(sheet)


def _worksheet(rows: int, version: int) -> bytes:
    """Rows of which each brings another problem with each version: that makes a long load."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("ใบงาน")
        headings = {column.key: column.heading.th for column in COLUMNS}
        sheet.write_row(0, 0, [headings[key] for key in _KEYS])
        for number in range(rows):
            sheet.write_row(
                number + 1,
                0,
                [
                    f"ชมรมที่ {number // 3}ก",
                    f"ประเด็นที่ {number % 40}ก",
                    f"ปัญหาที่ {number}ก รุ่น {version}",
                    f"ความดีที่ {number}ก",
                    f"เป้าหมายที่ {number % 700}ก",
                    "21 ม.ค. 2563",
                ],
            )
    return content.getvalue()


class _Trial:
    """A store, and a service on it that may be killed and is started anew."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._service: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        await self.mend()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        service = self._service
        if service is not None and service.returncode is None:
            service.terminate()
            await service.wait()

    async def load_and_kill(self, sheet: Path, victim: str, after: float) -> Kill:
        """Loads by the command, and kills one process after some seconds."""
        loader = await self._start("load", str(sheet), "--confirm-removal")
        await asyncio.wait([asyncio.create_task(loader.wait())], timeout=after)
        hit = loader.returncode is None
        self._kill(victim, loader)
        code = await asyncio.wait_for(loader.wait(), _PATIENCE)
        return Kill(victim, hit, acknowledged=code == 0)

    def _kill(self, victim: str, loader: asyncio.subprocess.Process) -> None:
        assert self._service is not None
        running = StoreFolder(self._store).running()
        pids = {
            "loader": loader.pid if loader.returncode is None else None,
            "service": self._service.pid,
            "Neo4j": running.pid if running else None,
        }
        pid = pids[victim]
        if pid is not None and psutil.pid_exists(pid):
            os.kill(pid, signal.SIGKILL)

    async def mend(self) -> None:
        """Has a service run, and its Neo4j answer."""
        if self._service is None or await _has_ended(self._service):
            await self._engine_gone()
            self._service = await self._start("serve", "--port", "0", "--no-seeds")
            assert self._service.stdout is not None
            line = b"-"
            while line and not line.endswith(b"\"}'\n"):
                line = await asyncio.wait_for(self._service.stdout.readline(), _PATIENCE)
        deadline = asyncio.get_running_loop().time() + _PATIENCE
        while await self._code("status"):
            if asyncio.get_running_loop().time() > deadline:
                message = "the service has not come back"
                raise LostError(message)
            await asyncio.sleep(1)

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

    async def load(self, sheet: Path) -> None:
        """Loads to the end."""
        async with self._opened() as store:
            await load_worksheet(store, await prepare(store, sheet), confirm_removal=True)

    async def undo(self) -> None:
        """Undoes the last load."""
        async with self._opened() as store:
            await undo(store)

    def _opened(self) -> AbstractAsyncContextManager[Store]:
        """The store of the service that runs."""
        return open_store(load_settings(self._store, _HEAP))

    async def _code(self, *arguments: str) -> int:
        process = await self._start(*arguments)
        await process.communicate()
        assert process.returncode is not None
        return process.returncode

    async def _start(self, *arguments: str) -> asyncio.subprocess.Process:
        log = (self._store.parent / f"{arguments[0]}.log").open("ab")
        with log:
            return await asyncio.create_subprocess_exec(
                *_PHAKHI,
                *arguments,
                "--store",
                str(self._store),
                stdout=asyncio.subprocess.PIPE if arguments[0] == "serve" else log,
                stderr=log,
                env=_environment(),
                cwd=self._store.parent,
            )


_BEGINNING = 2.0
"""Seconds that the command takes at least before it writes."""


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


class _Reference:
    """A store into which the same worksheets are loaded, and nobody kills anything."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def load(self, sheet: Path) -> tuple[str, float]:
        """Loads a worksheet; the digest of the backup, and how long the load took."""
        started = time.monotonic()
        await load_worksheet(self._store, await prepare(self._store, sheet), confirm_removal=True)
        seconds = time.monotonic() - started
        return await _digest(self._store), seconds


@asynccontextmanager
async def _undisturbed(folder: Path) -> AsyncIterator[_Reference]:
    async with open_store(load_settings(folder, _HEAP), attach=False) as store:
        await migrate(store)
        await refresh_derived(store)
        yield _Reference(store)


if __name__ == "__main__":
    typer.run(main)
