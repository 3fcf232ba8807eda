"""Looking at the graph as a load would leave it, from within the load's transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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


Look = Callable[[TransactionReader, Sequence[NotedChange]], Awaitable[object]]
"""Looks at the graph as a load would leave it, and is given what it would change."""
