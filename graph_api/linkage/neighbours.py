"""Relationships of single nodes in Python's own numbers.

What stands behind the reasons of one answer is looked up a few hundred times, a few relationships each
time: an array of numpy takes longer to make than what is in it takes to read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from graph_api.linkage.csr import CsrMatrix
from schema.ways import CONCERNS, STRAIGHT, TAKING_PART, THROUGH

T = TypeVar("T")

Triple = tuple[int, str, int]
"""A relationship: source, type, target."""

Way = tuple[Triple, ...]
"""One relationship after another."""

MOST_CACHED = 50_000
"""Lookups that are cached; after so many, all are forgotten."""


class NodeLookups:
    """Lookups in one graph. They are cached, since the same asker stands behind every candidate.

    Args:
        out: relationships by type.
        inside: area × area: itself and all areas within it.
        placing: types by which something comes to be in an area.
    """

    def __init__(
        self, out: Mapping[str, CsrMatrix], inside: CsrMatrix, placing: tuple[str, ...]
    ) -> None:
        self._out = out
        self._inside = inside
        self._placing = placing
        self._cache: dict[Hashable, Any] = {}

    def out(self, type_: str, number: int) -> tuple[int, ...]:
        """Where relationships of this type lead to from a node, ascending."""
        return self._once(
            ("out", type_, number), lambda: tuple(self._out[type_].row(number).tolist())
        )

    def inside(self, area: int) -> frozenset[int]:
        """An area with all areas within it."""
        return self._once(("inside", area), lambda: frozenset(self._inside.row(area).tolist()))

    def ways(self, actor: int) -> Mapping[int, list[Way]]:
        """By issue the ways by which an actor is concerned with it, straight ones first."""
        return self._once(("ways", actor), lambda: self._ways(actor))

    def placed(self, number: int) -> list[Triple]:
        """The relationships by which something is in an area."""
        return self._once(("placed", number), lambda: self._links(self._placing, number))

    def parts(self, actor: int) -> list[Triple]:
        """The relationships by which an actor has a part in work."""
        return self._once(("parts", actor), lambda: self._links(TAKING_PART, actor))

    def _ways(self, actor: int) -> Mapping[int, list[Way]]:
        ways = defaultdict[int, list[Way]](list)
        for straight in self._links(STRAIGHT, actor):
            ways[straight[2]].append((straight,))
        for link in self._links(THROUGH, actor):
            for issue in self.out(CONCERNS, link[2]):
                ways[issue].append((link, (link[2], CONCERNS, issue)))
        return dict(ways)

    def _links(self, types: Iterable[str], number: int) -> list[Triple]:
        return [(number, type_, end) for type_ in types for end in self.out(type_, number)]

    def _once(self, key: Hashable, make: Callable[[], T]) -> T:
        known: T | None = self._cache.get(key)
        if known is None:
            if len(self._cache) >= MOST_CACHED:
                self._cache.clear()
            known = self._cache[key] = make()
        return known
