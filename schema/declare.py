"""The words that the declaration is written in.

``schema/model.py`` declares node kinds as ordinary annotated classes and
``schema/relationships.py`` declares relationships in one table. This module holds the few markers
that both use; it knows neither Strawberry nor Neo4j.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Text:
    """A description, in clear English and in Thai."""

    en: str
    th: str

    @property
    def both(self) -> str:
        """English with the Thai in brackets, as shown in the GraphQL schema."""
        return f"{self.en} ({self.th})"


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a property whose value is the id (or the ids) of other nodes.

    Args:
        vocabulary: for a :class:`~schema.model.Term`, the vocabulary its value is taken from.
    """

    vocabulary: str | None = None


@dataclass(frozen=True, slots=True)
class AccessScope:
    """Marks a property that only a reader with the scope ``name`` may see."""

    name: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Marks a property that the write path keeps; a seed file cannot set it."""


@dataclass(frozen=True, slots=True)
class Searched:
    """Marks a property whose text is found by ``search`` and by filters on ``name``."""


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Marks a text that is stored to the letter, since it is compared with its source."""


@dataclass(frozen=True, slots=True)
class Range:
    """Bounds of a number, both inclusive; ``None`` leaves that side open."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """The form of a text: a regular expression that all of it matches, and how to say so."""

    regex: str
    text: Text


@dataclass(frozen=True, slots=True)
class KindMark:
    """What the decorators below leave on a declared class."""

    plural: str | None
    text: Text
    validity: tuple[str, str] | None = None
    connection: str | None = None
    order: tuple[str, ...] = ()


def kind(
    plural: str,
    *,
    en: str,
    th: str,
    validity: tuple[str, str] | None = None,
    connection: str | None = None,
    order: tuple[str, ...] = (),
) -> Callable[[type[T]], type[T]]:
    """Declares a node kind. Its label and GraphQL type carry the class's name.

    Args:
        plural: snake_case name of its seed file and (in camelCase) of its root connection.
        connection: name of the root connection where the plural is the same word as the singular.
        en: what it is, in English.
        th: the Thai term.
        order: the properties that its nodes are listed by; by Thai name where none are named.
        validity: the two date properties between which such a node holds, if it has any.
    """
    return _mark(KindMark(plural, Text(en, th), validity, connection, order))


def group(*, en: str, th: str) -> Callable[[type[T]], type[T]]:
    """Declares an abstract class: a GraphQL interface over the kinds that derive from it."""
    return _mark(KindMark(None, Text(en, th)))


def link(*, en: str, th: str) -> Callable[[type[T]], type[T]]:
    """Declares the properties of a relationship."""
    return _mark(KindMark(None, Text(en, th)))


def _mark(mark: KindMark) -> Callable[[type[T]], type[T]]:
    def apply(cls: type[T]) -> type[T]:
        cls.__declared__ = mark  # type: ignore[attr-defined]  # read back by schema.registry only
        return cls

    return apply
