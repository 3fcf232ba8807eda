"""Every statement of the product, against the declaration and against the database's planner."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import pytest

import graph_api
import loaders
from graph_api.store import Store
from schema.cypher import STATEMENTS
from schema.registry import declaration


def _import_all() -> None:
    for package in (graph_api, loaders):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


_import_all()


@pytest.fixture(scope="session")
async def planner(udon: Store) -> Any:
    """A session on a database that knows every declared property, and tells all it notices."""
    names = {
        name
        for item in (*declaration().kinds.values(), *declaration().links.values())
        for name in item.properties
    }
    async with udon._driver.session(
        database=udon._settings.neo4j_database, notifications_min_severity="INFORMATION"
    ) as session:
        for name in sorted(names):
            await (await session.run("CALL db.createProperty($name)", {"name": name})).consume()
        yield session


@pytest.mark.store
@pytest.mark.parametrize("name", sorted(STATEMENTS))
async def test_the_database_plans_every_statement_without_a_warning(
    planner: Any, name: str
) -> None:
    """Syntax, names and columns are as the database sees them; it has nothing to warn of."""
    statement = STATEMENTS[name]
    values = dict.fromkeys(statement.parameters)
    result = await planner.run(f"EXPLAIN {statement.text}", values)
    columns = tuple(result.keys())
    summary = await result.consume()
    warned = [
        found.status_description
        for found in summary.gql_status_objects
        if found.is_notification and found.severity == "WARNING"
    ]
    assert (columns, warned) == (statement.columns, [])
