"""Asks a question of the catalogue on the demo, and counts the statements that answer it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import pytest

from graph_api.context import RequestContext
from graph_api.graphql.schema import build_schema
from graph_api.http.services import Services, make_services
from graph_api.questions.catalogue import find_question
from graph_api.settings import Settings
from graph_api.store import Store

DAY = "2026-11-24"
"""The day that the expected answers are about."""

_TERMS = ("asOf", "datasets", "includeSynthetic")
_WARM = """
    query ($asOf: Date, $datasets: [ID!], $includeSynthetic: Boolean) {
      gaps(asOf: $asOf, datasets: $datasets, includeSynthetic: $includeSynthetic) {
        basis { revision }
      }
    }
"""


@dataclass(frozen=True)
class Answer:
    """An answer without errors.

    Attributes:
        data: the whole answer.
        statements: the statements that were read for it, the snapshot being there.
    """

    data: dict[str, Any]
    statements: list[str]


Answering = Callable[..., Awaitable[Answer]]


class CountingStore:
    """A store that keeps the statements which are read."""

    def __init__(self, store: Store) -> None:
        """Passes everything on to ``store``."""
        self._store = store
        self.statements: list[str] = []

    async def read(
        self, statement: str, parameters: Mapping[str, object] | None = None, **options: Any
    ) -> list[list[Any]]:
        """The rows of a statement, which is kept."""
        self.statements.append(statement)
        return await self._store.read(statement, parameters, **options)

    def __getattr__(self, name: str) -> Any:
        """Whatever else a store has."""
        assert not name.startswith("read"), "a way to read that is not counted"
        return getattr(self._store, name)


@pytest.fixture(scope="session")
def counting(udon: Store) -> CountingStore:
    """The demo, counted."""
    return CountingStore(udon)


@pytest.fixture(scope="session")
def counted_services(counting: CountingStore) -> Services:
    """What resolvers use, on the counted store."""
    return make_services(cast("Store", counting))


@pytest.fixture
def answer(counting: CountingStore, counted_services: Services, udon_engine: Settings) -> Answering:
    """Asks by name, in English unless ``language`` is given; variables are given by name.

    By default about the demo as it was on a day: all that it tells of agencies is invented.
    """

    async def execute(document: str, variables: dict[str, Any], language: str) -> dict[str, Any]:
        context = RequestContext(cast("Store", counting), udon_engine, language, counted_services)
        result = await build_schema().execute(document, variables, context)
        assert result.errors is None, result.errors
        assert result.data is not None
        return result.data

    async def run(name: str, language: str = "en", **variables: Any) -> Answer:
        variables = {"asOf": DAY, "includeSynthetic": True} | variables
        terms = {key: value for key, value in variables.items() if key in _TERMS}
        await execute(_WARM, terms, language)
        counting.statements.clear()
        data = await execute(find_question(name).document, variables, language)
        return Answer(data, list(counting.statements))

    return run
