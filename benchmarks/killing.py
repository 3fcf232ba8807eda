"""``python -m benchmarks.killing``: kills loads of worksheets, and looks for what is lost.

A worksheet grows from round to round. While the command loads it into a running service, one of
three processes (the command, the service, Neo4j) is killed at a random moment, as ``kill -9`` does.
After each kill it must hold that

- every row of a load that was acknowledged (exit code 0) is there;
- loading again succeeds, and leaves the graph as an undisturbed load of the same worksheets leaves
  it, to the byte in the backup;
- and that load can be undone: the backup is that of the worksheet before.

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
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Self

import psutil
import typer
import xlsxwriter
from rich.console import Console

from benchmarks.settings import load_settings
from graph_api.settings import PREFIX
from graph_api.store import open_store
from graph_api.store.engine.folder import StoreFolder
from graph_api.store.migrate import migrate
from loaders import refresh_derived
from loaders.worksheet.columns import COLUMNS
from loaders.worksheet.loading import load_worksheet, prepare

_PHAKHI = [sys.executable, "-c", "from graph_api.cli import main; main()"]
_VICTIMS = ("loader", "service", "Neo4j")
_KEYS = ("agency", "issue", "problem", "good_deed", "goal_1", "date")
_PATIENCE = 300
_HEAP = "512m"


class LostError(Exception):
    """Something was lost, or is not as it should be."""


@dataclass
class Tally:
    """What was done.

    Attributes:
        kills: by victim.
        hits: kills that ended a load before it was acknowledged, by victim.
        acknowledged: loads that had come to their end before the kill.
    """

    kills: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0


def main(
    kills: Annotated[int, typer.Option(min=1, help="How often something is killed.")] = 100,
    rows: Annotated[int, typer.Option(min=1, help="Rows of the first worksheet.")] = 1500,
    grow: Annotated[int, typer.Option(min=1, help="Rows that each round adds or changes.")] = 30,
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
        print(f"{victim}: killed {tally.kills[victim]}, mid-load {tally.hits[victim]}")
    print(f"kills: {tally.kills.total()}; loads acknowledged before: {tally.acknowledged}; lost: 0")


async def _run(
    folder: Path, kills: int, size: tuple[int, int], chance: random.Random, console: Console
) -> Tally:
    tally, sheet = Tally(), folder / "worksheet.xlsx"
    rows, grow = size
    seconds = 5.0
    async with _undisturbed(folder / "reference") as reference, _Trial(folder / "trial") as trial:
        before = ""
        for number in range(kills):
            sheet.write_bytes(_worksheet(rows + number * grow, number))
            expected = await reference.load(sheet)
            victim = _VICTIMS[number % len(_VICTIMS)]
            done, taken = await trial.load_and_kill(sheet, victim, chance.uniform(0, seconds))
            tally.kills[victim] += 1
            tally.acknowledged += done
            tally.hits[victim] += not done
            await trial.mend()
            if done and await trial.exported() != expected:
                message = f"kill {number + 1} ({victim}): an acknowledged load is not there"
                raise LostError(message)
            started = asyncio.get_running_loop().time()
            await trial.phakhi("load", str(sheet), "--confirm-removal")
            seconds = asyncio.get_running_loop().time() - started if not done else max(taken, 1.0)
            if await trial.exported() != expected:
                message = (
                    f"kill {number + 1} ({victim}): the rerun differs from an undisturbed load"
                )
                raise LostError(message)
            if before:
                await trial.phakhi("undo")
                if await trial.exported() != before:
                    message = f"kill {number + 1} ({victim}): the undone load has left something"
                    raise LostError(message)
                await trial.phakhi("load", str(sheet), "--confirm-removal")
            before = expected
            console.print(
                f"{number + 1}/{kills}: {victim} killed, load {'done' if done else 'cut off'}"
            )
    return tally


def _worksheet(rows: int, version: int) -> bytes:
    """Rows of which a few change with each version."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("ใบงาน")
        headings = {column.key: column.heading.th for column in COLUMNS}
        sheet.write_row(0, 0, [headings[key] for key in _KEYS])
        for number in range(rows):
            changed = version if number % 50 == 0 else 0
            sheet.write_row(
                number + 1,
                0,
                [
                    f"ชมรมที่ {number // 3}ก",
                    f"ประเด็นที่ {number % 40}ก",
                    f"ปัญหาที่ {number}ก รุ่น {changed}",
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

    async def load_and_kill(self, sheet: Path, victim: str, after: float) -> tuple[bool, float]:
        """Loads, and kills one process after some seconds; whether it was acknowledged, and when."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        loader = await self._start("load", str(sheet), "--confirm-removal")
        await asyncio.wait([asyncio.create_task(loader.wait())], timeout=after + _BEGINNING)
        self._kill(victim, loader)
        code = await asyncio.wait_for(loader.wait(), _PATIENCE)
        return code == 0, loop.time() - started

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
        path = self._store.parent / f"{self._store.name}.jsonl"
        path.unlink(missing_ok=True)
        await self.phakhi("backup", "-o", str(path))
        return _digest(path.read_bytes())

    async def phakhi(self, *arguments: str) -> None:
        """Runs a command to its end."""
        if await self._code(*arguments):
            message = f"phakhi {arguments[0]} failed"
            raise LostError(message)

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


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class _Reference:
    """A store into which the same worksheets are loaded, and nobody kills anything."""

    def __init__(self, store: Path) -> None:
        self._trial = _Trial(store)
        self._store = store

    async def load(self, sheet: Path) -> str:
        """Loads a worksheet; the digest of the backup."""
        async with open_store(load_settings(self._store, _HEAP)) as store:
            await load_worksheet(store, await prepare(store, sheet), confirm_removal=True)
        return await self._trial.exported()


@asynccontextmanager
async def _undisturbed(folder: Path) -> AsyncIterator[_Reference]:
    async with open_store(load_settings(folder, _HEAP), attach=False) as store:
        await migrate(store)
        await refresh_derived(store)
        yield _Reference(folder)


if __name__ == "__main__":
    typer.run(main)
