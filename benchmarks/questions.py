"""``python -m benchmarks.questions``: how long each question of a planner takes, and in how many statements.

Asks every document of ``graph_api/questions`` on a store that is running (``phakhi serve``), in
this process. Where the store holds what a document asks about by default it is asked as it stands;
else, as on a generated country, each round asks about other records of the same kinds. The first
round (plans, snapshot) is not counted.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from graphql import parse
from graphql.utilities import value_from_ast_untyped
from rich.console import Console
from rich.table import Table

from benchmarks.settings import load_settings
from graph_api.context import RequestContext
from graph_api.graphql.schema import build_schema
from graph_api.http.services import make_services
from graph_api.planner.plan_cache import PlanCache
from graph_api.questions.catalogue import Question, catalogue
from graph_api.settings import Settings
from graph_api.store import Store, open_store
from schema.ids import kind_of
from schema.registry import declaration

_SAMPLE = "MATCH (n:Record) WHERE n.id >= $p[0] AND n.id < $p[1] RETURN n.id LIMIT 3000"
_THERE = "UNWIND $p[0] AS id MATCH (n:Record {id: id}) RETURN count(n)"


@dataclass
class Counting:
    """A store that counts what is read from it."""

    store: Store
    reads: int = 0

    async def read(
        self, statement: str, parameters: Mapping[str, object] | None = None
    ) -> list[list[Any]]:
        """As a store reads."""
        self.reads += 1
        return await self.store.read(statement, parameters)


@dataclass
class Measured:
    """One question.

    Attributes:
        times: milliseconds of each counted round.
        reads: statements of the last round.
        failed: messages of errors.
    """

    name: str
    numbers: list[int]
    times: list[float] = field(default_factory=list)
    reads: int = 0
    failed: list[str] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self.times) if self.times else float("nan")


class QuestionAsker:
    """Asks questions of one store."""

    def __init__(self, store: Store, settings: Settings, seed: int) -> None:
        self._store = Counting(store)
        self._settings = settings
        self._services = make_services(self._store)  # type: ignore[arg-type]  # it only reads
        self._plans = PlanCache(declaration())
        self._random = random.Random(seed)  # noqa: S311  # a choice of what to ask about
        self._ids: dict[str, list[str]] = {}

    async def measure(self, question: Question, rounds: int) -> Measured:
        """Asks a question so many times, and once before."""
        measured = Measured(question.name, list(question.numbers))
        for turn in range(rounds + 1):
            variables = await self._variables(question)
            before, started = self._store.reads, time.perf_counter()
            context = RequestContext(
                self._store, self._settings, "en", self._services, plans=self._plans
            )  # type: ignore[arg-type]
            result = await build_schema().execute(question.document, variables, context)
            if result.errors:
                measured.failed = [error.message for error in result.errors]
            elif turn:
                measured.times.append((time.perf_counter() - started) * 1000)
            measured.reads = self._store.reads - before
        return measured

    async def _variables(self, question: Question) -> dict[str, Any]:
        defaults = {name: value for name, value in _defaults(question).items() if _idents(value)}
        named = [ident for value in defaults.values() for ident in _idents(value)]
        ((there,),) = await self._store.read(_THERE, {"p": [named]})
        if there == len(set(named)):
            return {}
        return {name: await self._other(value) for name, value in defaults.items()}

    async def _other(self, value: object) -> object:
        if isinstance(value, list):
            return [await self._other(item) for item in value]
        assert isinstance(value, str)
        prefix = value.partition(":")[0]
        if prefix == "term":
            return value
        if prefix not in self._ids:
            bounds = [f"{prefix}:", f"{prefix};"]
            self._ids[prefix] = [row[0] for row in await self._store.read(_SAMPLE, {"p": bounds})]
        return self._random.choice(self._ids[prefix] or [value])


def _defaults(question: Question) -> dict[str, Any]:
    operation: Any = parse(question.document).definitions[0]
    return {
        item.variable.name.value: value_from_ast_untyped(item.default_value)
        for item in operation.variable_definitions
        if item.default_value is not None
    }


def _idents(value: object) -> list[str]:
    if isinstance(value, list):
        return [ident for item in value for ident in _idents(item)]
    kinds = declaration().kinds
    if not isinstance(value, str) or ":" not in value:
        return []
    return [value] if kind_of(value) in kinds else []


async def run(store: Path, rounds: int, seed: int) -> list[Measured]:
    """Measures all questions on a running store."""
    settings = load_settings(store)
    async with open_store(settings) as opened:
        asker = QuestionAsker(opened, settings, seed)
        return [await asker.measure(question, rounds) for question in catalogue().values()]


def main(
    store: Annotated[Path, typer.Option(help="Folder of a store that is running.")],
    rounds: Annotated[int, typer.Option(min=1, help="Rounds that are counted.")] = 7,
    seed: Annotated[int, typer.Option(help="What to ask about.")] = 1,
    json: Annotated[Path | None, typer.Option(help="File for all numbers.")] = None,
) -> None:
    """Measures every question on a running store, and prints a table."""
    found = asyncio.run(run(store, rounds, seed))
    table = Table("question", "name", "p50 ms", "most ms", "statements", "failed")
    for item in found:
        numbers = ", ".join(map(str, item.numbers)) or "–"
        slowest = max(item.times, default=float("nan"))
        failed = "; ".join(item.failed)[:60]
        table.add_row(
            numbers, item.name, f"{item.median:.1f}", f"{slowest:.1f}", str(item.reads), failed
        )
    Console().print(table)
    if json is not None:
        json.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2))


if __name__ == "__main__":
    typer.run(main)
