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
from schema.text import canonical_text, grams, normalise
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
                return all(named(vertex, operator, part) for operator, part in value.items())
        item = declaration().kinds[vertex.kind].by_graphql_name[name]
        if isinstance(item, RelationshipField):
            return self._related(vertex, item, value, scope)
        return all(
            self._inside(vertex, v)
            if operator == "inside"
            else operate(item, vertex.values, operator, v)
            for operator, v in value.items()
        )

    def _related(
        self, vertex: Vertex, item: RelationshipField, value: dict[str, Any], scope: Scope
    ) -> bool:
        given = {name: inner for name, inner in value.items() if inner is not None}
        alone = list(given) == ["edge"]
        edge = given.pop("edge", None)
        links = [step for step in steps(self._graph, vertex, item, scope) if has_edge(step, edge)]
        if alone:
            return bool(links)
        return all(self._quantified(name, inner, links, scope) for name, inner in given.items())

    def _quantified(
        self, name: str, inner: dict[str, Any], links: list[Step], scope: Scope
    ) -> bool:
        if name == "count":
            operators = {key: value for key, value in inner.items() if key != "where"}
            found = sum(self.holds(far, inner.get("where"), scope) for _, far in links)
            return all(compare(operator, found, value) for operator, value in operators.items())
        met = [self.holds(far, inner, scope) for _, far in links]
        return {
            "some": any(met),
            "all": all(met),
            "none": not any(met),
            "single": sum(met) == 1,
        }[name]

    def _inside(self, vertex: Vertex, top: str) -> bool:
        rows = declaration().kinds[vertex.kind].relationships.values()
        (row,) = {item.relationship for item in rows if item.relationship.transitive}
        reached = {vertex.id}
        for _ in range(row.transitive):
            found = [edge for at in reached for edge in self._graph.out.get((row.type, at), [])]
            reached |= {edge.target.id for edge in found}
        return top in reached

    def ordered(
        self, found: list[Step], keys: list[dict[str, Any]], scope: Scope, where: Where = None
    ) -> list[Step]:
        """Sorted; equal ones by id, in the direction of the first key."""
        sought = looked_for(where)
        named = [pair for key in keys for pair in flat(key)] or _own_order(found, sought)
        down = named[0][1] == "DESC"
        found = sorted(
            found,
            key=lambda step: (step[1].id, step[0].values["id"] if step[0] else ""),
            reverse=down,
        )
        for name, way in reversed(named):
            found.sort(key=lambda step: self._key(step, name, scope, sought), reverse=way == "DESC")
        return found

    def _key(self, step: Step, name: str, scope: Scope, sought: str | None) -> tuple[bool, Any]:
        edge, vertex = step
        kind = declaration().kinds[vertex.kind]
        if name == "name":
            return False, vertex.values["sort_th"]
        if name == "relevance":
            return False, relevance(vertex, sought or "")
        if edge is not None and name.startswith("edge."):
            prop = edge_properties(edge)[name.removeprefix("edge.")]
            value = edge.values.get(prop.name)
            return value is None, comparable(prop, value) if value is not None else 0
        item = kind.by_graphql_name.get(name)
        if isinstance(item, Property):
            value = vertex.values.get(item.name)
            return value is None, comparable(item, value) if value is not None else 0
        counted = kind.by_graphql_name[name.removesuffix("Count")]
        assert isinstance(counted, RelationshipField)
        return False, len(steps(self._graph, vertex, counted, scope))


def _own_order(found: list[Step], sought: str | None) -> list[tuple[str, str]]:
    """By relevance; by position where a kind has one, within its vocabulary; else by name."""
    if sought is not None:
        return [("relevance", "DESC")]
    kinds = {step[1].kind for step in found}
    if kinds == {"Term"}:
        return [("vocabulary", "ASC"), ("position", "ASC")]
    placed = kinds and kinds <= {"AgendaItem", "SuccessCondition"}
    return [("position" if placed else "name", "ASC")]


def flat(key: dict[str, Any]) -> list[tuple[str, str]]:
    """One key of an order; a relationship's own by ``edge.`` and its name."""
    ((name, way),) = key.items()
    if not isinstance(way, dict):
        return [(name, way)]
    return [(f"{name}.{inner}", below) for inner, below in way.items()]


def edge_properties(edge: Edge) -> dict[str, Property]:
    """Properties of a relationship by their names in GraphQL."""
    row = declaration().types[edge.type][0]
    return {item.graphql_name: item for item in declaration().properties_of(row).values()}


def has_edge(step: Step, where: Where) -> bool:
    """Whether the relationship of a step meets a filter."""
    edge, _ = step
    assert edge is not None
    properties = edge_properties(edge)

    def part(name: str, value: Any) -> bool:
        match name:
            case "and":
                return all(has_edge(step, item) for item in value)
            case "or":
                return any(has_edge(step, item) for item in value)
            case "not":
                return not has_edge(step, value)
        return all(operate(properties[name], edge.values, key, one) for key, one in value.items())

    return all(part(name, value) for name, value in (where or {}).items() if value is not None)


def looked_for(where: Where) -> str | None:
    """What all that meet a filter resemble."""
    if not where:
        return None
    found = (where.get("name") or {}).get("resembles")
    below = [looked_for(item) for item in where.get("and") or []]
    return next((one for one in [*below, found] if one is not None), None)


def named(vertex: Vertex, operator: str, given: str) -> bool:
    """Whether the names of a node meet one operator."""
    part, names = normalise(given), vertex.values["search_lc"].split("\n")
    return {
        "contains": any(part in name for name in names),
        "startsWith": any(name.startswith(part) for name in names),
        "eq": part in names,
        "resembles": any(part in name for name in names) or likeness(vertex, part) >= 1 / 2,
    }[operator]


def likeness(vertex: Vertex, part: str) -> float:
    """The share of the 3-grams of a text that a node's names have."""
    wanted = list(dict.fromkeys(grams(part).split(" ")[:100]))
    held = set(vertex.values["search_g3"].split(" "))
    return sum(gram in held for gram in wanted) / len(wanted)


def relevance(vertex: Vertex, given: str) -> float:
    """How well the names of a node fit a text."""
    part, names = normalise(given), vertex.values["search_lc"].split("\n")
    step = 3 if part in names else 2 if any(name.startswith(part) for name in names) else 0
    if not step and any(part in name for name in names):
        step = 1
    return step + likeness(vertex, part)


FOLD = str.maketrans("๐๑๒๓๔๕๖๗๘๙’‘“”–—‑", "0123456789''\"\"---", " \n\t")


def folded(text: str) -> str:
    """A text as ``matches`` compares it."""
    return text.lower().translate(FOLD)


def operate(item: Property, values: dict[str, Any], operator: str, given: Any) -> bool:
    """Whether a property meets one operator; a missing value meets none but ``isNull``."""
    value = values.get(item.name)
    match operator:
        case "isNull":
            return (value is None or value == []) == given
        case "has":
            return comparable(item, given) in (value or [])
        case "hasAny":
            return bool({comparable(item, one) for one in given} & set(value or []))
    if value is None:
        return False
    if operator == "in":
        return comparable(item, value) in [comparable(item, one) for one in given]
    return compare(operator, comparable(item, value), comparable(item, given))


def compare(operator: str, own: Any, other: Any) -> bool:
    """One comparison of two values that are there."""
    if operator == "in":
        return own in other
    return {
        "eq": lambda: own == other,
        "gt": lambda: own > other,
        "gte": lambda: own >= other,
        "lt": lambda: own < other,
        "lte": lambda: own <= other,
        "contains": lambda: other in own,
        "startsWith": lambda: own.startswith(other),
        "matches": lambda: folded(other) in folded(own),
    }[operator]()


def comparable(item: Property, value: Any) -> Any:
    """A value in the form that it is compared in."""
    if item.type is ValueType.DATE:
        return parse_date(value).isoformat()
    if item.type is ValueType.DATETIME:
        return dt.datetime.fromisoformat(value)
    if isinstance(value, str) and item.ref is None and item.name != "id":
        return canonical_text(value)
    return value
