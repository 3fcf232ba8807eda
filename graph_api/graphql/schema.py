"""Puts the GraphQL schema together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any

import strawberry
from graphql import DocumentNode, GraphQLError, execute, get_operation_ast
from graphql import OperationType as CoreOperationType
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.graphql import OperationType
from strawberry.utils.await_maybe import await_maybe

from graph_api.families.query import FamiliesQuery
from graph_api.graphql.documents import Documents
from graph_api.graphql.errors import is_unexpected
from graph_api.graphql.execution import PlannedExecution
from graph_api.graphql.query import make_query
from graph_api.graphql.scalars import DATE, DATETIME
from graph_api.graphql.types import types
from graph_api.linkage.query import LinkageQuery
from graph_api.search.query import SearchQuery


class PhakhiSchema(strawberry.Schema):
    """Strawberry's schema; a query that was asked before goes straight to execution.

    Strawberry's own way there (extensions, hooks, a context of its own) took more time than the
    planner does. What is no query takes it.
    """

    async def execute(  # noqa: PLR0913, PLR0917 - as Strawberry's
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,  # noqa: ANN401
        root_value: Any | None = None,  # noqa: ANN401
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """The result of one operation; as Strawberry's."""
        found = self._documents.get(query) if query else None
        if isinstance(found, list):
            self.process_errors(found)
            return ExecutionResult(data=None, errors=found)
        if found is None or _is_other(found, operation_name):
            return await super().execute(
                query,
                variable_values,
                context_value,
                root_value,
                operation_name,
                allowed_operation_types,
                operation_extensions,
            )
        result = await await_maybe(
            execute(
                self._schema,
                found,
                root_value,
                context_value,
                variable_values,
                operation_name,
                executor_class=self.execution_context_class,
            )
        )
        if result.errors:
            self.process_errors(result.errors)
        return ExecutionResult(data=result.data, errors=result.errors)

    @cached_property
    def _documents(self) -> Documents:
        return Documents(self._schema)

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Logs faults of the service, with their traces; a client's mistakes are no news."""
        super().process_errors([item for item in errors if is_unexpected(item)], execution_context)


def _is_other(document: DocumentNode, operation_name: str | None) -> bool:
    """Whether it runs something else than a query; graphql-core says where it runs nothing."""
    operation = get_operation_ast(document, operation_name)
    return operation is not None and operation.operation is not CoreOperationType.QUERY


@cache
def build_schema() -> strawberry.Schema:
    """The schema, made once per process."""
    maker = types()
    return PhakhiSchema(
        query=make_query(maker, LinkageQuery, FamiliesQuery, SearchQuery),
        types=[kind.cls for kind in maker.declared.kinds.values()],
        execution_context_class=PlannedExecution,
        config=StrawberryConfig(scalar_map={dt.date: DATE, dt.datetime: DATETIME}),
    )


def sdl() -> str:
    """The schema in GraphQL's schema definition language."""
    return build_schema().as_str() + "\n"
