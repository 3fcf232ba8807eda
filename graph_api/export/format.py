"""What a format is: one declared interface, behind which each stands in a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from graph_api.export.table import Table, TablePage
from loaders.reconciling.statements import Verdict
from schema.declare import Text

SEPARATOR = "|"
"""What stands between the items of a list in one cell, as in the files of a dataset."""


@dataclass(frozen=True)
class ExportOutline:
    """What an encoder knows before the first page.

    Attributes:
        tables: kinds and types that may come, in this order; some may have no rows.
        whole: whether all comes that the datasets state.
        revision: of the graph.
        datasets: ids of the datasets that count.
        verdicts: on pairs of records, where all of the graph comes.
    """

    tables: tuple[Table, ...]
    whole: bool
    revision: int
    datasets: frozenset[str]
    verdicts: tuple[Verdict, ...] = ()


class Encoder(Protocol):
    """Writes one export; called in the order of its methods, ``page`` any number of times."""

    def begin(self) -> Iterable[bytes]:
        """What stands before the first page."""
        ...

    def page(self, page: TablePage) -> Iterable[bytes]:
        """A page; those of one table come one after the other."""
        ...

    def end(self) -> Iterable[bytes]:
        """What stands after the last page."""
        ...

    def close(self) -> None:
        """Lets go of what it holds, also when the export was not finished."""
        ...


class Stateless:
    """An encoder that holds nothing."""

    def close(self) -> None:
        """Does nothing."""


@dataclass(frozen=True)
class Format:
    """A format of exports.

    Attributes:
        name: in addresses and on the command line.
        text: what it is.
        media_type: of the file.
        extension: of the file's name, without the dot.
        encoder: makes what writes one export.
        wants: whether it holds a table.
        with_ends: whether it holds records that only relationships of its datasets lead to.
        with_places: whether it wants to know where records are.
        grouped: whether relationships of one type come one after the other.
        restorable: whether it is to be loaded again, and so holds what needs a scope on its own machine.
        compressed: whether the file is compressed by itself.
    """

    name: str
    text: Text
    media_type: str
    extension: str
    encoder: Callable[[ExportOutline], Encoder]
    wants: Callable[[Table], bool] = lambda _table: True
    with_ends: bool = True
    with_places: bool = False
    grouped: bool = False
    restorable: bool = False
    compressed: bool = False


def text_of(value: object) -> str:
    """A value as text: a list with ``|`` between its items, a truth value as ``true`` or ``false``."""
    if isinstance(value, list):
        return SEPARATOR.join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
