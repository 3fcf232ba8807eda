"""Pass 6: what the writers of a statement have at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from graph_api.planner.emit_sets import Sets
from graph_api.planner.emit_where import Predicates, Scopes
from graph_api.planner.model import Branch, Selection
from graph_api.planner.statement_builder import Frame, StatementBuilder
from schema.registry import Declaration


class RowWriter(Protocol):
    """Writes rows. A row of a node may hold connections, whose writers need rows in turn."""

    def node(self, selection: Selection, frame: Frame) -> str:
        """The row of a node."""
        ...

    def columns(self, branch: Branch, frame: Frame) -> str:
        """The columns of a branch, as a list."""
        ...


@dataclass(frozen=True, slots=True)
class EmitContext:
    """What the writers of one statement share.

    Attributes:
        text: its slots and names.
        scopes: writes ``asOf``, ``datasets`` and ``includeSynthetic``.
        predicates: writes conditions on what is bound.
        sets: writes what binds the nodes of a condition.
        rows: writes what is returned of a node.
    """

    text: StatementBuilder
    scopes: Scopes
    predicates: Predicates
    sets: Sets
    rows: RowWriter

    @classmethod
    def of(cls, declared: Declaration, rows: RowWriter) -> EmitContext:
        """For a new statement."""
        text = StatementBuilder(declared)
        scopes = Scopes(text)
        predicates = Predicates(text, scopes)
        return cls(text, scopes, predicates, Sets(text, scopes, predicates), rows)

    @property
    def declared(self) -> Declaration:
        """The declaration."""
        return self.text.declared
