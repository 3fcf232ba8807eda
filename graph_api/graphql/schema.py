"""Puts the GraphQL schema together."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from functools import cache, cached_property
from typing import Any

import strawberry
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLSchema,
    execute,
    get_operation_ast,
)
from graphql import ExecutionResult as CoreResult
from graphql import OperationType as CoreOperationType
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.graphql import OperationType
from strawberry.utils.await_maybe import await_maybe

from graph_api.analyses.registry import analyses_query
from graph_api.context import RequestContext
from graph_api.feed.answers import PROPERTY_VALUES, PropertyValues
from graph_api.feed.query import ChangesQuery
from graph_api.feed.subscription import Subscription
from graph_api.graphql.documents import Documents
from graph_api.graphql.errors import is_unexpected, log_fault
from graph_api.graphql.execution import PlannedExecution
from graph_api.graphql.federation import ANY, Representation, gateway_query
from graph_api.graphql.guards import MOST_ERRORS, Bounds
from graph_api.graphql.query import make_query
from graph_api.graphql.scalars import DATE, DATETIME
from graph_api.graphql.subscribing import Results, subscribe
from graph_api.graphql.suggestions import in_brief
from graph_api.graphql.types import types
from graph_api.search.query import SearchQuery

SCALARS: dict[object, Any] = {
    dt.date: DATE,
    dt.datetime: DATETIME,
    PropertyValues: PROPERTY_VALUES,
    Representation: ANY,
}


_ONE_OF = "directive @oneOf"
_ONE_OF_TOLD = f'"""Exactly one of the fields is given (ให้ค่าเพียงหนึ่งช่อง)"""\n{_ONE_OF}'
"""Strawberry prints this directive without a description."""


class PhakhiSchema(strawberry.Schema):
    """Strawberry's schema; a query that was asked before goes straight to execution.

    Strawberry's own way there (extensions, hooks, a context of its own) took more time than the
    planner does. What is no query takes it.
    """

    async def execute(  # noqa: PLR0913, PLR0917 - as Strawberry's
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any = None,  # noqa: ANN401 - a RequestContext, always
        root_value: Any | None = None,  # noqa: ANN401
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """The result of one operation; as Strawberry's."""
        document = self.document(query, context_value) if query else None
        if isinstance(document, list):
            self.process_errors(document)
            return ExecutionResult(data=None, errors=document)
        if document is None or _is_other(document, operation_name):
            return await super().execute(
                query,
                variable_values,
                context_value,
                root_value,
                operation_name,
                allowed_operation_types,
                operation_extensions,
            )
        return await self.run(
            document, context_value, variable_values, operation_name, operation_extensions
        )

    async def run(
        self,
        document: DocumentNode,
        context: RequestContext,
        variables: dict[str, Any] | None,
        name: str | None,
        extensions: dict[str, Any] | None,
    ) -> ExecutionResult:
        """The result of a query of a document that :meth:`document` gave."""
        result = await await_maybe(
            execute(
                self._schema,
                document,
                context_value=context,
                variable_values=variables,
                operation_name=name,
                executor_class=self.execution_context_class,
                max_coercion_errors=MOST_ERRORS,
                hide_suggestions=not context.settings.introspection,
                operation_extensions=extensions,
            )
        )
        return self._result(result, context)

    def _result(self, result: CoreResult, context: RequestContext) -> ExecutionResult:
        """What execution came to, in the one form that all above it have: faults are logged."""
        errors = result.errors
        if errors:
            self.process_errors(errors)
            errors = self._in_brief(errors, context)
        return ExecutionResult(result.data, errors or None, result.extensions)

    def _in_brief(
        self, errors: Iterable[GraphQLError], context: RequestContext
    ) -> list[GraphQLError]:
        return in_brief(errors, self._schema, suggesting=context.settings.introspection)

    async def events(
        self,
        query: str,
        variables: dict[str, Any] | None,
        context: RequestContext,
        name: str | None,
    ) -> AsyncGenerator[ExecutionResult, None] | ExecutionResult:
        """The results of a subscription, one an event; or why there are none."""
        document = self.document(query, context)
        if isinstance(document, list):
            return ExecutionResult(data=None, errors=document)
        return await self.follow(document, context, variables, name)

    async def follow(
        self,
        document: DocumentNode,
        context: RequestContext,
        variables: dict[str, Any] | None,
        name: str | None,
    ) -> AsyncGenerator[ExecutionResult, None] | ExecutionResult:
        """As :meth:`events`, of a document that :meth:`document` gave."""
        results = await subscribe(self._schema, document, context, variables, name)
        if isinstance(results, list):
            return ExecutionResult(data=None, errors=self._in_brief(results, context))
        return self._results(results, context)

    async def _results(
        self, results: Results, context: RequestContext
    ) -> AsyncGenerator[ExecutionResult, None]:
        async with aclosing(results):
            async for result in results:
                yield self._result(result, context)

    def document(self, query: str, context: RequestContext) -> DocumentNode | list[GraphQLError]:
        """A document within the bounds of a service, or what is wrong with it; made once."""
        return self._documents.get(query, Bounds.of(context.settings))

    def hold_one_of(self) -> None:
        """Lets graphql-core hold clients to ``@oneOf``, of which Strawberry tells only readers."""
        for kind in self._schema.type_map.values():
            definition = kind.extensions.get("strawberry-definition")
            if isinstance(kind, GraphQLInputObjectType) and getattr(definition, "is_one_of", False):
                kind.is_one_of = True

    @property
    def core(self) -> GraphQLSchema:
        """The same as graphql-core's."""
        return self._schema

    @cached_property
    def _documents(self) -> Documents:
        return Documents(self._schema)

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Logs faults of the service, with their traces; a client's mistakes are no news."""
        del execution_context
        for error in filter(is_unexpected, errors):
            log_fault(error)


def _is_other(document: DocumentNode, operation_name: str | None) -> bool:
    """Whether it runs something else than a query; graphql-core says where it runs nothing."""
    operation = get_operation_ast(document, operation_name)
    return operation is not None and operation.operation is not CoreOperationType.QUERY


def build_schema(*, federation: bool = False) -> PhakhiSchema:
    """The schema, made once per process.

    Args:
        federation: whether it has what a federation gateway asks for, too.
    """
    return _schema(federation)


@cache
def _schema(federation: bool) -> PhakhiSchema:  # noqa: FBT001 - from above
    maker = types()
    gateway = (gateway_query(maker),) if federation else ()
    made = PhakhiSchema(
        query=make_query(maker, analyses_query(), SearchQuery, ChangesQuery, *gateway),
        subscription=Subscription,
        types=[kind.cls for kind in maker.declared.kinds.values()],
        execution_context_class=PlannedExecution,
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    made.hold_one_of()
    return made


def sdl() -> str:
    """The schema in GraphQL's schema definition language."""
    return build_schema().as_str().replace(_ONE_OF, _ONE_OF_TOLD, 1) + "\n"
