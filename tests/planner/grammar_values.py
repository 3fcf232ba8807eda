"""Random argument values with something behind them: ids, names and numbers of the real data."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from schema.registry import (
    Kind,
    Property,
    RelationshipField,
    ValueType,
    declaration,
)
from schema.text import normalise
from tests.oracles.graph import Graph

Draw = Callable[[st.SearchStrategy[Any]], Any]
NOWHERE = "agency:nowhere-at-all"
NUMBERS = (ValueType.INT, ValueType.FLOAT, ValueType.DATE, ValueType.DATETIME)


@dataclass(frozen=True)
class Word:
    """A value of an enumeration."""

    name: str


@dataclass(frozen=True)
class Leaf:
    """A value that may stand in the document or come by a variable of this type."""

    value: Any
    type: str


def plain(value: Any) -> Any:
    """As a variable carries it."""
    match value:
        case Word(name):
            return name
        case Leaf(inner, _):
            return plain(inner)
        case dict():
            return {name: plain(item) for name, item in value.items()}
        case list():
            return [plain(item) for item in value]
    return value


def literal(value: Any, leaf: Callable[[Leaf], str]) -> str:
    """As it stands in a document; ``leaf`` writes the leaves."""
    match value:
        case Word(name):
            return name
        case Leaf():
            return leaf(value)
        case dict():
            return "{" + ", ".join(f"{k}: {literal(v, leaf)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(literal(item, leaf) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


class Values:
    """Draws argument values from what one graph holds."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.scoped = False
        """Whether a scope is around: what is kept for the present only may not be used then."""

    def ids(self, target: str) -> list[str]:
        """Ids of the nodes of a target, and one that is nobody's."""
        names = declaration().members(target)
        return [*(v.id for name in names for v in self._graph.kinds[name]), NOWHERE]

    def _pool(self, kind: Kind, item: Property) -> list[Any]:
        names = declaration().members(kind.name)
        found = [v.values.get(item.name) for name in names for v in self._graph.kinds[name]]
        flat = [
            one for value in found for one in (value if item.many else [value]) if one is not None
        ]
        return list(dict.fromkeys(flat)) if item.many else flat

    # --- filters ----------------------------------------------------------------------------

    def where(self, draw: Draw, target: str, depth: int) -> dict[str, Any]:
        """A filter on nodes of a target."""
        kind = declaration().kind("Record" if target in declaration().unions else target)
        found: dict[str, Any] = {}
        for _ in range(draw(st.integers(1, 2))):
            name, value = self._condition(draw, kind, depth)
            found[name] = value
        return found if draw(st.integers(0, 7)) else self._vacuous(draw, kind)

    def _vacuous(self, draw: Draw, kind: Kind) -> dict[str, Any]:
        """A filter that is empty, or whose conditions are."""
        plain = [i for i in kind.properties.values() if i.scope is None]
        forms: list[dict[str, Any]] = [
            {},
            {"and": []},
            {"or": []},
            {"and": [{}]},
            {"or": [{}]},
            {"not": {}},
            {"name": {}},
            {draw(st.sampled_from(plain)).graphql_name: {}},
        ]
        if links := self._links(kind):
            item = draw(st.sampled_from(links))
            edges = [{"edge": edge} for edge in self._vacuous_edges(draw, item)]
            more = [
                {},
                {"count": {}},
                {"count": {"where": {}}},
                *({name: {}} for name in ("some", "all", "none", "single")),
            ]
            forms += [{item.graphql_name: {**one, **two}} for one in [{}, *edges] for two in more]
        return draw(st.sampled_from(forms))

    def _vacuous_edges(self, draw: Draw, item: RelationshipField) -> list[dict[str, Any]]:
        prop = draw(st.sampled_from(self._edge_properties(item)))
        empty = {prop.graphql_name: {}}
        return [{}, {"and": []}, {"or": []}, {"not": {}}, {"and": [{}]}, empty, {"not": empty}]

    def _condition(self, draw: Draw, kind: Kind, depth: int) -> tuple[str, Any]:
        sorts = ["property", "property", "name"]
        if any(item.relationship.transitive for item in kind.relationships.values()):
            sorts.append("inside")
        if depth:
            sorts += ["related"] * 4 + ["and", "or", "not"] if kind.relationships else ["or", "not"]
        match sort := draw(st.sampled_from(sorts)):
            case "property":
                return self._property(draw, kind)
            case "name":
                operator = draw(st.sampled_from(["contains", "startsWith", "eq", "resembles"]))
                return "name", {operator: Leaf(draw(self._parts(kind)), "String")}
            case "inside":
                top = Leaf(draw(st.sampled_from(self.ids(kind.name))), "ID")
                return draw(st.sampled_from([("inside", top), ("id", {"inside": top})]))
            case "not":
                return "not", self.where(draw, kind.name, depth - 1)
            case "and" | "or":
                count = draw(st.integers(0, 2))
                return sort, [self.where(draw, kind.name, depth - 1) for _ in range(count)]
        return self._related(draw, kind, depth)

    def _related(self, draw: Draw, kind: Kind, depth: int) -> tuple[str, Any]:
        item = draw(st.sampled_from(self._links(kind)))
        quantifiers = ["some", "some", "all", "none", "single", "count", "edge"]
        quantifier = draw(st.sampled_from(quantifiers))
        inner = {} if draw(st.integers(0, 5)) == 0 else self.where(draw, item.target, depth - 1)
        found: dict[str, Any] = {}
        if quantifier == "edge" or draw(st.integers(0, 3)) == 0:
            found["edge"] = self.edge(draw, item)
        if quantifier == "count":
            found["count"] = self._count(draw, inner)
        elif quantifier != "edge":
            found[quantifier] = inner
        return item.graphql_name, found

    @staticmethod
    def _count(draw: Draw, inner: dict[str, Any]) -> dict[str, Any]:
        """A condition on how many there are."""
        operator = draw(st.sampled_from(["eq", "gt", "gte", "lt", "lte", "in"]))
        number = Leaf(draw(st.integers(0, 4)), "Int")
        several = Leaf(draw(st.lists(st.integers(0, 4), max_size=3)), "[Int!]")
        found = {operator: several if operator == "in" else number}
        return found | ({"where": inner} if inner else {})

    def edge(self, draw: Draw, item: RelationshipField) -> dict[str, Any]:
        """A filter on relationships of a field."""
        if not draw(st.integers(0, 7)):
            return draw(st.sampled_from(self._vacuous_edges(draw, item)))
        edges = [edge for edge in self._graph.edges() if edge.type == item.relationship.type]
        prop = draw(st.sampled_from(self._edge_properties(item)))
        values = [edge.values.get(prop.name) for edge in edges]
        flat = [v for value in values for v in (value if prop.many else [value]) if v is not None]
        pool = list(dict.fromkeys(flat))
        operators = self._operators(prop, pool) if pool else {}
        if prop.nullable:
            operators["isNull"] = st.booleans().map(lambda value: Leaf(value, "Boolean"))
        if not operators:
            return {}
        name = draw(st.sampled_from(sorted(operators)))
        found = {prop.graphql_name: {name: draw(operators[name])}}
        return {"not": found} if draw(st.integers(0, 3)) == 0 else found

    @staticmethod
    def _edge_properties(item: RelationshipField) -> list[Property]:
        properties = declaration().properties_of(item.relationship).values()
        return [prop for prop in properties if prop.name != "id"]

    def _links(self, kind: Kind) -> list[RelationshipField]:
        return [i for i in kind.relationships.values() if not (self.scoped and derived(i))]

    def _parts(self, kind: Kind) -> st.SearchStrategy[str]:
        names = self._pool(kind, kind.properties["name_th"]) + self._pool(
            kind, kind.properties["name_en"]
        )
        return self._part(names)

    @staticmethod
    def _part(texts: list[str]) -> st.SearchStrategy[str]:
        cut = st.tuples(st.sampled_from(texts or ["ก"]), st.integers(0, 5), st.integers(1, 4))
        parts = cut.map(lambda made: made[0][made[1] : made[1] + made[2]])
        return parts.map(lambda part: part if normalise(part) else "ก")

    def _property(self, draw: Draw, kind: Kind) -> tuple[str, Any]:
        usable = [item for item in kind.properties.values() if item.scope is None]
        item = draw(st.sampled_from(usable))
        pool = self._pool(kind, item)
        operators = {} if item.many else {"isNull": st.booleans().map(lambda v: Leaf(v, "Boolean"))}
        if item.name == "id" or (not item.nullable and not item.many):
            operators.clear()
        if pool:
            operators |= self._operators(item, pool)
        if not operators:
            return "name", {"contains": Leaf("ก", "String")}
        name = draw(st.sampled_from(sorted(operators)))
        return item.graphql_name, {name: draw(operators[name])}

    def _operators(self, item: Property, pool: list[Any]) -> dict[str, st.SearchStrategy[Any]]:
        type_ = graphql_type(item)
        one = st.sampled_from(pool).map(lambda value: Leaf(value, type_))
        some = st.lists(st.sampled_from(pool), max_size=3)
        several = some.map(lambda values: Leaf(values, f"[{type_}!]"))
        if item.many:
            return {"has": one, "hasAny": several}
        operators: dict[str, Any] = {"eq": one}
        if item.type is not ValueType.BOOL:
            operators["in"] = several
        if item.type in NUMBERS:
            operators |= dict.fromkeys(("gt", "gte", "lt", "lte"), one)
        if item.type is ValueType.TEXT and item.ref is None and item.name != "id":
            part = self._part(pool).map(lambda value: Leaf(value, "String"))
            operators |= {"contains": part, "startsWith": part, "matches": part}
        return operators

    # --- orders and scopes ------------------------------------------------------------------

    def order(self, draw: Draw, target: str, item: RelationshipField | None = None) -> list[Any]:
        """Keys to order by."""
        kind = declaration().kind("Record" if target in declaration().unions else target)
        names = ["name", *(i.graphql_name for i in kind.properties.values() if orderable(i))]
        names += [f"{i.graphql_name}Count" for i in self._links(kind) if not i.one]
        if item is not None:
            properties = declaration().properties_of(item.relationship).values()
            names += [f"edge.{one.graphql_name}" for one in properties if orderable(one)]
        chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
        ways = st.sampled_from(["ASC", "DESC"])
        return [order_key(name, Leaf(Word(draw(ways)), "Direction!")) for name in chosen]

    def scope(self, draw: Draw) -> dict[str, Leaf]:
        """Arguments that narrow."""
        datasets = [one for one in self.ids("Dataset") if one != NOWHERE]
        days = ["2563-01-21", "2020-06-01", "2024-10-01", "1 ม.ค. 2568"]
        all_ = {
            "asOf": st.sampled_from(days).map(lambda day: Leaf(day, "Date")),
            "datasets": st.lists(st.sampled_from(datasets), max_size=2).map(
                lambda ids: Leaf(ids, "[ID!]")
            ),
            "includeSynthetic": st.booleans().map(lambda value: Leaf(value, "Boolean")),
        }
        name = draw(st.sampled_from(sorted(all_)))
        return {name: draw(all_[name])}


def order_key(name: str, way: Leaf) -> dict[str, Any]:
    """A key of an order; a relationship's own stands below ``edge``."""
    prefix, dot, inner = name.partition(".")
    return {prefix: {inner: way}} if dot else {name: way}


def graphql_type(item: Property) -> str:
    """The type of a value to compare a property with."""
    if item.name == "id" or (item.ref and not item.many):
        return "ID"
    return {
        ValueType.INT: "Int",
        ValueType.FLOAT: "Float",
        ValueType.BOOL: "Boolean",
        ValueType.DATE: "Date",
        ValueType.DATETIME: "DateTime",
    }.get(item.type, "String")


def orderable(item: Property) -> bool:
    """Whether one may order by a property."""
    return not item.many and item.ref is None and item.scope is None


def derived(item: RelationshipField) -> bool:
    """Whether a relationship is kept for the present only."""
    return item.relationship.derived
