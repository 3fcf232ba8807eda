"""What an operation costs: estimated and charged before it is executed, told to whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph_api.context import RequestContext
from graph_api.planner.collect import Document
from graph_api.planner.estimate import Estimator
from graph_api.planner.plan import QueryPlan


@dataclass
class Cost:
    """The cost of one operation.

    Attributes:
        estimated: from page sizes and the numbers of the graph.
        most: from page sizes alone; 0 before they have been looked at.
        left: what is left of the client's budget; ``None`` where there is none.
    """

    estimated: int
    most: int = 0
    left: int | None = None

    def shown(self, context: RequestContext) -> dict[str, Any]:
        """As ``extensions.cost``."""
        settings = context.settings
        budget = {"left": self.left, "perMinute": settings.minute_budget}
        return {
            "estimated": self.estimated,
            "most": self.most,
            "allowed": settings.max_cost,
            "budget": None if self.left is None else budget,
        }


def charge(context: RequestContext, document: Document, plan: QueryPlan) -> Cost:
    """The cost of a plan, after the client has been charged with it.

    Raises:
        PhakhiError: ``BUDGET_EXCEEDED``; ``OPERATION_TOO_COSTLY``, for introspection.
    """
    services, identity = context.services, context.identity
    counts = services.fan_out.current() if services else None
    cost = Cost(Estimator(document, context.limits, counts).of(plan))
    per_minute = context.settings.minute_budget
    if services and identity and per_minute:
        cost.left = services.budgets.charge(identity.client, cost.estimated, per_minute)
    return cost
