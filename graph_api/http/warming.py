"""Statements are planned before somebody waits for them.

The database plans a statement when it first gets it, for a tenth of a second to more than one. So
after a start it is given those that the service will be asked for: of the explorer's documents, of the
trusted ones, and of the analyses. Nothing of them is run to its end.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from graphql import (
    DocumentNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    get_named_type,
    is_enum_type,
    is_list_type,
    is_non_null_type,
    type_from_ast,
)

from graph_api.context import RequestContext
from graph_api.graphql.execution import PlannedExecution
from schema.cypher import STATEMENTS
from schema.errors import PhakhiError

if TYPE_CHECKING:
    from graph_api.graphql.schema import PhakhiSchema
    from graph_api.http.state import AppState

_WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b")
_SAMPLES = {"Int": 1, "Float": 1.0, "Boolean": True}

_log = logging.getLogger(__name__)


async def warm_plans(schema: PhakhiSchema, state: AppState) -> None:
    """Has the statements planned that will be asked for, one after the other."""
    with suppress(PhakhiError):  # the first who asks learns that the database is away
        for text in dict.fromkeys(_planned(schema, state)):
            await state.store.plan(text, {"p": []})  # the planner's values are a list
        for statement in STATEMENTS.values():
            if not _WRITES.search(statement.text):
                await state.store.plan(statement.sent, {"p": {}})
        _log.info("plans are ready")


def _planned(schema: PhakhiSchema, state: AppState) -> Iterator[str]:
    """What the planner makes of the documents that the service knows."""
    documents = {**state.explorer.documents, **state.documents.trusted.documents}
    context = RequestContext(state.store, state.settings, plans=state.plans)
    for text in documents.values():
        document = schema.document(text, context)
        if isinstance(document, DocumentNode):
            yield from _of_document(schema.core, document, context)


def _of_document(
    schema: GraphQLSchema, document: DocumentNode, context: RequestContext
) -> Iterator[str]:
    """The statements of the queries in a document."""
    for operation in document.definitions:
        if not isinstance(operation, OperationDefinitionNode):
            continue
        if operation.operation is not OperationType.QUERY:
            continue
        execution = PlannedExecution.build(
            schema,
            document,
            context_value=context,
            raw_variable_values=_required(schema, operation),
            operation_name=operation.name.value if operation.name else None,
        )
        if isinstance(execution, PlannedExecution):
            with suppress(PhakhiError):
                text = execution.plan().text
                if text is not None:
                    yield text


def _required(schema: GraphQLSchema, operation: OperationDefinitionNode) -> dict[str, Any]:
    """Some values for the variables that have to be given: a plan does not depend on which."""
    return {
        item.variable.name.value: _sample(type_from_ast(schema, item.type))
        for item in operation.variable_definitions or ()
        if item.default_value is None
    }


def _sample(kind: Any) -> object:  # noqa: ANN401 - a type of GraphQL
    if not is_non_null_type(kind):
        return None
    if is_list_type(kind.of_type):
        return []
    named = get_named_type(kind)
    if is_enum_type(named):
        return next(iter(named.values))
    return _SAMPLES.get(named.name, "agency:none")
