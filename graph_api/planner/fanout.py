"""How many records there are of a kind, and how many a relationship leads to on average.

The database keeps these numbers (its count store), so asking for them reads no record. They are
read in the background: a request never waits for them, and one that comes before the first have
been read is reckoned by its page sizes alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from graph_api.concurrency import SingleFlight
from schema.cypher import Reader, Statement
from schema.errors import PhakhiError
from schema.registry import Declaration, Direction, RelationshipField, declaration
from schema.relationships import Relationship

FRESH_SECONDS = 60.0
"""How long numbers are used before they are read again; reading takes some 20 ms."""
AT_ONCE = 30
"""Numbers that one statement asks for: planning a statement takes longer with each, and ever more."""


@dataclass(frozen=True)
class FanOutCounts:
    """Numbers of one moment.

    Attributes:
        declared: the declaration.
        nodes: records by kind.
        rows: relationships by row of the table.
    """

    declared: Declaration
    nodes: Mapping[str, int]
    rows: Mapping[Relationship, int]

    def of_kind(self, name: str) -> int:
        """How many records a kind, group or union has."""
        return sum(self.nodes[kind] for kind in self.declared.members(name))

    def fan_out(self, item: RelationshipField) -> float:
        """How many a record at this end of a relationship leads to, on average."""
        both = 2 if item.direction is Direction.BOTH else 1
        return both * self.rows[item.relationship] / max(1, self.of_kind(item.owner))


class FanOut:
    """The numbers of one store, read again from time to time while they are used.

    Args:
        store: the database.
        clock: seconds.
    """

    def __init__(self, store: Reader, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._counts: FanOutCounts | None = None
        self._due = clock()
        self._reading = SingleFlight[None, None](detached=True)

    def current(self) -> FanOutCounts | None:
        """The numbers as far as they are known; what is due is read in the background."""
        if self._clock() >= self._due:
            self._reading.begin(None, self._refresh)
        return self._counts

    async def read(self) -> FanOutCounts:
        """The numbers as they are now.

        Raises:
            PhakhiError: where the database does not answer.
        """
        numbers: list[int] = []
        for statement in COUNTS:
            (row,) = await statement.read(self._store)
            numbers += row.numbers
        declared = declaration()
        kinds = dict(zip(declared.kinds, numbers, strict=False))
        rows = dict(zip(declared.relationships, numbers[len(kinds) :], strict=True))
        self._counts = FanOutCounts(declared, kinds, rows)
        return self._counts

    async def _refresh(self) -> None:
        try:
            with suppress(PhakhiError):
                await self.read()
        finally:
            self._due = self._clock() + FRESH_SECONDS


@dataclass(frozen=True, slots=True)
class Numbers:
    """Some of the numbers, in the order of the declaration."""

    numbers: list[int]


def _counts() -> Iterator[Statement[Numbers]]:
    """The statements that read all numbers: of kinds, then of rows of the table."""
    declared = declaration()
    numbers = [f"COUNT {{ (:{kind}) }}" for kind in declared.kinds]
    numbers += [" + ".join(_row(declared, row)) for row in declared.relationships]
    for at, part in enumerate(_pieces(numbers)):
        yield Statement(f"planner.counts_{at}", Numbers, f"RETURN [{', '.join(part)}] AS numbers")


def _row(declared: Declaration, row: Relationship) -> Iterator[str]:
    """The numbers whose sum is that of a row: rows of one type are told apart by where they start."""
    if len(declared.types[row.type]) == 1:
        yield f"COUNT {{ ()-[:{row.type}]->() }}"
        return
    for kind in declared.end_members(row.source):
        yield f"COUNT {{ (:{kind})-[:{row.type}]->() }}"


def _pieces(numbers: list[str]) -> Iterator[list[str]]:
    return (numbers[at : at + AT_ONCE] for at in range(0, len(numbers), AT_ONCE))


COUNTS = tuple(_counts())
