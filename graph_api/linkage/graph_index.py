"""All that was read of the graph, in arrays, whatever day and datasets an answer is about.

A snapshot is the part of it that counts in one scope: another day, or other datasets, are other rows
of the same arrays, and nothing is read again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from graph_api.domain.organisations import ORGANISATIONS
from graph_api.domain.scope import Scope
from graph_api.linkage.csr import CsrMatrix, Flags, Ints
from graph_api.linkage.features import Features, make_features
from graph_api.linkage.former import STILL, History, WorkPeriod
from graph_api.linkage.graph import TYPES, Graph, graph_of_pairs, run_of
from graph_api.linkage.words import Texts
from schema.registry import declaration

LAST_DAY = 2**31 - 1
"""The last day where none is stated; the first is then ``former.ALWAYS``. Days are proleptic ordinals."""

_LASTING = [("first", np.int32), ("last", np.int32), ("origin", np.int32)]
NODE = np.dtype(_LASTING)
LINK = np.dtype([("type", np.uint8), ("source", np.int32), ("target", np.int32), *_LASTING])
WORD = np.dtype([("node", np.int32), ("word", np.int32)])
"""Rows: numbers of nodes are places in ``ids``, of types in ``TYPES``."""

Rows = npt.NDArray[np.void]


@dataclass(frozen=True, slots=True)
class Origin:
    """Who states records: the same few datasets state thousands.

    Attributes:
        datasets: their ids.
        synthetic: whether it is invented.
    """

    datasets: tuple[str, ...]
    synthetic: bool


@dataclass(frozen=True)
class GraphIndex:
    """Nodes, relationships and words, each with when it holds and who states it.

    Attributes:
        revision: of the last change that is in it; later ones may be in it too.
        stamp: what tells the log of this graph from another one's at the same revision.
        ids: of all nodes, ascending.
        nodes: ``NODE``, in the order of the ids.
        links: ``LINK``, type by type.
        origins: by their numbers.
        vocabulary: all words, ascending.
        words: ``WORD``: which words the texts of a node hold.
    """

    revision: int
    stamp: str
    ids: tuple[str, ...]
    nodes: Rows
    links: Rows
    origins: tuple[Origin, ...]
    vocabulary: tuple[str, ...]
    words: Rows

    def run(self, prefix: str) -> range:
        """The numbers of the nodes whose ids begin with ``prefix`` and a colon."""
        return run_of(self.ids, prefix, len(self.ids))

    def of_type(self, type_: str) -> Rows:
        """The relationships of one type."""
        number = TYPES.index(type_)
        return self.links[slice(*np.searchsorted(self.links["type"], [number, number + 1]))]


def features_in(index: GraphIndex, scope: Scope) -> Features:
    """The features of the graph as it is in ``scope``."""
    part = _InScope(index, scope)
    graph = part.graph()
    return make_features(graph, history=part.history, texts=part.texts())


@dataclass(frozen=True)
class _InScope:
    """What counts in a scope: the conditions of ``graph_api.domain.conditions``, for whole arrays."""

    index: GraphIndex
    scope: Scope

    def graph(self) -> Graph:
        """Nodes that are there on the day, relationships that hold, and names of works that are over."""
        ids, there = self.index.ids, self._there
        pairs = {type_: self._pairs(self.index.of_type(type_)) for type_ in TYPES}
        former = {part.work for part in self.history.participations}
        over = sorted(ident for ident in former if not there[bisect_left(ids, ident)])
        return graph_of_pairs([ids[n] for n in np.flatnonzero(there)], pairs, over)

    def texts(self) -> Texts:
        """The words of the nodes that are there."""
        words = self.index.words[self._there[self.index.words["node"]]]
        size, width = int(np.count_nonzero(self._there)), len(self.index.vocabulary)
        rows = CsrMatrix.of_pairs(self._places[words["node"]], words["word"], size, width)
        return Texts(self.index.vocabulary, rows)

    @cached_property
    def _day(self) -> int:
        return self.scope.as_of.toordinal()

    @cached_property
    def _seen(self) -> Flags:
        included = self.scope.include_synthetic
        return np.array([included or not o.synthetic for o in self.index.origins], dtype=np.bool_)

    @cached_property
    def _asserted(self) -> Flags:
        chosen = self.scope.datasets
        origins = self.index.origins
        return np.array([_stated_by(origin, chosen) for origin in origins], dtype=np.bool_)

    @cached_property
    def _acting(self) -> Flags:
        """Nodes that count on some day: of organisations, those that the datasets state."""
        origin = self.index.nodes["origin"]
        acting: Flags = self._seen[origin] & self._asserted[origin]
        others = np.ones(len(origin), dtype=np.bool_)
        for kind in ORGANISATIONS:
            run = self.index.run(declaration().kinds[kind].prefix)
            others[run.start : run.stop] = False
        acting |= self._seen[origin] & others
        return acting

    @cached_property
    def _there(self) -> Flags:
        nodes = self.index.nodes
        lasting: Flags = self._acting & (nodes["first"] <= self._day) & (nodes["last"] >= self._day)
        return lasting

    @cached_property
    def _places(self) -> Ints:
        """The number of each node in the part, where it is there."""
        return np.cumsum(self._there) - 1

    def _held(self, links: Rows) -> Flags:
        """Relationships that have begun, and that the scope sees."""
        origin = links["origin"]
        held: Flags = self._seen[origin] & self._asserted[origin] & (links["first"] <= self._day)
        return held

    def _pairs(self, links: Rows) -> tuple[Ints, Ints]:
        source, target = links["source"], links["target"]
        holds = self._held(links) & (links["last"] >= self._day)
        holds &= self._there[source] & self._there[target]
        return self._places[source[holds]], self._places[target[holds]]

    @cached_property
    def history(self) -> History:
        """Participations in works that are over for somebody: of a work all, of who collaborated the former."""
        work, direct = map(self._by_agencies, ("TAKES_PART_IN", "COLLABORATES_WITH"))
        nodes, day = self.index.nodes, self._day
        over = nodes["last"] < day
        over[work["target"][work["last"] < day]] = True  # somebody has left
        counts = self._acting & (nodes["first"] <= day)
        links = np.concatenate([work, direct])
        target = links["target"]
        chosen = counts[target] & (over[target] | (links["last"] < day)) & self._held(links)
        return History(day, tuple(map(self._period, links[chosen])))

    def _by_agencies(self, type_: str) -> Rows:
        links = self.index.of_type(type_)
        run = self.index.run("agency")
        chosen: Flags = (links["source"] >= run.start) & (links["source"] < run.stop)
        of_agencies: Rows = links[chosen]
        return of_agencies

    def _period(self, link: Any) -> WorkPeriod:  # noqa: ANN401 - a row
        ids = self.index.ids
        last = min(int(link["last"]), int(self.index.nodes["last"][link["target"]]))
        return WorkPeriod(
            ids[link["source"]],
            ids[link["target"]],
            int(link["first"]),
            STILL if last == LAST_DAY else last,
        )


def _stated_by(origin: Origin, datasets: Collection[str] | None) -> bool:
    return datasets is None or not set(datasets).isdisjoint(origin.datasets)
