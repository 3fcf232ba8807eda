"""What the execution of one request has at hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from graph_api.access.identity import Principal
from graph_api.feed.context import FeedServices
from graph_api.linkage.context import LinkageServices
from graph_api.planner.budget import Budgets
from graph_api.planner.cost import OperationLimits
from graph_api.planner.fanout import FanOut
from graph_api.search.context import SearchServices
from graph_api.settings import Settings
from graph_api.store import Store


class RequestServices(LinkageServices, SearchServices, FeedServices, Protocol):
    """What lives as long as the service and is shared by all requests."""

    @property
    def fan_out(self) -> FanOut:
        """How many records there are, and how many a relationship leads to."""
        ...

    @property
    def budgets(self) -> Budgets:
        """What each client has left."""
        ...


@dataclass
class RequestContext:
    """The context of one request.

    Attributes:
        store: the database.
        settings: the settings of the service.
        language: ``"th"`` or ``"en"``: the language of error messages.
        services: what lives as long as the service, such as ``services.linkage``.
        identity: who asks; ``None``: somebody with the scopes that every reader has.
        request_id: the request's id, which the log has, too.
        event_id: of a subscription, the mark of its last event: at first of the one that the reader
            has, if any, to go on from there.
    """

    store: Store
    settings: Settings
    language: str = "en"
    services: RequestServices = None  # type: ignore[assignment]  # where no resolver needs any
    identity: Principal | None = None
    request_id: str = ""
    event_id: str = ""

    @cached_property
    def limits(self) -> OperationLimits:
        """Bounds on one operation, from the settings."""
        settings = self.settings
        return OperationLimits(
            depth=settings.max_depth,
            roots=settings.max_roots,
            subqueries=settings.max_subqueries,
            cost=settings.max_cost,
            page_size=settings.max_page_size,
            default_page_size=settings.default_page_size,
        )

    @cached_property
    def granted(self) -> frozenset[str]:
        """The access scopes in force."""
        if self.identity is None:
            return frozenset(self.settings.scopes)
        return self.identity.scopes
