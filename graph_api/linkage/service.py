"""The linkage service: one a process, with its snapshots."""

from __future__ import annotations

from graph_api.domain.scope import Scope
from graph_api.linkage.answers import Collaborators, Linkage, NetworkMatrix, SharedIssue
from graph_api.linkage.collaborating import CollaboratorQuery, find_collaborators
from graph_api.linkage.linking import find_linkage
from graph_api.linkage.networking import find_network_matrix, find_shared_issues
from graph_api.linkage.picture import PictureRequest, draw
from graph_api.linkage.picture_answers import Picture
from graph_api.linkage.snapshots import Snapshot, Snapshots
from schema.cypher import Reader


class LinkageService:
    """Answers linkage questions about one store.

    Args:
        store: where snapshots, names and evidence are read.

    Every method raises what reading the store raises.
    """

    def __init__(self, store: Reader) -> None:
        self._store = store
        self._snapshots = Snapshots(store)

    @property
    def revision(self) -> int:
        """The newest change that a snapshot includes; 0 when there is none yet."""
        return self._snapshots.newest

    async def warm(self, scope: Scope) -> None:
        """Makes the snapshot of a scope, so that the first question need not wait for it."""
        await self._snapshots.get(scope)

    async def snapshot(self, scope: Scope) -> Snapshot:
        """What is computed of the graph in a scope."""
        return await self._snapshots.get(scope)

    async def collaborators(
        self, scope: Scope, question: CollaboratorQuery
    ) -> Collaborators | None:
        """Whom an agency could work with; ``None`` when it, or the stated need, is not there."""
        return await find_collaborators(self._store, await self._snapshots.get(scope), question)

    async def linkage(
        self, scope: Scope, source: str, target: str, language: str
    ) -> Linkage | None:
        """How two organisations are linked; ``None`` when one is not there."""
        snapshot = await self._snapshots.get(scope)
        return await find_linkage(self._store, snapshot, source, target, language)

    async def shared_issues(
        self, scope: Scope, area: str | None, least: int, first: int
    ) -> list[SharedIssue]:
        """Issues that at least ``least`` networks share."""
        snapshot = await self._snapshots.get(scope)
        return await find_shared_issues(self._store, snapshot, area, least, first)

    async def network_matrix(self, scope: Scope, area: str, language: str) -> NetworkMatrix | None:
        """Every pair of networks of an area; ``None`` when the area is not there."""
        snapshot = await self._snapshots.get(scope)
        return await find_network_matrix(self._store, snapshot, area, language)

    async def graph(self, scope: Scope, request: PictureRequest) -> Picture | None:
        """Nodes and edges for a picture; ``None`` when the centre is not there."""
        return await draw(self._store, self._snapshots, scope, request)
