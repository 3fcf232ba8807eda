"""What the product asks of the database for a request: statements and values, and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from graph_api.context import RequestContext
from graph_api.graphql.schema import build_schema
from graph_api.http.services import make_services
from graph_api.planner.plan_cache import PlanCache
from schema.registry import declaration

if TYPE_CHECKING:
    from benchmarks.documents import Operation
    from graph_api.settings import Settings
    from graph_api.store import Store

Statement = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """One request, as it is sent and as it is answered.

    Attributes:
        operation: the kind of request.
        variables: its variables.
        statements: what is asked of the database for it, in order.
        data: the right answer.
    """

    operation: Operation
    variables: Mapping[str, Any]
    statements: list[Statement]
    data: dict[str, Any]

    @property
    def body(self) -> bytes:
        """The body of the request."""
        return self.operation.body(self.variables)


class _Recorder:
    """A store that notes what is read from it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.statements: list[Statement] = []

    async def read(
        self,
        statement: str,
        parameters: Mapping[str, object] | None = None,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - as the store's
    ) -> list[list[Any]]:
        self.statements.append((statement, dict(parameters or {})))
        return await self._store.read(statement, parameters, timeout=timeout)


class Recording:
    """Answers requests in process, by the product, and notes the statements."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._recorder = _Recorder(store)
        self._settings = settings
        self._store = cast("Store", self._recorder)
        # Not recorded: snapshots look for changes by the clock, in whichever request it happens to fall.
        self._services = make_services(store)
        self._plans = PlanCache(declaration())

    async def case(self, operation: Operation, variables: Mapping[str, Any]) -> Case:
        """The request with its statements, once everything that is kept between requests is there.

        Raises:
            RuntimeError: when the product answers with an error.
        """
        await self._answer(operation, variables)
        self._recorder.statements.clear()
        data = await self._answer(operation, variables)
        return Case(operation, variables, self._recorder.statements.copy(), data)

    async def _answer(self, operation: Operation, variables: Mapping[str, Any]) -> dict[str, Any]:
        context = RequestContext(
            self._store, self._settings, "en", self._services, plans=self._plans
        )
        result = await build_schema().execute(
            operation.document,
            variable_values=dict(variables),
            operation_name=operation.name,
            context_value=context,
        )
        if result.errors or result.data is None:
            raise RuntimeError(result.errors)
        return result.data
