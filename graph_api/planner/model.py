"""What the passes hand on: selections resolved against the declaration.

Every class has ``key``: its shape without values. Equal keys give equal Cypher.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum

from graph_api.planner.predicates import ALWAYS, Key, Predicate, field_key, predicate_values
from graph_api.planner.values import Leaf
from schema.registry import Property, RelationshipField

Place = tuple[str, ...]
"""Where a planned field stands in the response: a root field, or a field of a group below it."""


@dataclass(frozen=True, slots=True)
class SelectionScope:
    """``asOf``, ``datasets`` and ``includeSynthetic``, as they hold below a field.

    The first two are absent (``None``) or a symbol. ``include_synthetic`` is known when planning, or
    is the place of the answer whose resolver decides it.
    """

    as_of: Leaf | None = None
    datasets: Leaf | None = None
    include_synthetic: bool | Place = True

    @property
    def key(self) -> Key:
        """Which of the three narrow anything."""
        return (self.as_of is not None, self.datasets is not None, self.include_synthetic)

    @property
    def open(self) -> bool:
        """Whether nothing is narrowed."""
        return self.key == (False, False, True)

    @property
    def synthetic(self) -> SelectionScope:
        """What holds of a node that is named: it may be of any day and dataset."""
        return SelectionScope(include_synthetic=self.include_synthetic)


# --- order and pages ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OrderKey:
    """One key of an order: a property, the number of a relationship's nodes, or relevance.

    ``edge`` says that the property is the relationship's; ``sought`` is what is looked for where
    the order is by relevance.
    """

    name: str
    descending: bool = False
    prop: Property | None = None
    count: RelationshipField | None = None
    nullable: bool = False
    edge: bool = False
    sought: Leaf | None = None

    @property
    def key(self) -> Key:
        """Its shape."""
        return (self.name, self.descending)


@dataclass(frozen=True, slots=True)
class PageArguments:
    """Arguments of a page; ``size`` is ``None`` where the default applies."""

    size: Leaf | None = None
    cursor: Leaf | None = None
    backward: bool = False

    @property
    def key(self) -> Key:
        """Its shape."""
        return (self.backward,)


# --- measures and groups --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measure:
    """One number (or date) over many: ``count``, or a function of a property.

    ``edge`` says that the property is the relationship's.
    """

    function: str
    prop: Property | None = None
    edge: bool = False

    @property
    def key(self) -> Key:
        """Its shape."""
        return (self.function, self.prop.name if self.prop else "", self.edge)


@dataclass(frozen=True, slots=True)
class GroupKey:
    """What groups are told apart by: a property, the year of a date, or where a relationship leads."""

    name: str
    prop: Property | None = None
    field: RelationshipField | None = None
    edge: bool = False
    year: bool = False

    @property
    def key(self) -> Key:
        """Its shape."""
        return (self.name, *(field_key(self.field) if self.field else ()))

    @property
    def is_node(self) -> bool:
        """Whether its values are ids of nodes."""
        return self.field is not None or (self.prop is not None and self.prop.ref is not None)


@dataclass(frozen=True)
class Grouping:
    """Groups of what a connection holds, the largest first.

    Attributes:
        keys: what tells the groups apart.
        size: how many at most; ``None`` where the default applies.
        measures: what is measured of each.
        node: what is selected of the nodes that are keys.
    """

    keys: tuple[GroupKey, ...]
    size: Leaf | None
    measures: tuple[Measure, ...]
    node: Selection | None

    @property
    def key(self) -> Key:
        """Its shape."""
        return (
            tuple(item.key for item in self.keys),
            tuple(item.key for item in self.measures),
            self.node.key if self.node else (),
        )

    @property
    def values(self) -> Hashable:
        """Values at it and below it."""
        return (self.size, self.node.values if self.node else ())


# --- selections -----------------------------------------------------------------------------


@dataclass(frozen=True)
class PropertyColumn:
    """A property as it is."""

    prop: Property
    values: Hashable = ()

    @property
    def key(self) -> Key:
        """Its shape."""
        return ("0", self.prop.name)


@dataclass(frozen=True)
class NameColumn:
    """The name in a language."""

    lang: Leaf | None

    @property
    def key(self) -> Key:
        """Its shape."""
        return ("1", "name", self.lang is None)

    @property
    def values(self) -> Hashable:
        """The language."""
        return self.lang


@dataclass(frozen=True)
class RefColumn:
    """Nodes whose ids a property holds."""

    prop: Property
    node: Selection
    scope: SelectionScope

    @property
    def key(self) -> Key:
        """Its shape."""
        return ("2", self.prop.name, self.scope.include_synthetic, self.node.key)

    @property
    def values(self) -> Hashable:
        """Values below it."""
        return self.node.values


@dataclass(frozen=True)
class OneColumn:
    """The one node at the far end of a relationship."""

    field: RelationshipField
    node: Selection
    scope: SelectionScope

    @property
    def key(self) -> Key:
        """Its shape."""
        return ("3", *field_key(self.field), self.scope.key, self.node.key)

    @property
    def values(self) -> Hashable:
        """Values below it."""
        return (self.scope, self.node.values)


@dataclass(frozen=True)
class ConnectionColumn:
    """A page of nodes: at the far end of a relationship, or of a kind.

    Attributes:
        field: the relationship, or ``None`` for a root connection.
        target: name of the kind, group or union of the nodes.
        edge_where: what the relationships themselves must meet.
        edge: what is selected of the relationship's properties.
        node: what is selected of the nodes, by ``nodes`` and ``edges { node }`` together.
        wants: which of ``rows``, ``cursors``, ``next``, ``previous``, ``total`` are selected.
        measures: what is measured of all, whatever the page.
        groups: groups of all, whatever the page.
    """

    field: RelationshipField | None
    target: str
    scope: SelectionScope
    where: Predicate
    order: tuple[OrderKey, ...]
    page: PageArguments
    wants: frozenset[str]
    edge: Branch | None
    node: Selection | None
    edge_where: Predicate = ALWAYS
    measures: tuple[Measure, ...] = ()
    groups: tuple[Grouping, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of its row, in order; after them stand its groups."""
        behind = "next" if self.page.backward else "previous"
        pages = [name for name in ("rows", behind, "total") if name in self.wants]
        return (*pages, *(["measures"] if self.measures else []))

    @property
    def key(self) -> Key:
        """Its shape."""
        return (
            "4",
            *(field_key(self.field) if self.field else ()),
            self.target,
            self.scope.key,
            self.where.key,
            tuple(item.key for item in self.order),
            self.page.key,
            tuple(sorted(self.wants)),
            self.edge.key if self.edge else (),
            self.node.key if self.node else (),
            self.edge_where.key,
            tuple(item.key for item in self.measures),
            tuple(item.key for item in self.groups),
        )

    @property
    def values(self) -> Hashable:
        """Values at it and below it."""
        return (
            self.scope,
            self.page,
            predicate_values(self.where),
            predicate_values(self.edge_where),
            tuple(item.sought for item in self.order),
            self.edge.values if self.edge else (),
            self.node.values if self.node else (),
            tuple(item.values for item in self.groups),
        )


Column = PropertyColumn | NameColumn | RefColumn | OneColumn | ConnectionColumn
"""One value that a statement returns for a node or an edge; equal ``key`` and equal ``values`` are
computed once."""


@dataclass(frozen=True)
class Entry:
    """One response field of an object.

    Attributes:
        response: the name in the response.
        name: the field's name in the schema.
        column: what it reads, or ``None`` for ``__typename``.
        nonnull: whether null is an error.
        view: for a connection, the names under which its parts are wanted; for nodes, what the
            client calls their fields.
    """

    response: str
    name: str
    column: Column | None
    nonnull: bool
    view: Selection | PageView | None = None


@dataclass(frozen=True)
class Branch:
    """What is selected of an object of one of ``kinds``.

    ``columns`` are in canonical order and without doubles; ``entries`` in the client's order.
    """

    kinds: tuple[str, ...]
    entries: tuple[Entry, ...]
    columns: tuple[Column, ...] = ()

    @property
    def key(self) -> Key:
        """Its shape: what it reads, whatever the client calls it."""
        return (self.kinds, *(column.key for column in self.columns))

    @property
    def values(self) -> Hashable:
        """Values of its columns."""
        return tuple(column.values for column in self.columns)


@dataclass(frozen=True)
class Selection:
    """What is selected of a node: one branch a kind, or several kinds in one branch.

    ``typed`` says whether the row begins with the node's id, which tells its kind.
    """

    target: str
    branches: tuple[Branch, ...]
    typed: bool

    @property
    def key(self) -> Key:
        """Its shape."""
        return (self.target, self.typed, *(branch.key for branch in self.branches))

    @property
    def values(self) -> Hashable:
        """Values of its branches."""
        return tuple(branch.values for branch in self.branches)


# --- how a client names the parts of an object ----------------------------------------------


@dataclass(frozen=True, slots=True)
class TypeNameView:
    """``__typename`` of an object of the type ``type_name``."""

    response: str
    type_name: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure."""

    response: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class AggregateView:
    """``aggregate``, and what groups measures below it: ``edges`` and the functions."""

    response: str
    parts: tuple[AggregatePart, ...]


AggregatePart = MeasureView | AggregateView | TypeNameView


class KeyValue(Enum):
    """What is told of a key of a group, beside its node; by its name in the schema."""

    BY = "by"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class KeyValueView:
    """A value of a key of a group."""

    response: str
    value: KeyValue


@dataclass(frozen=True, slots=True)
class KeyNodeView:
    """The node that a key of a group is."""

    response: str
    node: Selection


KeyPart = KeyValueView | KeyNodeView | TypeNameView


@dataclass(frozen=True, slots=True)
class KeysView:
    """``keys`` of a group."""

    response: str
    parts: tuple[KeyPart, ...]


GroupPart = KeysView | AggregateView | TypeNameView


@dataclass(frozen=True, slots=True)
class GroupsView:
    """``groupBy``."""

    response: str
    grouping: Grouping
    parts: tuple[GroupPart, ...]


class PageFact(Enum):
    """What is told of a page; by its name in the schema."""

    HAS_NEXT = "hasNextPage"
    HAS_PREVIOUS = "hasPreviousPage"
    START = "startCursor"
    END = "endCursor"


@dataclass(frozen=True, slots=True)
class PageFactView:
    """One of the facts of ``pageInfo``."""

    response: str
    fact: PageFact


@dataclass(frozen=True, slots=True)
class PageInfoView:
    """``pageInfo``."""

    response: str
    parts: tuple[PageFactView | TypeNameView, ...]


@dataclass(frozen=True, slots=True)
class CursorView:
    """``cursor`` of an edge."""

    response: str


@dataclass(frozen=True, slots=True)
class EdgeNodeView:
    """``node`` of an edge."""

    response: str
    node: Selection


@dataclass(frozen=True, slots=True)
class EdgePropertyView:
    """A property of an edge; ``type_name`` is the edge's."""

    entry: Entry
    type_name: str

    @property
    def response(self) -> str:
        """The name in the response."""
        return self.entry.response


EdgePart = CursorView | EdgeNodeView | EdgePropertyView | TypeNameView


@dataclass(frozen=True, slots=True)
class EdgesView:
    """``edges``."""

    response: str
    parts: tuple[EdgePart, ...]


@dataclass(frozen=True, slots=True)
class NodesView:
    """``nodes``."""

    response: str
    node: Selection


@dataclass(frozen=True, slots=True)
class TotalView:
    """``totalCount``."""

    response: str


PagePart = (
    NodesView | EdgesView | PageInfoView | TotalView | AggregateView | GroupsView | TypeNameView
)


@dataclass(frozen=True, slots=True)
class PageView:
    """The parts of a connection, in the client's order."""

    parts: tuple[PagePart, ...]
