"""The search service: one a process."""

from __future__ import annotations

from graph_api.domain.scope import Scope
from graph_api.search.answers import SearchHit
from graph_api.search.asking import SearchRequest
from graph_api.search.finding import Ranked, find, rank
from schema.cypher import Reader


class SearchService:
    """Finds records by their names.

    Args:
        store: where they are.
    """

    def __init__(self, store: Reader) -> None:
        self._store = store

    async def search(self, scope: Scope, request: SearchRequest, first: int) -> list[SearchHit]:
        """The best hits, best first.

        Raises:
            PhakhiError: what the store raises.
        """
        return await find(self._store, scope, request, first)

    async def rank(self, scope: Scope, request: SearchRequest, first: int) -> list[Ranked]:
        """The records of the best hits with what matched, best first.

        Raises:
            PhakhiError: what the store raises.
        """
        return await rank(self._store, scope, request, first)
