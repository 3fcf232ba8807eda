"""The names of relationships: the type that files are named by, and the fields of GraphQL.

``RAISES`` is the column and the file ``raises``, and leads to ``problems`` of an agency. Whoever
knows one of the two is understood in the other's place, or is told it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from schema.nearest import nearest
from schema.registry import (
    NOT_IN_FILES,
    Direction,
    Kind,
    RelationshipField,
    camel,
    declaration,
    end_name,
    snake,
)
from schema.relationships import Relationship


def in_files(type_: str) -> str:
    """The name of a type's column and file: ``IN_AREA`` → ``in_area``."""
    return type_.lower()


@cache
def is_written(type_: str) -> bool:
    """Whether files may state relationships of this type."""
    rows = declaration().types[type_]
    return not any(row.derived or end_name(row.source) in NOT_IN_FILES for row in rows)


@cache
def short_forms(kind: str) -> tuple[str, ...]:
    """Types of relationships that may be written as a column of the kind's file."""
    return tuple(sorted({item.relationship.type for item in _stated(declaration().kinds[kind])}))


@cache
def field_names(type_: str) -> tuple[str, ...]:
    """The fields that lead from the start of a type's relationships, where they have another name."""
    names = dict.fromkeys(row.out for row in declaration().types[type_])
    return tuple(name for name in names if name != in_files(type_))


@cache
def columns(kind: str) -> dict[str, str]:
    """The types of :func:`short_forms`, by every name that their columns may have."""
    return {
        name: item.relationship.type
        for item in _stated(declaration().kinds[kind])
        for name in _spelled(in_files(item.relationship.type), item.name)
    }


@cache
def types_named(file: str) -> tuple[str, ...]:
    """The types whose file may be called ``file`` (without its ending): its own name wins."""
    written = [type_ for type_ in declaration().types if is_written(type_)]
    own = [type_ for type_ in written if file in _spelled(in_files(type_))]
    return tuple(own or (type_ for type_ in written if file in _spelled(*field_names(type_))))


def kind_named(file: str) -> Kind | None:
    """The kind whose file may be called ``file`` (without its ending)."""
    kind = next(
        (kind for name, kind in declaration().by_plural.items() if file in _spelled(name)), None
    )
    return None if kind is None or kind.name in NOT_IN_FILES else kind


def meant_fields(kind: Kind, name: str) -> tuple[RelationshipField, ...]:
    """The fields of ``kind`` that a name of a relationship means there, the likeliest first.

    The name is a type as files spell it, or a field as another kind has it: at an agency ``raises``
    and ``raised_by`` are its ``problems``. Where the kind has no relationship of a field's type, it
    is those that lead to the same kinds: at an event ``areas`` is ``held_in``. Empty where the name
    is none of a relationship.
    """
    word, own = snake(name), tuple(kind.relationships.values())
    typed = [row for row in declaration().relationships if word == in_files(row.type)]
    rows = typed or [row for row in declaration().relationships if word in (row.out, row.back)]
    types = {row.type for row in rows}
    same = [item for item in own if item.relationship.type in types]
    if same or typed:
        return tuple(sorted(same, key=lambda item: item.direction is Direction.BACK))
    ends = {end for row in rows for end in _far_ends(row, word)}
    leading = {item.name: item for item in own if ends & set(declaration().members(item.target))}
    return tuple(leading[near] for near in nearest(word, leading))


def _far_ends(row: Relationship, word: str) -> tuple[str, ...]:
    """The kinds that a row leads to, read as ``word`` names it."""
    return declaration().end_members(row.source if word == row.back else row.target)


def _stated(kind: Kind) -> Iterator[RelationshipField]:
    for item in kind.relationships.values():
        if item.direction is not Direction.BACK and is_written(item.relationship.type):
            yield item


def _spelled(*names: str) -> tuple[str, ...]:
    """The names, as files and as GraphQL write them."""
    return tuple(form for name in names for form in (name, camel(name)))
