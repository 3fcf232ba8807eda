"""The values that the four verbs hand to one another.

A *plain* value is what JSON can carry: text, a whole number, a float, a truth value, a list of
texts; dates are ISO text. Plain values can be compared, kept as JSON and shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Self

from loaders.errors import WrongRow
from loaders.spooling import IdSet

Plain = str | int | float | bool | list[str] | None
Values = Mapping[str, Plain]


def plain(value: object) -> Plain:
    """A checked value in plain form: a date as ISO text, anything else as it is."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool | list):
        return value
    raise TypeError(type(value))


@dataclass(frozen=True, slots=True)
class RowLocation:
    """Where a record stands: file and row (the header is row 1), for messages."""

    file: str
    row: int


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node as one dataset states it.

    Attributes:
        id: its id.
        kind: name of its kind.
        values: plain values of the declared properties that a file can set; empty ones left out.
        evidence: ids of its evidence.
        place: where it stands.
        order: ids of all datasets that state it, first loaded first, where that is known.
    """

    id: str
    kind: str
    values: Values
    evidence: tuple[str, ...]
    place: RowLocation
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A relationship as one dataset states it.

    Attributes:
        id: its id, from type, ends and key.
        type: its type.
        source: id of the node it starts from.
        target: id of the node it leads to.
        values: plain values of its declared properties; empty ones left out.
        evidence: ids of its evidence.
        place: where it stands.
        columns: the columns of that file that hold the two ends.
        order: ids of all datasets that state it, first loaded first, where that is known.
    """

    id: str
    type: str
    source: str
    target: str
    values: Values
    evidence: tuple[str, ...]
    place: RowLocation
    columns: tuple[str, str] = ("from", "to")
    order: tuple[str, ...] = ()

    @property
    def ends(self) -> tuple[str, str]:
        """Ids of source and target."""
        return self.source, self.target

    def among(self, order: tuple[str, ...]) -> Self:
        """The same, stated by these datasets."""
        return replace(self, order=order)


@dataclass(frozen=True, slots=True)
class DatasetRows:
    """A dataset, checked row by row and ready to be loaded.

    Attributes:
        id: its id.
        precedence: the higher one's value is shown where datasets differ.
        synthetic: whether everything in it is invented.
        checksum: SHA-256 over its files, hexadecimal.
        nodes: its nodes; its own node (of kind Dataset) is the first.
        links: its relationships.
    """

    id: str
    precedence: int
    synthetic: bool
    checksum: str
    nodes: Sequence[NodeRow]
    links: Sequence[LinkRow]

    @classmethod
    def nothing(cls, ident: str) -> Self:
        """The dataset that states nothing, and is not there itself."""
        return cls(ident, 0, synthetic=False, checksum="", nodes=(), links=())


@dataclass(frozen=True, slots=True)
class RawFile:
    """One CSV file as it was read: its header and its rows, each with its row number."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[tuple[int, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class RawDataset:
    """A folder as it was read, not yet checked.

    Attributes:
        folder: the folder.
        info: what ``dataset.toml`` says.
        files: its CSV files, by name.
        checksum: SHA-256 over the names and contents of all of them, hexadecimal.
        wrong: what could not be read.
        adds: whether its rows are added to what the dataset states, and are not all of it.
    """

    folder: Path
    info: Mapping[str, object]
    files: tuple[RawFile, ...] = field(default=())
    checksum: str = ""
    wrong: tuple[WrongRow, ...] = ()
    adds: bool = False


@dataclass(frozen=True, slots=True)
class CheckedDataset:
    """A dataset whose rows were checked, each by itself and with the others, but not yet against the graph.

    Attributes:
        dataset: the rows that are right.
        wrong: what is wrong with the others.
        ids: the ids of all its nodes, whether their rows are right or wrong.
        unread: kinds whose files could not be read, so that their ids are not known.
        files: names of its files, in their order.
    """

    dataset: DatasetRows
    wrong: list[WrongRow]
    ids: AbstractSet[str]
    unread: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()

    @classmethod
    def of(cls, rows: DatasetRows, expected: Iterable[str] = ()) -> Self:
        """Rows of which none is wrong; ``expected`` are ids that they may name though yet to come."""
        return cls(rows, [], IdSet(chain(expected, (node.id for node in rows.nodes))))
