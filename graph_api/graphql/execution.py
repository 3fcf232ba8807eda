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
from graph_api.domain.ids import NONE_MERGED, MergedIds, reading_merged
from graph_api.feed.subscriber import EVENT
from graph_api.graphql.charging import Cost, charge
from graph_api.graphql.errors import located
from graph_api.observing.observer import span
from graph_api.planner.answers import AnswerField
from graph_api.planner.collect import Document
from graph_api.planner.introspection import is_introspection
from graph_api.planner.model import Place
from graph_api.planner.plan import GroupField, QueryPlan
from graph_api.planner.request import Request
from graph_api.planner.shape import NullValue
from schema.errors import PhakhiError

Values = dict[Place, Any]
"""Values or responses of fields by their places."""

FAILED = object()
"""In place of the value of a field that has an error."""


@dataclass(frozen=True)
class SelectedField:
    """A field with a resolver, as it was selected."""

    place: Place
    owner: GraphQLObjectType
    details: list[FieldDetails]
    answer: AnswerField | None = None


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
        coerced, limits = self.variable_values.coerced, self._request_context.limits
        Request(self.plan(), coerced, limits).check_events(EVENT)

    def plan(self) -> QueryPlan:
        """The plan of the operation.

        Raises:
            PhakhiError: where it is refused.
        """
        context = self._request_context
        return context.plans.plan(self._document, context.limits, context.granted)

    async def _execute(self) -> ExecutionResult:
        operation = self.operation.operation.value
        name = self.operation.name.value if self.operation.name else ""
        try:
            with span(operation, graphql__operation__type=operation, graphql__operation__name=name):
                data = await (self._event() if self._is_event else self._data())
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
                    return await self._data()
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

    async def _data(self) -> dict[str, Any] | None:
        document = self._document
        context = self._request_context
        with span("plan"):
            plan = self.plan()
        self._cost = charge(context, document, plan)
        self._synthetic: dict[Place, bool] = {}
        answers: Values = {}
        failed: Values = {}
        with reading_merged(await self.merged(plan)):
            if plan.answers or plan.groups:
                answers, failed = await self._answers(document, plan)
            done = failed | await self._planned(document, plan, answers)
        if plan.others:
            done |= await self._others(document, plan)
        return self._merged(document, plan, done)

    async def merged(self, plan: QueryPlan | None = None) -> MergedIds:
        """What was merged, where the operation may name any of it."""
        services = self._request_context.services
        named = plan is None or plan.answers or plan.groups or plan.parts
        return await services.snapshots.merged() if services and named else NONE_MERGED

    async def _planned(self, document: Document, plan: QueryPlan, answers: Values) -> Values:
        """The responses of planned fields; wrong ones are reported and left out."""
        context = self._request_context
        request = Request(
            plan, self.variable_values.coerced, context.limits, answers, self._synthetic
        )
        try:
            values = request.bind()
        finally:
            if self._cost:
                self._cost.most = request.cost
        if request.failures:
            for place, error in request.failures.items():
                self._report(located(error, place))
            return await self._rest(document, request)
        row: list[Any] = []
        if plan.text is not None:
            rows = await context.store.read(plan.text, {"p": values})
            row = rows[0][0]
        for (response, index), error in request.misnamed.items():
            self._report(located(error, [response, index]))
        done, caught = request.shape(row)
        for null in caught:
            self._report(located(null.error(), null.path))
        for place, value in done.items():
            if isinstance(value, NullValue):
                self._report(located(value.error(), value.path))
                done[place] = FAILED
        return done

    async def _rest(self, document: Document, request: Request) -> Values:
        """The fields beside those that failed, by a plan without them."""
        context = self._request_context
        failed = dict.fromkeys(request.failures, FAILED)
        answers = {place: value for place, value in request.answers.items() if place not in failed}
        plan = context.plans.plan(document, context.limits, context.granted, frozenset(failed))
        return failed | await self._planned(document, plan, answers)

    # --- answers ----------------------------------------------------------------------------

    async def _answers(self, document: Document, plan: QueryPlan) -> tuple[Values, Values]:
        """What the resolvers of answers gave; and ``FAILED`` for each field, or group, that failed."""
        if self._is_event:
            return {item.place: self.root_value for item in plan.answers}, {}
        parents: Values = {(): self.root_value}
        for group in plan.groups.values():
            selected = SelectedField(group.place, document.root_type, group.details)
            parents[group.place] = await self._resolve(selected, self.root_value)
        answers = [
            (SelectedField(item.place, item.owner, item.details, item.plan.root), parent)
            for item in plan.answers
            if (parent := parents[item.place[:-1]]) is not FAILED
        ]
        values = await asyncio.gather(*(self._resolve(item, parent) for item, parent in answers))
        given = {item.place: value for (item, _), value in zip(answers, values, strict=True)}
        failed = {place: FAILED for place, value in (parents | given).items() if value is FAILED}
        return {place: value for place, value in given.items() if place not in failed}, failed

    async def _resolve(self, field: SelectedField, parent: Any) -> Any:  # noqa: ANN401  # any value
        nodes = [item.node for item in field.details]
        definition = field.owner.fields[nodes[0].name.value]
        path = None
        for name in field.place:
            path = Path(path, name, field.owner.name)
        assert path is not None
        context = self._request_context.resolving(field.answer)
        info = self.build_resolve_info(definition, nodes, field.owner, path)
        info = info._replace(context=context)
        assert definition.resolve is not None
        try:
            arguments = get_argument_values(definition, nodes[0], self.variable_values)
            value = definition.resolve(parent, info, **arguments)
            return await value if inspect.isawaitable(value) else value
        except PhakhiError as error:
            self._report(located(error, field.place))
        except GraphQLError as error:
            cause = error.original_error
            self._report(GraphQLError(error.message, nodes, path=field.place, original_error=cause))
        except Exception as error:  # noqa: BLE001  # masked, and logged by Strawberry
            self._report(GraphQLError(str(error), nodes, path=field.place, original_error=error))
        finally:
            if context.include_synthetic is not None:
                self._synthetic[field.place] = context.include_synthetic
        return FAILED

    # --- the rest ---------------------------------------------------------------------------

    async def _others(self, document: Document, plan: QueryPlan) -> Values:
        """Root fields that graphql-core executes."""
        slow = {name: item for name, item in plan.others.items() if is_introspection(item)}
        rest = {name: item for name, item in plan.others.items() if name not in slow}
        execute = partial(self.execute_fields, document.root_type, self.root_value, None)
        # Introspection waits for nothing, and may take a second: others are served meanwhile.
        introspected: Any = await asyncio.to_thread(execute, slow, None) if slow else {}
        result = execute(rest, None)
        done: dict[str, Any] = await result if inspect.isawaitable(result) else result
        return {(response,): value for response, value in (introspected | done).items()}

    def _merged(self, document: Document, plan: QueryPlan, done: Values) -> dict[str, Any] | None:
        """All root fields in the client's order; ``None`` where one may not be null but is."""
        fields = (
            document.root_fields()
            if plan.groups or FAILED in done.values() or len(done) < len(plan.order)
            else {}
        )
        merged: dict[str, Any] = {}
        for response in plan.order:
            group = plan.groups.get(response)
            value = _grouped(group, done) if group else done.get((response,), FAILED)
            if value is FAILED:
                name = fields[response][0].node.name.value
                if is_non_null_type(document.root_type.fields[name].type):
                    return None
                value = None
            merged[response] = value
        return merged

    def _report(self, error: GraphQLError) -> None:
        self.collected_errors.errors.append(error)


def _grouped(group: GroupField, done: Values) -> Any:  # noqa: ANN401  # a response
    """The fields of a group in the client's order; ``FAILED`` where one may not be null but is."""
    if group.place in done:
        return FAILED
    merged: dict[str, Any] = {}
    for response, details in group.fields.items():
        name = details[0].node.name.value
        if name == "__typename":
            merged[response] = group.kind.name
            continue
        value = done.get(group.place_of(response), FAILED)
        if value is FAILED:
            if is_non_null_type(group.kind.fields[name].type):
                return FAILED
            value = None
        merged[response] = value
    return merged
