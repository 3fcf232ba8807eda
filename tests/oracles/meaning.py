"""The oracle of meaning: naive resolvers, run by graphql-core, that know nothing of the planner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isclose
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLResolveInfo,
    GraphQLSchema,
    default_field_resolver,
    execute_sync,
    get_named_type,
    parse,
)

from schema.registry import Kind, Property, RelationshipField, camel, declaration, snake
from tests.oracles.filters import Filters, Scope, Step, has_edge, steps
from tests.oracles.graph import Graph, Vertex
from tests.oracles.measures import Grouper, measures

PAGE = 20


class Token(str):
    """A cursor of this oracle: which step of which list it stands at."""

    __slots__ = ("step",)
    step: tuple[str, str]


Cursors = dict[str, Token]
"""What each of the planner's cursors has been found to stand for."""


@dataclass(frozen=True)
class Here:
    """A node as it was reached."""

    vertex: Vertex
    scope: Scope


@dataclass(frozen=True)
class EdgeView:
    """An edge of a page."""

    step: Step
    scope: Scope


@dataclass(frozen=True)
class PageView:
    """A page: its steps and what lies around them."""

    steps: list[Step]
    total: int
    previous: bool
    next: bool
    scope: Scope
    all: list[Step]
    target: str
    item: RelationshipField | None


@dataclass(frozen=True)
class AnswerView:
    """Part of an answer that was computed in process."""

    value: Any
    scope: Scope


class Meaning:
    """Answers documents about one graph.

    Args:
        schema: built from the schema's definition language; it has no resolvers.
        answers: functions behind root fields that are computed in process.
    """

    def __init__(
        self, schema: GraphQLSchema, graph: Graph, answers: Mapping[str, Callable[..., Any]]
    ) -> None:
        self._schema = schema
        self._graph = graph
        self._filters = Filters(graph)
        self.answers = answers
        self.cursors: Cursors = {}
        self._finds = {camel(snake(name)): name for name in declaration().kinds}
        self.listings = {camel(k.connection or ""): k.name for k in declaration().kinds.values()}

    def run(self, document: str, variables: dict[str, Any] | None = None) -> ExecutionResult:
        """What the document means."""
        result = execute_sync(
            self._schema,
            parse(document),
            variable_values=variables,
            field_resolver=self._field,
            type_resolver=lambda value, _info, _kind: value.vertex.kind,
        )
        assert isinstance(result, ExecutionResult)
        return result

    def _field(self, source: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
        name = info.field_name
        match source:
            case None:
                return self._root(name, info, arguments)
            case Here():
                return self._of_node(source, name, arguments)
            case EdgeView():
                return self._of_edge(source, name)
            case PageView():
                return self._of_page(source, name, arguments)
            case AnswerView():
                return self._of_answer(getattr(source.value, snake(name)), info, source.scope)
        return default_field_resolver(source, info)

    # --- roots ------------------------------------------------------------------------------

    def _root(self, name: str, info: GraphQLResolveInfo, arguments: dict[str, Any]) -> Any:
        scope = Scope().below(arguments)
        if name == "nodes":
            return [self._find(id_, None, scope) for id_ in arguments["ids"]]
        if name == "node" or name in self._finds:
            return self._find(arguments["id"], self._finds.get(name), scope)
        if name in self.listings:
            vertices = self._graph.kinds[self.listings[name]]
            found: list[Step] = [(None, one) for one in vertices if scope.has_vertex(one)]
            return self._page(found, arguments, scope, self.listings[name], None)
        return self._of_answer(self.answers[name](**arguments), info, scope)

    def _find(self, id_: str, kind: str | None, scope: Scope) -> Here | None:
        vertex = self._graph.vertices.get(id_)
        if vertex is None or kind not in (None, vertex.kind) or not scope.has_vertex(vertex):
            return None
        return Here(vertex, scope)

    # --- nodes and edges --------------------------------------------------------------------

    def _of_node(self, here: Here, name: str, arguments: dict[str, Any]) -> Any:
        values = here.vertex.values
        if name == "name":
            english = values.get("name_en") if arguments.get("lang") == "EN" else None
            return values["name_th"] if english is None else english
        kind: Kind = declaration().kinds[here.vertex.kind]
        item = kind.by_graphql_name[name]
        if isinstance(item, Property):
            return self._property(values, item, here.scope)
        return self._relationship(here.vertex, item, arguments, here.scope.below(arguments))

    def _property(self, values: dict[str, Any], item: Property, scope: Scope) -> Any:
        value = values.get(item.name)
        if item.ref is None:
            return [] if item.many and value is None else value
        found = [
            Here(self._graph.vertices[id_], scope)
            for id_ in (value or [] if item.many else [value] if value else [])
            if id_ in self._graph.vertices
            and (scope.synthetic or not self._graph.vertices[id_].values["synthetic"])
        ]
        return found if item.many else next(iter(found), None)

    def _relationship(
        self, vertex: Vertex, item: RelationshipField, arguments: dict[str, Any], scope: Scope
    ) -> Any:
        found = steps(self._graph, vertex, item, scope)
        if not item.one:
            return self._page(found, arguments, scope, item.target, item)
        far = sorted((one for _, one in found), key=lambda one: one.id)
        return Here(far[0], scope) if far else None

    def _of_edge(self, view: EdgeView, name: str) -> Any:
        edge, vertex = view.step
        if name == "node":
            return Here(vertex, view.scope)
        if name == "cursor":
            return self._token(view.step)
        assert edge is not None
        row = declaration().types[edge.type][0]
        by_name = {i.graphql_name: i for i in declaration().properties_of(row).values()}
        return self._property(edge.values, by_name[name], view.scope)

    # --- pages ------------------------------------------------------------------------------

    def _page(
        self,
        found: list[Step],
        arguments: dict[str, Any],
        scope: Scope,
        target: str,
        item: RelationshipField | None,
    ) -> PageView:
        where, edge = arguments.get("where"), arguments.get("edge")
        found = [step for step in found if self._filters.holds(step[1], where, scope)]
        found = [step for step in found if step[0] is None or has_edge(step, edge)]
        found = self._filters.ordered(found, arguments.get("orderBy") or [], scope, where)
        after, before = arguments.get("after"), arguments.get("before")
        total = len(found)
        if arguments.get("last") is not None or before is not None:
            end = total if before is None else self._place(found, before)
            size = PAGE if arguments.get("last") is None else arguments["last"]
            begin = max(0, end - size)
        else:
            begin = 0 if after is None else self._place(found, after) + 1
            size = PAGE if arguments.get("first") is None else arguments["first"]
            end = min(total, begin + size)
        around = begin > 0, end < total
        return PageView(found[begin:end], total, *around, scope, found, target, item)

    def _place(self, found: list[Step], cursor: str) -> int:
        return [_identity(step) for step in found].index(self.cursors[cursor].step)

    def _of_page(self, page: PageView, name: str, arguments: dict[str, Any]) -> Any:
        match name:
            case "aggregate":
                return measures(page.all, page.target, page.item)
            case "groupBy":
                return self._groups(page, **arguments)
            case "totalCount":
                return page.total
            case "nodes":
                return [Here(vertex, page.scope) for _, vertex in page.steps]
            case "edges":
                return [EdgeView(step, page.scope) for step in page.steps]
            case _:
                ends = [self._token(step) for step in page.steps]
                return {
                    "hasNextPage": page.next,
                    "hasPreviousPage": page.previous,
                    "startCursor": ends[0] if ends else None,
                    "endCursor": ends[-1] if ends else None,
                }

    def _groups(self, page: PageView, by: list[str], first: int = PAGE) -> list[dict[str, Any]]:
        made = Grouper(self._graph, page.scope).groups(page.all, page.target, by, first)
        return [
            {
                "keys": [
                    {"by": name, "value": text, "node": self._shown(id_, page.scope)}
                    for name, text, id_ in group.keys
                ],
                "aggregate": measures(group.steps, page.target, page.item),
            }
            for group in made
        ]

    def _shown(self, id_: str | None, scope: Scope) -> Here | None:
        vertex = self._graph.vertices.get(id_ or "")
        if vertex is None or (vertex.values["synthetic"] and not scope.synthetic):
            return None
        return Here(vertex, scope)

    @staticmethod
    def _token(step: Step) -> Token:
        token = Token("cursor")
        token.step = _identity(step)
        return token

    # --- answers ----------------------------------------------------------------------------

    def _of_answer(self, value: Any, info: GraphQLResolveInfo, scope: Scope) -> Any:
        """A value of an answer; references become nodes, and those that are gone go."""
        if isinstance(value, list):
            shown = [self._of_answer(one, info, scope) for one in value]
            is_node = declaration().is_target(get_named_type(info.return_type).name)
            return [one for one in shown if one is not None] if is_node else shown
        if value is None or isinstance(value, (str, int, float, bool)):
            return value
        if declaration().is_target(get_named_type(info.return_type).name):
            return self._find(value.id, None, scope)
        return AnswerView(value, scope)


def _identity(step: Step) -> tuple[str, str]:
    edge, vertex = step
    return (edge.values["id"] if edge else "", vertex.id)


def same_data(actual: Any, meant: Any, cursors: Cursors) -> Any:
    """``actual``, with the oracle's cursors in place of the planner's; these are learnt.

    So equal data are equal, and every cursor may later be given back in a document.
    """
    if isinstance(meant, float) and isinstance(actual, float) and isclose(meant, actual):
        return meant  # sums depend on the order of what is added
    if isinstance(meant, Token) and isinstance(actual, str):
        cursors[actual] = meant
        return meant
    if isinstance(meant, dict) and isinstance(actual, dict):
        return {key: same_data(value, meant.get(key), cursors) for key, value in actual.items()}
    if isinstance(meant, list) and isinstance(actual, list) and len(meant) == len(actual):
        return [same_data(*pair, cursors) for pair in zip(actual, meant, strict=True)]
    return actual
