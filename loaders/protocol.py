"""The little that loaders ask of a store; ``graph_api.store`` has it, and nothing else is known."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class WriteTransaction(Protocol):
    """One write transaction: all of it happens, or none."""

    async def run(
        self, statement: str, parameters: Mapping[str, object] | None = None
    ) -> list[list[Any]]:
        """Runs a statement and returns its rows, each as the list of its values."""
        ...


class GraphStore(Protocol):
    """A graph that can be read and written."""

    async def read(
        self, statement: str, parameters: Mapping[str, object] | None = None
    ) -> list[list[Any]]:
        """Runs a reading statement and returns its rows."""
        ...

    async def write(self, work: Callable[[WriteTransaction], Awaitable[T]]) -> T:
        """Runs ``work`` in one write transaction; it may be run again after a transient failure."""
        ...
