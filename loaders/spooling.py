"""Rows and ids of a large dataset, which a file on disk holds instead of memory.

A million rows take a gigabyte of Python objects. What is read, checked and written batch by batch
stands in memory while it is little, and beyond that in a temporary file without a name, which goes
with the process.
"""

from __future__ import annotations

import pickle
import sqlite3
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import IO, TypeVar, overload

T = TypeVar("T")

FEW_ROWS = 60_000
"""Rows that stand in memory."""

FEW_IDS = 200_000
"""Ids that stand in memory."""

_PIECE = 2_000
"""Rows that are written to the file, and read from it, at once."""


class Spool(Sequence[T]):
    """Rows in the order in which they were added; read by one reader at a time, as often as needed."""

    def __init__(self, rows: Iterable[T] = ()) -> None:
        self._last: list[T] = []
        self._file: IO[bytes] | None = None
        self._places: list[int] = []
        for row in rows:
            self.append(row)

    def append(self, row: T) -> None:
        """Adds a row."""
        self._last.append(row)
        if len(self._last) >= (FEW_ROWS if self._file is None else _PIECE):
            self._write()

    def _write(self) -> None:
        file = self._file or self._made()
        file.seek(0, 2)
        full = len(self._last) - len(self._last) % _PIECE
        for at in range(0, full, _PIECE):
            self._places.append(file.tell())
            pickle.dump(self._last[at : at + _PIECE], file, pickle.HIGHEST_PROTOCOL)
        del self._last[:full]

    def _made(self) -> IO[bytes]:
        self._file = tempfile.TemporaryFile(prefix="phakhi-")  # noqa: SIM115 - as long as the rows
        weakref.finalize(self, self._file.close)
        return self._file

    def settled(self) -> Sequence[T]:
        """The rows, as a tuple where they stand in memory."""
        return tuple(self._last) if self._file is None else self

    def _piece(self, at: int) -> list[T]:
        assert self._file is not None
        self._file.seek(self._places[at])
        rows: list[T] = pickle.load(self._file)  # noqa: S301 - what this process wrote, in a file without a name
        return rows

    def __len__(self) -> int:
        """How many rows."""
        return len(self._places) * _PIECE + len(self._last)

    def __iter__(self) -> Iterator[T]:
        """All rows."""
        for at in range(len(self._places)):
            yield from self._piece(at)
        yield from self._last

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        """A row, or some in memory."""
        if isinstance(index, int):
            return self._some(range(len(self))[index], 1)[0]
        start, stop, step = index.indices(len(self))
        return self._some(start, max(stop - start, 0))[::step]

    def _some(self, start: int, count: int) -> list[T]:
        rows: list[T] = []
        at = start
        while len(rows) < count:
            piece, within = divmod(at, _PIECE)
            known = self._piece(piece) if piece < len(self._places) else self._last
            within = within if piece < len(self._places) else at - len(self._places) * _PIECE
            some = known[within : within + count - len(rows)]
            rows += some
            at += len(some)
        return rows


class IdSet(AbstractSet[str]):
    """Ids, in the order of nothing."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        self._few: set[str] = set()
        self._many: sqlite3.Connection | None = None
        self._count = 0
        for ident in ids:
            self.add(ident)

    def add(self, ident: str) -> bool:
        """Adds an id; whether it is new."""
        if self._many is not None:
            new = self._many.execute("INSERT OR IGNORE INTO ids VALUES (?)", (ident,)).rowcount
            self._count += new
            return bool(new)
        if ident in self._few:
            return False
        self._few.add(ident)
        if len(self._few) > FEW_IDS:
            self._write()
        return True

    def _write(self) -> None:
        # "" is a database of its own in a temporary file; one reader at a time, of whichever thread
        self._many = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._many.close)
        self._many.execute("PRAGMA journal_mode = OFF")
        self._many.execute("CREATE TABLE ids (id TEXT PRIMARY KEY) WITHOUT ROWID")
        self._many.execute("BEGIN")  # one transaction to the end, which nobody needs to see written
        self._many.executemany("INSERT INTO ids VALUES (?)", ((ident,) for ident in self._few))
        self._count, self._few = len(self._few), set()

    def __contains__(self, ident: object) -> bool:
        """Whether an id is among them."""
        if self._many is None:
            return ident in self._few
        return bool(self._many.execute("SELECT 1 FROM ids WHERE id = ?", (ident,)).fetchone())

    def __iter__(self) -> Iterator[str]:
        """All of them."""
        if self._many is None:
            return iter(self._few)
        return (row[0] for row in self._many.execute("SELECT id FROM ids"))

    def __len__(self) -> int:
        """How many."""
        return len(self._few) if self._many is None else self._count
