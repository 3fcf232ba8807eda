"""The statements of the log of changes: the revision of the graph, and entries of the log."""

from __future__ import annotations

from dataclasses import dataclass

from schema.cypher import Statement


@dataclass(frozen=True, slots=True)
class Revision:
    """The revision of the last change."""

    revision: int


READ_REVISION = Statement(
    "changes.read_revision",
    Revision,
    "MATCH (m:Meta {id: 'revision'}) RETURN coalesce(m.revision, 0) AS revision",
)
"""No row before the first change."""

# Writing to the node first takes its lock; read before that, one revision could be given twice. It is
# the last statement of its transaction, so nobody waits for the lock longer than a commit takes.
WRITE_ENTRIES = Statement(
    "changes.write_entries",
    Revision,
    """
    MERGE (m:Meta {id: 'revision'})
    SET m.turn = $by
    WITH m
    SET m.revision = coalesce(m.revision, 0) + size($entries)
    WITH m.revision - size($entries) AS base
    UNWIND range(1, size($entries)) AS at
    CREATE (c:Change)
    SET c = $entries[at - 1], c.revision = base + at
    RETURN max(c.revision) AS revision
    """,
)
"""Writes entries, one at least; each gets the next revision."""
