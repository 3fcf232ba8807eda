"""What ``aggregate`` and ``groupBy`` mean, in plain Python over steps."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from schema.registry import (
    Declaration,
    Property,
    RelationshipField,
    ValueType,
    declaration,
)
from tests.oracles.filters import Scope, Step, comparable, edge_properties, steps
from tests.oracles.graph import Edge, Graph, Vertex

NUMBERS = (ValueType.INT, ValueType.FLOAT)
ORDERED = (*NUMBERS, ValueType.DATE, ValueType.DATETIME)


@dataclass(frozen=True)
class Group:
    """A group: ``(key's name, value as text, id of its node or None)`` and what is in it."""

    keys: list[tuple[str, str | None, str | None]]
    steps: list[Step]


def measures(found: list[Step], target: str, item: RelationshipField | None) -> dict[str, Any]:
    """All measures over steps, by the names that GraphQL gives them."""
    own = known(target).properties.values()
    made = {"count": len(found), **_functions(own, [vertex.values for _, vertex in found])}
    if item is not None:
        links = declaration().properties_of(item.relationship).values()
        made["edges"] = _functions(links, [edge.values for edge, _ in found if edge])
    return made


def known(target: str) -> Any:
    """The kind that says which properties nodes of a target have."""
    declared: Declaration = declaration()
    return declared.kind("Record" if target in declared.unions else target)


def _functions(properties: Iterable[Property], values: list[dict[str, Any]]) -> dict[str, Any]:
    made: dict[str, dict[str, Any]] = {"min": {}, "max": {}, "avg": {}, "sum": {}}
    for prop in properties:
        if prop.type not in ORDERED:
            continue
        held = [one for value in values if (one := value.get(prop.name)) is not None]
        held.sort(key=lambda one: comparable(prop, one))
        made["min"][prop.graphql_name] = held[0] if held else None
        made["max"][prop.graphql_name] = held[-1] if held else None
        if prop.type in NUMBERS:
            made["sum"][prop.graphql_name] = float(sum(held))
            made["avg"][prop.graphql_name] = sum(held) / len(held) if held else None
    return made


class Grouper:
    """Makes groups over one graph."""

    def __init__(self, graph: Graph, scope: Scope) -> None:
        self._graph = graph
        self._scope = scope

    def groups(self, found: list[Step], target: str, by: list[str], first: int) -> list[Group]:
        """The largest groups; equal ones by their keys, missing ones last."""
        members: dict[tuple[Any, ...], list[Step]] = {}
        for step in found:
            spread = [self._values(step, target, name) for name in by]
            for keys in dict.fromkeys(itertools.product(*spread)):
                members.setdefault(keys, []).append(step)
        ranked = sorted(
            members.items(),
            key=lambda pair: (-len(pair[1]), [(key is None, key and key[0]) for key in pair[0]]),
        )
        return [
            Group([(name, *(key[1:] if key else (None, None))) for name, key in zip(by, keys)], own)  # noqa: B905
            for keys, own in ranked[:first]
        ]

    def _values(
        self, step: Step, target: str, name: str
    ) -> list[tuple[Any, str, str | None] | None]:
        """``(what it is sorted by, its text, id of its node)`` of one key; ``None`` where missing."""
        edge, vertex = step
        field = known(target).relationships.get(name.lower())
        if field is not None:
            own = declaration().kinds[vertex.kind].relationships[field.name]
            far = [one.id for _, one in steps(self._graph, vertex, own, self._scope)]
            return [(id_, id_, id_) for id_ in far] or [None]
        values, prop, year = _property(edge, vertex, name)
        held = values.get(prop.name)
        found = (held or []) if prop.many else [held] if held is not None else []
        return [_key(prop, one, year=year) for one in found] or [None]


def _property(
    edge: Edge | None, vertex: Vertex, name: str
) -> tuple[dict[str, Any], Property, bool]:
    plain = name.removeprefix("EDGE_").lower()
    if name.startswith("EDGE_"):
        assert edge is not None
        properties = {one.name: one for one in edge_properties(edge).values()}
        values = edge.values
    else:
        properties, values = declaration().kinds[vertex.kind].properties, vertex.values
    if plain in properties:
        return values, properties[plain], False
    return values, properties[plain.removesuffix("_year")], True


def _key(prop: Property, value: Any, *, year: bool) -> tuple[Any, str, str | None]:
    if year:
        return int(value[:4]), str(int(value[:4])), None
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return comparable(prop, value), text, value if prop.ref else None
