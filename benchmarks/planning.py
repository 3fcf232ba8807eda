"""What Neo4j takes to plan a nested statement that it has not seen, and to run one that it has."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.recording import Case
    from graph_api.store import Store

_REPEATS = 7


@dataclass(frozen=True)
class Planning:
    """Times of one statement.

    Attributes:
        fresh_ms: as a text that is new to Neo4j: it is parsed and planned.
        known_ms: as a text that Neo4j has planned.
    """

    operation: str
    fresh_ms: float
    known_ms: float


async def measure_planning(
    store: Store, cases: Sequence[Case], tell: Callable[[str], None]
) -> list[Planning]:
    """Times of the one statement of each kind of request that has one."""
    tell("plans: fresh and known")
    single = {case.operation: case for case in cases if len(case.statements) == 1}
    return [
        Planning(operation.name, *await _times(store, case)) for operation, case in single.items()
    ]


async def _times(store: Store, case: Case) -> tuple[float, float]:
    ((text, parameters),) = case.statements
    fresh: list[float] = []
    known: list[float] = []
    for _ in range(_REPEATS):
        new = f"{text}{time.time_ns()}"  # it ends in the name of its column
        fresh.append(await _time(store, new, parameters))
        known.append(await _time(store, text, parameters))
    return median(fresh), median(known)


async def _time(store: Store, text: str, parameters: dict[str, object]) -> float:
    start = time.perf_counter()
    await store.read(text, parameters)
    return (time.perf_counter() - start) * 1000
