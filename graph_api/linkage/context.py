"""What the resolvers of analyses and of linkage have at hand, as far as they use it."""

from __future__ import annotations

from typing import Protocol

import strawberry

from graph_api.linkage.snapshots import Snapshots
from schema.cypher import Reader


class LinkageServices(Protocol):
    """What lives as long as the service."""

    @property
    def snapshots(self) -> Snapshots:
        """What is computed of the graph."""
        ...


class LinkageContext(Protocol):
    """The context of one request."""

    def selected(self, *path: str) -> frozenset[str]:
        """Names of the fields that are selected at the end of ``path`` below the resolved answer."""
        ...

    def decide(self, *, include_synthetic: bool) -> None:
        """Keeps whether what is invented counts below the answer that is resolved."""
        ...

    @property
    def store(self) -> Reader:
        """Where statements are read."""
        ...

    @property
    def language(self) -> str:
        """``"th"`` or ``"en"``."""
        ...

    @property
    def services(self) -> LinkageServices:
        """What lives as long as the service."""
        ...


LinkageInfo = strawberry.Info[LinkageContext, None]
"""What Strawberry hands to a resolver."""
