"""Makes the constraints and indexes of the declaration, and drops those of ours it no longer has.

What was made is remembered in the node ``(:Meta {id: "schema"})`` with the digest of the
declaration, so that a start that finds the same digest and everything online does nothing.
"""

from __future__ import annotations

import json
from typing import Any, Protocol

from graph_api.store.constraints import AWAIT_INDEXES, create_statement, drop_constraint, drop_index
from graph_api.store.migrate_statements import (
    READ_MIGRATION,
    SHOW_CONSTRAINTS,
    SHOW_INDEXES,
    WRITE_MIGRATION,
)
from schema.cypher import GraphStore, Writer
from schema.errors import ErrorCode, PhakhiError
from schema.indexes import PREFIX, digest, indexes
from schema.registry import declaration


class SchemaStore(GraphStore, Protocol):
    """A store that can also run schema statements."""

    async def run_schema(self, statement: str) -> None:
        """Runs an idempotent schema statement in a transaction of its own."""
        ...


async def migrate(store: SchemaStore) -> bool:
    """Brings constraints and indexes to what the declaration asks for, and waits until they work.

    Returns:
        Whether anything had to be done.

    Raises:
        PhakhiError: ``STORE_BROKEN``, when an index cannot be built.
    """
    wanted = {index.name: create_statement(index) for index in indexes(declaration())}
    made, there, online = await _present(store)
    version = digest(declaration())
    if made.get("digest") == version and set(wanted) == set(there) and online:
        return False
    await _drop_old(store, there, wanted, made.get("statements", {}))
    for statement in wanted.values():
        await store.run_schema(statement)
    await store.run_schema(AWAIT_INDEXES)
    # Looked at again: an index that cannot be built fails, and the statement that makes it does not.
    _, there, online = await _present(store)
    if set(there) != set(wanted) or not online:
        raise PhakhiError(
            ErrorCode.STORE_BROKEN,
            "The indexes of the store could not be built; see the log of the database.",
            "สร้างดัชนีของฐานข้อมูลไม่สำเร็จ โปรดดูบันทึกของฐานข้อมูล",
        )

    async def remember(tx: Writer) -> None:
        await WRITE_MIGRATION.run(tx, digest=version, statements=json.dumps(wanted))

    await store.write(remember)
    return True


async def is_migrated(store: SchemaStore) -> bool:
    """Whether the constraints and indexes are those of this release's declaration.

    Raises:
        PhakhiError: what reading the store raises.
    """
    return any(row.digest == digest(declaration()) for row in await READ_MIGRATION.read(store))


async def _present(store: SchemaStore) -> tuple[dict[str, Any], dict[str, bool], bool]:
    """What was made before; names of ours, with whether each is a constraint; all online."""
    made: dict[str, Any] = {}
    for row in await READ_MIGRATION.read(store):
        made = {"digest": row.digest, "statements": json.loads(row.statements)}
    shown = await SHOW_INDEXES.read(store, prefix=PREFIX)
    constraints = await SHOW_CONSTRAINTS.read(store, prefix=PREFIX)
    there = {index.name: False for index in shown if index.constraint is None}
    there |= {constraint.name: True for constraint in constraints}
    return made, there, all(index.state == "ONLINE" for index in shown)


async def _drop_old(
    store: SchemaStore, there: dict[str, bool], wanted: dict[str, str], made: dict[str, str]
) -> None:
    """Drops what is no longer wanted, or was made by another statement than today's."""
    for name, is_constraint in there.items():
        if name in wanted and made.get(name) == wanted[name]:
            continue
        await store.run_schema(drop_constraint(name) if is_constraint else drop_index(name))
