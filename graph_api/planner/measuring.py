"""Pass 2, measures: what ``aggregate`` and ``groupBy`` ask for.

Which measures and keys there are follows from the declaration (:func:`group_keys`); the GraphQL
types are made from the same lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from graphql.execution.collect_fields import FieldDetails

from graph_api.planner.collect import Document, return_type
from graph_api.planner.model import GroupKey, Measure, MeasuresView
from graph_api.planner.values import Tree, lookup, plain
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
    """Reads the measures of one document."""

    def __init__(self, declared: Declaration, document: Document) -> None:
        self._declared = declared
        self._document = document

    def read(
        self,
        target: str,
        item: RelationshipField | None,
        owner: str,
        details: list[FieldDetails],
    ) -> MeasuresView:
        """What a field ``aggregate`` of the type ``owner`` selects."""
        links = self._declared.properties_of(item.relationship).values() if item else ()
        own = self._declared.common(target).properties.values()
        return self._view(owner, details, own, links)

    def _view(
        self,
        owner: str,
        details: list[FieldDetails],
        own: Iterable[Property],
        links: Iterable[Property],
        *,
        edge: bool = False,
    ) -> MeasuresView:
        type_name = return_type(self._document.field(owner, details[0].node))
        by_name = {item.graphql_name: item for item in (links if edge else own)}
        parts: list[tuple[str, str, object]] = []
        for response, found in self._document.subfields(type_name, details).items():
            name = found[0].node.name.value
            part: object = None
            if name == "count":
                part = Measure("count")
            elif name == "edges":
                part = self._view(type_name, found, own, links, edge=True)
            elif name in FUNCTIONS:
                part = self._function(name, type_name, found, by_name, edge=edge)
            parts.append((response, name, part))
        return MeasuresView(type_name, tuple(parts))

    def _function(
        self,
        function: str,
        owner: str,
        details: list[FieldDetails],
        properties: dict[str, Property],
        *,
        edge: bool,
    ) -> MeasuresView:
        type_name = return_type(self._document.field(owner, details[0].node))
        parts = []
        for response, found in self._document.subfields(type_name, details).items():
            prop = properties.get(found[0].node.name.value)
            measure = Measure(function, prop, edge) if prop else None
            parts.append((response, found[0].node.name.value, measure))
        return MeasuresView(type_name, tuple(parts))

    def keys(self, target: str, item: RelationshipField | None, tree: Tree) -> tuple[GroupKey, ...]:
        """The keys of a ``groupBy``.

        Raises:
            PhakhiError: ``BAD_ARGUMENT`` where there are none, too many, or one twice.
        """
        assert not isinstance(tree, (dict, list))
        names = [plain(name) for name in lookup(tree, self._document.variables.coerced)]
        if not 1 <= len(names) <= MAX_KEYS or len(set(names)) < len(names):
            raise PhakhiError(
                ErrorCode.BAD_ARGUMENT,
                f"groupBy takes from 1 to {MAX_KEYS} different keys.",
                f"groupBy รับคีย์ที่ไม่ซ้ำกัน 1 ถึง {MAX_KEYS} คีย์",
            )
        known = group_keys(target, item)
        return tuple(known[name] for name in names)


def measures_of(parts: Iterable[tuple[str, str, object]]) -> tuple[Measure, ...]:
    """All measures below views, each once, in canonical order."""
    found: dict[Measure, None] = {}
    for _, _, part in parts:
        if isinstance(part, Measure):
            found[part] = None
        elif isinstance(part, MeasuresView):
            found |= dict.fromkeys(measures_of(part.parts))
    return tuple(sorted(found, key=lambda item: repr(item.key)))


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
