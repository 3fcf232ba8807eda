"""Conditions on nodes and relationships, resolved against the declaration.

Every class has ``key``: its shape without values. Equal keys give equal Cypher.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from graph_api.planner.values import Const, Leaf
from schema.registry import Property, RelationshipField

Key = tuple[Hashable, ...]


def field_key(item: RelationshipField) -> Key:
    """What a field follows: fields of one name may follow different relationships."""
    return (item.name, item.relationship.type, item.direction.value, item.target)


@dataclass(frozen=True)
class Test:
    """A condition on a property: ``operator`` applied to ``value``."""

    prop: Property
    operator: str
    value: Leaf

    @property
    def key(self) -> Key:
        """Its shape."""
        flag = (
            self.value.value
            if isinstance(self.value, Const) and self.operator == "isNull"
            else None
        )
        return ("test", self.prop.name, self.operator, flag)


@dataclass(frozen=True)
class NameTest:
    """A condition on all names of a record at once."""

    operator: str
    value: Leaf

    @property
    def key(self) -> Key:
        """Its shape."""
        return ("name", self.operator)


@dataclass(frozen=True)
class Inside:
    """Is the node, or lies inside it by following ``type`` up at most ``depth`` times."""

    type: str
    depth: int
    value: Leaf

    @property
    def key(self) -> Key:
        """Its shape."""
        return ("inside", self.type)


@dataclass(frozen=True)
class Related:
    """A condition on what a relationship leads to: ``some`` or ``none``.

    ``all`` is resolved to ``none`` of the opposite. Only relationships that meet ``edge`` count.
    """

    field: RelationshipField
    near: str
    quantifier: str
    edge: Predicate
    inner: Predicate

    @property
    def key(self) -> Key:
        """Its shape."""
        start = ("related", *field_key(self.field), self.near, self.quantifier)
        return (*start, self.edge.key, self.inner.key)


@dataclass(frozen=True)
class Counted:
    """A condition on the number of relationships that meet ``edge`` and lead to ``inner``.

    The operator ``single`` says that there is exactly one, and takes no value.
    """

    field: RelationshipField
    near: str
    edge: Predicate
    inner: Predicate
    operator: str
    value: Leaf

    @property
    def key(self) -> Key:
        """Its shape."""
        start = ("counted", *field_key(self.field), self.near, self.operator)
        return (*start, self.edge.key, self.inner.key)


@dataclass(frozen=True)
class Not:
    """The opposite; stands only on leaves."""

    inner: Predicate

    @property
    def key(self) -> Key:
        """Its shape."""
        return ("not", self.inner.key)


@dataclass(frozen=True)
class AllOf:
    """All of them hold; none means always."""

    parts: tuple[Predicate, ...]

    @property
    def key(self) -> Key:
        """Its shape."""
        return ("all", *(part.key for part in self.parts))


@dataclass(frozen=True)
class AnyOf:
    """At least one of them holds; none means never."""

    parts: tuple[Predicate, ...]

    @property
    def key(self) -> Key:
        """Its shape."""
        return ("any", *(part.key for part in self.parts))


Predicate = Test | NameTest | Inside | Related | Counted | Not | AllOf | AnyOf
ALWAYS = AllOf(())


def predicate_values(predicate: Predicate) -> Hashable:
    """The leaves of a predicate, in its order."""
    if isinstance(predicate, (Test, NameTest, Inside)):
        return predicate.value
    if isinstance(predicate, (AllOf, AnyOf)):
        return tuple(predicate_values(part) for part in predicate.parts)
    if isinstance(predicate, Related):
        return (predicate_values(predicate.edge), predicate_values(predicate.inner))
    if isinstance(predicate, Counted):
        inner = (predicate_values(predicate.edge), predicate_values(predicate.inner))
        return (*inner, predicate.value)
    return predicate_values(predicate.inner)
