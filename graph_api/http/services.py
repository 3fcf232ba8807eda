"""What lives as long as the service and is shared by all requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_api.linkage.service import LinkageService
from graph_api.search.service import SearchService

if TYPE_CHECKING:
    from graph_api.store import Store


@dataclass(frozen=True, slots=True)
class Services:
    """Handed to resolvers as ``context.services``.

    Attributes:
        linkage: answers who can work with whom.
        search: finds records by their names.
    """

    linkage: LinkageService
    search: SearchService


def make_services(store: Store) -> Services:
    """The services on a store."""
    return Services(linkage=LinkageService(store), search=SearchService(store))
