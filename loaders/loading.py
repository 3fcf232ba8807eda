"""What the steps of one load share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from loaders.changes import ChangeLog
from loaders.claims import claims_of
from loaders.focus import CONCERNS, ways
from loaders.merge import ASSERTED, DatasetInfo, Merged
from loaders.protocol import Transaction
from loaders.records import Dataset, Plain
from loaders.upsert import Tally, Wanted
from schema.ids import kind_of

Progress = Callable[[str, int, int], None]
"""Told of a step's name (``records`` or ``relationships``), how much is done, how much there is."""


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True)
class Loading:
    """One load on its way.

    Attributes:
        tx: the transaction that all of it happens in.
        dataset: what is loaded.
        infos: precedence and nature of every dataset, the loaded one as its files say.
        log: collects the changes.
        progress: is told of steps.
        nodes, links: what happened to them so far.
        touched_links: ids of relationships that were created or changed.
        sources: ids of nodes from which a relationship that may be a way to an issue changed.
        middles: ids of nodes in the middle of such ways that changed.
        subjects: ids of records and relationships on which claims stand, stood or may stand.
        claims: the claims that should stand on them, each with its relationship.
    """

    tx: Transaction
    dataset: Dataset
    infos: Mapping[str, DatasetInfo]
    log: ChangeLog
    progress: Progress
    nodes: Tally = field(default_factory=Tally)
    links: Tally = field(default_factory=Tally)
    touched_links: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    middles: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    claims: list[tuple[Wanted, Wanted]] = field(default_factory=list)

    def settle(self, item: Wanted, merged: Merged, stored: Mapping[str, Plain]) -> None:
        """Notes what datasets dispute about ``item``."""
        if merged.properties[ASSERTED] or stored.get(ASSERTED):
            self.subjects.add(item.id)
            self.claims.extend(claims_of(item, merged, self.infos))

    def touch_node(self, node_id: str) -> None:
        """Notes that a node changed."""
        _, _, middle = ways()
        if kind_of(node_id) in middle:
            self.middles.add(node_id)

    def touch_link(self, type_: str, source: str) -> None:
        """Notes that a relationship changed, came or went."""
        through, direct, _ = ways()
        if type_ in through or type_ in direct:
            self.sources.add(source)
        elif type_ == CONCERNS:
            self.middles.add(source)
