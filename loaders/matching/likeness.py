"""Finds the names that are likely the same as one, among many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from loaders.matching.comparing import Comparer, Comparison, Sameness
from loaders.matching.parts import bare, sound

_GRAM = 3
_RAREST = 12
"""Parts of a name by which others are looked for: one slip spoils three of them."""

_MOST = 3_000
_SHORTEST = 5
"""Letters below which a slip cannot be distinguished from another name."""

_ALIKE = 60.0
"""Names that agree less are not compared further."""


@dataclass(frozen=True, slots=True)
class NearName:
    """A name that is likely the same.

    Attributes:
        key: its key.
        comparison: how it stands to the name that was asked about.
    """

    key: str
    comparison: Comparison


class Likeness:
    """Finds names that are likely the same: only those that share one of a name's rarest parts.

    Args:
        keys: all names that may be near, by :func:`loaders.matching.keys.name_key`.
        comparer: compares them.
    """

    def __init__(self, keys: Iterable[str], comparer: Comparer) -> None:
        self._comparer = comparer
        self._holding: dict[str, list[str]] = {}
        for key in dict.fromkeys(keys):
            for gram in _grams(key):
                self._holding.setdefault(gram, []).append(key)

    def near(self, key: str) -> list[NearName]:
        """The other names that are so near that a person should decide, the nearest first."""
        if len(key) < _SHORTEST:
            return []
        known = sorted(_grams(key), key=lambda gram: (len(self._holding.get(gram, ())), gram))
        shared = [gram for gram in known if len(self._holding.get(gram, ())) > 1][:_RAREST]
        others = dict.fromkeys(other for gram in shared for other in self._holding[gram][:_MOST])
        rough = process.extract(
            key, list(others), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None
        )
        compared = [
            NearName(other, self._comparer.compare_keys(key, other))
            for other, _, _ in rough
            if other != key
        ]
        return [item for item in compared if item.comparison.sameness is Sameness.LIKELY]


def _grams(key: str) -> set[str]:
    """Parts of a name as it sounds, so that a tone mark spoils none."""
    heard = sound(bare(key))
    return {heard[at : at + _GRAM] for at in range(max(1, len(heard) - _GRAM + 1))}


def nearest_names(key: str, others: Iterable[str], most: int = 3) -> list[str]:
    """The names that are nearest to one that is not known."""
    matches = process.extract(key, list(others), scorer=fuzz.WRatio, score_cutoff=60, limit=most)
    return [str(other) for other, _, _ in matches]
