"""Pass 2: a selection, resolved against the declaration."""

from __future__ import annotations

from collections.abc import Iterator

from graphql.execution.collect_fields import FieldDetails

from graph_api.planner import canonical
from graph_api.planner.collect import Document, Fields, return_type
from graph_api.planner.measuring import measures_of
from graph_api.planner.model import (
    Branch,
    ConnectionColumn,
    Entry,
    NameColumn,
    OneColumn,
    PageArguments,
    PageView,
    PropertyColumn,
    RefColumn,
    Selection,
    SelectionScope,
)
from graph_api.planner.order import OrderReader
from graph_api.planner.parts import (
    PartReader,
    SelectedConnection,
    edge_columns,
    groups_of,
    node_columns,
    wants_of,
)
from graph_api.planner.predicates import ALWAYS, Predicate
from graph_api.planner.values import Tree, leaf_of, lookup
from graph_api.planner.walk import followed
from graph_api.planner.where import WhereReader
from schema.errors import ErrorCode, PhakhiError
from schema.registry import Declaration, Property, RelationshipField

MAX_FOLLOWED = 500
"""Relationships and references of a document, counted for each group of kinds that select alike."""


class Resolver:
    """Resolves the selections of one document."""

    def __init__(self, declared: Declaration, document: Document) -> None:
        self.declared = declared
        self.document = document
        self._variables = document.variables.coerced
        self._where = WhereReader(declared, self._variables)
        self._order = OrderReader(declared, self._variables)
        self._followed = 0
        self._parts = PartReader(declared, document, self)

    # --- scope and arguments ----------------------------------------------------------------

    def scope(self, arguments: dict[str, Tree], outer: SelectionScope) -> SelectionScope:
        """The scope below a field: what it states, else what holds around it."""
        stated = self.stated_synthetic(arguments)
        given = SelectionScope(
            as_of=leaf_of(arguments["asOf"]) if "asOf" in arguments else outer.as_of,
            datasets=leaf_of(arguments["datasets"]) if "datasets" in arguments else outer.datasets,
            include_synthetic=outer.include_synthetic if stated is None else stated,
        )
        return outer if given == outer else given

    def stated_synthetic(self, arguments: dict[str, Tree]) -> bool | None:
        """What ``includeSynthetic`` says; ``None`` where it says nothing."""
        if "includeSynthetic" not in arguments:
            return None
        stated: bool | None = lookup(leaf_of(arguments["includeSynthetic"]), self._variables)
        return stated

    def page(self, arguments: dict[str, Tree]) -> PageArguments:
        """Size, cursor and direction of a page.

        Raises:
            PhakhiError: ``BAD_ARGUMENT`` where both ends are asked for at once.
        """
        backward = "last" in arguments or "before" in arguments
        if backward and ("first" in arguments or "after" in arguments):
            raise PhakhiError(
                ErrorCode.BAD_ARGUMENT,
                "A page goes forward (first, after) or backward (last, before), not both.",
                "หนึ่งหน้าไปข้างหน้า (first, after) หรือย้อนกลับ (last, before) ได้อย่างเดียว",
            )
        size, cursor = ("last", "before") if backward else ("first", "after")
        return PageArguments(
            size=leaf_of(arguments[size]) if size in arguments else None,
            cursor=leaf_of(arguments[cursor]) if cursor in arguments else None,
            backward=backward,
        )

    # --- nodes ------------------------------------------------------------------------------

    def node(
        self,
        target: str,
        details: list[FieldDetails],
        scope: SelectionScope,
        *,
        typed: bool | None = None,
    ) -> Selection:
        """What is selected of a node of ``target`` (a kind, a group or a union)."""
        members = self.declared.members(target)
        branches = self._branches(members, details, scope)
        shared: dict[object, list[Branch]] = {}
        for branch in branches:
            shared.setdefault(_identity(branch), []).append(branch)
        merged = tuple(
            Branch(
                tuple(kind for item in group for kind in item.kinds),
                group[0].entries,
                group[0].columns,
            )
            for group in shared.values()
        )
        return Selection(target, merged, typed=len(members) > 1 if typed is None else typed)

    def _branches(
        self, kinds: tuple[str, ...], details: list[FieldDetails], scope: SelectionScope
    ) -> list[Branch]:
        """What is selected of each kind; once for all of which the same is.

        Most selections are made of an interface. Resolved for each kind by itself, they would take
        time that grows with the number of kinds to the power of their depth.
        """
        alike: dict[object, tuple[Fields, list[str]]] = {}
        for kind in kinds:
            fields = self.document.subfields(kind, details)
            mark = tuple(
                (response, *(id(one.node) for one in below), self._declared_as(kind, below))
                for response, below in fields.items()
            )
            alike.setdefault(mark, (fields, []))[1].append(kind)
        return [self._branch(tuple(names), fields, scope) for fields, names in alike.values()]

    def _declared_as(self, kind: str, details: list[FieldDetails]) -> object:
        """What a field of a kind is declared as; kinds of one group have fields in common."""
        return self.declared.kinds[kind].by_graphql_name.get(details[0].node.name.value)

    def _branch(self, kinds: tuple[str, ...], fields: Fields, scope: SelectionScope) -> Branch:
        entries = tuple(
            self._entry(kinds[0], response, below, scope) for response, below in fields.items()
        )
        own_columns = canonical.columns(item.column for item in entries if item.column)
        return Branch(kinds, entries, own_columns)

    def _entry(
        self, kind: str, response: str, details: list[FieldDetails], scope: SelectionScope
    ) -> Entry:
        node = details[0].node
        name = node.name.value
        if name == "__typename":
            return Entry(response, name, None, nonnull=True)
        if name == "name":
            arguments = self.document.arguments(kind, node)
            lang = leaf_of(arguments["lang"]) if "lang" in arguments else None
            return Entry(response, name, NameColumn(lang), nonnull=True)
        item = self.declared.kinds[kind].by_graphql_name[name]
        if isinstance(item, RelationshipField):
            self._count()
            return self._relationship(kind, item, response, details, scope)
        return self.property(item, response, details, scope)

    def _count(self) -> None:
        """Counts what leads to other nodes, since each kind may have selections of its own below.

        Raises:
            PhakhiError: ``OPERATION_TOO_WIDE``.
        """
        self._followed += 1
        if self._followed > MAX_FOLLOWED:
            raise PhakhiError(
                ErrorCode.OPERATION_TOO_WIDE,
                f"Written out for all kinds, the operation follows more than {MAX_FOLLOWED:,} "
                "relationships; select what kinds have in common once, by ... on Record.",
                f"เมื่อแจกแจงทุกประเภทแล้ว คำถามนี้ตามความสัมพันธ์เกิน {MAX_FOLLOWED:,} รายการ "
                "ให้เลือกฟิลด์ร่วมครั้งเดียวด้วย ... on Record",
            )

    def property(
        self, item: Property, response: str, details: list[FieldDetails], scope: SelectionScope
    ) -> Entry:
        """A property, and what is selected of the nodes that it refers to."""
        nonnull = not item.nullable
        if item.ref is None:
            return Entry(response, item.graphql_name, PropertyColumn(item), nonnull=nonnull)
        self._count()
        view = self.node(item.ref, details, scope)
        column = RefColumn(item, canonical.only(view), scope)
        return Entry(response, item.graphql_name, column, nonnull=nonnull, view=view)

    # --- relationships ----------------------------------------------------------------------

    def _relationship(
        self,
        kind: str,
        item: RelationshipField,
        response: str,
        details: list[FieldDetails],
        outer: SelectionScope,
    ) -> Entry:
        arguments = self.document.arguments(kind, details[0].node)
        scope = self.scope(arguments, outer)
        self._check_derived(item, scope)
        if item.one:
            view = self.node(item.target, details, scope)
            column = OneColumn(item, canonical.only(view), scope)
            return Entry(response, item.graphql_name, column, nonnull=False, view=view)
        type_name = return_type(self.document.field(kind, details[0].node))
        connection, page = self.connection(
            SelectedConnection(item, item.target, type_name, details, arguments, scope)
        )
        return Entry(response, item.graphql_name, connection, nonnull=True, view=page)

    @staticmethod
    def _check_derived(item: RelationshipField, scope: SelectionScope) -> None:
        if item.relationship.derived and not scope.open:
            raise PhakhiError(
                ErrorCode.BAD_ARGUMENT,
                f"{item.graphql_name} is kept for now and all datasets; with asOf, datasets or "
                "includeSynthetic follow issues, problems, goodDeeds, goals or mechanisms instead.",
                f"{item.graphql_name} มีเฉพาะปัจจุบันและทุกชุดข้อมูล หากระบุ asOf, datasets หรือ "
                "includeSynthetic ให้ใช้ issues, problems, goodDeeds, goals หรือ mechanisms แทน",
            )

    def connection(self, selected: SelectedConnection) -> tuple[ConnectionColumn, PageView]:
        """A connection and how the client names its parts."""
        arguments, scope, target = selected.arguments, selected.scope, selected.target
        parts = self._parts.read(selected)
        where = self._where.read(target, arguments.get("where"))
        kind = self.declared.common(target)
        made = ConnectionColumn(
            field=selected.field,
            target=target,
            scope=scope,
            where=where,
            order=self._order.read(kind, arguments.get("orderBy"), selected.field, where),
            page=self.page(arguments),
            wants=wants_of(parts),
            edge=edge_columns(parts),
            node=node_columns(target, parts),
            edge_where=self._edge_where(selected),
            measures=measures_of(parts),
            groups=groups_of(parts),
        )
        for item in _followed(made):
            self._check_derived(item, scope)
        return made, PageView(parts)

    def _edge_where(self, selected: SelectedConnection) -> Predicate:
        if selected.field is None:
            return ALWAYS
        return self._where.edge(selected.field, selected.arguments.get("edge"))


def _followed(made: ConnectionColumn) -> Iterator[RelationshipField]:
    """The relationships that a connection is filtered, ordered and grouped by."""
    yield from followed(made.where)
    yield from (key.count for key in made.order if key.count)
    yield from (key.field for grouping in made.groups for key in grouping.keys if key.field)


def _identity(branch: Branch) -> object:
    """What must be equal for two kinds to share a branch: columns and the client's names."""
    names = tuple((item.response, item.name, _column_identity(item)) for item in branch.entries)
    return (names, tuple((column.key, column.values) for column in branch.columns))


def _column_identity(entry: Entry) -> object:
    return (entry.column.key, entry.column.values, repr(entry.view)) if entry.column else None
