"""Makes an index of what is read: of the whole graph, or of what has changed since another one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from graph_api.linkage.former import ALWAYS
from graph_api.linkage.graph import TYPES
from graph_api.linkage.graph_index import LAST_DAY, LINK, NODE, WORD, GraphIndex, Origin, Rows
from graph_api.linkage.words import all_words

_NUMBERED = np.dtype([("number", np.int32), *((name, NODE[name]) for name in NODE.names or ())])
_TYPE_NUMBERS = {type_: number for number, type_ in enumerate(TYPES)}


class IndexBuilder:
    """Collects nodes with all that belongs to them; numbers are given as ids come by.

    Args:
        standing: an index to go on from.
        replaced: ids of the nodes that it no longer has, or that are added anew.
    """

    def __init__(self, standing: GraphIndex | None = None, replaced: Collection[str] = ()) -> None:
        self._numbers: dict[str, int] = {}
        self._origins: dict[Origin, int] = {}
        self._words: dict[str, int] = {}
        self._nodes: list[Rows] = [np.empty(0, _NUMBERED)]
        self._links: list[Rows] = [np.empty(0, LINK)]
        self._pairs: list[Rows] = [np.empty(0, WORD)]
        if standing is not None:
            self._go_on(standing, replaced)

    def _go_on(self, standing: GraphIndex, replaced: Collection[str]) -> None:
        self._numbers = {ident: number for number, ident in enumerate(standing.ids)}
        self._origins = {origin: number for number, origin in enumerate(standing.origins)}
        self._words = {word: number for number, word in enumerate(standing.vocabulary)}
        stays = np.ones(len(standing.ids), dtype=np.bool_)
        stays[[self._numbers[ident] for ident in replaced if ident in self._numbers]] = False
        nodes = np.empty(len(standing.ids), _NUMBERED)
        nodes["number"] = np.arange(len(nodes))
        for name in NODE.names or ():
            nodes[name] = standing.nodes[name]
        self._nodes.append(nodes[stays])
        self._links.append(standing.links[stays[standing.links["source"]]])
        self._pairs.append(standing.words[stays[standing.words["node"]]])

    def add(self, page: Iterable[Sequence[Any]]) -> None:
        """Adds nodes, as ``reading_statements.NodePage`` has them."""
        nodes: list[tuple[int, ...]] = []
        links: list[tuple[int, ...]] = []
        pairs: list[tuple[int, int]] = []
        for ident, first, last, datasets, synthetic, out, texts in page:
            number = self._number(ident)
            nodes.append((number, *self._lasting(first, last, datasets, synthetic)))
            for type_, since, until, by, invented, targets in out:
                lasting = self._lasting(since, until, by, invented)
                kind = _TYPE_NUMBERS[type_]
                links += [(kind, number, self._number(target), *lasting) for target in targets]
            words = all_words(text for text in texts if text)
            pairs += [(number, self._words.setdefault(w, len(self._words))) for w in words]
        self._nodes.append(np.array(nodes, _NUMBERED))
        self._links.append(np.array(links, LINK))
        self._pairs.append(np.array(pairs, WORD))

    def _number(self, ident: str) -> int:
        return self._numbers.setdefault(ident, len(self._numbers))

    def _lasting(
        self, first: int | None, last: int | None, datasets: Iterable[str] | None, synthetic: object
    ) -> tuple[int, int, int]:
        origin = Origin(tuple(datasets or ()), bool(synthetic))
        number = self._origins.setdefault(origin, len(self._origins))
        return (
            ALWAYS if first is None else first,
            LAST_DAY if last is None else last,
            number,
        )

    def build(self, revision: int, stamp: str) -> GraphIndex:
        """The index; relationships that lead to no node of it are left out."""
        names = list(self._numbers)
        nodes = np.concatenate(self._nodes)
        numbers = sorted(nodes["number"].tolist(), key=names.__getitem__)
        places = np.full(len(names), -1, np.int32)
        places[numbers] = np.arange(len(numbers))
        rows = np.empty(len(numbers), NODE)
        for name in NODE.names or ():
            rows[name][places[nodes["number"]]] = nodes[name]
        vocabulary, words = self._vocabulary(places)
        return GraphIndex(
            revision,
            stamp,
            tuple(names[number] for number in numbers),
            rows,
            self._placed_links(places),
            tuple(self._origins),
            vocabulary,
            words,
        )

    def _placed_links(self, places: npt.NDArray[np.int32]) -> Rows:
        links = np.concatenate(self._links)
        for end in ("source", "target"):
            links[end] = places[links[end]]
        links = links[(links["source"] >= 0) & (links["target"] >= 0)]
        return links[np.argsort(links["type"], kind="stable")]

    def _vocabulary(self, places: npt.NDArray[np.int32]) -> tuple[tuple[str, ...], Rows]:
        pairs, words = np.concatenate(self._pairs), list(self._words)
        used = sorted(np.unique(pairs["word"]).tolist(), key=words.__getitem__)
        columns = np.zeros(len(words), np.int32)
        columns[used] = np.arange(len(used))
        pairs["node"], pairs["word"] = places[pairs["node"]], columns[pairs["word"]]
        return tuple(words[word] for word in used), pairs
