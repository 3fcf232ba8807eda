"""Pass 2, connections: the parts of a page that a client selects, by the names it gives them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, assert_never

from graphql.execution.collect_fields import FieldDetails

from graph_api.planner import canonical
from graph_api.planner.collect import Document, return_type
from graph_api.planner.measuring import MeasureReader, measures_of
from graph_api.planner.model import (
    AggregateView,
    Branch,
    CursorView,
    EdgeNodeView,
    EdgePart,
    EdgePropertyView,
    EdgesView,
    Entry,
    Grouping,
    GroupPart,
    GroupsView,
    KeyNodeView,
    KeyPart,
    KeysView,
    KeyValue,
    KeyValueView,
    NodesView,
    PageFact,
    PageFactView,
    PageInfoView,
    PagePart,
    Selection,
    SelectionScope,
    TotalView,
    TypeNameView,
)
from graph_api.planner.values import Tree, leaf_of
from schema.registry import Declaration, Property, RelationshipField

_TYPE_NAME = "__typename"


class SelectionReader(Protocol):
    """Resolves what is selected below a part."""

    def node(self, target: str, details: list[FieldDetails], scope: SelectionScope, /) -> Selection:
        """What is selected of a node."""
        ...

    def property(
        self, item: Property, response: str, details: list[FieldDetails], scope: SelectionScope, /
    ) -> Entry:
        """A property, and what is selected of the nodes that it refers to."""
        ...


@dataclass(frozen=True, slots=True)
class SelectedConnection:
    """A connection as a client selects it.

    Attributes:
        field: the relationship, or ``None`` for a root connection.
        target: name of the kind, group or union of the nodes.
        type_name: of the connection's GraphQL type.
        details: the field, wherever the document names it.
        arguments: its arguments.
        scope: what holds below it.
    """

    field: RelationshipField | None
    target: str
    type_name: str
    details: list[FieldDetails]
    arguments: dict[str, Tree]
    scope: SelectionScope


class PartReader:
    """Reads the parts of the connections of one document."""

    def __init__(
        self, declared: Declaration, document: Document, selections: SelectionReader
    ) -> None:
        self._declared = declared
        self._document = document
        self._selections = selections

    def read(self, selected: SelectedConnection) -> tuple[PagePart, ...]:
        """The parts, in the client's order."""
        fields = self._document.subfields(selected.type_name, selected.details)
        return tuple(self._part(selected, response, below) for response, below in fields.items())

    def _part(
        self, selected: SelectedConnection, response: str, details: list[FieldDetails]
    ) -> PagePart:
        match name_of(details):
            case "nodes":
                node = self._selections.node(selected.target, details, selected.scope)
                return NodesView(response, node)
            case "edges":
                return EdgesView(response, tuple(self._edge(selected, details)))
            case "pageInfo":
                return PageInfoView(response, tuple(self._page_info(details)))
            case "totalCount":
                return TotalView(response)
            case "aggregate":
                return self._measures(selected).read(response, selected.type_name, details)
            case "groupBy":
                return self._groups(selected, response, details)
            case name:
                return _type_name(response, selected.type_name, name)

    def _page_info(self, details: list[FieldDetails]) -> Iterator[PageFactView | TypeNameView]:
        for response, below in self._document.subfields("PageInfo", details).items():
            name = name_of(below)
            if name == _TYPE_NAME:
                yield TypeNameView(response, "PageInfo")
            else:
                yield PageFactView(response, PageFact(name))

    def _edge(
        self, selected: SelectedConnection, details: list[FieldDetails]
    ) -> Iterator[EdgePart]:
        type_name = selected.type_name.removesuffix("Connection") + "Edge"
        by_name = self._edge_properties(selected.field)
        for response, below in self._document.subfields(type_name, details).items():
            name = name_of(below)
            if name == "node":
                node = self._selections.node(selected.target, below, selected.scope)
                yield EdgeNodeView(response, node)
            elif name in by_name:
                entry = self._selections.property(by_name[name], response, below, selected.scope)
                yield EdgePropertyView(entry, type_name)
            elif name == "cursor":
                yield CursorView(response)
            else:
                yield _type_name(response, type_name, name)

    def _edge_properties(self, item: RelationshipField | None) -> dict[str, Property]:
        properties = self._declared.properties_of(item.relationship) if item else {}
        return {item_.graphql_name: item_ for item_ in properties.values()}

    # --- groups -----------------------------------------------------------------------------

    def _measures(self, selected: SelectedConnection) -> MeasureReader:
        return MeasureReader(self._declared, self._document, selected.target, selected.field)

    def _groups(
        self, selected: SelectedConnection, response: str, details: list[FieldDetails]
    ) -> GroupsView:
        field = details[0].node
        type_name = return_type(self._document.field(selected.type_name, field))
        arguments = self._document.arguments(selected.type_name, field)
        measures = self._measures(selected)
        parts = tuple(self._group_parts(selected, type_name, details, measures))
        views = [
            key.node
            for part in parts
            if isinstance(part, KeysView)
            for key in part.parts
            if isinstance(key, KeyNodeView)
        ]
        grouping = Grouping(
            keys=measures.keys(arguments["by"]),
            size=leaf_of(arguments["first"]) if "first" in arguments else None,
            measures=measures_of(parts),
            node=canonical.merge("Record", views, typed=True) if views else None,
        )
        return GroupsView(response, grouping, parts)

    def _group_parts(
        self,
        selected: SelectedConnection,
        type_name: str,
        details: list[FieldDetails],
        measures: MeasureReader,
    ) -> Iterator[GroupPart]:
        for response, below in self._document.subfields(type_name, details).items():
            match name_of(below):
                case "keys":
                    yield KeysView(response, tuple(self._keys(below, selected.scope)))
                case "aggregate":
                    yield measures.read(response, type_name, below)
                case name:
                    yield _type_name(response, type_name, name)

    def _keys(self, details: list[FieldDetails], scope: SelectionScope) -> Iterator[KeyPart]:
        for response, below in self._document.subfields("GroupKey", details).items():
            match name_of(below):
                case "node":
                    yield KeyNodeView(response, self._selections.node("Record", below, scope))
                case "__typename":
                    yield TypeNameView(response, "GroupKey")
                case name:
                    yield KeyValueView(response, KeyValue(name))


def name_of(details: list[FieldDetails]) -> str:
    """The name that a selected field has in the schema."""
    return details[0].node.name.value


def _type_name(response: str, type_name: str, name: str) -> TypeNameView:
    """``__typename``: whatever else a type has is read before."""
    if name != _TYPE_NAME:
        raise LookupError(type_name, name)
    return TypeNameView(response, type_name)


# --- what the parts need of the statement -------------------------------------------------------


def wants_of(parts: Iterable[PagePart]) -> frozenset[str]:
    """Which of ``rows``, ``cursors``, ``next``, ``previous``, ``total`` the parts need."""
    return frozenset(want for part in parts for want in _wants(part))


def _wants(part: PagePart) -> Iterator[str]:
    match part:
        case NodesView():
            yield "rows"
        case EdgesView():
            yield "rows"
            if any(isinstance(item, CursorView) for item in part.parts):
                yield "cursors"
        case PageInfoView():
            yield "rows"
            yield from (_FACTS[item.fact] for item in part.parts if isinstance(item, PageFactView))
        case TotalView():
            yield "total"
        case AggregateView() | GroupsView() | TypeNameView():
            pass
        case _:
            assert_never(part)


_FACTS = {
    PageFact.HAS_NEXT: "next",
    PageFact.HAS_PREVIOUS: "previous",
    PageFact.START: "cursors",
    PageFact.END: "cursors",
}


def edge_columns(parts: Iterable[PagePart]) -> Branch | None:
    """What all ``edges`` read of the relationship, in canonical order."""
    columns = [
        edge.entry.column
        for edge in _edges(parts)
        if isinstance(edge, EdgePropertyView) and edge.entry.column
    ]
    return Branch((), (), canonical.columns(columns)) if columns else None


def node_columns(target: str, parts: tuple[PagePart, ...]) -> Selection | None:
    """What ``nodes`` and ``edges { node }`` read of the nodes, together."""
    views = [part.node for part in parts if isinstance(part, NodesView)]
    views += [edge.node for edge in _edges(parts) if isinstance(edge, EdgeNodeView)]
    return canonical.merge(target, views, typed=views[0].typed) if views else None


def groups_of(parts: Iterable[PagePart]) -> tuple[Grouping, ...]:
    """The groups that are asked for; equal ones once."""
    return tuple(dict.fromkeys(part.grouping for part in parts if isinstance(part, GroupsView)))


def _edges(parts: Iterable[PagePart]) -> Iterator[EdgePart]:
    for part in parts:
        if isinstance(part, EdgesView):
            yield from part.parts
