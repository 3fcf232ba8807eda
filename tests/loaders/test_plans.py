"""What loads ask of each of many rows finds its records by the index, however new the database is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from graph_api.store import Store
from loaders import focus_statements, statements
from schema.cypher import Statement, Writer

OF_EACH_ROW = sorted(
    (
        item
        for module in (statements, focus_statements)
        for item in vars(module).values()
        if isinstance(item, Statement)
        and "UNWIND $" in item.text
        and "(n:Record) WHERE" not in item.text
    ),
    key=lambda item: item.name,
)


@pytest.fixture
async def new_store(empty_store: Store) -> Store:
    """Records without a relationship: what a first load has written when it comes to these."""

    async def work(tx: Writer) -> None:
        await tx.run("UNWIND range(1, 2000) AS at CREATE (:Record:Agency {id: 'agency:a' + at})")

    await empty_store.write(work)
    return empty_store


def _scans(plan: Mapping[str, Any]) -> Iterator[str]:
    """The operators that read all records, or all relationships."""
    if "Scan" in plan["operatorType"]:
        yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from _scans(child)


@pytest.mark.store
async def test_no_row_is_looked_for_among_all_records(new_store: Store) -> None:
    """With all the counts of an almost empty database, the way of each statement is the index."""
    scans = {}
    async with new_store._driver.session() as session:
        for item in OF_EACH_ROW:
            result = await session.run(f"CYPHER replan=force EXPLAIN {item.sent}", {"p": {}})
            plan = (await result.consume()).plan
            assert plan is not None
            scans[item.name] = list(_scans(plan))
    assert len(scans) > 10
    assert {name: scan for name, scan in scans.items() if scan} == {}
