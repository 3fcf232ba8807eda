"""The one place where execution is replaced.

Strawberry gives this class to graphql-core, which calls :meth:`execute_operation` with validated
documents and coerced variables. Planned root fields and answers go through the planner;
introspection, and what else is not planned, stays graphql-core's; both are merged in the client's
order.
"""

from __future__ import annotations

import asyncio
import inspect
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLObjectType,
    OperationType,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from graph_api.context import RequestContext
from graph_api.feed.subscriber import EVENT
from graph_api.graphql.charging import Cost, charge
from graph_api.graphql.errors import located
from graph_api.observing.observer import span
from graph_api.planner.collect import Document
from graph_api.planner.cost import OperationLimits
from graph_api.planner.introspection import is_introspection
from graph_api.planner.plan import GroupField, PlanCache, QueryPlan
from graph_api.planner.request import Request, path_of
from graph_api.planner.shape import NullValue
from schema.errors import PhakhiError
from schema.registry import declaration

PLANS = PlanCache(declaration())
"""Plans of this process; they hold no data and no values."""

FAILED = object()
"""In place of the value of a root field that has an error."""


@dataclass(frozen=True)
class SelectedField:
    """A field with a resolver, as it was selected."""

    response: str
    owner: GraphQLObjectType
    details: list[FieldDetails]


class PlannedExecution(StrawberryGraphQLCoreExecutionContext):
    """Executes queries, and events of subscriptions, by plan."""

    _cost: Cost | None = None

    def execute_operation(self, serially: bool | None = None) -> Any:  # noqa: ANN401, FBT001
        """The result, or a coroutine for it."""
        if self.operation.operation is OperationType.MUTATION:
            return super().execute_operation(serially)
        return self._execute()

    def check_events(self) -> None:
        """Refuses a subscription whose events would be refused.

        Raises:
            PhakhiError: as its events would.
        """
        context = self._request_context
        plan = PLANS.plan(self._document, context.limits, context.granted, frozenset())
        Request(plan, self.variable_values.coerced, context.limits).check_events(EVENT)

    async def _execute(self) -> ExecutionResult:
        operation = self.operation.operation.value
        name = self.operation.name.value if self.operation.name else ""
        try:
            with span(operation, graphql__operation__type=operation, graphql__operation__name=name):
                data = await (self._event() if self._is_event else self._data(frozenset()))
        except PhakhiError as error:
            self._report(located(error))
            data = None
        result = cast("ExecutionResult", self.build_response(data))
        if self._cost and (self.operation_extensions or {}).get("cost") is True:
            result.extensions = {"cost": self._cost.shown(self._request_context)}
        return result

    async def _event(self) -> dict[str, Any] | None:
        """The data of an event, for which the database is waited for, and the client's budget."""
        while True:
            try:
                async with self._turn():
                    return await self._data(frozenset())
            except PhakhiError as error:
                if not error.retryable:
                    raise
            self.collected_errors.errors.clear()
            await asyncio.sleep(self._request_context.settings.changes_interval)

    def _turn(self) -> AbstractAsyncContextManager[object]:
        services = self._request_context.services
        return services.feed.turns if services else nullcontext()

    @property
    def _is_event(self) -> bool:
        return self.operation.operation is OperationType.SUBSCRIPTION

    @property
    def _document(self) -> Document:
        return Document(self.schema, self.fragments, self.operation, self.variable_values)

    @property
    def _request_context(self) -> RequestContext:
        return cast("RequestContext", self.context_value)

    async def _data(self, excluded: frozenset[str]) -> dict[str, Any] | None:
        document = self._document
        context = self._request_context
        limits = context.limits
        with span("plan"):
            plan = PLANS.plan(document, limits, context.granted, excluded)
        self._cost = charge(context, document, plan)
        answers = await self._answers(document, plan)
        planned = await self._planned(document, plan, limits, answers)
        others = await self._others(document, plan)
        failed = dict.fromkeys((name for name in plan.families if name in answers), FAILED)
        return self._merged(document, plan, planned | others | failed)

    async def _planned(
        self, document: Document, plan: QueryPlan, limits: OperationLimits, answers: dict[str, Any]
    ) -> dict[str, Any]:
        """Planned root fields by response name; wrong ones are reported and left out."""
        request = Request(plan, self.variable_values.coerced, limits, answers)
        try:
            values = request.bind()
        finally:
            if self._cost:
                self._cost.most = request.cost
        if request.failures:
            for response, error in request.failures.items():
                self._report(located(error, path_of(response)))
            return await self._rest(document, limits, request)
        row: list[Any] = []
        if plan.text is not None:
            rows = await self._request_context.store.read(plan.text, {"p": values})
            row = rows[0][0]
        for (response, index), error in request.misnamed.items():
            self._report(located(error, [response, index]))
        done, caught = request.shape(row)
        for null in caught:
            self._report(located(null.error(), null.path))
        for response, value in done.items():
            if isinstance(value, NullValue):
                self._report(located(value.error(), value.path))
                done[response] = FAILED
        return done

    async def _rest(
        self, document: Document, limits: OperationLimits, request: Request
    ) -> dict[str, Any]:
        """The root fields beside those that failed, by a plan without them."""
        failed = dict.fromkeys(request.failures, FAILED)
        answers = {name: value for name, value in request.answers.items() if name not in failed}
        plan = PLANS.plan(document, limits, self._request_context.granted, frozenset(failed))
        return failed | await self._planned(document, plan, limits, answers)

    # --- answers ----------------------------------------------------------------------------

    async def _answers(self, document: Document, plan: QueryPlan) -> dict[str, Any]:
        """What the resolvers gave, by response name; of what failed only families are in it."""
        if self._is_event:
            return {item.response: self.root_value for item in plan.answers}
        parents = {"": self.root_value}
        for family in plan.families.values():
            asked = SelectedField(family.response, document.root_type, family.details)
            parents[family.response] = await self._resolve(asked, self.root_value)
        answers = [
            (item, parent)
            for item in plan.answers
            if (parent := parents[item.response.rpartition(".")[0]]) is not FAILED
        ]
        values = await asyncio.gather(
            *(
                self._resolve(SelectedField(item.response, item.owner, item.details), parent)
                for item, parent in answers
            )
        )
        found = {name: value for name, value in parents.items() if value is FAILED}
        for (item, _), value in zip(answers, values, strict=True):
            if value is not FAILED:
                found[item.response] = value
        return found

    async def _resolve(self, asked: SelectedField, parent: Any) -> Any:  # noqa: ANN401  # any value
        nodes = [item.node for item in asked.details]
        definition = asked.owner.fields[nodes[0].name.value]
        place = path_of(asked.response)
        path = None
        for name in place:
            path = Path(path, name, asked.owner.name)
        assert path is not None
        info = self.build_resolve_info(definition, nodes, asked.owner, path)
        assert definition.resolve is not None
        try:
            arguments = get_argument_values(definition, nodes[0], self.variable_values)
            value = definition.resolve(parent, info, **arguments)
            return await value if inspect.isawaitable(value) else value
        except PhakhiError as error:
            self._report(located(error, place))
        except GraphQLError as error:
            cause = error.original_error
            self._report(GraphQLError(error.message, nodes, path=place, original_error=cause))
        except Exception as error:  # noqa: BLE001  # masked, and logged by Strawberry
            self._report(GraphQLError(str(error), nodes, path=place, original_error=error))
        return FAILED

    # --- the rest ---------------------------------------------------------------------------

    async def _others(self, document: Document, plan: QueryPlan) -> dict[str, Any]:
        """Root fields that graphql-core executes."""
        if not plan.others:
            return {}
        slow = {name: item for name, item in plan.others.items() if is_introspection(item)}
        rest = {name: item for name, item in plan.others.items() if name not in slow}
        execute = partial(self.execute_fields, document.root_type, self.root_value, None)
        # Introspection waits for nothing, and may take a second: others are served meanwhile.
        found: Any = await asyncio.to_thread(execute, slow, None) if slow else {}
        result = execute(rest, None)
        done: dict[str, Any] = await result if inspect.isawaitable(result) else result
        return {**found, **done}

    def _merged(
        self, document: Document, plan: QueryPlan, done: dict[str, Any]
    ) -> dict[str, Any] | None:
        """All root fields in the client's order; ``None`` where one may not be null but is."""
        fields = (
            document.root_fields()
            if plan.families or FAILED in done.values() or len(done) < len(plan.order)
            else {}
        )
        merged: dict[str, Any] = {}
        for response in plan.order:
            family = plan.families.get(response)
            value = _grouped(family, done) if family else done.get(response, FAILED)
            if value is FAILED:
                name = fields[response][0].node.name.value
                if is_non_null_type(document.root_type.fields[name].type):
                    return None
                value = None
            merged[response] = value
        return merged

    def _report(self, error: GraphQLError) -> None:
        self.collected_errors.errors.append(error)


def _grouped(family: GroupField, done: dict[str, Any]) -> Any:  # noqa: ANN401  # a response
    """The answers of a family in the client's order; ``FAILED`` where one may not be null but is."""
    if family.response in done:
        return FAILED
    merged: dict[str, Any] = {}
    for response, details in family.fields.items():
        name = details[0].node.name.value
        if name == "__typename":
            merged[response] = family.kind.name
            continue
        value = done.get(f"{family.response}.{response}", FAILED)
        if value is FAILED:
            if is_non_null_type(family.kind.fields[name].type):
                return FAILED
            value = None
        merged[response] = value
    return merged
