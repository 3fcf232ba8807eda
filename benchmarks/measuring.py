"""All that is measured on one graph: made, loaded, asked, weighed."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.comparing import (
    CORE,
    FLOOR,
    PRODUCT,
    ComparedLine,
    MeasuringPlan,
    Sample,
    check_equal,
    compare,
    lines,
)
from benchmarks.documents import R1, R2, R3, R4, Operation
from benchmarks.growth import Growth, chosen_agencies, measure_growth
from benchmarks.planning import Planning, measure_planning
from benchmarks.processes import megabytes, run_server
from benchmarks.recording import Case, Recording
from benchmarks.servers.cases import write_cases
from benchmarks.settings import load_settings
from graph_api.store import open_store
from graph_api.store.engine.folder import StoreFolder
from graph_api.store.migrate import migrate
from loaders import load_folder
from seeds import SEED_FOLDERS
from seeds.generated import Sizes, generate

if TYPE_CHECKING:
    from graph_api.settings import Settings
    from graph_api.store import Store

Tell = Callable[[str], None]

_SEED = 1
_VOCABULARY = "vocabulary"
_CASES = 20
"""Agencies that R1, R2 and R4 ask for in turn."""

_FIRST = {"first": 50}
_CASES_FILE = "cases.json"
_COUNTS = "MATCH (n:Record) RETURN count(n), sum(COUNT { (n)-->() })"
_AGENCIES = "MATCH (a:Agency) RETURN a.id ORDER BY a.id"


@dataclass(frozen=True)
class GraphOrigin:
    """How a graph came to be.

    Attributes:
        rows: rows of seed files.
        nodes, relationships: records and relationships in the graph, derived ones included.
        load_seconds: of the generated dataset, from its files to the graph.
        cold_start_seconds: of the engine on an empty folder, jars at hand.
        warm_start_seconds: of the engine on the loaded folder.
    """

    rows: int
    nodes: int
    relationships: int
    load_seconds: float
    cold_start_seconds: float
    warm_start_seconds: float


@dataclass(frozen=True)
class Asked:
    """What was measured by asking.

    Attributes:
        lines: the comparison.
        growth: ``collaborators`` by the asker's links.
        planning: Neo4j's planning.
        memory: MiB that each process holds at the end.
        samples: of which ``lines`` are medians.
    """

    lines: list[ComparedLine]
    growth: list[Growth]
    planning: list[Planning]
    memory: dict[str, int]
    samples: list[Sample]


@dataclass(frozen=True)
class Result:
    """All that was measured on one graph."""

    agencies: int
    loading: GraphOrigin
    asked: Asked


@dataclass(frozen=True)
class Job:
    """What to measure.

    Attributes:
        agencies: size of the graph.
        heap: Java heap of the engine; a dataset is loaded in one transaction, which must fit.
        plan: how long.
        operations: which requests are compared.
    """

    agencies: int
    heap: str
    plan: MeasuringPlan
    operations: Sequence[Operation]


async def measure(job: Job, folder: Path, tell: Tell) -> Result:
    """Makes a graph and measures on it.

    Args:
        job: what.
        folder: an empty one, for the dataset and the store.
        tell: told of every step.
    """
    settings = load_settings(folder / "store", job.heap)
    tell("generating")
    rows = generate(folder / "dataset", Sizes.of(job.agencies), _SEED)
    tell("starting Neo4j on an empty folder, and loading")
    cold, load_seconds = await _load(settings, folder / "dataset")
    tell("starting Neo4j again")
    start = time.perf_counter()
    async with open_store(settings, attach=False) as store:
        warm = time.perf_counter() - start
        (counts,) = await store.read(_COUNTS)
        cases = await _cases(store, settings, job.operations)
        return Result(
            agencies=job.agencies,
            loading=GraphOrigin(rows, counts[0], counts[1], load_seconds, cold, warm),
            asked=await _ask(store, settings, cases, job.plan, tell),
        )


async def _load(settings: Settings, dataset: Path) -> tuple[float, float]:
    """Seconds of the start and of the load."""
    start = time.perf_counter()
    async with open_store(settings, attach=False) as store:
        started = time.perf_counter() - start
        await migrate(store)
        for folder in SEED_FOLDERS:
            if folder.name == _VOCABULARY:
                await load_folder(store, folder)
        return started, await _seconds(load_folder(store, dataset))


async def _seconds(work: Awaitable[object]) -> float:
    start = time.perf_counter()
    await work
    return time.perf_counter() - start


async def _cases(store: Store, settings: Settings, operations: Sequence[Operation]) -> list[Case]:
    ids = [row[0] for row in await store.read(_AGENCIES)]
    some = ids[:: max(1, len(ids) // _CASES)][:_CASES]
    recording = Recording(store, settings)
    cases = [
        await recording.case(operation, {"id": ident})
        for operation in operations
        if operation in (R1, R2, R4)
        for ident in some
    ]
    if R3 in operations:
        cases.append(await recording.case(R3, _FIRST))
    return cases


async def _ask(
    store: Store, settings: Settings, cases: list[Case], plan: MeasuringPlan, tell: Tell
) -> Asked:
    file = settings.store.parent / _CASES_FILE
    write_cases(file, cases)
    running = StoreFolder(settings.store).running()
    assert running is not None
    tell("starting the servers")
    async with AsyncExitStack() as stack:
        servers = [
            await stack.enter_async_context(run_server(name, settings.store, file))
            for name in (PRODUCT, FLOOR, CORE)
        ]
        tell("comparing the answers")
        await check_equal(cases, servers)
        samples = await compare(cases, servers, running.pid, plan, tell)
        growth = await measure_growth(servers[0], await chosen_agencies(store), tell)
        planning = await measure_planning(store, cases, tell)
        memory = {"neo4j": running.pid} | {item.name: item.pid for item in servers}
        return Asked(
            lines=lines(samples),
            growth=growth,
            planning=planning,
            memory={name: megabytes(pid) for name, pid in memory.items()},
            samples=samples,
        )
