"""Tables of an export: a kind or a relationship type, with the properties that its reader may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from schema.declare import Text
from schema.registry import Property, declaration, kebab

Place = tuple[str, float, float]
"""Id of an area, its longitude and its latitude."""


@dataclass(frozen=True)
class Table:
    """A kind or a relationship type.

    Attributes:
        name: label of the kind, or the type.
        file: what files of it are called, as those of a dataset's folder.
        text: what it is.
        properties: those that the reader may see, without ``id``.
        linked: whether it is a relationship type.
    """

    name: str
    file: str
    text: Text
    properties: tuple[Property, ...]
    linked: bool

    @property
    def prefix(self) -> str:
        """The part of its ids before the colon."""
        return self.name.lower().replace("_", "-") if self.linked else kebab(self.name)


class TableRow(NamedTuple):
    """A record or a relationship.

    Attributes:
        id: its id.
        ends: ids of source and target of a relationship.
        values: of the table's properties; ``None`` or an empty list where there is none.
        asserted: what each dataset states, as :data:`loaders.merge.ASSERTED` has it.
        areas: where a record is, where the format wants to know.
    """

    id: str
    ends: tuple[str, str] | None
    values: Sequence[Any]
    asserted: Sequence[str] | None = None
    areas: Sequence[Place] = ()


@dataclass(frozen=True, slots=True)
class TablePage:
    """Some rows of a table, in the order of their ids."""

    table: Table
    rows: Sequence[TableRow]


def tables(granted: Collection[str]) -> tuple[Table, ...]:
    """Every kind, then every type that is not derived.

    Args:
        granted: the scopes that the reader has.
    """
    known = declaration()
    kinds = [
        Table(kind.name, str(kind.plural), kind.text, _seen(kind.name, granted), linked=False)
        for kind in known.kinds.values()
    ]
    links = [
        Table(type_, type_.lower(), rows[0].text, _seen(type_, granted), linked=True)
        for type_, rows in known.types.items()
        if not rows[0].derived
    ]
    return (*kinds, *links)


def _declared(name: str) -> Mapping[str, Property]:
    known = declaration()
    kind = known.kinds.get(name)
    return kind.properties if kind else known.properties_of(known.types[name][0])


def _seen(name: str, granted: Collection[str]) -> tuple[Property, ...]:
    return tuple(
        item
        for item in _declared(name).values()
        if item.name != "id" and (item.scope is None or item.scope in granted)
    )
