"""What the execution of one request has at hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol, Self

from graph_api.access.budget import Budgets
from graph_api.access.identity import Principal
from graph_api.feed.context import FeedServices
from graph_api.linkage.context import LinkageServices
from graph_api.planner.answers import AnswerField
from graph_api.planner.fanout import FanOut
from graph_api.planner.limits import OperationLimits
from graph_api.planner.plan_cache import PlanCache
from graph_api.search.context import SearchServices
from graph_api.settings import Settings
from graph_api.store import Store
from schema.registry import declaration


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
        services: what lives as long as the service, such as ``services.snapshots``.
        identity: who asks; ``None``: somebody with the scopes that every reader has.
        request_id: the request's id, which the log has, too.
        event_id: of a subscription, the mark of its last event: at first of the one that the reader
            has, if any, to go on from there.
        plans: of the application; a context that is made by itself has its own.
        answer: for the resolver of an answer, what is selected of it.
        include_synthetic: what the resolver of an answer decided, where that was left to it.
    """

    store: Store
    settings: Settings
    language: str = "en"
    services: RequestServices = None  # type: ignore[assignment]  # where no resolver needs any
    identity: Principal | None = None
    request_id: str = ""
    event_id: str = ""
    plans: PlanCache = field(default_factory=lambda: PlanCache(declaration()))
    answer: AnswerField | None = None
    include_synthetic: bool | None = None

    def resolving(self, answer: AnswerField | None) -> Self:
        """The same, for the resolver of one answer."""
        return replace(self, answer=answer)

    def decide(self, *, include_synthetic: bool) -> None:
        """Keeps whether what is invented counts below the answer that is resolved."""
        self.include_synthetic = include_synthetic

    def selected(self, *path: str) -> frozenset[str]:
        """Names of the fields that are selected at the end of ``path`` below the resolved answer.

        What costs something is worked out only where it is selected.
        """
        assert self.answer is not None, "only answers are told what is selected of them"
        return self.answer.selected(*path)

    @cached_property
    def limits(self) -> OperationLimits:
        """Bounds on one operation, from the settings."""
        return OperationLimits.of(self.settings)

    @cached_property
    def granted(self) -> frozenset[str]:
        """The access scopes in force."""
        if self.identity is None:
            return frozenset(self.settings.scopes)
        return self.identity.scopes
