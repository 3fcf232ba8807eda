"""Looking at the graph as a load would leave it, from within the load's transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from loaders.changes import NotedChange
from schema.cypher import Writer


@dataclass(frozen=True)
class TransactionReader:
    """Reads what a transaction sees, a statement at a time."""

    tx: Writer
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def read(
        self, statement: str, parameters: Mapping[str, object] | None = None
    ) -> list[list[Any]]:
        """The rows of a statement."""
        async with self._turn:
            return await self.tx.run(statement, parameters)


class Look(Protocol):
    """Looks at the graph as it is, and as a load would leave it."""

    async def before(self, *, invented: bool) -> int:
        """Reads what is there now, while no transaction waits for it.

        Args:
            invented: whether what is invented may count.

        Returns:
            The revision of the graph that was read.
        """
        ...

    async def look(self, reader: TransactionReader, changes: Sequence[NotedChange]) -> object:
        """Reads what there would be; ``changes`` are what the load would change."""
        ...
