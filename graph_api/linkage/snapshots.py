"""Keeps a few snapshots of the graph, each as fresh as the last change that was seen."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Callable, Coroutine, Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, cast

from cachetools import LRUCache

from graph_api.concurrency import SingleFlight, compute, compute_long
from graph_api.domain.ids import NONE_MERGED, MergedIds
from graph_api.domain.scope import Scope
from graph_api.linkage.carried import Carried, read_carried
from graph_api.linkage.counterfactual import leaving, unlinked, words_among
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.graph_index import GraphIndex, features_in
from graph_api.linkage.index_files import IndexFiles
from graph_api.linkage.reading import (
    advanced,
    any_invented,
    invented_among,
    read_index,
    read_state,
)
from graph_api.linkage.reading_statements import GraphState
from graph_api.observing.observer import count_lookup
from loaders.reconciling.redirecting import ends_of
from schema.cypher import Reader

T = TypeVar("T")
Tasks = LRUCache[Hashable, asyncio.Task[Any]]
"""What was begun, by what it is: whoever asks meanwhile or later waits for the same."""

COMPUTATIONS = 16
"""Results computed of one snapshot as a whole that are cached."""

DRAWINGS = 8
"""Pictures of one snapshot that are cached: each holds a few megabytes at most."""

COUNTERFACTUALS = 2
"""Snapshots cached, beside one, of what would be left if some were away; made one at a time."""

SUBJECTS = 10_000
"""Records of which it is cached whether they are invented."""

CAPACITY = 4
"""Snapshots cached at once; the one not used for longest goes first."""

CHECK_SECONDS = 1.0
"""A change is looked for at most so often."""

SAVED_EVERY = 100
"""After so many changes the index is written again; a start reads those that came since."""

PATIENCE_SECONDS = 5.0
"""After a change an answer waits so long for the new snapshot; then it uses the one before."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a graph stands: answers that were given on another one need not be right.

    Attributes:
        revision: of the last change.
        derived: the day that what is derived is of, and which turn made it.
        written: when this machine wrote to the store last; what has no revision changes with it, too.
    """

    revision: int
    derived: str
    written: int


@dataclass(frozen=True)
class Snapshot:
    """What linkage knows, and of when.

    Attributes:
        features: the graph, computed.
        scope: what part of the graph it is.
        revision: the change that it includes; later ones may be in it too.
        taken_at: when reading it began.
        memo: what has been computed of it as a whole, by what it is.
        drawings: pictures of it, by what was asked for.
        counterfactuals: the same without some nodes, by their ids.
    """

    features: Features
    scope: Scope
    revision: int
    taken_at: dt.datetime
    memo: Tasks = field(default_factory=lambda: LRUCache(COMPUTATIONS), compare=False, repr=False)
    drawings: Tasks = field(default_factory=lambda: LRUCache(DRAWINGS), compare=False, repr=False)
    counterfactuals: Tasks = field(
        default_factory=lambda: LRUCache(COUNTERFACTUALS), compare=False, repr=False
    )
    _turn: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(1), compare=False, repr=False
    )

    async def once(self, key: Hashable, work: Callable[[Features], T]) -> T:
        """What ``work`` makes of the features, off the event loop, once for everyone who asks.

        Args:
            key: says what it is; the ``COMPUTATIONS`` last used are cached.
            work: a function of the features alone.
        """

        def begin() -> Coroutine[Any, Any, T]:
            return compute_long(work, self.features)

        return await _shared(self.memo, key, begin)

    async def in_turn(self, key: Hashable, work: Callable[[Features], T]) -> T:
        """The same for what takes long: one at a time, so that the others find a thread."""

        async def begin() -> T:
            async with self._turn:
                return await compute_long(work, self.features)

        return await _shared(self.memo, key, begin)

    async def read_once(self, key: Hashable, read: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """What ``read`` reads beside the features, once for everyone who asks of this snapshot."""
        return await _shared(self.memo, key, read)

    async def drawn_once(self, key: Hashable, draw: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The same for pictures, of which there are so many that they would crowd out what takes long."""
        return await _shared(self.drawings, key, draw)

    async def without(self, store: Reader, idents: Iterable[str]) -> Snapshot | None:
        """The snapshot as it would be if these were away; ``None`` when one is not there.

        Args:
            store: where it is read what evidence carries; not asked where none is named.
            idents: evidence, or of any kind of the graph; what goes with them is that of ``leaving``
                and of ``read_carried``.

        Raises:
            PhakhiError: what the store raises.
        """
        key = tuple(sorted(set(idents)))
        words = words_among(key)
        known = [self.features.graph.any_number(ident) for ident in key if ident not in words]
        numbers = [number for number in known if number is not None]
        if len(numbers) < len(known):
            return None
        return await _shared(
            self.counterfactuals, key, lambda: self._without(store, numbers, words)
        )

    async def _without(
        self, store: Reader, numbers: list[int], words: list[str]
    ) -> Snapshot | None:
        carried = await read_carried(store, self.scope, words)
        if carried is None:
            return None
        # each is as large as the snapshot itself
        async with self._turn:
            features = await compute(_left_of, self.features, numbers, carried)
        return Snapshot(features, self.scope, self.revision, self.taken_at)


def _left_of(features: Features, numbers: list[int], carried: Carried) -> Features:
    graph = features.graph
    gone = leaving(graph, numbers)
    left = unlinked(graph, carried.links) if carried.links else graph
    return make_features(left.without(gone) if len(gone) else left, features, untied=carried.former)


async def _shared(tasks: Tasks, key: Hashable, begin: Callable[[], Coroutine[Any, Any, T]]) -> T:
    task = tasks.get(key)
    # What failed is begun again: it may have been short of memory, or interrupted.
    if task is None or task.cancelled() or (task.done() and task.exception() is not None):
        tasks[key] = task = asyncio.create_task(begin())
    # A client that goes cancels what it waits for; others may wait for the same.
    return cast("T", await asyncio.shield(task))


class Snapshots:
    """Snapshots of one store. One instance a process; all methods belong to its event loop.

    Args:
        store: what they are of.
        files: where the index is kept beside it, if anywhere.
        last_written: changes when this machine has written to the store.

    Attributes:
        late: how many answers were given by an older snapshot, since a new one was not there in time.
    """

    def __init__(
        self,
        store: Reader,
        files: IndexFiles | None = None,
        last_written: Callable[[], int] = lambda: 0,
    ) -> None:
        self.late = 0
        self._store = store
        self._last_written = last_written
        self._written = 0
        self._files = files
        self._index: GraphIndex | None = None
        self._saved = 0
        self._advancing = asyncio.Lock()
        self._cache: LRUCache[Scope, Snapshot] = LRUCache(CAPACITY)
        self._building = SingleFlight[tuple[Scope, int], Snapshot]()
        self._checking = asyncio.Lock()
        self._state = GraphState([], 0)
        self._merged = NONE_MERGED
        self._checked = float("-inf")
        self._newest = 0
        self._invented = (-1, True)
        self._subjects: LRUCache[tuple[int, str], bool] = LRUCache(SUBJECTS)

    @property
    def newest(self) -> int:
        """The newest change that a snapshot has included; 0 when none was made."""
        return self._newest

    async def get(self, scope: Scope) -> Snapshot:
        """The snapshot of a scope, made when there is none or the graph has changed.

        Raises:
            PhakhiError: what reading the store raises.
        """
        revision = await self.revision()
        if not scope.include_synthetic and not await self.any_invented():
            scope = replace(scope, include_synthetic=True)  # the same graph, made once
        cached = self._cache.get(scope)
        hit = cached is not None and cached.revision >= revision
        count_lookup("snapshots", hit=hit)
        if cached is not None and hit:
            return cached
        # The revision is part of the key: who saw a newer change must not get what was begun before it.
        task = self._building.begin((scope, revision), lambda: self._build(scope, revision))
        if cached is None:
            return await asyncio.shield(task)
        try:
            # wait_for cancels what it gives up waiting for; the new snapshot is for the next to ask.
            return await asyncio.wait_for(asyncio.shield(task), PATIENCE_SECONDS)
        except TimeoutError:
            self.late += 1
            return cached

    async def revision(self) -> int:
        """The revision of the last change that was seen."""
        await self._look()
        return self._state.revision

    async def merged(self) -> MergedIds:
        """Which record each one that was merged is now, as of the last look at the graph."""
        await self._look()
        return self._merged

    async def standing(self) -> Standing | None:
        """What every answer depends on; ``None`` while what is derived is on its way."""
        await self._look()
        state = self._state
        if state.derived is None:
            return None
        return Standing(state.revision, state.derived, self._written)

    async def _look(self) -> None:
        # The lock makes one look serve all that ask meanwhile.
        async with self._checking:
            written = self._last_written()  # before reading: what is written meanwhile is seen next
            if time.monotonic() - self._checked < CHECK_SECONDS and written == self._written:
                return
            state = await read_state(self._store)
            if state.merged != self._state.merged:
                self._merged = ends_of(dict(state.merged))
            self._state, self._checked, self._written = state, time.monotonic(), written

    async def any_invented(self) -> bool:
        """Whether the graph holds anything that is invented; read once a revision."""
        revision = await self.revision()
        seen, invented = self._invented
        if seen != revision:
            invented = await any_invented(self._store)
            self._invented = revision, invented
        return invented

    async def invented(self, idents: Iterable[str]) -> frozenset[str]:
        """Which of these records are invented, as of the last change that was seen."""
        if not await self.any_invented():
            return frozenset()  # as in most offices: nothing has to be read
        revision = await self.revision()
        known = {ident: self._subjects.get((revision, ident)) for ident in idents}
        unknown = [ident for ident, invented in known.items() if invented is None]
        found = await invented_among(self._store, unknown) if unknown else frozenset()
        for ident in unknown:
            self._subjects[revision, ident] = known[ident] = ident in found
        return frozenset(ident for ident, invented in known.items() if invented)

    async def _build(self, scope: Scope, revision: int) -> Snapshot:
        # Before reading: what changes while it is read may or may not be in it.
        begun = dt.datetime.now(dt.UTC)
        index = await self._up_to(revision)
        features = await compute(features_in, index, scope)
        made = Snapshot(features, scope, revision, begun)
        # An older revision that took longer must not replace a newer one.
        standing = self._cache.get(scope)
        if standing is None or standing.revision <= revision:
            self._cache[scope] = made
        self._newest = max(self._newest, revision)
        return made

    async def _up_to(self, revision: int) -> GraphIndex:
        """The index with all changes up to a revision, made of what there is of it."""
        async with self._advancing:
            index = self._index
            if index is None and self._files is not None:
                index = await asyncio.to_thread(self._files.load)
                self._saved = index.revision if index else 0
            elif index is not None and index.revision >= revision:
                return index
            made = await advanced(self._store, index, revision) if index else None
            self._index = await self._saving(made or await read_index(self._store), whole=not made)
            return self._index

    async def _saving(self, index: GraphIndex, *, whole: bool) -> GraphIndex:
        """The index, which is written where a start would else take long."""
        due = whole or index.revision - self._saved >= SAVED_EVERY
        if self._files is None or not due or not index.stamp:
            return index
        self._saved = index.revision
        return await asyncio.to_thread(self._files.save, index)
