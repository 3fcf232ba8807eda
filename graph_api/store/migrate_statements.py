"""The statements of a migration: what was made before, and what is there."""

from __future__ import annotations

from dataclasses import dataclass

from schema.cypher import NoRow, Statement


@dataclass(frozen=True, slots=True)
class MigrationRow:
    """What the last migration made: the digest of its declaration, and its statements as JSON."""

    digest: str
    statements: str


@dataclass(frozen=True, slots=True)
class IndexRow:
    """An index that is there, with the name of the constraint that it belongs to."""

    name: str
    state: str
    constraint: str | None


@dataclass(frozen=True, slots=True)
class ConstraintRow:
    """A constraint that is there."""

    name: str


READ_MIGRATION = Statement(
    "store.read_migration",
    MigrationRow,
    "MATCH (m:Meta {id: 'schema'}) RETURN m.digest AS digest, m.statements AS statements",
)

WRITE_MIGRATION = Statement(
    "store.write_migration",
    NoRow,
    """
    MERGE (m:Meta {id: 'schema'})
    SET m.digest = $digest, m.statements = $statements, m.migrated_at = datetime(),
        m.version = coalesce(m.version, 0) + 1
    """,
)

SHOW_INDEXES = Statement(
    "store.show_indexes",
    IndexRow,
    """
    SHOW INDEXES YIELD name, state, owningConstraint
    WHERE name STARTS WITH $prefix
    RETURN name, state, owningConstraint AS constraint
    """,
)

SHOW_CONSTRAINTS = Statement(
    "store.show_constraints",
    ConstraintRow,
    "SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH $prefix RETURN name",
)
