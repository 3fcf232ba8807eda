"""The one place where execution is replaced.

Strawberry gives this class to graphql-core, which calls :meth:`execute_operation` with validated
documents and coerced variables. Planned root fields and answers go through the planner;
introspection, and what else is not planned, stays graphql-core's; both are merged in the client's
order.
"""

from __future__ import annotations

import asyncio
import inspect
from typing import Any, cast

from graphql import ExecutionResult, GraphQLError, OperationType, is_non_null_type
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graph_api.context import RequestContext
from graph_api.graphql.errors import located
from graph_api.planner.collect import Document
from graph_api.planner.cost import Limits
from graph_api.planner.plan import Answer, Plan, PlanCache
from graph_api.planner.request import Request
from graph_api.planner.shape import NullValue
from schema.errors import PhakhiError
from schema.registry import declaration

PLANS = PlanCache(declaration())
"""Plans of this process; they hold no data and no values."""

FAILED = object()
"""In place of the value of a root field that has an error."""


class PlannedExecution(StrawberryGraphQLCoreExecutionContext):
    """Executes queries by plan."""

    def execute_operation(self, serially: bool | None = None) -> Any:  # noqa: ANN401, FBT001
        """The result, or a coroutine for it."""
        if self.operation.operation is not OperationType.QUERY:
            return super().execute_operation(serially)
        return self._execute()

    async def _execute(self) -> ExecutionResult:
        try:
            data = await self._data(frozenset())
        except PhakhiError as error:
            self._report(located(error))
            data = None
        return cast("ExecutionResult", self.build_response(data))

    @property
    def _request_context(self) -> RequestContext:
        return cast("RequestContext", self.context_value)

    async def _data(self, excluded: frozenset[str]) -> dict[str, Any] | None:
        document = Document(self.schema, self.fragments, self.operation, self.variable_values)
        context = self._request_context
        limits = context.limits
        plan = PLANS.plan(document, limits, context.granted, excluded)
        answers = await self._answers(document, plan)
        planned = await self._planned(document, plan, limits, answers)
        others = await self._others(document, plan)
        return self._merged(document, plan, planned | others)

    async def _planned(
        self, document: Document, plan: Plan, limits: Limits, answers: dict[str, Any]
    ) -> dict[str, Any]:
        """Planned root fields by response name; wrong ones are reported and left out."""
        request = Request(plan, self.variable_values.coerced, limits, answers)
        values = request.bind()
        if request.failures:
            for response, error in request.failures.items():
                self._report(located(error, [response]))
            return await self._rest(document, limits, request)
        row: list[Any] = []
        if plan.text is not None:
            rows = await self._request_context.store.read(plan.text, {"p": values})
            row = rows[0][0]
        done, caught = request.shape(row)
        for null in caught:
            self._report(located(null.error(), null.path))
        for response, value in done.items():
            if isinstance(value, NullValue):
                self._report(located(value.error(), value.path))
                done[response] = FAILED
        return done

    async def _rest(self, document: Document, limits: Limits, request: Request) -> dict[str, Any]:
        """The root fields beside those that failed, by a plan without them."""
        failed = dict.fromkeys(request.failures, FAILED)
        answers = {name: value for name, value in request.answers.items() if name not in failed}
        plan = PLANS.plan(document, limits, self._request_context.granted, frozenset(failed))
        return failed | await self._planned(document, plan, limits, answers)

    # --- answers ----------------------------------------------------------------------------

    async def _answers(self, document: Document, plan: Plan) -> dict[str, Any]:
        """What the resolvers gave, by response name; ``FAILED`` ones are reported."""
        values = await asyncio.gather(*(self._answer(document, item) for item in plan.answers))
        return {
            item.response: value
            for item, value in zip(plan.answers, values, strict=True)
            if value is not FAILED
        }

    async def _answer(self, document: Document, answer: Answer) -> Any:  # noqa: ANN401
        nodes = [item.node for item in answer.details]
        name = nodes[0].name.value
        definition = document.root_type.fields[name]
        path = Path(None, answer.response, document.root_type.name)
        info = self.build_resolve_info(definition, nodes, document.root_type, path)
        assert definition.resolve is not None
        try:
            arguments = get_argument_values(definition, nodes[0], self.variable_values)
            value = definition.resolve(self.root_value, info, **arguments)
            return await value if inspect.isawaitable(value) else value
        except PhakhiError as error:
            self._report(located(error, [answer.response]))
        except GraphQLError as error:
            self._report(
                GraphQLError(
                    error.message,
                    nodes,
                    path=[answer.response],
                    original_error=error.original_error,
                )
            )
        except Exception as error:  # noqa: BLE001  # masked, and logged by Strawberry
            self._report(
                GraphQLError(str(error), nodes, path=[answer.response], original_error=error)
            )
        return FAILED

    # --- the rest ---------------------------------------------------------------------------

    async def _others(self, document: Document, plan: Plan) -> dict[str, Any]:
        """Root fields that graphql-core executes."""
        if not plan.others:
            return {}
        result = self.execute_fields(document.root_type, self.root_value, None, plan.others, None)
        done = await result if inspect.isawaitable(result) else result
        return dict(done)

    def _merged(
        self, document: Document, plan: Plan, done: dict[str, Any]
    ) -> dict[str, Any] | None:
        """All root fields in the client's order; ``None`` where one may not be null but is."""
        fields = (
            document.root_fields() if FAILED in done.values() or len(done) < len(plan.order) else {}
        )
        merged: dict[str, Any] = {}
        for response in plan.order:
            value = done.get(response, FAILED)
            if value is FAILED:
                name = fields[response][0].node.name.value
                if is_non_null_type(document.root_type.fields[name].type):
                    return None
                value = None
            merged[response] = value
        return merged

    def _report(self, error: GraphQLError) -> None:
        self.collected_errors.errors.append(error)
