"""Puts the passes together: a document becomes a plan, and plans are kept by what they depend on."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from graphql import (
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
)
from graphql.execution.collect_fields import FieldDetails

from graph_api.planner import canonical
from graph_api.planner.access import check_access
from graph_api.planner.answers import AnswerPlan, AnswerPlanner, has_resolver
from graph_api.planner.collect import Document, Fields, return_type
from graph_api.planner.cost import (
    CostNode,
    check_roots,
    check_shape,
    cost_tree,
)
from graph_api.planner.emit import Emitter
from graph_api.planner.limits import OperationLimits
from graph_api.planner.model import (
    Column,
    ConnectionColumn,
    PageView,
    Place,
    Selection,
    SelectionScope,
)
from graph_api.planner.parts import SelectedConnection
from graph_api.planner.resolve import Resolver
from graph_api.planner.shape import ShapeMaker, Shaper, nullable
from graph_api.planner.slots import RootSort, Slot, SubquerySource
from graph_api.planner.values import Leaf, Tree
from graph_api.planner.walk import selection_columns
from schema.registry import Declaration, Kind, camel, snake

OPEN = SelectionScope()

_LISTS = {"nodes": "ids", "_entities": "representations"}
"""Root fields that find several nodes, by the argument that says which."""


@dataclass(frozen=True)
class Find:
    """Root fields that find nodes by id, folded: one subquery for all that select the same.

    ``ids`` are the symbols of their ids; ``many`` says that there is one field with a list, and
    ``entities`` that it holds representations of a federation gateway; ``views`` say what each
    field calls what it selects.
    """

    responses: tuple[str, ...]
    ids: tuple[Leaf, ...]
    many: bool
    selection: Selection
    scope: SelectionScope
    views: tuple[Selection, ...]
    shapers: tuple[Shaper, ...]
    entities: bool = False


@dataclass(frozen=True)
class Listing:
    """A root connection; several response names where the client asks the same twice."""

    responses: tuple[str, ...]
    connection: ConnectionColumn
    views: tuple[PageView, ...]
    shapers: tuple[Shaper, ...]


@dataclass(frozen=True)
class PlannedAnswer:
    """A field with a resolver of its own: a root field, or a field of a group.

    Attributes:
        place: where it stands in the response.
        owner: the type that has the field.
        details: the field, wherever the document names it.
        plan: what is selected of it.
        scope: what holds of the nodes below it.
        shapers: of the plan's node selections.
    """

    place: Place
    owner: GraphQLObjectType
    details: list[FieldDetails]
    plan: AnswerPlan
    scope: SelectionScope
    shapers: list[Shaper]


@dataclass(frozen=True)
class GroupField:
    """A root field whose own fields have resolvers, each of which is resolved by itself.

    Attributes:
        fields: by response name what is selected of it, in the client's order.
    """

    response: str
    kind: GraphQLObjectType
    details: list[FieldDetails]
    fields: Fields

    @property
    def place(self) -> Place:
        """Where it stands in the response."""
        return (self.response,)

    def place_of(self, response: str) -> Place:
        """Where one of its fields stands in the response."""
        return (self.response, response)


@dataclass(frozen=True)
class PlanPart:
    """One subquery of the statement."""

    source: SubquerySource
    text: str
    slots: tuple[Slot, ...]
    cost: tuple[CostNode, ...]


@dataclass
class QueryPlan:
    """What is known of an operation before its values are.

    Attributes:
        order: response names in the client's order.
        finds, listings, answers: planned fields.
        groups: root fields whose fields are answers, by response name.
        others: response names that graphql-core executes.
        text: the statement, or ``None`` where the database is not needed.
        slots: its slots.
        parts: its subqueries, in the order of the row's columns.
    """

    order: tuple[str, ...]
    finds: list[Find] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    answers: list[PlannedAnswer] = field(default_factory=list)
    groups: dict[str, GroupField] = field(default_factory=dict)
    others: dict[str, list[FieldDetails]] = field(default_factory=dict)
    text: str | None = None
    slots: tuple[Slot, ...] = ()
    parts: tuple[PlanPart, ...] = ()


class PlanMaker:
    """Plans one document."""

    def __init__(
        self,
        declared: Declaration,
        document: Document,
        limits: OperationLimits,
        granted: frozenset[str],
        excluded: frozenset[Place],
    ) -> None:
        self._declared = declared
        self._document = document
        self._limits = limits
        self._granted = granted
        self._excluded = excluded
        self._resolver = Resolver(declared, document)
        self._shapes = ShapeMaker(declared)
        self._finds: dict[str, Kind | None] = {"node": None}
        self._listings: dict[str, Kind] = {}
        for kind in declared.kinds.values():
            self._finds[camel(snake(kind.name))] = kind
            self._listings[camel(kind.connection or "")] = kind

    def make(self) -> QueryPlan:
        """The plan, checked against the limits."""
        fields = self._document.root_fields()
        check_roots(len(fields), self._limits)
        plan = QueryPlan(order=tuple(fields))
        finds: list[Find] = []
        listings: list[Listing] = []
        for response, details in fields.items():
            if (response,) in self._excluded:
                continue
            self._root(plan, response, details, finds, listings)
        inner = sum(len(group.fields) - 1 for group in plan.groups.values())
        check_roots(len(fields) + inner, self._limits)
        plan.finds = _fold_finds(finds)
        plan.listings = _fold_listings(listings)
        columns = list(_columns(plan))
        check_access(columns, self._granted)
        check_shape(columns, self._limits)
        self._emit(plan)
        return plan

    def _root(
        self,
        plan: QueryPlan,
        response: str,
        details: list[FieldDetails],
        finds: list[Find],
        listings: list[Listing],
    ) -> None:
        name = details[0].node.name.value
        if name in self._finds or name in _LISTS:
            finds.append(self._find(response, name, details))
        elif name in self._listings:
            listings.append(self._listing(response, self._listings[name], details))
        elif (kind := self._group_type(name)) is not None:
            self._group(plan, GroupField(response, kind, details, self._below(kind, details)))
        elif self._is_answer(name):
            root = self._document.root_type
            plan.answers.append(self._answer((response,), root, details, details))
        else:
            plan.others[response] = details

    def _arguments(self, details: list[FieldDetails]) -> dict[str, Tree]:
        return self._document.arguments(self._document.root_type.name, details[0].node)

    def _find(self, response: str, name: str, details: list[FieldDetails]) -> Find:
        arguments = self._arguments(details)
        scope = self._resolver.scope(arguments, OPEN)
        kind = self._finds.get(name)
        view = self._resolver.node(kind.name if kind else "Node", details, scope)
        selection = canonical.only(view)
        ids = arguments[_LISTS.get(name, "id")]
        assert not isinstance(ids, (dict, list))
        shaper = nullable(self._shapes.node(view, selection))
        return Find(
            responses=(response,),
            ids=(ids,),
            many=name in _LISTS,
            selection=selection,
            scope=scope,
            views=(view,),
            shapers=(shaper,),
            entities=name == "_entities",
        )

    def _listing(self, response: str, kind: Kind, details: list[FieldDetails]) -> Listing:
        arguments = self._arguments(details)
        scope = self._resolver.scope(arguments, OPEN)
        definition = self._document.field(self._document.root_type.name, details[0].node)
        connection, view = self._resolver.connection(
            SelectedConnection(None, kind.name, return_type(definition), details, arguments, scope)
        )
        shaper = self._shapes.connection(connection, view)
        return Listing((response,), connection, (view,), (shaper,))

    def _is_answer(self, name: str) -> bool:
        if name.startswith("__"):
            return False
        returned = get_named_type(self._document.root_type.fields[name].type)
        return self._reaches_nodes(returned, set())

    def _reaches_nodes(self, kind: GraphQLNamedType, seen: set[str]) -> bool:
        """Whether an answer of this type may hold nodes; if not, graphql-core does it all."""
        if self._declared.is_target(kind.name):
            return True
        if kind.name in seen or not isinstance(kind, GraphQLObjectType):
            return False
        seen.add(kind.name)
        return any(
            self._reaches_nodes(get_named_type(item.type), seen) for item in kind.fields.values()
        )

    def _scope(self, details: list[FieldDetails], place: Place) -> SelectionScope:
        """What holds below an answer; where its root field leaves it open, as its resolver decides."""
        definition = self._document.field(self._document.root_type.name, details[0].node)
        arguments = self._arguments(details)
        open_ = (
            "includeSynthetic" in definition.args
            and self._resolver.stated_synthetic(arguments) is None
        )
        outer = SelectionScope(include_synthetic=place) if open_ else OPEN
        return self._resolver.scope(arguments, outer)

    def _answer(
        self,
        place: Place,
        owner: GraphQLObjectType,
        details: list[FieldDetails],
        root: list[FieldDetails],
    ) -> PlannedAnswer:
        """Plans an answer, which is held to the arguments of its root field."""
        scope = self._scope(root, place)
        planner = AnswerPlanner(self._resolver, self._document, scope)
        plan = planner.plan(place[-1], owner, details)
        pairs = zip(plan.views, plan.nodes, strict=True)
        shapers = [self._shapes.node(view, merged) for view, merged in pairs]
        # What holds on its terms an answer has decided; a node that has ended may be its very point.
        return PlannedAnswer(place, owner, details, plan, scope.synthetic, shapers)

    def _group_type(self, name: str) -> GraphQLObjectType | None:
        """The type of a root field that is a group: one whose own fields have resolvers."""
        if name.startswith("__"):
            return None
        kind = get_named_type(self._document.root_type.fields[name].type)
        if not isinstance(kind, GraphQLObjectType) or self._declared.is_target(kind.name):
            return None
        return kind if any(map(has_resolver, kind.fields.values())) else None

    def _below(self, kind: GraphQLObjectType, details: list[FieldDetails]) -> Fields:
        return self._document.subfields(kind.name, details)

    def _group(self, plan: QueryPlan, group: GroupField) -> None:
        """Plans the fields of a group; they hold on its terms (``asOf`` and the like)."""
        check_roots(len(group.fields), self._limits)
        plan.groups[group.response] = group
        for response, details in group.fields.items():
            place = group.place_of(response)
            if place not in self._excluded and details[0].node.name.value != "__typename":
                plan.answers.append(self._answer(place, group.kind, details, group.details))

    # --- the statement ----------------------------------------------------------------------

    def _emit(self, plan: QueryPlan) -> None:
        emitter = Emitter(self._declared)
        parts: list[PlanPart] = []
        for source in sorted(_sources(plan), key=lambda item: repr(_shape(plan, item))):
            start = len(emitter.text.slots)
            text, columns = self._part(plan, source, emitter)
            costs = tuple(filter(None, map(cost_tree, columns)))
            parts.append(PlanPart(source, text, tuple(emitter.text.slots[start:]), costs))
        plan.parts = tuple(parts)
        plan.slots = tuple(emitter.text.slots)
        if parts:
            row = ", ".join(part.text for part in parts)
            plan.text = " ".join([*emitter.clauses, f"RETURN [{row}] AS r"])

    @staticmethod
    def _part(
        plan: QueryPlan, source: SubquerySource, emitter: Emitter
    ) -> tuple[str, list[Column]]:
        if source.sort is RootSort.LISTING:
            connection = plan.listings[source.root].connection
            return emitter.root_connection(connection), [connection]
        selection, scope = _by_ids(plan, source)
        return emitter.by_ids(source, selection, scope), list(selection_columns(selection))


def _sources(plan: QueryPlan) -> Iterable[SubquerySource]:
    """The subqueries of a plan."""
    yield from (SubquerySource(RootSort.FIND, index) for index in range(len(plan.finds)))
    yield from (SubquerySource(RootSort.LISTING, index) for index in range(len(plan.listings)))
    for index, answer in enumerate(plan.answers):
        yield from (
            SubquerySource(RootSort.ANSWER, index, part) for part in range(len(answer.plan.nodes))
        )


def _by_ids(plan: QueryPlan, source: SubquerySource) -> tuple[Selection, SelectionScope]:
    """What is selected of nodes that are found by ids."""
    if source.sort is RootSort.FIND:
        find = plan.finds[source.root]
        return find.selection, find.scope
    answer = plan.answers[source.root]
    return answer.plan.nodes[source.part], answer.scope


def _shape(plan: QueryPlan, source: SubquerySource) -> Hashable:
    """What puts the subqueries into canonical order."""
    if source.sort is RootSort.LISTING:
        return (source.sort.name, plan.listings[source.root].connection.key)
    selection, scope = _by_ids(plan, source)
    return (source.sort.name, scope.key, selection.key)


def _columns(plan: QueryPlan) -> Iterable[Column]:
    for find in plan.finds:
        yield from selection_columns(find.selection)
    for listing in plan.listings:
        yield listing.connection
    for answer in plan.answers:
        for selection in answer.plan.nodes:
            yield from selection_columns(selection)


def _fold_finds(finds: list[Find]) -> list[Find]:
    """Finds of one node that select the same become one; only their ids differ."""
    groups: dict[Hashable, list[Find]] = {}
    for index, find in enumerate(finds):
        same = (find.selection.key, find.selection.values, find.scope)
        groups.setdefault((index,) if find.many else same, []).append(find)
    return [
        Find(
            responses=tuple(name for item in group for name in item.responses),
            ids=tuple(leaf for item in group for leaf in item.ids),
            many=group[0].many,
            selection=group[0].selection,
            scope=group[0].scope,
            views=tuple(view for item in group for view in item.views),
            shapers=tuple(shaper for item in group for shaper in item.shapers),
            entities=group[0].entities,
        )
        for group in groups.values()
    ]


def _fold_listings(listings: list[Listing]) -> list[Listing]:
    """The same connection under several names is read once."""
    groups: dict[Hashable, list[Listing]] = {}
    for item in listings:
        groups.setdefault((item.connection.key, item.connection.values), []).append(item)
    return [
        Listing(
            responses=tuple(name for item in group for name in item.responses),
            connection=group[0].connection,
            views=tuple(view for item in group for view in item.views),
            shapers=tuple(shaper for item in group for shaper in item.shapers),
        )
        for group in groups.values()
    ]
