"""Asks linkage about a store, as its resolvers do once they have decided the scope."""

from __future__ import annotations

from graph_api.domain.scope import Scope
from graph_api.linkage.answers import Collaborators, Linkage, NetworkMatrix, SharedIssue
from graph_api.linkage.collaborating import CollaboratorQuery, find_collaborators
from graph_api.linkage.linking import find_linkage
from graph_api.linkage.networking import MatrixQuery, find_network_matrix, find_shared_issues
from graph_api.linkage.picture import PictureRequest, draw
from graph_api.linkage.picture_answers import Picture
from graph_api.linkage.snapshots import Snapshots
from graph_api.store import Store


class LinkageOnStore:
    """Linkage on one store, whose snapshots are kept between questions."""

    def __init__(self, store: Store) -> None:
        """On ``store``."""
        self._store = store
        self._snapshots = Snapshots(store)

    async def collaborators(
        self, scope: Scope, question: CollaboratorQuery
    ) -> Collaborators | None:
        """Whom an agency could work with."""
        return await find_collaborators(self._store, await self._snapshots.get(scope), question)

    async def linkage(
        self, scope: Scope, source: str, target: str, language: str
    ) -> Linkage | None:
        """How two organisations are linked."""
        snapshot = await self._snapshots.get(scope)
        return await find_linkage(self._store, snapshot, source, target, language)

    async def shared_issues(
        self, scope: Scope, area: str | None, least: int, first: int
    ) -> list[SharedIssue]:
        """Issues that at least ``least`` networks share."""
        snapshot = await self._snapshots.get(scope)
        return await find_shared_issues(self._store, snapshot, area, least, first)

    async def network_matrix(
        self, scope: Scope, area: str, language: str, *, bounds: bool | None = False
    ) -> NetworkMatrix | None:
        """Every pair of networks of an area."""
        snapshot = await self._snapshots.get(scope)
        question = MatrixQuery(area, language, bounds)
        return await find_network_matrix(self._store, snapshot, question)

    async def graph(self, scope: Scope, request: PictureRequest) -> Picture | None:
        """Nodes and edges for a picture."""
        return await draw(self._store, await self._snapshots.get(scope), request)
