"""Pass 2: a selection, resolved against the declaration."""

from __future__ import annotations

from graphql.execution.collect_fields import FieldDetails

from graph_api.planner import canonical
from graph_api.planner.collect import Document, Fields, return_type
from graph_api.planner.measuring import MeasureReader, measures_of
from graph_api.planner.model import (
    ALWAYS,
    Branch,
    Connection,
    Entry,
    Grouping,
    GroupsView,
    NameColumn,
    OneColumn,
    PageArguments,
    PageShape,
    PropertyColumn,
    RefColumn,
    Selection,
    SelectionScope,
)
from graph_api.planner.order import OrderReader
from graph_api.planner.values import Leaf, Tree, lookup
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
        self._measures = MeasureReader(declared, document)

    # --- scope and arguments ----------------------------------------------------------------

    def scope(self, arguments: dict[str, Tree], outer: SelectionScope) -> SelectionScope:
        """The scope below a field: what it states, else what holds around it."""
        synthetic = outer.include_synthetic
        if "includeSynthetic" in arguments:
            synthetic = bool(lookup(_leaf(arguments["includeSynthetic"]), self._variables))
        given = SelectionScope(
            as_of=_leaf(arguments["asOf"]) if "asOf" in arguments else outer.as_of,
            datasets=_leaf(arguments["datasets"]) if "datasets" in arguments else outer.datasets,
            include_synthetic=synthetic,
        )
        return outer if given == outer else given

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
            size=_leaf(arguments[size]) if size in arguments else None,
            cursor=_leaf(arguments[cursor]) if cursor in arguments else None,
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
                (response, *(id(one.node) for one in found), self._declared_as(kind, found))
                for response, found in fields.items()
            )
            alike.setdefault(mark, (fields, []))[1].append(kind)
        return [self._branch(tuple(names), fields, scope) for fields, names in alike.values()]

    def _declared_as(self, kind: str, details: list[FieldDetails]) -> object:
        """What a field of a kind is declared as; kinds of one group have fields in common."""
        return self.declared.kinds[kind].by_graphql_name.get(details[0].node.name.value)

    def _branch(self, kinds: tuple[str, ...], fields: Fields, scope: SelectionScope) -> Branch:
        entries = tuple(
            self._entry(kinds[0], response, found, scope) for response, found in fields.items()
        )
        found_columns = canonical.columns(item.column for item in entries if item.column)
        return Branch(kinds, entries, found_columns)

    def _entry(
        self, kind: str, response: str, details: list[FieldDetails], scope: SelectionScope
    ) -> Entry:
        node = details[0].node
        name = node.name.value
        if name == "__typename":
            return Entry(response, name, None, nonnull=True)
        if name == "name":
            arguments = self.document.arguments(kind, node)
            lang = _leaf(arguments["lang"]) if "lang" in arguments else None
            return Entry(response, name, NameColumn(lang), nonnull=True)
        item = self.declared.kinds[kind].by_graphql_name[name]
        if isinstance(item, RelationshipField):
            self._count()
            return self._relationship(kind, item, response, details, scope)
        return self._property(item, response, details, scope)

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

    def _property(
        self, item: Property, response: str, details: list[FieldDetails], scope: SelectionScope
    ) -> Entry:
        nonnull = not item.nullable
        if item.ref is None:
            return Entry(response, item.graphql_name, PropertyColumn(item), nonnull=nonnull)
        self._count()
        view = self.node(item.ref, details, scope)
        column = RefColumn(item, canonical.only(view), scope)
        return Entry(response, item.graphql_name, column, nonnull=nonnull, shape=view)

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
            return Entry(response, item.graphql_name, column, nonnull=False, shape=view)
        type_name = return_type(self.document.field(kind, details[0].node))
        connection, shape = self.connection(item, item.target, type_name, details, arguments, scope)
        return Entry(response, item.graphql_name, connection, nonnull=True, shape=shape)

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

    def connection(
        self,
        item: RelationshipField | None,
        target: str,
        type_name: str,
        details: list[FieldDetails],
        arguments: dict[str, Tree],
        scope: SelectionScope,
    ) -> tuple[Connection, PageShape]:
        """A connection and how the client names its parts."""
        fields = self.document.subfields(type_name, details)
        parts = [
            (response, found[0].node.name.value, self._part(item, target, type_name, found, scope))
            for response, found in fields.items()
        ]
        kind = self.declared.common(target)
        where = self._where.read(target, arguments.get("where"))
        made = Connection(
            field=item,
            target=target,
            scope=scope,
            where=where,
            order=self._order.read(kind, arguments.get("orderBy"), item, where),
            page=self.page(arguments),
            wants=_wants(parts),
            edge=self._edge_columns(parts),
            node=self._node_columns(target, parts),
            edge_where=self._where.edge(item, arguments.get("edge")) if item else ALWAYS,
            measures=measures_of(parts),
            groups=tuple(
                dict.fromkeys(part.grouping for _, _, part in parts if isinstance(part, GroupsView))
            ),
        )
        used = [*followed(made.where), *(key.count for key in made.order if key.count)]
        used += [key.field for grouping in made.groups for key in grouping.keys if key.field]
        for one in used:
            self._check_derived(one, scope)
        return made, PageShape(type_name, tuple(parts))

    def _part(
        self,
        item: RelationshipField | None,
        target: str,
        type_name: str,
        details: list[FieldDetails],
        scope: SelectionScope,
    ) -> object:
        name = details[0].node.name.value
        if name == "nodes":
            return self.node(target, details, scope)
        if name == "edges":
            return self._edge(item, target, type_name, details, scope)
        if name == "pageInfo":
            fields = self.document.subfields("PageInfo", details)
            return tuple((response, found[0].node.name.value) for response, found in fields.items())
        if name == "aggregate":
            return self._measures.read(target, item, type_name, details)
        if name == "groupBy":
            return self._groups(item, target, type_name, details, scope)
        return None

    def _groups(
        self,
        item: RelationshipField | None,
        target: str,
        type_name: str,
        details: list[FieldDetails],
        scope: SelectionScope,
    ) -> GroupsView:
        arguments = self.document.arguments(type_name, details[0].node)
        keys = self._measures.keys(target, item, arguments["by"])
        group_type = return_type(self.document.field(type_name, details[0].node))
        parts: list[tuple[str, str, object]] = []
        measured: list[tuple[str, str, object]] = []
        views: list[Selection] = []
        for response, found in self.document.subfields(group_type, details).items():
            name = found[0].node.name.value
            part: object = None
            if name == "keys":
                part = self._group_keys(found, scope, views)
            elif name == "aggregate":
                part = self._measures.read(target, item, group_type, found)
                measured.append((response, name, part))
            parts.append((response, name, part))
        size = _leaf(arguments["first"]) if "first" in arguments else None
        node = canonical.merge("Record", views, typed=True) if views else None
        grouping = Grouping(keys, size, measures_of(measured), node)
        return GroupsView(group_type, grouping, tuple(parts))

    def _group_keys(
        self, details: list[FieldDetails], scope: SelectionScope, views: list[Selection]
    ) -> tuple[tuple[str, str, Selection | None], ...]:
        parts = []
        for response, found in self.document.subfields("GroupKey", details).items():
            name = found[0].node.name.value
            view = self.node("Record", found, scope) if name == "node" else None
            if view is not None:
                views.append(view)
            parts.append((response, name, view))
        return tuple(parts)

    def _edge(
        self,
        item: RelationshipField | None,
        target: str,
        type_name: str,
        details: list[FieldDetails],
        scope: SelectionScope,
    ) -> tuple[tuple[str, str, object], ...]:
        """(response name, ``cursor | node | __typename | property``, details) for each edge field."""
        edge_type = type_name.removesuffix("Connection") + "Edge"
        fields: Fields = self.document.subfields(edge_type, details)
        properties = self.declared.properties_of(item.relationship) if item else {}
        by_name = {found.graphql_name: found for found in properties.values()}
        parts: list[tuple[str, str, object]] = []
        for response, found in fields.items():
            name = found[0].node.name.value
            if name == "node":
                parts.append((response, name, self.node(target, found, scope)))
            elif name in by_name:
                entry = self._property(by_name[name], response, found, scope)
                parts.append((response, "property", entry))
            else:
                parts.append((response, name, None))
        return tuple(parts)

    @staticmethod
    def _edge_columns(parts: list[tuple[str, str, object]]) -> Branch | None:
        found = [
            entry.column
            for _, name, edge in parts
            if name == "edges" and isinstance(edge, tuple)
            for _, part, entry in edge
            if part == "property"
        ]
        return Branch((), (), canonical.columns(found)) if found else None

    @staticmethod
    def _node_columns(target: str, parts: list[tuple[str, str, object]]) -> Selection | None:
        views = [view for _, name, view in parts if name == "nodes" and isinstance(view, Selection)]
        for _, name, edge in parts:
            if name == "edges" and isinstance(edge, tuple):
                views += [view for _, part, view in edge if part == "node"]
        if not views:
            return None
        return canonical.merge(target, views, typed=views[0].typed)


def _wants(parts: list[tuple[str, str, object]]) -> frozenset[str]:
    wants: set[str] = set()
    for _, name, part in parts:
        if name in ("nodes", "edges"):
            wants.add("rows")
        if name == "totalCount":
            wants.add("total")
        if name == "edges" and any(item == "cursor" for _, item, _ in part):  # type: ignore[attr-defined]
            wants.add("cursors")
        if name == "pageInfo":
            wants |= _page_info_wants({item for _, item in part})  # type: ignore[attr-defined]
    return frozenset(wants)


def _page_info_wants(names: set[str]) -> set[str]:
    wants = {"rows"}
    if names & {"startCursor", "endCursor"}:
        wants.add("cursors")
    if "hasNextPage" in names:
        wants.add("next")
    if "hasPreviousPage" in names:
        wants.add("previous")
    return wants


def _identity(branch: Branch) -> object:
    """What must be equal for two kinds to share a branch: columns and the client's names."""
    names = tuple((item.response, item.name, _column_identity(item)) for item in branch.entries)
    return (names, tuple((column.key, column.values) for column in branch.columns))


def _column_identity(entry: Entry) -> object:
    return (entry.column.key, entry.column.values, repr(entry.shape)) if entry.column else None


def _leaf(tree: Tree) -> Leaf:
    assert not isinstance(tree, (dict, list))
    return tree
