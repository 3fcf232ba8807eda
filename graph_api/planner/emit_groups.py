"""Pass 6, measures and groups: what ``aggregate`` and ``groupBy`` are computed by."""

from __future__ import annotations

from typing import Protocol

from graph_api.planner.cypher import hop, labelled, shown, stored, where
from graph_api.planner.emit_context import EmitContext
from graph_api.planner.model import (
    ConnectionColumn,
    Grouping,
    GroupKey,
    Measure,
)
from graph_api.planner.slots import Slot, SlotKind
from graph_api.planner.statement_builder import Body, Frame, far_labels
from schema.registry import RelationshipField


class RowSource(Protocol):
    """Where the rows of a connection come from."""

    def source(self, node: str, relation: str) -> str:
        """Clauses that bind all nodes, and the relationships that lead to them."""
        ...

    def carried(self, node: str, relation: str) -> str:
        """What tells one row from another."""
        ...


class GroupWriter:
    """Writes the groups of one connection.

    Args:
        context: of the statement.
        connection: whose nodes are grouped.
        source: writes where they come from.
    """

    def __init__(
        self, context: EmitContext, connection: ConnectionColumn, source: RowSource
    ) -> None:
        self._context = context
        self._text = context.text
        self._scope = connection.scope
        self._kinds = context.declared.members(connection.target)
        self._source = source

    def write(self, grouping: Grouping) -> Body:
        """Groups of all: ``[values of the keys, measures, nodes of the keys]``."""
        node, relation = self._text.name("n"), self._text.name("r")
        spread = [self._spread(key, node, relation) for key in grouping.keys]
        keys = [self._text.name("g") for _ in grouping.keys]
        values = [self._text.name("m") for _ in grouping.measures]
        size = self._text.name("c")
        # A node that lies in a group by two ways counts once.
        apart = [self._source.carried(node, relation), *_named(keys, [text for _, text in spread])]
        measured = [measure_text(item, node, relation) for item in grouping.measures]
        limit = self._text.slot(Slot(SlotKind.LIMIT, grouping.size))
        body = Body(
            [
                self._source.source(node, relation),
                *(clause for clause, _ in spread if clause),
                f"WITH DISTINCT {', '.join(apart)}",
                f"WITH {', '.join([*keys, *_named(values, measured), f'count(*) AS {size}'])}",
                f"ORDER BY {size} DESC, {', '.join(keys)} LIMIT {limit}",
            ]
        )
        pairs = list(zip(grouping.keys, keys, strict=True))
        values_shown = [_shown(key, name) for key, name in pairs]
        nodes = [self._key_node(grouping, key, name, body) for key, name in pairs]
        body.row = f"[[{', '.join(values_shown)}], [{', '.join(values)}], [{', '.join(nodes)}]]"
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
            # UNWIND of an empty list drops the row; who has no value is a group as well.
            held = f"CASE WHEN size(coalesce({value}, [])) = 0 THEN [null] ELSE {value} END"
            return f"UNWIND {held} AS {each}", each
        return "", f"{value}.year" if key.year else value

    def _reached(self, item: RelationshipField, node: str) -> tuple[str, str]:
        context, scope = self._context, self._scope
        relation, far = self._text.name("r"), self._text.name("n")
        labels = far_labels(context.declared, self._kinds, item)
        conditions = where(
            context.scopes.relation(scope, relation), context.scopes.node(scope, item.target, far)
        )
        pattern = hop(node, item, relation, labelled(far, labels))
        # OPTIONAL: who leads nowhere is a group as well.
        return f"OPTIONAL MATCH {pattern}{conditions}", f"{far}.id"

    def _key_node(self, grouping: Grouping, key: GroupKey, name: str, body: Body) -> str:
        """The row of a node that is a key; null where it is none, is not shown or not there."""
        if grouping.node is None or not key.is_node:
            return "null"
        context, target = self._context, grouping.node.target
        frame = Frame(self._text.name("n"), context.declared.members(target), body.clauses)
        scope = self._scope.synthetic
        conditions = where(context.scopes.node(scope, target, frame.variable))
        body.clauses.append(f"OPTIONAL MATCH ({frame.variable}:Record {{id: {name}}}){conditions}")
        row = context.rows.node(grouping.node, frame)
        return f"CASE WHEN {frame.variable} IS NOT NULL THEN {row} END"


def _named(names: list[str], texts: list[str]) -> list[str]:
    return [f"{text} AS {name}" for name, text in zip(names, texts, strict=True)]


def measure_text(item: Measure, node: str, relation: str) -> str:
    """A measure over the rows at hand."""
    if item.prop is None:
        return f"count({node})"
    value = stored(relation if item.edge else node, item.prop)
    if item.function in ("avg", "sum"):
        return f"toFloat({item.function}(toFloat({value})))"  # the sum of nothing is the integer 0
    measured = f"{item.function}({value})"
    return shown(measured, item.prop)


def _shown(key: GroupKey, name: str) -> str:
    return name if key.prop is None or key.year else shown(name, key.prop)
