"""What the steps of one load share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from loaders.changes import NO_ENDS, ChangeLog, Ends
from loaders.claims import claims_of
from loaders.merge import ASSERTED, DatasetInfo, Merged
from loaders.records import DatasetRows, Plain
from loaders.reversal import Remembered, remembered
from loaders.reversal_statements import Reversal
from loaders.spooling import IdSet
from loaders.upsert import DesiredRecord, Tally
from schema.cypher import Writer
from schema.ids import kind_of
from schema.ways import CONCERNS, MIDDLE, STRAIGHT, THROUGH

Progress = Callable[[str, int, int], None]
"""Told of a step's name (``records`` or ``relationships``), how much is done, how much there is."""


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A relationship that is there: its id, type, and ids of its ends."""

    id: str
    type: str
    ends: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Gone:
    """What the dataset asserted before and its files no longer state.

    Attributes:
        shared: ids of nodes that others assert too.
        own: ids of nodes that nobody else asserts.
        links: the relationships.
        kept: ids of nodes that it goes on stating.
        kept_links: how many relationships it goes on stating, by type.
    """

    shared: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    links: tuple[StoredLink, ...] = ()
    kept: frozenset[str] = frozenset()
    kept_links: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DatasetPart:
    """A load that states some of a dataset, and leaves the rest as it is.

    Attributes:
        gone: ids of records and relationships that the dataset is to state no longer.
        adds: whether what it states of a record is added to what the dataset states already.
    """

    gone: frozenset[str] = frozenset()
    adds: bool = False


@dataclass(slots=True)
class Loading:
    """One load on its way; each of its transactions works on a copy (:meth:`attempt`).

    Attributes:
        dataset: what is loaded.
        progress: is told of steps.
        today: the day that derived relationships are about.
        log: collects the changes of this transaction.
        infos: precedence and nature of every dataset, the loaded one as its files say.
        gone: what the files no longer state.
        nodes, links: what happened to them so far.
        sources: ids of nodes from which a relationship that may be a way to an issue changed.
        middles: ids of nodes in the middle of such ways that changed.
        subjects: ids of records and relationships on which claims stand, stood or may stand.
        claims: the claims that should stand on them, each with its relationship.
        claimed: number of claims that stand on the records of the transactions before.
        opened: what happened to the dataset's own node at the beginning.
        whole: whether the load is one transaction.
        confirmed: whether it may take away as much as it likes.
        revision: the graph's revision after the last transaction.
        part: what else than its rows it states, where these are not all of the dataset.
        based_on: the revision of the graph that it must have found; ``None`` for any.
        undoes: what it undoes; ``None`` for a load.
        verdict: the id of the verdict that it carries out; ``None`` for a load of files.
        rehearsed: whether it is to be taken back.
        unfinished: whether another load of the same dataset goes on with it.
        base: the revision of the graph that it found.
        reversal: what is remembered of it, so that it can be undone.
        remembered: what the dataset stated before this transaction of what it wrote.
        turn: how many transactions had begun to change the graph, this one included.
        created: ids of nodes that its transactions before have created, while nobody else wrote.
        creating: ids of those that this one creates.
    """

    dataset: DatasetRows
    progress: Progress
    today: dt.date
    log: ChangeLog
    infos: Mapping[str, DatasetInfo] = field(default_factory=dict)
    gone: Gone = field(default_factory=Gone)
    nodes: Tally = field(default_factory=Tally)
    links: Tally = field(default_factory=Tally)
    sources: set[str] = field(default_factory=set)
    middles: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    claims: list[tuple[DesiredRecord, DesiredRecord]] = field(default_factory=list)
    claimed: int = 0
    opened: Tally = field(default_factory=Tally)
    whole: bool = False
    confirmed: bool = False
    revision: int = 0
    part: DatasetPart | None = None
    based_on: int | None = None
    undoes: Reversal | None = None
    verdict: str | None = None
    rehearsed: bool = False
    unfinished: bool = False
    base: int = 0
    reversal: Reversal | None = None
    remembered: list[Remembered] = field(default_factory=list)
    turn: int = 0
    created: IdSet = field(default_factory=IdSet)
    creating: set[str] = field(default_factory=set)
    _tx: Writer | None = None

    @property
    def tx(self) -> Writer:
        """The transaction of now."""
        assert self._tx is not None
        return self._tx

    @property
    def size(self) -> int:
        """Rows to write and to take away."""
        gone = self.gone
        stated = len(self.dataset.nodes) + len(self.dataset.links)
        return stated + len(gone.shared) + len(gone.own) + len(gone.links)

    def attempt(self, tx: Writer, turn: int) -> Loading:
        """A copy for one more transaction, the graph's ``turn``, which may fail and be tried again."""
        if turn == self.turn + 1:
            for ident in self.creating:
                self.created.add(ident)
        else:
            self.created = IdSet()
        return replace(
            self,
            _tx=tx,
            log=ChangeLog(self.log.by, self.log.at),
            nodes=replace(self.nodes),
            links=replace(self.links),
            sources=set(),
            middles=set(),
            subjects=set(),
            claims=[],
            remembered=[],
            creating=set(),
            turn=turn,
            claimed=self.claimed + len(self.claims),
        )

    def settle(self, item: DesiredRecord, merged: Merged, stored: Mapping[str, Plain]) -> None:
        """Notes what datasets dispute about ``item``."""
        if merged.properties[ASSERTED] or stored.get(ASSERTED):
            self.subjects.add(item.id)
            self.claims.extend(claims_of(item, merged, self.infos))

    def remember(
        self, ident: str, group: str, stored: Mapping[str, Plain] | None, ends: Ends = NO_ENDS
    ) -> None:
        """Notes what the dataset stated of a record that is written, ``stored`` as it was."""
        reversal = self.reversal
        wanted = self.undoes is None and not self.rehearsed
        if wanted and ident != self.dataset.id and reversal is not None and not reversal.first:
            self.remembered.append(remembered(self.dataset.id, ident, group, ends, stored or {}))

    def is_new(self, ends: Ends) -> bool:
        """Whether no relationship between two nodes can be there, since one of them was not."""
        return any(end in self.creating or end in self.created for end in ends)

    def touch_node(self, node_id: str, *, new: bool = False) -> None:
        """Notes that a node changed, or is ``new``."""
        if new:
            self.creating.add(node_id)
        if kind_of(node_id) in MIDDLE:
            self.middles.add(node_id)

    def touch_link(self, type_: str, source: str) -> None:
        """Notes that a relationship changed, came or went."""
        if type_ in THROUGH or type_ in STRAIGHT:
            self.sources.add(source)
        elif type_ == CONCERNS:
            self.middles.add(source)
