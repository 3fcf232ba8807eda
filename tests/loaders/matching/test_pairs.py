"""How well names are matched, on labelled pairs of our own making (``pairs.csv``).

``made`` says how a pair was made: by a rule, or by hand. A third, ``held_out``, was not looked at
while the matcher was made.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from loaders.matching.comparing import Comparer
from loaders.matching.keys import name_key
from loaders.matching.likeness import Likeness
from loaders.worksheet.names import seed_names
from schema.ids import kind_of
from seeds import SEED_FOLDERS

_PAIRS = 600
_F1 = 0.95


@dataclass(frozen=True)
class LabelledPair:
    """Two names, and whether they are the same."""

    kind: str
    one: str
    other: str
    same: bool
    held_out: bool

    @property
    def keys(self) -> tuple[str, str]:
        """Their keys."""
        return name_key(self.one, self.kind), name_key(self.other, self.kind)


@cache
def pairs() -> tuple[LabelledPair, ...]:
    """All pairs."""
    with Path(__file__).with_name("pairs.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            LabelledPair(
                row["kind"],
                row["one"],
                row["other"],
                row["same"] == "yes",
                row["held_out"] == "yes",
            )
            for row in csv.DictReader(file)
        )


@cache
def likeness(kind: str) -> Likeness:
    """All names of a kind, as a load or a reconciliation compares them."""
    areas = [item for item in seed_names(SEED_FOLDERS) if kind_of(item.id) == "Area"]
    keys = (key for pair in pairs() if pair.kind == kind for key in pair.keys)
    return Likeness(keys, Comparer(kind, (name for item in areas for name in item.names)))


def is_matched(pair: LabelledPair) -> bool:
    """Whether the two are the same or likely so, as it is found among all names."""
    one, other = pair.keys
    near = likeness(pair.kind).near(one)
    return one == other or any(item.key == other for item in near)


@pytest.mark.parametrize("held_out", [False, True])
def test_the_same_names_are_matched_and_others_are_not(*, held_out: bool) -> None:
    """F1 of "the same or likely" is .95 at least, also on what was held out."""
    looked = [pair for pair in pairs() if pair.held_out is held_out]
    hits = sum(pair.same and is_matched(pair) for pair in looked)
    wrong = sum(pair.same is not is_matched(pair) for pair in looked)
    assert 2 * hits / (2 * hits + wrong) >= _F1


def test_names_of_different_records_are_never_the_same() -> None:
    """What has one key is merged without a question."""
    merged = [
        (pair.one, pair.other) for pair in pairs() if len(set(pair.keys)) == 1 and not pair.same
    ]
    assert merged == []


def test_there_are_pairs_enough() -> None:
    """Of both sorts, each once."""
    both = {frozenset((pair.kind, pair.one, pair.other)) for pair in pairs()}
    assert len(both) == len(pairs()) >= _PAIRS
    assert sum(not pair.same for pair in pairs()) > _PAIRS / 3
