"""Finds the names that are likely the same as one, among many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz, process

from loaders.matching.comparing import Comparer, NameComparison, Sameness
from loaders.matching.parts import bare, numbers_of, sound

_GRAM = 3
_RAREST = 12
"""Parts of a name by which others are looked for: one slip spoils three of them."""

_MOST = 400
"""Names that are looked at roughly: those that share the rarest parts come first."""

_COMPARED = 20
"""The nearest of them, which are compared part by part."""

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
    comparison: NameComparison


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
        held = [self._holding[gram] for gram in _grams(key) if gram in self._holding]
        rarest = sorted((names for names in held if len(names) > 1), key=len)[:_RAREST]
        others = dict.fromkeys(islice((name for names in rarest for name in names), _MOST))
        rough = process.extract(
            key, list(others), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_COMPARED
        )
        compared = [
            NearName(other, self._comparer.compare_keys(key, other))
            for other, _, _ in rough
            if other != key
        ]
        return [item for item in compared if item.comparison.sameness is Sameness.LIKELY]


def _grams(key: str) -> list[str]:
    """Parts of a name as it sounds, so that a tone mark spoils none, with its numbers.

    Names whose numbers differ are different, and never meet: a thousand schools may be numbered.
    """
    heard, numbers = sound(bare(key)), "-".join(numbers_of(key))
    parts = (heard[at : at + _GRAM] for at in range(max(1, len(heard) - _GRAM + 1)))
    return [f"{numbers}|{part}" for part in dict.fromkeys(parts)]


def nearest_names(key: str, others: Iterable[str], most: int = 3) -> list[str]:
    """The names that are nearest to one that is not known."""
    matches = process.extract(key, list(others), scorer=fuzz.WRatio, score_cutoff=60, limit=most)
    return [str(other) for other, _, _ in matches]
