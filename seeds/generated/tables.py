"""The files of a dataset, written row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self


class _TableWriter(Protocol):
    def writerow(self, row: Iterable[str]) -> object: ...


class Tables:
    """A folder of CSV files; a file is begun with its first row, and its columns are those of it.

    Args:
        folder: made when it is not there; CSV files in it are replaced.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.csv"):
            old.unlink()
        self._folder = folder
        self._open = ExitStack()
        self._writers: dict[str, tuple[tuple[str, ...], _TableWriter]] = {}
        self.rows = 0

    def __enter__(self) -> Self:
        """The tables, to be written."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Closes all files."""
        self._open.close()

    def add(self, table: str, **cells: str) -> None:
        """Writes one row; every row of a table names the same columns in the same order."""
        columns, writer = self._writers.get(table) or self._begin(table, tuple(cells))
        assert columns == tuple(cells), f"{table}: {tuple(cells)} is not {columns}"
        writer.writerow(cells.values())
        self.rows += 1

    def link(self, table: str, source: str, target: str, **cells: str) -> None:
        """Writes one relationship."""
        self.add(table, **{"from": source, "to": target}, **cells)

    def _begin(self, table: str, columns: tuple[str, ...]) -> tuple[tuple[str, ...], _TableWriter]:
        path = self._folder / f"{table}.csv"
        file = self._open.enter_context(path.open("w", encoding="utf-8", newline=""))
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        self._writers[table] = columns, writer
        return columns, writer
