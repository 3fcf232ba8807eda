"""Progress on standard error: bars on a terminal; elsewhere lines, and a sign of life in between."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import DownloadColumn as BytesColumn
from rich.text import Text as RichText

from graph_api.cli.speaking import chosen, said
from graph_api.store.engine.progress import Stage
from schema.declare import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Task

SIGN_OF_LIFE_SECONDS = 5.0
"""Longest time without a word, where nobody sees a bar move."""

_TITLES = {
    Stage.DOWNLOAD: Text("Downloading Neo4j (once)", "กำลังดาวน์โหลด Neo4j (ครั้งเดียว)"),
    Stage.START: Text("Starting Neo4j", "กำลังเปิด Neo4j"),
}

_STEPS = {
    "records": Text("records", "ระเบียน"),
    "relationships": Text("relationships", "ความสัมพันธ์"),
}
"""The steps of a load, as the loaders call them."""


class Display:
    """A context in which reports of the engine and of loads are shown."""

    def __init__(self, *, lines: bool = True) -> None:
        """A display that shows nothing yet.

        Args:
            lines: whether lines are printed where no bar can be: not beside a log in JSON.
        """
        self._as_lines = lines
        self._console = Console(stderr=True)
        self._progress = Progress(
            SpinnerColumn(finished_text="[green]✓"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            _AmountColumn(),
            TimeElapsedColumn(),
            _PaceColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {}
        self._lines = _Lines(self._console)

    def __enter__(self) -> Self:
        """Shows the display."""
        self._progress.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        """Leaves the last state on the screen."""
        for task in self._progress.tasks:
            if task.total is None:  # it has ended without having been counted
                self._progress.update(task.id, total=1, completed=1)
        self._progress.stop()
        self._lines.stop()

    def engine(self, stage: Stage, done: int, total: int) -> None:
        """The engine's :class:`~graph_api.store.engine.progress.Progress`."""
        self._show(chosen(_TITLES[stage]), done, total, in_bytes=stage is Stage.DOWNLOAD)

    def load(self, name: str) -> Callable[[str, int, int], None]:
        """The progress of one dataset's load."""

        def report(step: str, done: int, total: int) -> None:
            self._show(
                f"{said('Loading', 'กำลังนำเข้า')} {name}: {chosen(_STEPS[step])}",
                done,
                total,
                in_bytes=False,
            )

        return report

    def step(self, title: str) -> None:
        """Something that is done in one go, and may take a while."""
        self._show(title, 0, None, in_bytes=False)

    def _show(self, title: str, done: int, total: int | None, *, in_bytes: bool) -> None:
        task = self._tasks.get(title)
        if task is None:
            task = self._progress.add_task(title, total=total, in_bytes=in_bytes)
            self._tasks[title] = task
        self._progress.update(task, completed=done, total=total)
        if self._as_lines and not self._console.is_terminal:
            self._lines.tell(title, done, total, in_bytes=in_bytes)


class _Lines:
    """What a log sees: a line when something begins, and one every few seconds while it goes on."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._watch: threading.Thread | None = None
        self._title = ""
        self._amount = ""
        self._pace = ""
        self._begun = 0.0

    def tell(self, title: str, done: int, total: int | None, *, in_bytes: bool) -> None:
        """Notes how far something is."""
        with self._lock:
            self._amount = _amount(done, total, in_bytes=in_bytes)
            if title != self._title:
                self._title, self._begun = title, time.monotonic()
                self._print(f"{title} …")
            self._pace = "" if in_bytes else pace(done, total, time.monotonic() - self._begun)
            if self._watch is None:
                self._watch = threading.Thread(target=self._tell_now_and_then, daemon=True)
                self._watch.start()

    def stop(self) -> None:
        """Nothing more is told."""
        self._ended.set()

    def _tell_now_and_then(self) -> None:
        while not self._ended.wait(SIGN_OF_LIFE_SECONDS):
            with self._lock:
                seconds = time.monotonic() - self._begun
                if seconds >= SIGN_OF_LIFE_SECONDS and not self._ended.is_set():
                    self._print(
                        f"{self._title}: {self._amount}{seconds:.0f} {said('s', 'วินาที')}{self._pace} …"
                    )

    def _print(self, line: str) -> None:
        self._console.print(line, highlight=False, markup=False, soft_wrap=True)


def _amount(done: int, total: int | None, *, in_bytes: bool) -> str:
    if not total:
        return ""
    if in_bytes:
        return f"{done / 1e6:.0f} {said('of', 'จาก')} {total / 1e6:.0f} MB, "
    return f"{done:,} {said('of', 'จาก')} {total:,}, "


def pace(done: int, total: int | None, seconds: float) -> str:
    """How many a second so far, and how long the rest takes at that; empty, while nobody can say.

    Args:
        done: how many.
        total: of how many.
        seconds: since the beginning.
    """
    if not done or not total or seconds <= 0:
        return ""
    rate = done / seconds
    left = max(total - done, 0) / rate
    return said(
        f", {rate:,.0f}/s, about {left:,.0f} s left",
        f" วินาทีละ {rate:,.0f} เหลือราว {left:,.0f} วินาที",
    )


class _PaceColumn(ProgressColumn):
    """Rate and time left of what is counted; while it goes on."""

    def render(self, task: Task) -> RichText:
        """The pace of one task."""
        if task.fields.get("in_bytes") or task.finished:
            return RichText("")
        return RichText(
            pace(int(task.completed), int(task.total or 0), task.elapsed or 0).lstrip(", ")
        )


class _AmountColumn(ProgressColumn):
    """Bytes for downloads, counts for the rest."""

    def __init__(self) -> None:
        super().__init__()
        self._bytes = BytesColumn()
        self._count = MofNCompleteColumn()

    def render(self, task: Task) -> RichText:
        """The amount of one task."""
        if task.total is None:
            return RichText("")
        return (self._bytes if task.fields.get("in_bytes") else self._count).render(task)
