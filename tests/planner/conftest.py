"""Two graphs, the seeds and a small uneven one, asked through a schema of the tests' own."""

from __future__ import annotations

import pytest
from graphql import GraphQLSchema, build_schema

from graph_api.settings import Settings
from graph_api.store import Store
from tests.oracles.graph import Graph, read_graph
from tests.oracles.meaning import Meaning
from tests.planner.answering import NAIVE, own_schema
from tests.planner.asking import Asker
from tests.planner.small import load_small


@pytest.fixture(scope="session")
def sdl() -> GraphQLSchema:
    """The schema as clients know it, without any code behind it."""
    return build_schema(own_schema().as_str())


@pytest.fixture(scope="session")
async def graph(udon: Store) -> Graph:
    """The seeds in plain Python."""
    return await read_graph(udon)


@pytest.fixture(scope="session")
def asker(udon: Store, udon_engine: Settings, graph: Graph, sdl: GraphQLSchema) -> Asker:
    """Asks the planner and both oracles about the seeds."""
    return Asker(udon, udon_engine, own_schema(), Meaning(sdl, graph, NAIVE), sdl)


@pytest.fixture(scope="package")
async def small(store: Store) -> Store:
    """A store that holds the small graph; no test of this package writes there."""
    await store.run_schema(
        "MATCH (n) WHERE NOT n:Meta OR n.id <> 'schema' CALL (n) { DETACH DELETE n } IN TRANSACTIONS"
    )
    await load_small(store)
    return store


@pytest.fixture(scope="package")
async def small_graph(small: Store) -> Graph:
    """The small graph in plain Python."""
    return await read_graph(small)


@pytest.fixture(scope="package")
def small_asker(small: Store, engine: Settings, small_graph: Graph, sdl: GraphQLSchema) -> Asker:
    """Asks the planner and both oracles about the small graph."""
    return Asker(small, engine, own_schema(), Meaning(sdl, small_graph, NAIVE), sdl)
