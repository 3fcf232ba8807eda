"""Progress bars on standard error; where nobody watches, one line a stage."""

from __future__ import annotations

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

from graph_api.store.engine.progress import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Task
    from rich.text import Text

_TITLES = {
    Stage.DOWNLOAD: "Downloading Neo4j (once)",
    Stage.START: "Starting Neo4j",
}


class Display:
    """A context in which reports of the engine and of loads are shown."""

    def __init__(self) -> None:
        """A display that shows nothing yet."""
        self._console = Console(stderr=True)
        self._progress = Progress(
            SpinnerColumn(finished_text="[green]✓"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            _AmountColumn(),
            TimeElapsedColumn(),
            console=self._console,
            disable=not self._console.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        """Shows the display."""
        self._progress.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        """Leaves the last state on the screen."""
        self._progress.stop()

    def engine(self, stage: Stage, done: int, total: int) -> None:
        """The engine's :class:`~graph_api.store.engine.progress.Progress`."""
        self._show(_TITLES[stage], done, total, in_bytes=stage is Stage.DOWNLOAD)

    def load(self, name: str) -> Callable[[str, int, int], None]:
        """The progress of one dataset's load."""

        def report(step: str, done: int, total: int) -> None:
            self._show(f"Loading {name}: {step}", done, total, in_bytes=False)

        return report

    def _show(self, title: str, done: int, total: int, *, in_bytes: bool) -> None:
        task = self._tasks.get(title)
        if task is None:
            if not self._console.is_terminal:
                self._console.print(f"{title} …", highlight=False)
            task = self._progress.add_task(title, total=total, in_bytes=in_bytes)
            self._tasks[title] = task
        self._progress.update(task, completed=done, total=total)


class _AmountColumn(ProgressColumn):
    """Bytes for downloads, counts for the rest."""

    def __init__(self) -> None:
        super().__init__()
        self._bytes = BytesColumn()
        self._count = MofNCompleteColumn()

    def render(self, task: Task) -> Text:
        """The amount of one task."""
        return (self._bytes if task.fields.get("in_bytes") else self._count).render(task)
