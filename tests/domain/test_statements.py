"""Every statement of the product, against the declaration and against the database's planner."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import graph_api
import loaders
from graph_api.access.api_key import ApiKey
from graph_api.store import Store
from loaders.calibration_statements import CalibrationRow
from schema.cypher import INTERNAL_LABELS, STATEMENTS
from schema.registry import declaration
from tests.domain.operations import OPERATIONS
from tests.planner.planning import plan


def _import_all() -> None:
    for package in (graph_api, loaders):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


_import_all()


def _known_names() -> Iterator[tuple[str, str]]:
    """Procedures that make a name known to the database, and every name that is declared."""
    known = declaration()
    yield from (("createLabel", name) for name in sorted({*known.kinds, *INTERNAL_LABELS}))
    yield from (("createRelationshipType", name) for name in sorted(known.types))
    properties = {
        name for item in (*known.kinds.values(), *known.links.values()) for name in item.properties
    }
    internal = (ApiKey, CalibrationRow)
    properties |= {field.name for row in internal for field in dataclasses.fields(row)}
    yield from (("createProperty", name) for name in sorted(properties))


@pytest.fixture(scope="session")
async def planner(udon: Store) -> Any:
    """A session on a database that knows every declared name, and tells all it notices."""
    async with udon._driver.session(
        database=udon._settings.neo4j_database, notifications_min_severity="INFORMATION"
    ) as session:
        for procedure, name in _known_names():
            await (await session.run(f"CALL db.{procedure}($name)", {"name": name})).consume()
        yield session


async def explain(planner: Any, text: str, values: dict[str, None]) -> tuple[Any, list[str]]:
    """The columns of a text, and what the database warns of."""
    result = await planner.run(f"EXPLAIN {text}", values)
    columns = tuple(result.keys())
    summary = await result.consume()
    warned = [
        status.status_description
        for status in summary.gql_status_objects
        if status.is_notification and status.severity == "WARNING"
    ]
    return columns, warned


@pytest.mark.store
@pytest.mark.parametrize("name", sorted(STATEMENTS))
async def test_the_database_plans_every_statement_without_a_warning(
    planner: Any, name: str
) -> None:
    """Syntax, names and columns are as the database sees them; it has nothing to warn of."""
    statement = STATEMENTS[name]
    values = {"p": dict.fromkeys(statement.parameters)}
    assert await explain(planner, statement.sent, values) == (statement.columns, [])


@pytest.mark.store
@pytest.mark.parametrize("name", OPERATIONS)
async def test_the_database_plans_operations_of_every_form_without_a_warning(
    planner: Any, name: str
) -> None:
    """What the planner writes is as clean as what people wrote."""
    text = plan(OPERATIONS[name]).text
    assert text is not None
    assert await explain(planner, text, {"p": None}) == (("r",), [])


def test_every_text_of_cypher_is_a_statement() -> None:
    """Outside of the planner, which writes its own, no text goes past the declaration."""
    strays = {
        f"{module.relative_to(ROOT)}:{text.lineno}"
        for module in _modules()
        for text in _cypher(ast.parse(module.read_text("utf-8")))
    }
    assert strays == set()


ROOT = Path(graph_api.__file__).parents[1]
WRITERS = ("schema", "graph_api/domain", "graph_api/planner")
"""Who writes fragments and whole texts for others."""
COMMANDS = (
    "graph_api/store/constraints.py",
    "graph_api/store/engine/child.py",
    "loaders/spooling.py",
)
"""Commands that read no graph: they make constraints and indexes, set the engine's password, and keep
ids in a temporary file of SQLite."""


def _modules() -> Iterator[Path]:
    for package in ("loaders", "graph_api"):
        for module in sorted((ROOT / package).rglob("*.py")):
            name = str(module.relative_to(ROOT))
            if not name.startswith(WRITERS) and name not in COMMANDS:
                yield module


_CLAUSE = re.compile(r"\b(MATCH|UNWIND|MERGE|CREATE|DELETE|CALL|SHOW|DROP|RETURN)\b[ (]")


def _cypher(module: ast.Module) -> Iterator[ast.Constant]:
    """Texts with a clause of Cypher that no registered statement has in it."""
    explained = {item.value for item in ast.walk(module) if isinstance(item, ast.Expr)}
    for item in ast.walk(module):
        if item in explained:  # a docstring
            continue
        if isinstance(item, ast.Constant) and isinstance(item.value, str):
            text = " ".join(item.value.split())
            if _CLAUSE.search(text) and not any(text in known for known in _TEXTS):
                yield item


_TEXTS = [" ".join(statement.text.split()) for statement in STATEMENTS.values()]
