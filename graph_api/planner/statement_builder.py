"""What the writers of a statement share: its slots and names, and where a node stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph_api.planner.model import (
    SelectionScope,
)
from graph_api.planner.slots import Slot
from schema.registry import Declaration, RelationshipField


@dataclass
class StatementBuilder:
    """A statement being written: its slots, and names that have not been used."""

    declared: Declaration
    slots: list[Slot] = field(default_factory=list)
    _names: int = 0
    _scopes: dict[int, dict[str, str]] = field(default_factory=dict)

    def slot(self, slot: Slot) -> str:
        """A new place in ``$p``."""
        self.slots.append(slot)
        return f"$p[{len(self.slots) - 1}]"

    def name(self, prefix: str) -> str:
        """A variable that is not in use."""
        self._names += 1
        return f"{prefix}{self._names}"

    def scope_slot(self, scope: SelectionScope, name: str, slot: Slot) -> str:
        """The place of a part of a scope: one for all who share the scope."""
        # By identity: a field that states nothing hands its own scope on, and so shares its slots; an
        # equal one that is stated elsewhere may come from other variables.
        shared = self._scopes.setdefault(id(scope), {})
        if name not in shared:
            shared[name] = self.slot(slot)
        return shared[name]


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


def far_labels(
    declared: Declaration, near: tuple[str, ...], item: RelationshipField
) -> tuple[str, ...]:
    """Labels that a pattern from one of the ``near`` kinds must state at the far end."""
    kinds = [name for end in near for name in declared.members(end)]
    # Only what the declaration does not imply: without a label at the far end the database counts
    # by the degree that it stores, and reads no node.
    labels = [
        label
        for kind in kinds
        for label in declared.far_labels(kind, item.relationship, item.direction)
    ]
    return tuple(dict.fromkeys(labels))
