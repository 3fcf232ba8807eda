"""Constraints and indexes are made once, and old ones of ours go."""

from __future__ import annotations

import pytest

from graph_api.store import Store
from graph_api.store.constraints import create_statement, drop_index
from graph_api.store.migrate import migrate
from schema.cypher import Writer
from schema.errors import PhakhiError
from schema.indexes import PREFIX, Index, IndexType, indexes
from schema.registry import declaration

pytestmark = pytest.mark.store

_SHOWN = "SHOW INDEXES YIELD name, type, state, options WHERE name STARTS WITH $prefix "


async def _names(store: Store) -> set[str]:
    rows = await store.read(_SHOWN + "RETURN name", {"prefix": PREFIX})
    return {row[0] for row in rows}


async def _forget(store: Store) -> None:
    async def work(tx: Writer) -> None:
        await tx.run("MATCH (m:Meta {id: 'schema'}) SET m.digest = 'another'")

    await store.write(work)


async def test_everything_declared_is_there_and_online(store: Store) -> None:
    """Full-text indexes use the whitespace analyzer, none the Thai one."""
    await migrate(store)
    rows = await store.read(_SHOWN + "RETURN name, type, state, options", {"prefix": PREFIX})
    assert {row[0] for row in rows} == {index.name for index in indexes(declaration())}
    assert {row[2] for row in rows} == {"ONLINE"}
    analyzers = {row[3]["indexConfig"]["fulltext.analyzer"] for row in rows if row[1] == "FULLTEXT"}
    assert analyzers == {"whitespace"}


async def test_a_second_time_does_nothing(store: Store) -> None:
    """It says whether it did."""
    await migrate(store)
    assert await migrate(store) is False


async def test_what_is_no_longer_declared_is_dropped(store: Store) -> None:
    """An index of ours goes, one of somebody else stays."""
    await migrate(store)
    ours = Index(f"{PREFIX}old", IndexType.RANGE, ("Old",), ("x",))
    theirs = Index("somebody_elses", IndexType.RANGE, ("Old",), ("y",))
    await store.run_schema(create_statement(ours))
    await store.run_schema(create_statement(theirs))
    await _forget(store)
    assert await migrate(store) is True
    assert ours.name not in await _names(store)
    kept = await store.read("SHOW INDEXES YIELD name WHERE name = 'somebody_elses' RETURN name")
    assert kept == [["somebody_elses"]]
    await store.run_schema(drop_index(theirs.name))


async def test_what_is_missing_is_made_again(store: Store) -> None:
    """Though the digest is the same."""
    await migrate(store)
    await store.run_schema(drop_index(f"{PREFIX}agency_order"))
    assert await migrate(store) is True
    assert f"{PREFIX}agency_order" in await _names(store)


async def test_ids_are_unique(empty_store: Store) -> None:
    """Of records, and of the relationships of a type."""

    async def twice(tx: Writer) -> None:
        await tx.run("CREATE (:Record:Agency {id: 'agency:a'}), (:Record:Network {id: 'agency:a'})")

    async def linked(tx: Writer) -> None:
        await tx.run("CREATE (a)-[:MEMBER_OF {id: 'x'}]->(b), (a)-[:MEMBER_OF {id: 'x'}]->(b)")

    for work in (twice, linked):
        with pytest.raises(PhakhiError):
            await empty_store.write(work)
