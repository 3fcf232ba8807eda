"""The declaration, read once: what kinds, groups, unions and relationships there are.

Everything that is derived (constraints, GraphQL types, filters, loader checks, the model page)
reads this registry and nothing else.
"""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from typing import Annotated, Any, get_args, get_origin

from schema import model
from schema.declare import (
    AccessScope,
    Kept,
    KindMark,
    Pattern,
    Range,
    Ref,
    Searched,
    Text,
    Verbatim,
)
from schema.relationships import RELATIONSHIPS, End, Relationship, Union

NOT_IN_FILES = frozenset({"Claim", "Dataset"})
"""Kinds that the write path makes: a claim from differing values, a dataset from its toml file."""


class ValueType(StrEnum):
    """How a property is stored in the graph."""

    TEXT = "text"
    TEXTS = "texts"
    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    DATE = "date"
    DATETIME = "datetime"


_VALUE_TYPES: dict[Any, ValueType] = {
    str: ValueType.TEXT,
    int: ValueType.INT,
    float: ValueType.FLOAT,
    bool: ValueType.BOOL,
    dt.date: ValueType.DATE,
    dt.datetime: ValueType.DATETIME,
}


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a kind or a relationship.

    Attributes:
        name: snake_case, as in the graph.
        type: how it is stored; a reference is stored as the id (TEXT) or ids (TEXTS).
        nullable: whether it may be missing.
        text: its description.
        ref: name of the kind whose ids it holds, or ``None``.
        vocabulary: for a reference to a term, its vocabulary.
        scope: the scope that a reader needs, or ``None``.
        kept: whether the write path keeps it (a seed file cannot set it).
        searched: whether search looks at it.
        range: bounds of a number, or ``None``.
        verbatim: whether a text is stored to the letter, and not in its canonical form.
        pattern: the form of a text, or ``None``.
    """

    name: str
    type: ValueType
    nullable: bool
    text: Text
    ref: str | None = None
    vocabulary: str | None = None
    scope: str | None = None
    kept: bool = False
    searched: bool = False
    range: Range | None = None
    verbatim: bool = False
    pattern: Pattern | None = None

    @property
    def many(self) -> bool:
        """Whether it holds a list."""
        return self.type is ValueType.TEXTS

    @property
    def canonical_name(self) -> str:
        """Of a text stored to the letter: where its canonical form stands, if it is another."""
        return f"{self.name}_canonical"

    @property
    def graphql_name(self) -> str:
        """Its camelCase name."""
        return camel(self.name)


class Direction(StrEnum):
    """Which way a field follows its relationship."""

    OUT = "out"
    BACK = "back"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class RelationshipField:
    """A relationship, seen from one of its ends.

    Attributes:
        name: snake_case name of the field at this end.
        relationship: the declared row.
        direction: which way it is followed from here.
        owner: name of the kind or group that declares the field.
        target: name of the kind, group or union at the far end.
    """

    name: str
    relationship: Relationship
    direction: Direction
    owner: str
    target: str

    @property
    def graphql_name(self) -> str:
        """Its camelCase name."""
        return camel(self.name)

    @property
    def one(self) -> bool:
        """Whether there is at most one node at the far end."""
        return self.relationship.one and self.direction is Direction.OUT


@dataclass(frozen=True)
class Kind:
    """A node kind, or a group (an abstract kind: a GraphQL interface).

    Attributes:
        name: label in the graph and name of the GraphQL type.
        cls: the declared class.
        text: what it is.
        plural: snake_case plural (its seed file), or ``None`` for a group.
        connection: snake_case name of its root connection, or ``None`` for a group.
        order: names of the properties that its nodes are listed by; empty: by Thai name.
        validity: names of the dates between which a node holds, or ``None``.
        properties: by name, inherited ones first.
        groups: names of the groups it belongs to, nearest first.
        relationships: the relationships it has, by the name of the field.
    """

    name: str
    cls: type[model.Node]
    text: Text
    plural: str | None
    connection: str | None
    order: tuple[str, ...]
    validity: tuple[str, str] | None
    properties: dict[str, Property]
    groups: tuple[str, ...]
    relationships: dict[str, RelationshipField] = field(default_factory=dict)

    @property
    def abstract(self) -> bool:
        """Whether it is a group."""
        return self.plural is None

    @cached_property
    def prefix(self) -> str:
        """The part of an id before the colon."""
        return kebab(self.name)

    @cached_property
    def hierarchy(self) -> Relationship | None:
        """The relationship by which its nodes lie inside each other."""
        rows = (item.relationship for item in self.relationships.values())
        return next((row for row in rows if row.transitive), None)

    @cached_property
    def by_graphql_name(self) -> dict[str, Property | RelationshipField]:
        """Its fields by their camelCase names."""
        fields: dict[str, Property | RelationshipField] = {}
        own: list[Property | RelationshipField] = [*self.properties.values()]
        for item in (*own, *self.relationships.values()):
            if item.graphql_name in fields:
                msg = f"{self.name}.{item.graphql_name} is declared twice"
                raise ValueError(msg)
            fields[item.graphql_name] = item
        return fields


@dataclass(frozen=True)
class Properties:
    """The properties that relationships of some sort have."""

    cls: type[model.Link]
    text: Text
    properties: dict[str, Property]


@dataclass(frozen=True)
class Declaration:
    """All that is declared.

    Attributes:
        kinds: concrete kinds by name.
        groups: abstract kinds by name.
        unions: unions by name.
        links: properties of relationships, by the name of their class; shared ones first.
        relationships: the table.
    """

    kinds: dict[str, Kind]
    groups: dict[str, Kind]
    unions: dict[str, Union]
    links: dict[str, Properties]
    relationships: tuple[Relationship, ...]

    @cached_property
    def by_prefix(self) -> dict[str, Kind]:
        """Concrete kinds by the prefix of their ids."""
        return {kind.prefix: kind for kind in self.kinds.values()}

    @cached_property
    def by_plural(self) -> dict[str, Kind]:
        """Concrete kinds by their snake_case plural."""
        return {kind.plural: kind for kind in self.kinds.values() if kind.plural}

    @cached_property
    def scopes(self) -> frozenset[str]:
        """The access scopes that properties name."""
        properties = [item for kind in self.kinds.values() for item in kind.properties.values()]
        properties += [item for link in self.links.values() for item in link.properties.values()]
        return frozenset(item.scope for item in properties if item.scope)

    def kind(self, name: str) -> Kind:
        """The kind or group called ``name``."""
        return self.kinds.get(name) or self.groups[name]

    def common(self, target: str) -> Kind:
        """The kind or group whose fields everything that ``target`` stands for has."""
        return self.kind("Record" if target in self.unions else target)

    def is_target(self, name: str) -> bool:
        """Whether ``name`` is a kind, a group or a union."""
        return name in self.kinds or name in self.groups or name in self.unions

    def members(self, name: str) -> tuple[str, ...]:
        """Names of the concrete kinds that ``name`` stands for, in declared order."""
        return self._members.get(name, ())

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        groups = {
            name: tuple(kind.name for kind in self.kinds.values() if name in kind.groups)
            for name in self.groups
        }
        unions = {
            name: tuple(cls.__name__ for cls in union.members)
            for name, union in self.unions.items()
        }
        return groups | unions | {name: (name,) for name in self.kinds}

    def end_members(self, end: End) -> tuple[str, ...]:
        """Names of the concrete kinds at an end of a relationship."""
        return self.members(end_name(end))

    def properties_of(self, relationship: Relationship) -> dict[str, Property]:
        """The properties of a relationship, by name."""
        return self.links[relationship.properties.__name__].properties

    @cached_property
    def types(self) -> dict[str, tuple[Relationship, ...]]:
        """Rows of the table by relationship type."""
        rows: dict[str, tuple[Relationship, ...]] = {}
        for row in self.relationships:
            rows[row.type] = (*rows.get(row.type, ()), row)
        return rows

    def far_labels(
        self, near: str, relationship: Relationship, direction: Direction
    ) -> tuple[str, ...]:
        """Labels that a pattern must state at the far end; empty where the type implies them.

        ``near`` is the concrete kind the pattern starts from. Another row of the same type may lead
        from it to other kinds: only then is the label needed.
        """
        wanted = self._far(relationship, direction)
        reachable = {
            name
            for row in self.types[relationship.type]
            if near in self._far(row, _opposite(direction))
            for name in self._far(row, direction)
        }
        return () if reachable <= set(wanted) else wanted

    def _far(self, row: Relationship, direction: Direction) -> tuple[str, ...]:
        return self.end_members(row.source if direction is Direction.BACK else row.target)


def _opposite(direction: Direction) -> Direction:
    return Direction.OUT if direction is Direction.BACK else Direction.BACK


def camel(name: str) -> str:
    """``name_th`` → ``nameTh``."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def kebab(name: str) -> str:
    """``GoodDeed`` → ``good-deed``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def snake(name: str) -> str:
    """``GoodDeed`` → ``good_deed``."""
    return kebab(name).replace("-", "_")


def end_name(end: End) -> str:
    """The name of an end of a relationship."""
    return end.name if isinstance(end, Union) else end.__name__


@cache
def declaration() -> Declaration:
    """The declaration, read from ``schema.model`` and ``schema.relationships`` on first use."""
    classes = [
        value
        for value in vars(model).values()
        if isinstance(value, type) and "__declared__" in vars(value)
    ]
    nodes = [_kind(cls) for cls in classes if issubclass(cls, model.Node)]
    read = Declaration(
        kinds={kind.name: kind for kind in nodes if not kind.abstract},
        groups={kind.name: kind for kind in nodes if kind.abstract},
        unions=_unions(),
        links={cls.__name__: _link(cls) for cls in classes if issubclass(cls, model.Link)},
        relationships=RELATIONSHIPS,
    )
    _attach_relationships(read)
    return read


def _unions() -> dict[str, Union]:
    ends = [end for row in RELATIONSHIPS for end in (row.source, row.target)]
    return {end.name: end for end in ends if isinstance(end, Union)}


def _kind(cls: type[model.Node]) -> Kind:
    mark: KindMark = cls.__declared__  # type: ignore[attr-defined]  # set by schema.declare
    groups = tuple(base.__name__ for base in cls.__mro__[1:] if issubclass(base, model.Node))
    return Kind(
        name=cls.__name__,
        cls=cls,
        text=mark.text,
        plural=mark.plural,
        connection=mark.connection or mark.plural,
        order=mark.order,
        validity=mark.validity,
        properties=_properties(cls),
        groups=groups,
    )


def _link(cls: type[model.Link]) -> Properties:
    mark: KindMark = cls.__declared__  # type: ignore[attr-defined]  # set by schema.declare
    return Properties(cls, mark.text, _properties(cls))


def _properties(cls: type) -> dict[str, Property]:
    # Inherited ones come first. Annotations are texts, whose names are those of the model.
    hints = typing.get_type_hints(cls, dict(vars(model)), include_extras=True)
    return {name: _property(name, hint) for name, hint in hints.items()}


def _property(name: str, hint: Any) -> Property:  # noqa: ANN401  # an annotation may be anything
    if get_origin(hint) is not Annotated:
        msg = f"{name} has no description"
        raise TypeError(msg)
    inner, *marks = get_args(hint)
    marked = {type(mark): mark for mark in marks}
    base, nullable, many = _unwrap(inner)
    ref = marked.get(Ref)
    value = ValueType.TEXTS if many else ValueType.TEXT if ref else _VALUE_TYPES[base]
    scope = marked.get(AccessScope)
    return Property(
        name=name,
        type=value,
        nullable=nullable,
        text=marked[Text],
        ref=base.__name__ if ref else None,
        vocabulary=ref.vocabulary if ref else None,
        scope=scope.name if scope else None,
        kept=Kept in marked,
        searched=Searched in marked,
        range=marked.get(Range),
        verbatim=Verbatim in marked,
        pattern=marked.get(Pattern),
    )


def _unwrap(inner: Any) -> tuple[Any, bool, bool]:  # noqa: ANN401  # an annotation may be anything
    """Base type, whether it may be None, whether it is a list."""
    if isinstance(inner, types.UnionType):
        (base,) = (arg for arg in get_args(inner) if arg is not type(None))
        return base, True, False
    if get_origin(inner) is list:
        return get_args(inner)[0], False, True
    return inner, False, False


def _attach_relationships(read: Declaration) -> None:
    everything = {**read.groups, **read.kinds}
    for row in read.relationships:
        source, target = end_name(row.source), end_name(row.target)
        if row.symmetric:
            _attach(
                everything, read, RelationshipField(row.out, row, Direction.BOTH, source, target)
            )
            continue
        _attach(everything, read, RelationshipField(row.out, row, Direction.OUT, source, target))
        _attach(everything, read, RelationshipField(row.back, row, Direction.BACK, target, source))


def _attach(everything: dict[str, Kind], read: Declaration, item: RelationshipField) -> None:
    """Adds the field to its owner and to all that derive from the owner (or belong to the union)."""
    owners = read.members(item.owner)
    heirs = [kind.name for kind in everything.values() if item.owner in (kind.name, *kind.groups)]
    for name in dict.fromkeys((*heirs, *owners)):
        fields = everything[name].relationships
        if item.name in fields and fields[item.name].relationship is not item.relationship:
            msg = f"{name}.{item.name} is declared by two relationships"
            raise ValueError(msg)
        fields[item.name] = item
