"""Plans documents without a database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from graphql import parse, validate
from graphql.execution.executor import Executor

from graph_api.planner.collect import Document
from graph_api.planner.limits import OperationLimits
from graph_api.planner.model import (
    ConnectionColumn,
)
from graph_api.planner.plan import Place, PlanMaker, QueryPlan
from graph_api.planner.request import Request
from graph_api.settings import Settings
from schema.registry import declaration
from tests.planner.answering import own_schema

Variables = dict[str, Any] | None

LIMITS = OperationLimits.of(Settings.model_construct())
"""Those of a service that nothing is set for."""


def limits_with(**bounds: int) -> OperationLimits:
    """The usual limits, but for these."""
    return replace(LIMITS, **bounds)


def read(text: str, variables: Variables = None) -> Document:
    """A valid document with its coerced variables."""
    schema = own_schema()._schema
    parsed = parse(text)
    assert validate(schema, parsed) == []
    built = Executor.build(schema, parsed, raw_variable_values=variables)
    assert isinstance(built, Executor), built
    return Document(schema, built.fragments, built.operation, built.variable_values)


def plan(
    text: str,
    variables: Variables = None,
    limits: OperationLimits | None = None,
    granted: frozenset[str] = frozenset(),
    failed: frozenset[Place] = frozenset(),
) -> QueryPlan:
    """The plan of a document."""
    document = read(text, variables)
    return PlanMaker(declaration(), document, limits or LIMITS, granted, failed).make()


def connection(text: str, variables: Variables = None) -> ConnectionColumn:
    """The one root connection of a document, resolved."""
    (listing,) = plan(text, variables).listings
    return listing.connection


def bind(text: str, variables: Variables = None, limits: OperationLimits | None = None) -> Request:
    """A request whose values have been bound."""
    document = read(text, variables)
    limits = limits or LIMITS
    made = PlanMaker(declaration(), document, limits, frozenset(), frozenset()).make()
    request = Request(made, document.variables.coerced, limits)
    request.bind()
    return request
