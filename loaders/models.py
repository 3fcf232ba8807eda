"""Pydantic models for rows of seed files, derived from the declaration.

A model's fields are the columns of a file; every cell arrives as text that is not blank, and what
a cell leaves out is not passed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from loaders.cells import (
    text_limit,
    to_bool,
    to_date,
    to_float,
    to_form,
    to_id,
    to_int,
    to_items,
    to_number,
    to_text,
)
from schema.registry import Property, ValueType, declaration
from schema.spellings import in_files, short_forms

_TYPES: dict[ValueType, type] = {
    ValueType.TEXT: str,
    ValueType.TEXTS: list[str],
    ValueType.INT: int,
    ValueType.FLOAT: float,
    ValueType.BOOL: bool,
    ValueType.DATE: dt.date,
}
_CHECKS: dict[ValueType, Callable[[str], Any]] = {
    ValueType.INT: to_int,
    ValueType.FLOAT: to_float,
    ValueType.BOOL: to_bool,
    ValueType.DATE: to_date,
}


class Row(BaseModel):
    """Base of all row models."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@cache
def node_model(kind: str) -> type[Row]:
    """The model for rows of a kind's file, short-form columns of relationships included."""
    properties = declaration().kinds[kind].properties
    columns: dict[str, Any] = {
        name: _field(item) for name, item in properties.items() if is_stated(item)
    }
    columns["id"] = (Annotated[str, BeforeValidator(to_id((kind,)))], ...)
    for type_ in short_forms(kind):
        annotation: Any = Annotated[list[str], _targets(kind, type_)]
        columns[in_files(type_)] = (annotation, Field(default_factory=list))
    return create_model(f"{kind}Row", __base__=Row, **columns)


@cache
def link_model(type_: str) -> type[Row]:
    """The model for rows of a relationship type's file."""
    properties = declaration().properties_of(declaration().types[type_][0])
    columns: dict[str, Any] = {
        name: _field(item) for name, item in properties.items() if is_stated(item)
    }
    ends = allowed_ends(type_)
    columns["from"] = (Annotated[str, _id_of(ends, 0)], ...)
    columns["to"] = (Annotated[str, _id_of(ends, 1)], ...)
    return create_model(f"{type_.title().replace('_', '')}Row", __base__=Row, **columns)


@cache
def allowed_ends(type_: str) -> frozenset[tuple[str, str]]:
    """Pairs of kinds, source and target, that a type may connect."""
    known = declaration()
    return frozenset(
        (source, target)
        for row in known.types[type_]
        for source in known.end_members(row.source)
        for target in known.end_members(row.target)
    )


def is_stated(item: Property) -> bool:
    """Whether a file states the property (the id and what the write path keeps stand apart)."""
    return not item.kept and item.name != "id"


@cache
def stated_names(group: str) -> tuple[str, ...]:
    """The properties of a kind or type that a file states, but for the evidence."""
    return tuple(
        name for name, item in declared(group).items() if is_stated(item) and name != "evidence"
    )


@cache
def nothing_stated(group: str) -> Mapping[str, list[str] | None]:
    """Each of :func:`stated_names` with no value, or with an empty list."""
    known = declared(group)
    return {name: [] if known[name].many else None for name in stated_names(group)}


@cache
def declared(group: str) -> dict[str, Property]:
    """The declared properties of a kind or a relationship type."""
    known = declaration()
    kind = known.kinds.get(group)
    return kind.properties if kind else known.properties_of(known.types[group][0])


def _field(item: Property) -> tuple[Any, Any]:
    """Annotation and default of a column."""
    annotation: Any = Annotated[_TYPES[item.type], BeforeValidator(_check(item))]
    if item.many:
        return annotation, Field(default_factory=list)
    return (annotation | None, None) if item.nullable else (annotation, ...)


def _check(item: Property) -> Callable[[str], Any]:
    if item.ref:
        check = to_id(declaration().members(item.ref), item.vocabulary, listed=item.many)
        return to_items(check) if item.many else check
    if item.type in (ValueType.TEXT, ValueType.TEXTS):
        text = to_text(text_limit(item), verbatim=item.verbatim)
        text = to_form(text, item.pattern) if item.pattern else text
        return to_items(text) if item.many else text
    return to_number(_CHECKS[item.type], item.range) if item.range else _CHECKS[item.type]


def _id_of(pairs: Iterable[tuple[str, str]], end: int) -> BeforeValidator:
    """A check for the id of a kind at one end (0 source, 1 target) of the pairs."""
    return BeforeValidator(to_id(tuple(sorted({pair[end] for pair in pairs}))))


def _targets(kind: str, type_: str) -> BeforeValidator:
    """A check for a cell with ids of all that a kind may be connected to."""
    kinds = tuple(sorted(target for source, target in allowed_ends(type_) if source == kind))
    return BeforeValidator(to_items(to_id(kinds, listed=True)))
