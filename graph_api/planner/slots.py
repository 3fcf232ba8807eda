"""Slots: the places in the one list parameter ``$p`` that a statement reads its values from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from graph_api.planner.model import (
    OrderKey,
    Place,
)
from graph_api.planner.values import Leaf
from schema.registry import Property


class SlotKind(Enum):
    """How a slot's value is made from what the client gave."""

    IDS = auto()
    """Ids of root fields or of an answer, as a list."""
    ID_LIST = auto()
    """One id or several, checked, as a list."""
    VALUE = auto()
    """A value of a property's type."""
    VALUES = auto()
    """Several of them."""
    PART = auto()
    """A part of a name, normalised."""
    GRAMS = auto()
    """The 3-grams of a part of a name."""
    LUCENE = auto()
    """The full-text query for these grams."""
    DATE = auto()
    """A day."""
    LANG = auto()
    """A language."""
    LIMIT = auto()
    """A page size, checked, plus ``extra``."""
    CURSOR = auto()
    """One value of a cursor, or the sentinel of a first page."""
    HAS_CURSOR = auto()
    """Whether there is a cursor."""
    INCLUDE_SYNTHETIC = auto()
    """Whether what is invented counts, as the answer at ``place`` decided."""


class RootSort(Enum):
    """The sorts of planned root fields."""

    FIND = auto()
    """By ids."""
    LISTING = auto()
    """A connection."""
    ANSWER = auto()
    """Computed in process; its nodes are fetched."""


class SubquerySource(NamedTuple):
    """Which subquery of a plan: of the root fields numbered ``root``, the part ``part``."""

    sort: RootSort
    root: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class CursorPart:
    """Which value of a cursor: ``index`` counts the keys of the order, then so many ``ids``."""

    order: tuple[OrderKey, ...]
    index: int
    ids: int = 1
    sentinel: str | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of ``$p``."""

    kind: SlotKind
    leaf: Leaf | None = None
    prop: Property | None = None
    cursor: CursorPart | None = None
    extra: int = 0
    source: SubquerySource | None = None
    """For ``IDS``: what gives the ids."""
    place: Place | None = None
    """For ``INCLUDE_SYNTHETIC``: the answer that decided it."""
