"""Pass 6, connections: pages, counts and measures of what a relationship leads to, or of a kind."""

from __future__ import annotations

from graph_api.planner.cypher import descending, hop, labelled, sent, stored, where
from graph_api.planner.emit_context import EmitContext
from graph_api.planner.emit_groups import GroupWriter, measure_text
from graph_api.planner.model import (
    ConnectionColumn,
    Grouping,
    Measure,
    OrderKey,
)
from graph_api.planner.slots import CursorPart, Slot, SlotKind
from graph_api.planner.statement_builder import Body, Frame, far_labels

WALK_ABOVE = 200
"""From how many relationships of its anchor on a filter is walked along the order."""
LAST = "\U0010ffff"


class ConnectionWriter:
    """Writes the parts of one connection."""

    def __init__(
        self, context: EmitContext, connection: ConnectionColumn, frame: Frame | None
    ) -> None:
        self._context = context
        self._text = context.text
        self._connection = connection
        self._frame = frame
        self._kinds = context.declared.members(connection.target)

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
        source = self.source(node, relation)
        keys = [self._key_text(node, relation, key) for key in self._order]
        keyset = f"NOT ({self._after(keys, self._ids(node, relation))})"
        carried = self.carried(node, relation)
        exists = f"EXISTS {{ {source} WITH {carried} WHERE {keyset} RETURN {node} }}"
        return f"CASE WHEN {has} THEN {exists} ELSE false END"

    def total(self) -> str:
        """How many there are, whatever the page."""
        node, relation = self._text.name("n"), self._text.name("r")
        if self._frame is None:
            return f"COUNT {{ {self.source(node, relation)} RETURN {node} }}"
        return f"COUNT {{ {self.source(node, relation)} }}"

    # --- measures and groups ----------------------------------------------------------------

    def measures(self, wanted: tuple[Measure, ...]) -> tuple[str, str]:
        """Measures over all, whatever the page: clauses, and the list that they give."""
        node, relation = self._text.name("n"), self._text.name("r")
        row = ", ".join(measure_text(item, node, relation) for item in wanted)
        return self.source(node, relation), f"[{row}]"

    def groups(self, grouping: Grouping) -> Body:
        """Groups of all, whatever the page."""
        return GroupWriter(self._context, self._connection, self).write(grouping)

    # --- where the nodes come from ----------------------------------------------------------

    def source(self, node: str, relation: str, *extra: str, walk: bool = False) -> str:
        """Clauses that bind all nodes of the connection, and the relationships that lead to them."""
        connection, context = self._connection, self._context
        scope = connection.scope
        narrowed = context.scopes.node(scope, connection.target, node)
        edge = context.predicates.condition(connection.edge_where, relation, scope)
        if self._frame is None and not walk:
            clauses = context.sets.bind(connection.where, self._kinds, node, scope)
            conditions = where(narrowed, *extra)
            return clauses + (f" WITH {node}{conditions}" if conditions else "")
        condition = context.predicates.condition(connection.where, node, scope)
        if self._frame is None:
            return f"MATCH ({labelled(node, self._kinds)}){where(*extra, narrowed, condition)}"
        assert connection.field is not None
        labels = far_labels(context.declared, self._frame.kinds, connection.field)
        pattern = hop(self._frame.variable, connection.field, relation, labelled(node, labels))
        related = context.scopes.relation(scope, relation)
        return f"MATCH {pattern}{where(*extra, related, edge, narrowed, condition)}"

    def _page_clauses(self, node: str, relation: str) -> list[str]:
        if self._frame is None and [key.name for key in self._order] == ["name"]:
            return self._by_name(node, relation)
        return self._by_keys(node, relation)

    def carried(self, node: str, relation: str) -> str:
        """What tells one row of the source from another."""
        return node if self._frame is None else f"{node}, {relation}"

    def _ids(self, node: str, relation: str) -> list[str]:
        """What tells rows of equal keys apart; two relationships may lead to one node."""
        return [f"{node}.id"] if self._frame is None else [f"{node}.id", f"{relation}.id"]

    def _by_name(self, node: str, relation: str) -> list[str]:
        """Along the index on name and id: the first page and later ones share one text."""
        keyset = self._name_keyset(node)
        degree = self._context.sets.anchor(self._connection.where)
        if degree is not None:
            return self._adaptive(degree, node, relation, keyset)
        walk = not self._context.sets.drives(self._connection.where)
        return [self.source(node, relation, keyset, walk=walk), self._cut(node)]

    def _adaptive(self, degree: str, node: str, relation: str, keyset: str) -> list[str]:
        """Backwards from the anchor where it has few relationships, along the index where many."""
        few = f"{self.source(node, relation, keyset)} {self._cut(node)} RETURN {node}"
        walked = self._text.name("n")
        many_source = self.source(walked, relation, self._name_keyset(walked), walk=True)
        many = f"{many_source} {self._cut(walked)} RETURN {walked}"
        # CASE is lazy: only the COLLECT that is chosen runs, so the statement decides by what it meets.
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
        # The first condition is a range that the index on (sort_th, id) seeks; it takes that index
        # only where both are known to be there. The last leaves out what the cursor has shown.
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
        carried, ids = self.carried(node, relation), self._ids(node, relation)
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
        source = self.source(node, relation)
        page = f"WITH {carried}, {made} WHERE NOT {has} OR ({self._after(names, ids)})"
        ordered = f"WITH {carried}, {', '.join(names)} ORDER BY {', '.join(by)}"
        return [source, page, f"{ordered} LIMIT {self._slot(SlotKind.LIMIT)}"]

    # --- keys and cursors -------------------------------------------------------------------

    @property
    def _order(self) -> tuple[OrderKey, ...]:
        return self._connection.order

    def _key_text(self, node: str, near: str, key: OrderKey) -> str:
        if key.sought is not None:
            return self._context.predicates.relevance(key.sought, node)
        if key.count is not None:
            labels = far_labels(self._context.declared, self._kinds, key.count)
            relation = self._text.name("r")
            far = labelled(self._text.name("n"), labels)
            scope = self._connection.scope
            inner = where(
                self._context.scopes.relation(scope, relation),
                self._context.scopes.node(scope, key.count.target, far.partition(":")[0]),
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
            parts.append(self._context.rows.columns(self._connection.edge, edge))
        if self._connection.node is not None:
            row = self._context.rows.node(self._connection.node, frame)
            if not parts:
                return row
            parts.append(row)
        # Where nothing of a row is wanted, its being there is: whether a page follows.
        return "[" + ", ".join(parts) + "]" if parts else "1"

    def _sent_key(self, node: str, relation: str, key: OrderKey) -> str:
        if key.prop is not None:
            return sent(relation if key.edge else node, key.prop)
        return self._key_text(node, relation, key)


def _beyond(text: str, place: str, key: OrderKey, *, down: bool) -> str:
    """Whether a key lies beyond the cursor's; nulls come last upwards and first downwards."""
    sign = "<" if down else ">"
    if not key.nullable:
        return f"{text} {sign} {place}"
    if down:
        return f"CASE WHEN {place} IS NULL THEN {text} IS NOT NULL ELSE coalesce({text} < {place}, false) END"
    return f"CASE WHEN {place} IS NULL THEN false ELSE coalesce({text} > {place}, true) END"
