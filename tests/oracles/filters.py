"""What ``where``, ``orderBy`` and scopes mean, in plain Python over :mod:`tests.oracles.graph`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from schema.dates import parse_date
from schema.registry import (
    Direction,
    Property,
    RelationshipField,
    ValueType,
    declaration,
)
from schema.text import normalise
from tests.oracles.graph import Edge, Graph, Vertex

Where = dict[str, Any] | None
Step = tuple[Edge | None, Vertex]
"""A node, and the relationship that led to it, if any."""


@dataclass(frozen=True)
class Scope:
    """What narrows a part of a question."""

    as_of: str | None = None
    datasets: tuple[str, ...] | None = None
    synthetic: bool = True

    def below(self, arguments: dict[str, Any]) -> Scope:
        """The scope below a field with these arguments."""
        as_of, datasets = arguments.get("asOf"), arguments.get("datasets")
        synthetic = arguments.get("includeSynthetic")
        return Scope(
            self.as_of if as_of is None else parse_date(as_of).isoformat(),
            self.datasets if datasets is None else tuple(datasets),
            self.synthetic if synthetic is None else synthetic,
        )

    def has_vertex(self, vertex: Vertex) -> bool:
        """Whether a node is in it."""
        validity = declaration().kinds[vertex.kind].validity
        dates = [vertex.values.get(name) for name in validity] if validity else [None, None]
        return self._has(vertex.values) and self._holds(*dates)

    def has_edge(self, edge: Edge | None) -> bool:
        """Whether a relationship is in it."""
        if edge is None:
            return True
        return self._has(edge.values) and self._holds(
            edge.values.get("since"), edge.values.get("until")
        )

    def _has(self, values: dict[str, Any]) -> bool:
        if values["synthetic"] and not self.synthetic:
            return False
        return self.datasets is None or bool(set(self.datasets) & set(values["datasets"]))

    def _holds(self, first: str | None, last: str | None) -> bool:
        if self.as_of is None:
            return True
        return (first is None or first <= self.as_of) and (last is None or self.as_of <= last)


def steps(graph: Graph, vertex: Vertex, item: RelationshipField, scope: Scope) -> list[Step]:
    """Where a relationship leads from a node, within a scope."""
    key = (item.relationship.type, vertex.id)
    found: list[Step] = []
    if item.direction is not Direction.BACK:
        found += [(edge, edge.target) for edge in graph.out.get(key, [])]
    if item.direction is not Direction.OUT:
        found += [(edge, edge.source) for edge in graph.into.get(key, [])]
    wanted = declaration().members(item.target)
    return [
        (edge, far)
        for edge, far in found
        if far.kind in wanted and scope.has_edge(edge) and scope.has_vertex(far)
    ]


class Filters:
    """Filters over one graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def holds(self, vertex: Vertex, where: Where, scope: Scope) -> bool:
        """Whether a node meets a filter."""
        return all(
            self._part(vertex, name, value, scope)
            for name, value in (where or {}).items()
            if value is not None
        )

    def _part(self, vertex: Vertex, name: str, value: Any, scope: Scope) -> bool:
        match name:
            case "and":
                return all(self.holds(vertex, item, scope) for item in value)
            case "or":
                return any(self.holds(vertex, item, scope) for item in value)
            case "not":
                return not self.holds(vertex, value, scope)
            case "inside":
                return self._inside(vertex, value)
            case "name":
                return all(normalise(part) in vertex.values["search_lc"] for part in value.values())
        item = declaration().kinds[vertex.kind].by_graphql_name[name]
        if isinstance(item, RelationshipField):
            return self._related(vertex, item, value, scope)
        return all(operate(item, vertex.values, operator, v) for operator, v in value.items())

    def _related(
        self, vertex: Vertex, item: RelationshipField, value: dict[str, Any], scope: Scope
    ) -> bool:
        far = [one for _, one in steps(self._graph, vertex, item, scope)]
        quantifiers = {"some": any, "all": all, "none": lambda them: not any(them)}
        return all(
            quantifiers[name](self.holds(one, inner, scope) for one in far)
            for name, inner in value.items()
            if inner is not None
        )

    def _inside(self, vertex: Vertex, top: str) -> bool:
        rows = declaration().kinds[vertex.kind].relationships.values()
        (row,) = {item.relationship for item in rows if item.relationship.transitive}
        reached = {vertex.id}
        for _ in range(row.transitive):
            found = [edge for at in reached for edge in self._graph.out.get((row.type, at), [])]
            reached |= {edge.target.id for edge in found}
        return top in reached

    def ordered(self, found: list[Step], keys: list[dict[str, str]], scope: Scope) -> list[Step]:
        """Sorted; equal ones by id, in the direction of the first key."""
        named = [pair for key in keys for pair in key.items()] or _own_order(found)
        down = named[0][1] == "DESC"
        found = sorted(
            found,
            key=lambda step: (step[1].id, step[0].values["id"] if step[0] else ""),
            reverse=down,
        )
        for name, way in reversed(named):
            found.sort(key=lambda step: self._key(step[1], name, scope), reverse=way == "DESC")
        return found

    def _key(self, vertex: Vertex, name: str, scope: Scope) -> tuple[bool, Any]:
        kind = declaration().kinds[vertex.kind]
        if name == "name":
            return False, vertex.values["sort_th"]
        item = kind.by_graphql_name.get(name)
        if isinstance(item, Property):
            value = vertex.values.get(item.name)
            return value is None, comparable(item, value) if value is not None else 0
        counted = kind.by_graphql_name[name.removesuffix("Count")]
        assert isinstance(counted, RelationshipField)
        return False, len(steps(self._graph, vertex, counted, scope))


def _own_order(found: list[Step]) -> list[tuple[str, str]]:
    """By position where a kind has one, within its vocabulary; else by name."""
    kinds = {step[1].kind for step in found}
    if kinds == {"Term"}:
        return [("vocabulary", "ASC"), ("position", "ASC")]
    placed = kinds and kinds <= {"AgendaItem", "SuccessCondition"}
    return [("position" if placed else "name", "ASC")]


def operate(item: Property, values: dict[str, Any], operator: str, given: Any) -> bool:
    """Whether a property meets one operator; a missing value meets none but ``isNull``."""
    value = values.get(item.name)
    match operator:
        case "isNull":
            return (value is None or value == []) == given
        case "has":
            return given in (value or [])
        case "hasAny":
            return bool(set(given) & set(value or []))
    if value is None:
        return False
    if operator == "in":
        return comparable(item, value) in [comparable(item, one) for one in given]
    own, other = comparable(item, value), comparable(item, given)
    return {
        "eq": lambda: own == other,
        "gt": lambda: own > other,
        "gte": lambda: own >= other,
        "lt": lambda: own < other,
        "lte": lambda: own <= other,
        "contains": lambda: other in own,
        "startsWith": lambda: own.startswith(other),
    }[operator]()


def comparable(item: Property, value: Any) -> Any:
    """A value in the form that it is compared in."""
    if item.type is ValueType.DATE:
        return parse_date(value).isoformat()
    if item.type is ValueType.DATETIME:
        moment = dt.datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return value
