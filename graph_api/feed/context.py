"""What the resolvers of changes have at hand, as far as they use it."""

from __future__ import annotations

from typing import Protocol

import strawberry

from graph_api.feed.feed import Feed
from graph_api.planner.limits import OperationLimits
from graph_api.settings import Settings
from schema.cypher import Reader


class FeedServices(Protocol):
    """What lives as long as the service."""

    @property
    def feed(self) -> Feed:
        """Whoever follows the changes."""
        ...


class FeedContext(Protocol):
    """The context of one request.

    Attributes:
        event_id: the mark of the last event of a subscription.
    """

    event_id: str

    def selected(self, *path: str) -> frozenset[str]:
        """Names of the fields that are selected at the end of ``path`` below the resolved answer."""
        ...

    @property
    def store(self) -> Reader:
        """Where statements are read."""
        ...

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        ...

    @property
    def limits(self) -> OperationLimits:
        """Bounds on one operation."""
        ...

    @property
    def granted(self) -> frozenset[str]:
        """The access scopes in force."""
        ...

    @property
    def services(self) -> FeedServices:
        """What lives as long as the service."""
        ...


FeedInfo = strawberry.Info[FeedContext, None]
"""What Strawberry hands to a resolver."""
