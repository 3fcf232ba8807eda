"""Pass 2, measures: what ``aggregate`` and ``groupBy`` ask for.

Which measures and keys there are follows from the declaration (:func:`group_keys`); the GraphQL
types are made from the same lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from graphql.execution.collect_fields import FieldDetails

from graph_api.planner.collect import Document, Fields, return_type
from graph_api.planner.model import (
    AggregatePart,
    AggregateView,
    GroupKey,
    GroupPart,
    Measure,
    MeasureView,
    PagePart,
    TypeNameView,
)
from graph_api.planner.values import Tree, leaf_of, lookup, plain
from schema.errors import ErrorCode, PhakhiError
from schema.registry import (
    Declaration,
    Property,
    RelationshipField,
    ValueType,
    declaration,
)

FUNCTIONS = ("min", "max", "avg", "sum")
NUMBERS = (ValueType.INT, ValueType.FLOAT)
TIMES = (ValueType.DATE, ValueType.DATETIME)
MAX_KEYS = 3
"""Keys of one ``groupBy`` at most."""


class MeasureReader:
    """Reads what is measured of one connection.

    Args:
        declared: the declaration.
        document: that is planned.
        target: name of the kind, group or union of the nodes.
        item: the relationship that leads to them, or ``None`` for a root connection.
    """

    def __init__(
        self,
        declared: Declaration,
        document: Document,
        target: str,
        item: RelationshipField | None,
    ) -> None:
        self._document = document
        self._known = group_keys(target, item)
        links = declared.properties_of(item.relationship) if item else {}
        self._own = _by_graphql_name(declared.common(target).properties.values())
        self._links = _by_graphql_name(links.values())

    def read(
        self, response: str, owner: str, details: list[FieldDetails], *, edge: bool = False
    ) -> AggregateView:
        """What a field ``aggregate`` (or ``edges`` below it) of the type ``owner`` selects."""
        type_name, fields = self._below(owner, details)
        parts: list[AggregatePart] = []
        for name, below in fields.items():
            match below[0].node.name.value:
                case "count":
                    parts.append(MeasureView(name, Measure("count")))
                case "edges":
                    parts.append(self.read(name, type_name, below, edge=True))
                case function if function in FUNCTIONS:
                    parts.append(self._function(name, type_name, below, edge=edge))
                case _:
                    parts.append(TypeNameView(name, type_name))
        return AggregateView(response, tuple(parts))

    def _function(
        self, response: str, owner: str, details: list[FieldDetails], *, edge: bool
    ) -> AggregateView:
        function = details[0].node.name.value
        properties = self._links if edge else self._own
        type_name, fields = self._below(owner, details)
        parts: list[AggregatePart] = []
        for name, below in fields.items():
            prop = properties.get(below[0].node.name.value)
            measure = MeasureView(name, Measure(function, prop, edge)) if prop else None
            parts.append(measure or TypeNameView(name, type_name))
        return AggregateView(response, tuple(parts))

    def _below(self, owner: str, details: list[FieldDetails]) -> tuple[str, Fields]:
        type_name = return_type(self._document.field(owner, details[0].node))
        return type_name, self._document.subfields(type_name, details)

    def keys(self, tree: Tree) -> tuple[GroupKey, ...]:
        """The keys of a ``groupBy``.

        Raises:
            PhakhiError: ``BAD_ARGUMENT`` where there are none, too many, or one twice.
        """
        given = lookup(leaf_of(tree), self._document.variables.coerced)
        names = [plain(name) for name in given]
        if not 1 <= len(names) <= MAX_KEYS or len(set(names)) < len(names):
            raise PhakhiError(
                ErrorCode.BAD_ARGUMENT,
                f"groupBy takes from 1 to {MAX_KEYS} different keys.",
                f"groupBy รับคีย์ที่ไม่ซ้ำกัน 1 ถึง {MAX_KEYS} คีย์",
            )
        return tuple(self._known[name] for name in names)


def _by_graphql_name(properties: Iterable[Property]) -> dict[str, Property]:
    return {item.graphql_name: item for item in properties}


def measures_of(parts: Iterable[PagePart | GroupPart | AggregatePart]) -> tuple[Measure, ...]:
    """All measures below these parts, each once, in canonical order."""
    return tuple(sorted(set(_measures(parts)), key=lambda item: repr(item.key)))


def _measures(parts: Iterable[PagePart | GroupPart | AggregatePart]) -> Iterator[Measure]:
    for part in parts:
        if isinstance(part, MeasureView):
            yield part.measure
        elif isinstance(part, AggregateView):
            yield from _measures(part.parts)


def measured(properties: Iterable[Property], function: str) -> list[Property]:
    """The properties that a function can be taken of."""
    types = (*NUMBERS, *TIMES) if function in ("min", "max") else NUMBERS
    return [item for item in properties if item.type in types and item.scope is None]


@cache
def group_keys(target: str, item: RelationshipField | None) -> dict[str, GroupKey]:
    """What a connection's nodes can be grouped by, by the name that a client gives it."""
    declared = declaration()
    kind = declared.common(target)
    keys = [key for prop in kind.properties.values() for key in _keys_of(prop, edge=False)]
    keys += [GroupKey(field.name.upper(), field=field) for field in kind.relationships.values()]
    if item is not None:
        links = declared.properties_of(item.relationship).values()
        keys += [key for prop in links for key in _keys_of(prop, edge=True)]
    return {key.name: key for key in keys}


def _keys_of(prop: Property, *, edge: bool) -> list[GroupKey]:
    if prop.name == "id" or prop.scope is not None:
        return []
    name = ("EDGE_" if edge else "") + prop.name.upper()
    keys = [GroupKey(name, prop=prop, edge=edge)]
    if prop.type in TIMES:
        keys.append(GroupKey(f"{name}_YEAR", prop=prop, edge=edge, year=True))
    return keys
