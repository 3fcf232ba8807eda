"""What an operation is likely to cost, reckoned before it is executed.

The unit is one record of a page. A page holds no more than the relationship leads to on average, so
the estimate follows the data, where the bound of :mod:`graph_api.planner.cost` follows page sizes
alone. How the constants were measured stands in ``docs/limits.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphql import GraphQLObjectType
from graphql.execution.collect_fields import FieldDetails

from graph_api.planner.answers import declared_cost
from graph_api.planner.bind import MAX_LIST
from graph_api.planner.collect import Document
from graph_api.planner.cost import CostNode, Reach
from graph_api.planner.fanout import FanOutCounts
from graph_api.planner.introspection import introspection_cost, is_introspection
from graph_api.planner.limits import OperationLimits
from graph_api.planner.plan import PlanPart, QueryPlan
from graph_api.planner.slots import RootSort
from graph_api.planner.values import Leaf, Variables, lookup

WALKED = 0.1
"""A record that is tested, counted or measured, and not returned."""
COMPUTED = 5_000
"""A field that is computed in process and declares no cost: about what the middle one of the
planners' questions takes."""


@dataclass(frozen=True)
class Estimator:
    """Estimates operations of one request.

    Attributes:
        document: the operation with its variables.
        limits: bounds on page sizes.
        counts: numbers of the graph, or ``None`` where they are not known yet.
    """

    document: Document
    limits: OperationLimits
    counts: FanOutCounts | None

    def of(self, plan: QueryPlan) -> int:
        """The cost of a plan; nothing is free.

        Raises:
            PhakhiError: ``OPERATION_TOO_COSTLY``, for introspection.
        """
        total = sum(self._part(plan, part) for part in plan.parts)
        total += sum(_computed(answer.owner, answer.details) for answer in plan.answers)
        total += sum(map(self._other, plan.others.values()))
        return max(1, round(total))

    def _part(self, plan: QueryPlan, part: PlanPart) -> float:
        """A subquery: a listing, or what is selected of nodes that are found by their ids."""
        below = self._nodes(part.cost)
        if part.source.sort is RootSort.LISTING:
            return below
        return self._ids(plan, part) * (1 + below)

    def _ids(self, plan: QueryPlan, part: PlanPart) -> int:
        """How many ids there are; those of an answer are not known before it is computed."""
        if part.source.sort is RootSort.ANSWER:
            return self.limits.default_page_size
        values = (lookup(leaf, self._variables) for leaf in plan.finds[part.source.root].ids)
        number = sum(len(value) if isinstance(value, list) else 1 for value in values)
        return min(number, MAX_LIST)

    def _nodes(self, nodes: Iterable[CostNode]) -> float:
        return sum(map(self._node, nodes))

    def _node(self, node: CostNode) -> float:
        size = node.size if isinstance(node.size, int) else self._page_size(node.size)
        reached = self._reached(node.reach, size)
        page = min(size, reached) * (1 + self._nodes(node.below)) if node.counted else 0
        return page + self._nodes(node.beside) + node.walks * WALKED * reached

    def _reached(self, reach: Reach, size: int) -> float:
        if self.counts is None or reach is None:
            return size
        if isinstance(reach, str):
            return self.counts.of_kind(reach)
        return self.counts.fan_out(reach)

    def _other(self, details: list[FieldDetails]) -> int:
        """A root field that graphql-core executes."""
        if is_introspection(details):
            return introspection_cost(self.document, details)
        return _computed(self.document.root_type, details)

    @property
    def _variables(self) -> Variables:
        return self.document.variables.coerced

    def _page_size(self, leaf: Leaf | None) -> int:
        """The size of a page; a wrong one is refused elsewhere."""
        value = lookup(leaf, self._variables) if leaf is not None else None
        if not isinstance(value, int):
            return self.limits.default_page_size
        return max(0, min(value, self.limits.page_size))


def _computed(owner: GraphQLObjectType, details: list[FieldDetails]) -> int:
    """What computing a field of ``owner`` takes, before anything below it; its name takes nothing."""
    name = details[0].node.name.value
    if name == "__typename":
        return 0
    cost = declared_cost(owner.fields[name])
    return COMPUTED if cost is None else cost
