"""What the resolver of a search has at hand, as far as it uses it."""

from __future__ import annotations

from typing import Protocol

import strawberry

from graph_api.search.service import SearchService


class SearchServices(Protocol):
    """What lives as long as the service."""

    @property
    def search(self) -> SearchService:
        """Finds records by their names."""
        ...


class SearchContext(Protocol):
    """The context of one request."""

    @property
    def services(self) -> SearchServices:
        """What lives as long as the service."""
        ...


SearchInfo = strawberry.Info[SearchContext, None]
"""What Strawberry hands to a resolver."""
