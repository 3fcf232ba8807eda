"""Answers ``why``: what stands behind a mark, a line or a cluster of a picture."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from graph_api.concurrency import compute
from graph_api.domain.names import Named
from graph_api.linkage.cluster_names import cluster_name
from graph_api.linkage.clustering import Clustering, record_of
from graph_api.linkage.clusters_named import is_cluster
from graph_api.linkage.csr import Ints
from graph_api.linkage.snapshots import Snapshot
from graph_api.linkage.why_answers import Why, WhyReason
from graph_api.linkage.why_reading import (
    Pair,
    PairsBetween,
    belongs,
    common_works,
    ends,
    numbers_of,
    pairs_between,
    read_links,
)
from graph_api.linkage.why_statements import NAMES_OF, RECORD_BEHIND, LinkBehind
from graph_api.linkage.why_telling import WhyTeller
from schema.cypher import Reader

NETWORK = "network:"

GetClustering = Callable[[str], Awaitable[Clustering]]
"""Gets the clustering that a cluster's id belongs to."""


@dataclass(frozen=True)
class WhyAsker:
    """Asks why, of one snapshot.

    Attributes:
        store: where what is recorded is read.
        snapshot: the graph, computed.
        language: ``"th"`` or ``"en"``.
        clustering: gets the clustering that a cluster's id belongs to.
        first: reasons at most.
    """

    store: Reader
    snapshot: Snapshot
    language: str
    clustering: GetClustering
    first: int

    async def of_one(self, ident: str) -> Why | None:
        """What is recorded of a record, or ties the members of a cluster; ``None`` where it is gone.

        Raises:
            PhakhiError: what the store raises.
        """
        if is_cluster(ident):
            return await self._of_cluster(ident)
        rows = await RECORD_BEHIND.read(self.store, **self.snapshot.scope.parameters, id=ident)
        if not rows:
            return None
        teller = WhyTeller(self.language)
        reasons = teller.record(rows[0])
        return Why(
            summary=teller.recorded(rows[0]),
            total_count=len(reasons),
            reasons=reasons[: self.first],
        )

    async def of_relationship(self, ident: str, pair: Pair, *, derived: bool) -> Why | None:
        """What is recorded of one relationship, or the ways that one is derived from.

        Raises:
            PhakhiError: what the store raises.
        """
        links = await read_links(self.store, self.snapshot.scope, [pair])
        own = links if derived else [link for link in links if link.id == ident and not link.middle]
        if not own:
            return None
        return self._between(own[0].source, own[0].target, own, [], len(own))

    async def of_two(self, one: str, other: str) -> Why | None:
        """What stands between two records or clusters; ``None`` where one of them is gone.

        Raises:
            PhakhiError: what the store raises.
        """
        names = await self._names(one, other)
        left, right = await self._members(one, other), await self._members(other, one)
        if names is None or left is None or right is None:
            return None
        behind = await self._pairs(left, right)
        works = self._works(one, other)
        asked: list[Pair] = (
            [] if is_cluster(one) or is_cluster(other) else [(one, other), (other, one)]
        )
        parts = [(end, work) for work in works[: self.first] for end in (one, other)]
        links = await read_links(self.store, self.snapshot.scope, [*asked, *behind.pairs, *parts])
        taken = {*parts}
        between = [link for link in links if ends(link) not in taken]
        shared = [link for link in links if ends(link) in taken]
        total = max(len(between), behind.count) + len(works)
        return self._between(*names, between, shared, total)

    async def _of_cluster(self, ident: str) -> Why | None:
        members = (await self.clustering(ident)).belonging(ident)
        if len(members) == 0:
            return None
        record = record_of(ident)
        name = cluster_name(ident, (await self._named([record])).get(record) if record else None)
        around = numbers_of(self.snapshot.features, record) if record else members[:0]
        # Agencies that nothing ties are in one cluster by their seat.
        both = [await self._pairs(members, members), await self._pairs(members, around)]
        pairs, total = [pair for part in both for pair in part.pairs], sum(p.count for p in both)
        links = await read_links(self.store, self.snapshot.scope, pairs[: self.first])
        teller = WhyTeller(self.language)
        return Why(
            summary=teller.within(name, len(members), total),
            total_count=max(total, len(links)),
            reasons=[teller.link(link) for link in links[: self.first]],
        )

    async def _pairs(self, left: Ints, right: Ints) -> PairsBetween:
        return await compute(pairs_between, self.snapshot.features, left, right, self.first)

    async def _members(self, ident: str, beside: str) -> Ints | None:
        """Whom an end stands for: itself, or the members of a cluster; ``None`` where that is gone.

        A network is a record and a cluster: beside one of its own members it is the record.
        """
        own = numbers_of(self.snapshot.features, ident)
        if not (is_cluster(ident) or ident.startswith(NETWORK)):
            return own
        members = (await self.clustering(ident)).belonging(ident)
        if is_cluster(ident):
            return members if len(members) else None
        inside = belongs(members, numbers_of(self.snapshot.features, beside))
        return own if inside or len(members) == 0 else members

    def _works(self, one: str, other: str) -> list[str]:
        graph = self.snapshot.features.graph
        numbers = graph.numbered((one, other))
        agencies = len(graph.of_kind("agency", numbers)) == len(numbers)
        return common_works(self.snapshot.features, one, other) if agencies else []

    async def _names(self, one: str, other: str) -> tuple[Named, Named] | None:
        records = [record_of(ident) for ident in (one, other)]
        known = await self._named([ident for ident in records if ident])
        named: list[Named] = []
        for ident, record in zip((one, other), records, strict=True):
            label = known.get(record) if record else None
            if label is None and not is_cluster(ident):
                return None
            named.append(cluster_name(ident, label) if is_cluster(ident) else label or Named(ident))
        return named[0], named[1]

    async def _named(self, idents: Sequence[str]) -> dict[str, Named]:
        (row,) = await NAMES_OF.read(self.store, ids=list(idents))
        return {named.id: named for named in row.names}

    def _between(
        self,
        one: Named,
        other: Named,
        links: Sequence[LinkBehind],
        parts: Sequence[LinkBehind],
        total: int,
    ) -> Why:
        teller = WhyTeller(self.language)
        works: dict[str, tuple[list[LinkBehind], list[LinkBehind]]] = {}
        for part in parts:
            works.setdefault(part.target.id, ([], []))[part.source.id != one.id].append(part)
        reasons: list[WhyReason] = [
            *map(teller.link, links),
            *(teller.work(*both) for both in works.values() if all(both)),
        ]
        shown = reasons[: self.first]
        return Why(
            summary=teller.between(one, other, total, shown), total_count=total, reasons=shown
        )
