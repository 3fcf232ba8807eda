"""What lives as long as the service and is shared by all requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_api.access.budget import Budgets
from graph_api.feed.feed import Feed
from graph_api.linkage.index_files import IndexFiles
from graph_api.linkage.snapshots import Snapshots
from graph_api.planner.fanout import FanOut
from graph_api.search.service import SearchService

if TYPE_CHECKING:
    from graph_api.store import Store


@dataclass(frozen=True, slots=True)
class Services:
    """Handed to resolvers as ``context.services``.

    Attributes:
        snapshots: what is computed of the graph, for the answers of analyses.
        search: finds records by their names.
        feed: whoever follows the changes.
        fan_out: how many records there are, and how many a relationship leads to.
        budgets: what each client has left.
    """

    snapshots: Snapshots
    search: SearchService
    feed: Feed
    fan_out: FanOut
    budgets: Budgets


def make_services(store: Store, files: IndexFiles | None = None) -> Services:
    """The services on a store; an index of its graph is kept in ``files``, if anywhere."""
    return Services(
        Snapshots(store, files, store.last_written),
        SearchService(store),
        Feed(store),
        FanOut(store),
        Budgets(),
    )
