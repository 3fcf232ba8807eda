"""Pass 6: Cypher, as fixed text and slots.

Each root field is a subquery of its own, so the statement returns exactly one row; within it each
relationship is a subquery that returns a list, and each node a list of columns. COLLECT is quick to
plan when wide, but takes time that grows exponentially with depth; CALL grows with both about
linearly. So the innermost ``MAX_COLLECT`` levels are written with COLLECT and those around them
with CALL (the database refuses the other way round). What measures or groups is written with CALL,
and so is all around it: the database takes an aggregating function anywhere inside an expression
for one of the expression itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph_api.planner.cypher import TEMPORAL, descending, hop, labelled, sent, stored, where
from graph_api.planner.emit_where import Predicates, Scopes, Sets, Text, far_labels
from graph_api.planner.model import (
    Branch,
    Column,
    Connection,
    Grouping,
    GroupKey,
    Measure,
    NameColumn,
    OneColumn,
    OrderKey,
    PropertyColumn,
    RefColumn,
    Scope,
    Selection,
)
from graph_api.planner.slots import CursorPart, Slot, SlotKind, Source
from graph_api.planner.walk import (
    below,
    height,
    is_measured,
    rows_columns,
    selection_columns,
    selection_height,
)
from schema.registry import Declaration, RelationshipField

MAX_COLLECT = 5
WALK_ABOVE = 200
"""From how many relationships of its anchor on a filter is walked along the order."""
LAST = "\U0010ffff"


@dataclass
class Body:
    """The inside of a subquery: clauses, and the row that each match gives."""

    clauses: list[str]
    row: str = "1"


@dataclass
class Frame:
    """Where a node stands: its variable, its kinds, and clauses that its columns need first."""

    variable: str
    kinds: tuple[str, ...]
    clauses: list[str] = field(default_factory=list)


class Emitter:
    """Writes one statement."""

    def __init__(self, declared: Declaration) -> None:
        self.text = Text(declared)
        self.declared = declared
        self.scopes = Scopes(self.text)
        self.predicates = Predicates(self.text, self.scopes)
        self.sets = Sets(self.text, self.scopes, self.predicates)
        self.clauses: list[str] = []
        """What the statement needs before its RETURN."""

    # --- roots ------------------------------------------------------------------------------

    def by_ids(self, source: Source, selection: Selection, scope: Scope) -> str:
        """Nodes by ids: a list with, for each id of the slot, its row or null, in order."""
        frame = Frame(self.text.name("n"), self.declared.members(selection.target))
        place = self.text.slot(Slot(SlotKind.IDS, source=source))
        node, given = frame.variable, self.text.name("i")
        label = (
            ""
            if len(frame.kinds) == len(self.declared.kinds)
            else f"({labelled(node, frame.kinds)})"
        )
        conditions = where(
            f"{node}.id = {given}", label, self.scopes.node(scope, selection.target, node)
        )
        row = self.node(selection, frame)
        body = Body([f"UNWIND {place} AS {given} OPTIONAL MATCH ({node}:Record){conditions}"])
        body.clauses += frame.clauses
        body.row = f"CASE WHEN {node} IS NOT NULL THEN {row} END"
        levels = selection_height(selection)
        return self.collect(body, None, levels, self.clauses, selection_columns(selection))

    def root_connection(self, connection: Connection) -> str:
        """A page over all nodes of a kind."""
        return self._parts(connection, None, self.clauses)

    # --- nodes ------------------------------------------------------------------------------

    def node(self, selection: Selection, frame: Frame) -> str:
        """The row of a node: its columns, preceded by its id where that tells its kind."""
        if len(selection.branches) == 1:
            row = self.columns(selection.branches[0], frame)
        else:
            cases = " ".join(
                f"WHEN {labelled(frame.variable, branch.kinds)} THEN {self.columns(branch, frame)}"
                for branch in selection.branches
            )
            row = f"CASE {cases} END"
        return f"[{frame.variable}.id, {row}]" if selection.typed else row

    def columns(self, branch: Branch, frame: Frame) -> str:
        """The columns of a branch, as a list."""
        kinds = branch.kinds or frame.kinds
        inner = Frame(frame.variable, kinds, frame.clauses)
        return "[" + ", ".join(self._column(column, inner) for column in branch.columns) + "]"

    def _column(self, column: Column, frame: Frame) -> str:
        match column:
            case PropertyColumn(item):
                return sent(frame.variable, item)
            case NameColumn():
                return self._name(column, frame.variable)
            case RefColumn():
                return self._ref(column, frame)
            case OneColumn():
                return f"head({self._one(column, frame)})"
            case Connection():
                return self._parts(column, frame, frame.clauses)
            case _:
                raise TypeError(column)

    def _name(self, column: NameColumn, variable: str) -> str:
        if column.lang is None:
            return f"{variable}.name_th"
        place = self.text.slot(Slot(SlotKind.LANG, column.lang))
        return (
            f"CASE {place} WHEN 'en' THEN coalesce({variable}.name_en, {variable}.name_th) "
            f"ELSE {variable}.name_th END"
        )

    def _ref(self, column: RefColumn, frame: Frame) -> str:
        target = column.node.target
        inner = Frame(self.text.name("n"), (target,))
        node, ids = inner.variable, stored(frame.variable, column.prop)
        scope = Scope(include_synthetic=column.scope.include_synthetic)
        conditions = where(self.scopes.node(scope, target, node))
        one = f"MATCH ({node}:Record {{id: {ids}}}){conditions}"
        each = self.text.name("i")
        many = (
            f"UNWIND coalesce({ids}, []) AS {each} MATCH ({node}:Record {{id: {each}}}){conditions}"
        )
        body = Body([many if column.prop.many else one])
        body.row = self.node(column.node, inner)
        body.clauses += inner.clauses
        made = self.collect(body, frame.variable, height(column), frame.clauses, below(column))
        return made if column.prop.many else f"head({made})"

    def _one(self, column: OneColumn, frame: Frame) -> str:
        inner = Frame(self.text.name("n"), self.declared.members(column.field.target))
        relation = self.text.name("r")
        labels = far_labels(self.declared, frame.kinds, column.field)
        pattern = hop(frame.variable, column.field, relation, labelled(inner.variable, labels))
        conditions = where(
            self.scopes.relation(column.scope, relation),
            self.scopes.node(column.scope, column.field.target, inner.variable),
        )
        first = f"WITH {inner.variable} ORDER BY {inner.variable}.id LIMIT 1"
        body = Body([f"MATCH {pattern}{conditions} {first}"])
        body.row = self.node(column.node, inner)
        body.clauses += inner.clauses
        return self.collect(body, frame.variable, height(column), frame.clauses, below(column))

    def collect(
        self,
        body: Body,
        near: str | None,
        levels: int,
        outer: list[str],
        columns: Iterable[Column],
    ) -> str:
        """A list of rows; made by a clause before where an expression cannot hold it."""
        inside = " ".join(body.clauses)
        if levels <= MAX_COLLECT and not is_measured(columns):
            return f"COLLECT {{ {inside} RETURN {body.row} }}"
        return self._gathered(near, outer, f"{inside} WITH {body.row}")

    def _gathered(self, near: str | None, outer: list[str], inside: str) -> str:
        """The name of the list of rows that ``inside`` ends with; null stays in its place."""
        row, one = self.text.name("x"), self.text.name("y")
        kept = f"[{one} IN collect([{row}]) | {one}[0]]"  # collect alone leaves null out
        return self._called(near, outer, f"{inside} AS {row}", kept)

    def _called(self, near: str | None, outer: list[str], inside: str, result: str) -> str:
        """The name of a value that a clause of ``outer`` makes."""
        name = self.text.name("s")
        outer.append(f"CALL ({near or ''}) {{ {inside} RETURN {result} AS {name} }}")
        return name

    # --- connections ------------------------------------------------------------------------

    def _parts(self, connection: Connection, frame: Frame | None, outer: list[str]) -> str:
        """``[rows, whether some lie behind, total, measures, groups…]``, as far as wanted."""
        writer = ConnectionWriter(self, connection, frame)
        near = frame.variable if frame else None
        parts = []
        if "rows" in connection.wants:
            columns = rows_columns(connection)
            parts.append(self.collect(writer.rows(), near, height(connection), outer, columns))
        if _behind(connection) in connection.wants:
            parts.append(writer.behind())
        if "total" in connection.wants:
            parts.append(writer.total())
        if connection.measures:
            parts.append(self._called(near, outer, *writer.measures(connection.measures)))
        for grouping in connection.groups:
            body = writer.groups(grouping)
            inside = f"{' '.join(body.clauses)} WITH {body.row}"
            parts.append(self._gathered(near, outer, inside))
        return "[" + ", ".join(parts) + "]"


def _behind(connection: Connection) -> str:
    return "next" if connection.page.backward else "previous"


class ConnectionWriter:
    """Writes the parts of one connection."""

    def __init__(self, emitter: Emitter, connection: Connection, frame: Frame | None) -> None:
        self._emitter = emitter
        self._text = emitter.text
        self._connection = connection
        self._frame = frame
        self._kinds = emitter.declared.members(connection.target)

    def rows(self) -> Body:
        """The rows of the page, one more where that tells whether more follow."""
        node, relation = self._text.name("n"), self._text.name("r")
        frame = Frame(node, self._kinds)
        body = Body(self._page_clauses(node, relation))
        body.row = self._row(frame, relation)
        body.clauses += frame.clauses
        return body

    def behind(self) -> str:
        """Whether something lies before the cursor (after it, on a page that goes backward)."""
        node, relation = self._text.name("n"), self._text.name("r")
        has = self._slot(SlotKind.HAS_CURSOR)
        source = self._source(node, relation)
        keys = [self._key_text(node, relation, key) for key in self._order]
        keyset = f"NOT ({self._after(keys, self._ids(node, relation))})"
        carried = self._carried(node, relation)
        found = f"EXISTS {{ {source} WITH {carried} WHERE {keyset} RETURN {node} }}"
        return f"CASE WHEN {has} THEN {found} ELSE false END"

    def total(self) -> str:
        """How many there are, whatever the page."""
        node, relation = self._text.name("n"), self._text.name("r")
        if self._frame is None:
            return f"COUNT {{ {self._source(node, relation)} RETURN {node} }}"
        return f"COUNT {{ {self._source(node, relation)} }}"

    # --- measures and groups ----------------------------------------------------------------

    def measures(self, wanted: tuple[Measure, ...]) -> tuple[str, str]:
        """Measures over all, whatever the page: clauses, and the list that they give."""
        node, relation = self._text.name("n"), self._text.name("r")
        row = ", ".join(_measure(item, node, relation) for item in wanted)
        return self._source(node, relation), f"[{row}]"

    def groups(self, grouping: Grouping) -> Body:
        """Groups of all: ``[values of the keys, measures, nodes of the keys]``."""
        node, relation = self._text.name("n"), self._text.name("r")
        spread, keys = [], []
        for key in grouping.keys:
            clause, text = self._spread(key, node, relation)
            spread.append(clause)
            keys.append(f"{text} AS {self._text.name('g')}")
        names = [text.rpartition(" ")[2] for text in keys]
        measured = [
            f"{_measure(item, node, relation)} AS {self._text.name('m')}"
            for item in grouping.measures
        ]
        values = [text.rpartition(" ")[2] for text in measured]
        size = self._text.name("c")
        limit = self._text.slot(Slot(SlotKind.LIMIT, grouping.size))
        body = Body(
            [
                self._source(node, relation),
                *filter(None, spread),
                # A node that lies in a group by two ways counts once.
                f"WITH DISTINCT {', '.join([self._carried(node, relation), *keys])}",
                f"WITH {', '.join([*names, *measured, f'count(*) AS {size}'])}",
                f"ORDER BY {size} DESC, {', '.join(names)} LIMIT {limit}",
            ]
        )
        nodes = [
            self._key_node(grouping, name, body) if key.is_node else "null"
            for key, name in zip(grouping.keys, names, strict=True)
        ]
        shown = [_shown(key, name) for key, name in zip(grouping.keys, names, strict=True)]
        body.row = f"[[{', '.join(shown)}], [{', '.join(values)}], [{', '.join(nodes)}]]"
        return body

    def _spread(self, key: GroupKey, node: str, relation: str) -> tuple[str, str]:
        """What a key needs before it can be read, and how it is read then."""
        variable = relation if key.edge else node
        if key.field is not None:
            return self._reached(key.field, node)
        assert key.prop is not None
        value = stored(variable, key.prop)
        if key.prop.many:
            each = self._text.name("v")
            held = f"CASE WHEN size(coalesce({value}, [])) = 0 THEN [null] ELSE {value} END"
            return f"UNWIND {held} AS {each}", each
        return "", f"{value}.year" if key.year else value

    def _reached(self, item: RelationshipField, node: str) -> tuple[str, str]:
        emitter, scope = self._emitter, self._connection.scope
        relation, far = self._text.name("r"), self._text.name("n")
        labels = far_labels(emitter.declared, self._kinds, item)
        conditions = where(
            emitter.scopes.relation(scope, relation), emitter.scopes.node(scope, item.target, far)
        )
        pattern = hop(node, item, relation, labelled(far, labels))
        return f"OPTIONAL MATCH {pattern}{conditions}", f"{far}.id"

    def _key_node(self, grouping: Grouping, key: str, body: Body) -> str:
        """The row of a node that is a key; null where it is not shown or not there."""
        if grouping.node is None:
            return "null"
        emitter, target = self._emitter, grouping.node.target
        frame = Frame(self._text.name("n"), emitter.declared.members(target), body.clauses)
        scope = Scope(include_synthetic=self._connection.scope.include_synthetic)
        conditions = where(emitter.scopes.node(scope, target, frame.variable))
        body.clauses.append(f"OPTIONAL MATCH ({frame.variable}:Record {{id: {key}}}){conditions}")
        row = emitter.node(grouping.node, frame)
        return f"CASE WHEN {frame.variable} IS NOT NULL THEN {row} END"

    # --- where the nodes come from ----------------------------------------------------------

    def _source(self, node: str, relation: str, *extra: str, walk: bool = False) -> str:
        connection, emitter = self._connection, self._emitter
        scope = connection.scope
        narrowed = emitter.scopes.node(scope, connection.target, node)
        edge = emitter.predicates.condition(connection.edge_where, relation, scope)
        if self._frame is None and not walk:
            clauses = emitter.sets.bind(connection.where, self._kinds, node, scope)
            conditions = where(narrowed, *extra)
            return clauses + (f" WITH {node}{conditions}" if conditions else "")
        condition = emitter.predicates.condition(connection.where, node, scope)
        if self._frame is None:
            return f"MATCH ({labelled(node, self._kinds)}){where(*extra, narrowed, condition)}"
        assert connection.field is not None
        labels = far_labels(emitter.declared, self._frame.kinds, connection.field)
        pattern = hop(self._frame.variable, connection.field, relation, labelled(node, labels))
        related = emitter.scopes.relation(scope, relation)
        return f"MATCH {pattern}{where(*extra, related, edge, narrowed, condition)}"

    def _page_clauses(self, node: str, relation: str) -> list[str]:
        if self._frame is None and [key.name for key in self._order] == ["name"]:
            return self._by_name(node, relation)
        return self._by_keys(node, relation)

    def _carried(self, node: str, relation: str) -> str:
        return node if self._frame is None else f"{node}, {relation}"

    def _ids(self, node: str, relation: str) -> list[str]:
        """What tells rows of equal keys apart; two relationships may lead to one node."""
        return [f"{node}.id"] if self._frame is None else [f"{node}.id", f"{relation}.id"]

    def _by_name(self, node: str, relation: str) -> list[str]:
        """Along the index on name and id: the first page and later ones share one text."""
        keyset = self._name_keyset(node)
        degree = self._emitter.sets.anchor(self._connection.where)
        if degree is not None:
            return self._adaptive(degree, node, relation, keyset)
        walk = not self._emitter.sets.drives(self._connection.where)
        return [self._source(node, relation, keyset, walk=walk), self._cut(node)]

    def _adaptive(self, degree: str, node: str, relation: str, keyset: str) -> list[str]:
        """Backwards from the anchor where it has few relationships, along the index where many."""
        few = f"{self._source(node, relation, keyset)} {self._cut(node)} RETURN {node}"
        walked = self._text.name("n")
        many_source = self._source(walked, relation, self._name_keyset(walked), walk=True)
        many = f"{many_source} {self._cut(walked)} RETURN {walked}"
        choice = (
            f"CASE WHEN {degree} <= {WALK_ABOVE} THEN COLLECT {{ {few} }} "
            f"ELSE COLLECT {{ {many} }} END"
        )
        return [f"UNWIND {choice} AS {node}"]

    def _name_keyset(self, node: str) -> str:
        down = descending(self._order, backward=self._connection.page.backward)
        sentinel = LAST if down else ""
        name, last = self._cursor(0, sentinel), self._cursor(1, sentinel)
        sign = "<" if down else ">"
        return (
            f"{node}.sort_th {sign}= {name} AND {node}.id IS NOT NULL "
            f"AND ({node}.sort_th {sign} {name} OR {node}.id {sign} {last})"
        )

    def _cut(self, node: str) -> str:
        down = descending(self._order, backward=self._connection.page.backward)
        way = " DESC" if down else ""
        limit = self._slot(SlotKind.LIMIT)
        return f"WITH {node} ORDER BY {node}.sort_th{way}, {node}.id{way} LIMIT {limit}"

    def _by_keys(self, node: str, relation: str) -> list[str]:
        """By any keys: all matches are ordered, then cut."""
        carried, ids = self._carried(node, relation), self._ids(node, relation)
        names = [self._text.name("k") for _ in self._order]
        backward = self._connection.page.backward
        made = ", ".join(
            f"{self._key_text(node, relation, key)} AS {name}"
            for key, name in zip(self._order, names, strict=True)
        )
        has = self._slot(SlotKind.HAS_CURSOR)
        down = descending(self._order, backward=backward)
        by = [
            f"{name}{' DESC' if key.descending is not backward else ''}"
            for key, name in zip(self._order, names, strict=True)
        ]
        by += [f"{id_}{' DESC' if down else ''}" for id_ in ids]
        source = self._source(node, relation)
        page = f"WITH {carried}, {made} WHERE NOT {has} OR ({self._after(names, ids)})"
        ordered = f"WITH {carried}, {', '.join(names)} ORDER BY {', '.join(by)}"
        return [source, page, f"{ordered} LIMIT {self._slot(SlotKind.LIMIT)}"]

    # --- keys and cursors -------------------------------------------------------------------

    @property
    def _order(self) -> tuple[OrderKey, ...]:
        return self._connection.order

    def _key_text(self, node: str, near: str, key: OrderKey) -> str:
        if key.sought is not None:
            return self._emitter.predicates.relevance(key.sought, node)
        if key.count is not None:
            labels = far_labels(self._emitter.declared, self._kinds, key.count)
            relation = self._text.name("r")
            far = labelled(self._text.name("n"), labels)
            scope = self._connection.scope
            inner = where(
                self._emitter.scopes.relation(scope, relation),
                self._emitter.scopes.node(scope, key.count.target, far.partition(":")[0]),
            )
            return f"COUNT {{ {hop(node, key.count, relation, far)}{inner} }}"
        if key.prop is None:
            return f"{node}.sort_th"
        return stored(near if key.edge else node, key.prop)

    def _after(self, keys: list[str], ids: list[str]) -> str:
        """Whether a row lies beyond the cursor; never null, so that it can be turned round."""
        backward = self._connection.page.backward
        terms, equal = [], ""
        for index, (key, text) in enumerate(zip(self._order, keys, strict=True)):
            place = self._cursor(index)
            down = key.descending is not backward
            terms.append(f"({equal}{_beyond(text, place, key, down=down)})")
            same = f"{text} = {place}"
            if key.nullable:
                same = f"coalesce({same}, {text} IS NULL AND {place} IS NULL)"
            equal += f"{same} AND "
        sign = "<" if descending(self._order, backward=backward) else ">"
        for index, text in enumerate(ids, len(keys)):
            place = self._cursor(index)
            terms.append(f"({equal}{text} {sign} {place})")
            equal += f"{text} = {place} AND "
        return " OR ".join(terms)

    def _slot(self, kind: SlotKind) -> str:
        page = self._connection.page
        if kind is SlotKind.LIMIT:
            ahead = "previous" if page.backward else "next"
            extra = 1 if ahead in self._connection.wants else 0
            return self._text.slot(Slot(kind, page.size, extra=extra))
        return self._text.slot(Slot(kind, page.cursor))

    def _cursor(self, index: int, sentinel: str | None = None) -> str:
        part = CursorPart(self._order, index, 1 if self._frame is None else 2, sentinel)
        return self._text.slot(Slot(SlotKind.CURSOR, self._connection.page.cursor, cursor=part))

    # --- rows -------------------------------------------------------------------------------

    def _row(self, frame: Frame, relation: str) -> str:
        """``[cursor, edge, node]`` as far as they are wanted; the node alone where only it is."""
        parts = []
        if "cursors" in self._connection.wants:
            keys = [self._sent_key(frame.variable, relation, key) for key in self._order]
            parts.append(f"[{', '.join(keys + self._ids(frame.variable, relation))}]")
        if self._connection.edge is not None:
            edge = Frame(relation, (), frame.clauses)
            parts.append(self._emitter.columns(self._connection.edge, edge))
        if self._connection.node is not None:
            row = self._emitter.node(self._connection.node, frame)
            if not parts:
                return row
            parts.append(row)
        return "[" + ", ".join(parts) + "]" if parts else "1"

    def _sent_key(self, node: str, relation: str, key: OrderKey) -> str:
        if key.prop is not None:
            return sent(relation if key.edge else node, key.prop)
        return self._key_text(node, relation, key)


def _measure(item: Measure, node: str, relation: str) -> str:
    """A measure over the rows at hand."""
    if item.prop is None:
        return f"count({node})"
    value = stored(relation if item.edge else node, item.prop)
    if item.function in ("avg", "sum"):
        return f"{item.function}(toFloat({value}))"
    found = f"{item.function}({value})"
    return f"toString({found})" if item.prop.type in TEMPORAL else found


def _shown(key: GroupKey, name: str) -> str:
    temporal = key.prop is not None and key.prop.type in TEMPORAL and not key.year
    return f"toString({name})" if temporal else name


def _beyond(text: str, place: str, key: OrderKey, *, down: bool) -> str:
    """Whether a key lies beyond the cursor's; nulls come last upwards and first downwards."""
    sign = "<" if down else ">"
    if not key.nullable:
        return f"{text} {sign} {place}"
    if down:
        return f"CASE WHEN {place} IS NULL THEN {text} IS NOT NULL ELSE coalesce({text} < {place}, false) END"
    return f"CASE WHEN {place} IS NULL THEN false ELSE coalesce({text} > {place}, true) END"
