"""The comparison: the same requests to all servers, in turn, round by round, in one run."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import orjson

from benchmarks.client import connect, drive
from benchmarks.documents import R4, Operation
from benchmarks.processes import ServerProcess, cpu_seconds
from benchmarks.recording import Case

CLIENTS = (1, 8, 16)
PRODUCT, FLOOR, CORE = "phakhi", "floor", "core"
_WARM_UP_SECONDS = 3.0
_P95 = 0.95


@dataclass(frozen=True)
class Sample:
    """One server driven for a while with one kind of request.

    Attributes:
        per_second: answered requests.
        p50_ms, p95_ms: time of a request.
        server_ms, engine_ms: processor time that a request took.
    """

    operation: str
    clients: int
    server: str
    round: int
    per_second: float
    p50_ms: float
    p95_ms: float
    server_ms: float
    engine_ms: float


@dataclass(frozen=True)
class MeasuringPlan:
    """How long to measure."""

    rounds: int
    seconds: float


async def check_equal(cases: Sequence[Case], servers: Iterable[ServerProcess]) -> None:
    """Every server gives the same content.

    Raises:
        RuntimeError: naming the request and the server that differs.
    """
    for server in servers:
        for case in cases:
            if not answers(server, case.operation):
                continue
            async with connect(server.port) as connection:
                answer = orjson.loads(await connection.post(case.body))
            wrong = _misses(answer, case) if server.name == FLOOR else answer != {"data": case.data}
            if wrong:
                message = (
                    f"{server.name} answers {case.operation.name} {case.variables} differently"
                )
                raise RuntimeError(message)


def answers(server: ServerProcess, operation: Operation) -> bool:
    """Whether a server answers a kind of request: graphql-core has no scores to complete."""
    return server.name != CORE or operation is not R4


def _misses(rows: object, case: Case) -> bool:
    """Whether what the graph holds of an answer is not all in the floor's rows.

    Scores, ranks and sentences are no rows: of collaborators only the nodes are compared.
    """
    wanted = _nodes(case.data) if case.operation is R4 else _leaves(case.data)
    return not set(wanted) <= set(_leaves(rows))


def _leaves(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


def _nodes(value: object) -> Iterable[object]:
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item)
    if isinstance(value, dict):
        if "id" in value:
            yield from _leaves(value)
        yield from _nodes(list(value.values()))


async def compare(
    cases: Sequence[Case],
    servers: Sequence[ServerProcess],
    engine: int,
    plan: MeasuringPlan,
    tell: Callable[[str], None],
) -> list[Sample]:
    """Samples of every kind of request, server and number of clients.

    Args:
        cases: requests, several of each kind.
        servers: driven in turn, beginning with another one each round.
        engine: process of the database.
        plan: how many rounds, and the seconds of a sample.
        tell: told of every step.
    """
    samples: list[Sample] = []
    for operation in dict.fromkeys(case.operation for case in cases):
        bodies = [case.body for case in cases if case.operation is operation]
        able = [server for server in servers if answers(server, operation)]
        tell(f"{operation.name}: warming up")
        for server in able:
            await drive(server.port, bodies, CLIENTS[-1], _WARM_UP_SECONDS)
        for number in range(plan.rounds):
            tell(f"{operation.name}: round {number + 1} of {plan.rounds}")
            turned = able[number % len(able) :] + able[: number % len(able)]
            for clients in CLIENTS:
                samples += [
                    await _sample(
                        operation.name, bodies, clients, server, engine, number, plan.seconds
                    )
                    for server in turned
                ]
    return samples


async def _sample(  # noqa: PLR0913, PLR0917 - one cell of the table
    operation: str,
    bodies: Sequence[bytes],
    clients: int,
    server: ServerProcess,
    engine: int,
    number: int,
    seconds: float,
) -> Sample:
    await asyncio.sleep(0)
    server_before, engine_before = cpu_seconds(server.pid), cpu_seconds(engine)
    start = time.perf_counter()
    times = sorted(await drive(server.port, bodies, clients, seconds))
    elapsed = time.perf_counter() - start
    count = len(times)
    return Sample(
        operation=operation,
        clients=clients,
        server=server.name,
        round=number,
        per_second=count / elapsed,
        p50_ms=median(times) * 1000,
        p95_ms=times[min(int(count * _P95), count - 1)] * 1000,
        server_ms=(cpu_seconds(server.pid) - server_before) / count * 1000,
        engine_ms=(cpu_seconds(engine) - engine_before) / count * 1000,
    )


@dataclass(frozen=True)
class ComparedLine:
    """One kind of request on one server: medians over the rounds.

    Attributes:
        to_floor, to_core: the product's requests a second against another server's of the same
            round; only on the product's line.
    """

    operation: str
    clients: int
    server: str
    per_second: float
    p50_ms: float
    p95_ms: float
    server_ms: float
    engine_ms: float
    to_floor: float | None
    to_core: float | None


def lines(samples: Sequence[Sample]) -> list[ComparedLine]:
    """The table."""
    groups: dict[tuple[str, int, str], list[Sample]] = {}
    for sample in sorted(samples, key=lambda item: item.clients):
        groups.setdefault((sample.operation, sample.clients, sample.server), []).append(sample)
    ordered = sorted(groups, key=lambda key: (key[0], key[1], (PRODUCT, FLOOR, CORE).index(key[2])))
    return [_line(groups, key) for key in ordered]


def _line(
    groups: dict[tuple[str, int, str], list[Sample]], key: tuple[str, int, str]
) -> ComparedLine:
    found = groups[key]
    operation, clients, server = key
    product = server == PRODUCT
    return ComparedLine(
        operation=operation,
        clients=clients,
        server=server,
        per_second=median(item.per_second for item in found),
        p50_ms=median(item.p50_ms for item in found),
        p95_ms=median(item.p95_ms for item in found),
        server_ms=median(item.server_ms for item in found),
        engine_ms=median(item.engine_ms for item in found),
        to_floor=_ratio(found, groups.get((operation, clients, FLOOR))) if product else None,
        to_core=_ratio(found, groups.get((operation, clients, CORE))) if product else None,
    )


def _ratio(product: Sequence[Sample], other: Sequence[Sample] | None) -> float | None:
    """The median over the rounds of the product's throughput against another's."""
    if other is None:
        return None
    by_round = {item.round: item.per_second for item in other}
    return median(item.per_second / by_round[item.round] for item in product)
