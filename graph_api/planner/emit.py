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
from typing import assert_never

from graph_api.planner.cypher import hop, labelled, sent, stored, where
from graph_api.planner.emit_connection import ConnectionWriter
from graph_api.planner.emit_context import EmitContext
from graph_api.planner.model import (
    Branch,
    Column,
    ConnectionColumn,
    NameColumn,
    OneColumn,
    PropertyColumn,
    RefColumn,
    Selection,
    SelectionScope,
)
from graph_api.planner.slots import Slot, SlotKind, SubquerySource
from graph_api.planner.statement_builder import Body, Frame, far_labels
from graph_api.planner.walk import (
    below,
    height,
    is_measured,
    rows_columns,
    selection_columns,
    selection_height,
)
from schema.registry import Declaration

# Measured on nested COLLECT: nine levels took a third of a second to plan, fifteen three seconds, twenty
# more than a minute, which no time limit interrupts.
MAX_COLLECT = 5


class Emitter:
    """Writes one statement."""

    def __init__(self, declared: Declaration) -> None:
        self._context = EmitContext.of(declared, self)
        self._declared = declared
        self._scopes = self._context.scopes
        self.text = self._context.text
        self.clauses: list[str] = []
        """What the statement needs before its RETURN."""

    # --- roots ------------------------------------------------------------------------------

    def by_ids(self, source: SubquerySource, selection: Selection, scope: SelectionScope) -> str:
        """Nodes by ids: a list with, for each id of the slot, its row or null, in order."""
        frame = Frame(self.text.name("n"), self._declared.members(selection.target))
        place = self.text.slot(Slot(SlotKind.IDS, source=source))
        node, given = frame.variable, self.text.name("i")
        label = (
            ""
            if len(frame.kinds) == len(self._declared.kinds)
            else f"({labelled(node, frame.kinds)})"
        )
        conditions = where(
            f"{node}.id = {given}", label, self._scopes.node(scope, selection.target, node)
        )
        row = self.node(selection, frame)
        # OPTIONAL, and the id in WHERE: an id that is not there keeps its place, as null.
        body = Body([f"UNWIND {place} AS {given} OPTIONAL MATCH ({node}:Record){conditions}"])
        body.clauses += frame.clauses
        body.row = f"CASE WHEN {node} IS NOT NULL THEN {row} END"
        levels = selection_height(selection)
        return self.collect(body, None, levels, self.clauses, selection_columns(selection))

    def root_connection(self, connection: ConnectionColumn) -> str:
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
            case ConnectionColumn():
                return self._parts(column, frame, frame.clauses)
            case _:
                assert_never(column)

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
        scope = column.scope.synthetic
        conditions = where(self._scopes.node(scope, target, node))
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
        inner = Frame(self.text.name("n"), self._declared.members(column.field.target))
        relation = self.text.name("r")
        labels = far_labels(self._declared, frame.kinds, column.field)
        pattern = hop(frame.variable, column.field, relation, labelled(inner.variable, labels))
        conditions = where(
            self._scopes.relation(column.scope, relation),
            self._scopes.node(column.scope, column.field.target, inner.variable),
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
        gathered = f"[{one} IN collect([{row}]) | {one}[0]]"  # collect alone leaves null out
        return self._called(near, outer, f"{inside} AS {row}", gathered)

    def _called(self, near: str | None, outer: list[str], inside: str, result: str) -> str:
        """The name of a value that a clause of ``outer`` makes."""
        name = self.text.name("s")
        outer.append(f"CALL ({near or ''}) {{ {inside} RETURN {result} AS {name} }}")
        return name

    # --- connections ------------------------------------------------------------------------

    def _parts(self, connection: ConnectionColumn, frame: Frame | None, outer: list[str]) -> str:
        """``[rows, whether some lie behind, total, measures, groups…]``, as far as wanted."""
        writer = ConnectionWriter(self._context, connection, frame)
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


def _behind(connection: ConnectionColumn) -> str:
    return "next" if connection.page.backward else "previous"
