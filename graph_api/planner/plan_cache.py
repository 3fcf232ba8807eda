"""Plans that have been made, by what they depend on."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass

from cachetools import LRUCache
from graphql import GraphQLType, OperationDefinitionNode

from graph_api.observing.observer import count_lookup
from graph_api.planner.collect import Document, variable_types
from graph_api.planner.limits import OperationLimits
from graph_api.planner.model import Place
from graph_api.planner.plan import PlanMaker, QueryPlan
from graph_api.planner.values import signature
from schema.registry import Declaration


@dataclass(frozen=True)
class _OperationPlans:
    """The plans of one operation.

    It holds the operation, by whose identity it is looked up, so that no other can take its place.
    """

    operation: OperationDefinitionNode
    types: dict[str, GraphQLType]
    plans: LRUCache[Hashable, QueryPlan]

    @property
    def length(self) -> int:
        """Characters of the document, which stays as long as the plans do, and of the statements."""
        place = self.operation.loc
        document = len(place.source.body) if place else 0
        return document + sum(len(plan.text or "") for plan in self.plans.values())


def _length(plans: _OperationPlans) -> int:
    return plans.length


class PlanCache:
    """Plans by operation (the parsed one itself) and by what they depend on of the variables.

    They hold no data and no values. One instance an application.

    Args:
        declared: the declaration that is planned against.
        capacity: characters of documents and statements in all, which is what the memory of plans
            grows with; the operation longest out of use goes first.
        variants: plans of one operation.
    """

    def __init__(
        self, declared: Declaration, capacity: int = 2_000_000, variants: int = 50
    ) -> None:
        self._declared = declared
        self._variants = variants
        self._operations: LRUCache[int, _OperationPlans] = LRUCache(capacity, _length)

    def plan(
        self,
        document: Document,
        limits: OperationLimits,
        granted: frozenset[str],
        excluded: frozenset[Place] = frozenset(),
    ) -> QueryPlan:
        """The plan of an operation, made where there is none.

        Raises:
            PhakhiError: where the operation is refused.
        """
        operation = self._operation(document)
        mark = signature(operation.types, document.variables.coerced)
        key = (mark, limits, granted, excluded)
        plan = operation.plans.get(key)
        count_lookup("plans", hit=plan is not None)
        if plan is None:
            plan = PlanMaker(self._declared, document, limits, granted, excluded).make()
            operation.plans[key] = plan
            with suppress(ValueError):  # one that is too large is not cached
                self._operations[id(operation.operation)] = operation
        return plan

    def _operation(self, document: Document) -> _OperationPlans:
        operation = document.operation
        cached = self._operations.get(id(operation))
        if cached is not None:
            return cached
        types = variable_types(document.schema, operation)
        return _OperationPlans(operation, types, LRUCache(self._variants))
